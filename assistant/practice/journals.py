"""The reports of postings: the general ledger, a section an account, and the list of transactions.

An amount is in the account's normal side: above zero where it raises the balance. A parent's section holds its children's.
"""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from assistant.practice.documents import LABELS
from assistant.practice.entities import DEBIT_BALANCES
from assistant.practice.ledger import Booked, Ledger
from assistant.practice.reports import Column, Span, cell, chosen, data, money, report, section, span
from assistant.practice.store import Kept, Store
from assistant.practice.wire import Json

LEDGER = [
    Column("tx_date", "Date"),
    Column("txn_type", "Transaction Type"),
    Column("doc_num", "Num"),
    Column("name", "Name"),
    Column("memo", "Memo/Description"),
    Column("split_acc", "Split"),
    Column("subt_nat_amount", "Amount"),
    Column("rbal_nat_amount", "Balance"),
]
MORE = [
    Column("account_name", "Account"),
    Column("debt_amt", "Debit"),
    Column("credit_amt", "Credit"),
    Column("create_by", "Created By"),
    Column("create_date", "Create Date"),
    Column("last_mod_date", "Last Modified"),
]
LIST = [
    Column("tx_date", "Date"),
    Column("txn_type", "Transaction Type"),
    Column("doc_num", "Num"),
    Column("is_no_post", "Posting"),
    Column("name", "Name"),
    Column("memo", "Memo/Description"),
    Column("account_name", "Account"),
    Column("other_account", "Split"),
    Column("subt_nat_amount", "Amount"),
]


class _Journal:
    """The postings of a company in some days, and the names in them."""

    def __init__(self, store: Store, realm: str, days: Span, now: float) -> None:
        self.store, self.realm = store, realm
        self.ledger = Ledger(store, realm, now)
        self.accounts = {kept.id: kept for kept in store.all(realm, "Account")}
        self.booked = self.ledger.booked(days.start, days.end)
        self.by_tx: dict[str, list[Booked]] = defaultdict(list)
        for row in self.booked:
            self.by_tx[row.tx].append(row)
        self._documents: dict[str, Kept] = {}

    def natural(self, account: str, debit: Decimal) -> Decimal:
        return debit if self.accounts[account].body["Classification"] in DEBIT_BALANCES else -debit

    def document(self, row: Booked) -> Kept:
        if row.tx not in self._documents:
            kept = self.store.find(self.realm, row.entity, row.tx)
            assert kept is not None, row
            self._documents[row.tx] = kept
        return self._documents[row.tx]

    def told(self, row: Booked) -> dict[str, Json]:
        """What the columns say of a posting, but for its balance."""
        kept, others = self.document(row), {other.account for other in self.by_tx[row.tx]} - {row.account}
        split = str(self.accounts[others.pop()].name) if len(others) == 1 else "-Split-"
        kind, _, key = row.party.partition(" ")
        stamps = kept.body["MetaData"]
        return {
            "tx_date": cell(row.day),
            "txn_type": cell(LABELS[row.entity], row.tx),
            "doc_num": cell(kept.name or ""),
            "name": cell(self.store.name_of(self.realm, kind, key) if key else "", key),
            "memo": cell(row.memo or kept.body.get("PrivateNote", "")),
            "split_acc": cell(split),
            "other_account": cell(split),
            "is_no_post": cell("Yes"),
            "subt_nat_amount": cell(money(self.natural(row.account, row.amount))),
            "account_name": cell(self.accounts[row.account].name, row.account),
            "debt_amt": cell(money(row.amount if row.amount > 0 else None)),
            "credit_amt": cell(money(-row.amount if row.amount < 0 else None)),
            "create_by": cell(kept.author),
            "create_date": cell(stamps["CreateTime"]),
            "last_mod_date": cell(stamps["LastUpdatedTime"]),
        }


def general_ledger(store: Store, realm: str, params: Mapping[str, str], now: float) -> Json:
    """GeneralLedger: each account that held something or moved, with its opening balance, its postings and its end."""
    days = span(params, now, "this month-to-date")
    columns = chosen([*LEDGER, *MORE], params) if params.get("columns") else LEDGER
    wanted = {key for key in params.get("account", "").split(",") if key}
    journal = _Journal(store, realm, days, now)
    before = journal.ledger.balances_before(days.start)
    by_account: dict[str, list[Booked]] = defaultdict(list)
    for row in journal.booked:
        by_account[row.account].append(row)

    def account(kept: Kept) -> tuple[Json | None, Decimal, Decimal]:
        """An account's section, None where it has no rows, and by how much it and what lies below it moved, to which balance."""
        opening = journal.natural(kept.id, before.get(kept.id, Decimal(0)))
        rows, balance = _rows(journal, kept, opening, by_account[kept.id], columns)
        moved = balance - opening
        children = [child for child in journal.accounts.values() if child.body.get("ParentRef", {}).get("value") == kept.id]
        for child in () if wanted else children:
            below, change, amount = account(child)
            moved, balance = moved + change, balance + amount
            rows += [] if below is None else [below]
        if not rows:
            return None, moved, balance
        sums = {"subt_nat_amount": cell(money(moved)), "rbal_nat_amount": cell(money(balance))}
        summary = [sums.get(column.key, cell()) for column in columns]
        summary[0] = {**summary[0], "value": f"Total for {kept.body['Name']}"}
        head = [cell(kept.body["Name"], kept.id), *(cell() for _ in columns[1:])]
        return section(rows, head=head, total=summary), moved, balance

    tops = [kept for kept in journal.accounts.values() if (kept.id in wanted if wanted else "ParentRef" not in kept.body)]
    sections = [made for kept in tops if (made := account(kept)[0]) is not None]
    header: Json = {"ReportBasis": "Accrual", "StartPeriod": days.start, "EndPeriod": days.end}
    return report("GeneralLedger", columns, sections, header, now)


def _rows(
    journal: _Journal, kept: Kept, opening: Decimal, booked: list[Booked], columns: list[Column]
) -> tuple[list[Json], Decimal]:
    """An account's own rows, and its balance after them."""
    rows, balance = [], opening
    if opening:
        told = {"tx_date": cell("Beginning Balance"), "rbal_nat_amount": cell(money(opening))}
        rows.append(data([told.get(column.key, cell()) for column in columns]))
    for row in booked:
        balance += journal.natural(kept.id, row.amount)
        told = {**journal.told(row), "rbal_nat_amount": cell(money(balance))}
        rows.append(data([told[column.key] for column in columns]))
    return rows, balance


def transaction_list(store: Store, realm: str, params: Mapping[str, str], now: float) -> Json:
    """TransactionList: a row a transaction, told by its first posting."""
    days = span(params, now, "this month-to-date")
    columns = chosen([*LIST, *MORE[3:]], params) if params.get("columns") else LIST
    wanted = {name.strip().replace(" ", "").lower() for name in params.get("transaction_type", "").split(",") if name.strip()}
    journal, rows = _Journal(store, realm, days, now), []
    for postings in journal.by_tx.values():
        first = postings[0]
        if not wanted or {first.entity.lower(), LABELS[first.entity].replace(" ", "").lower()} & wanted:
            told = journal.told(first)
            rows.append(data([told[column.key] for column in columns]))
    header: Json = {"StartPeriod": days.start, "EndPeriod": days.end}
    return report("TransactionList", columns, rows, header, now)
