"""Postings to balances: what each transaction adds to each account, when, and what the accounts come to.

Amounts and quantities are whole numbers of 0.00001 in the store, so that SQL adds them exactly; `units` and `exact` go there and
back. A debit is above zero, a credit below. A transaction's postings add up to zero; what a company was opened with stands as
postings of no transaction (0), one an account, and need not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import inf

from assistant.practice.store import Store

PLACES = 5
SHOWN = "tx NOT IN (SELECT tx FROM late WHERE late.realm = ? AND until > ?)"
"""What reports show, by realm and moment: in some companies a transaction that moves goods is costed some time later."""

BEFORE_ALL = "0001-01-01"


def units(value: Decimal) -> int:
    return int(value.scaleb(PLACES))


def exact(number: int) -> Decimal:
    return Decimal(number).scaleb(-PLACES)


@dataclass(frozen=True, slots=True)
class Posting:
    """One line of a transaction in one account. `party` is a customer or a vendor, as "Vendor 3"."""

    account: str
    amount: Decimal
    memo: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class Booked:
    """A posting as a report reads it."""

    tx: str
    account: str
    day: str
    amount: Decimal
    entity: str
    memo: str
    party: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The general ledger of one company, as reports show it at a moment (seconds since 1970), or as it will be."""

    store: Store
    realm: str
    moment: float = inf

    def post(self, tx: str, entity: str, day: str, postings: Iterable[Posting]) -> None:
        """Books a transaction that has no postings yet; they must add up to zero."""
        rows = list(postings)
        assert sum(row.amount for row in rows) == 0, (entity, tx, rows)
        for position, row in enumerate(rows):
            self._book(int(tx), position, row, entity, day)

    def open(self, account: str, amount: Decimal) -> None:
        """What the account holds before any transaction."""
        self._book(0, int(account), Posting(account, amount), "", BEFORE_ALL)

    def unpost(self, tx: str) -> None:
        sums = "SELECT account, sum(amount) FROM posting WHERE realm = ? AND tx = ? GROUP BY account"
        for account, amount in self.store.run(sums, (self.realm, int(tx))):
            self._move(account, -amount)
        self.store.run("DELETE FROM posting WHERE realm = ? AND tx = ?", (self.realm, int(tx)))

    def _book(self, tx: int, position: int, row: Posting, entity: str, day: str) -> None:
        amount, account = units(row.amount), int(row.account)
        sql = (
            "INSERT INTO posting (realm, tx, position, account, day, amount, entity, memo, party) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        )
        self.store.run(sql, (self.realm, tx, position, account, day, amount, entity, row.memo, row.party))
        self._move(account, amount)

    def _move(self, account: int, amount: int) -> None:
        sql = (
            "INSERT INTO balance (realm, account, amount) VALUES (?, ?, ?) "
            "ON CONFLICT (realm, account) DO UPDATE SET amount = amount + excluded.amount"
        )
        self.store.run(sql, (self.realm, account, amount))

    # Reading

    def balance(self, account: str) -> Decimal:
        rows = self.store.run("SELECT amount FROM balance WHERE realm = ? AND account = ?", (self.realm, int(account)))
        return exact(rows[0][0]) if rows else Decimal(0)

    def balances(self) -> dict[str, Decimal]:
        """What every account holds now."""
        rows = self.store.run("SELECT account, amount FROM balance WHERE realm = ?", (self.realm,))
        return {str(account): exact(amount) for account, amount in rows}

    def balances_on(self, day: str) -> dict[str, Decimal]:
        """What every account held at the end of a day."""
        return self._sums("day <= ?", day)

    def balances_before(self, day: str) -> dict[str, Decimal]:
        """What every account held before a day began."""
        return self._sums("day < ?", day)

    def _sums(self, condition: str, day: str) -> dict[str, Decimal]:
        sql = f"SELECT account, sum(amount) FROM posting WHERE realm = ? AND {condition} AND {SHOWN} GROUP BY account"
        return {str(key): exact(amount) for key, amount in self.store.run(sql, (self.realm, day, self.realm, self.moment))}

    def booked(self, start: str, end: str) -> list[Booked]:
        """The postings of transactions from one day to another, both included, by day and in the order they were entered."""
        sql = (
            "SELECT tx, account, day, amount, entity, memo, party FROM posting "
            f"WHERE realm = ? AND day BETWEEN ? AND ? AND tx > 0 AND {SHOWN} ORDER BY day, tx, position"
        )
        rows = self.store.run(sql, (self.realm, start, end, self.realm, self.moment))
        return [
            Booked(str(tx), str(key), day, exact(amount), entity, memo, party)
            for tx, key, day, amount, entity, memo, party in rows
        ]
