"""A chart of accounts: what each account is, what may be posted to it, and what it holds."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeVar

from assistant.books.money import Money
from assistant.patterns import regex

Kept = TypeVar("Kept")
MOST_KEPT = 500_000  # of what is worked out of a chart, times its accounts: the texts of a long-lived process never end


class Side(StrEnum):
    DEBIT = "debit"
    CREDIT = "credit"

    @property
    def other(self) -> "Side":
        return Side.CREDIT if self is Side.DEBIT else Side.DEBIT

    @property
    def short(self) -> str:
        return "Dr" if self is Side.DEBIT else "Cr"


class AccountType(StrEnum):
    """QuickBooks Online's AccountType values that books here may hold."""

    BANK = "Bank"
    ACCOUNTS_RECEIVABLE = "Accounts Receivable"
    OTHER_CURRENT_ASSET = "Other Current Asset"
    FIXED_ASSET = "Fixed Asset"
    OTHER_ASSET = "Other Asset"
    ACCOUNTS_PAYABLE = "Accounts Payable"
    CREDIT_CARD = "Credit Card"
    OTHER_CURRENT_LIABILITY = "Other Current Liability"
    LONG_TERM_LIABILITY = "Long Term Liability"
    EQUITY = "Equity"
    INCOME = "Income"
    COST_OF_GOODS_SOLD = "Cost of Goods Sold"
    EXPENSE = "Expense"
    OTHER_INCOME = "Other Income"
    OTHER_EXPENSE = "Other Expense"

    @property
    def normal_side(self) -> Side:
        return Side.DEBIT if self in _DEBIT_TYPES else Side.CREDIT


_DEBIT_TYPES = {
    AccountType.BANK, AccountType.ACCOUNTS_RECEIVABLE, AccountType.OTHER_CURRENT_ASSET, AccountType.FIXED_ASSET,
    AccountType.OTHER_ASSET, AccountType.COST_OF_GOODS_SOLD, AccountType.EXPENSE, AccountType.OTHER_EXPENSE,
}  # fmt: skip
HEADING = regex(r"\s*(?:heading|header)\b", re.IGNORECASE)
# What accountants call a contra-asset that stands against stock, in full and in short.
_RESERVE = regex(
    r"\b(?:allow(?:ance)?s?|allwnc|reserves?|res(?!\w)|resv|rsv|provisions?|prov(?:is)?['’]?n?|contra|write[- ]?downs?|impairment"
    r"|obsolescence|nrv adj\w*|less"
    # the same in Dutch, German, Afrikaans, French, Italian, Spanish, Portuguese and Swedish
    r"|voorziening|voorsiening|wertberichtigung\w*|d[ée]pr[ée]ciations?|fondo|reserva|estimaci[oó]n|provisi[oó]n|provis(?:ão|ões)"
    r"|imparidade|correction de valeur|inkurans\w*|ukurans\w*)\b",
    re.IGNORECASE,
)
_POOR_STOCK = regex(
    r"\b(?:obsol|slow|supersed|excess|e ?& ?o\b|shrink|dead stock|unsaleable|unsalable|nrv|write[- ]?downs?|mark[- ]?downs?"
    r"|incourant|inkuran|ukuran|stadige|svalutazione|lento|desvaloriza)",
    re.IGNORECASE,
)
_STOCK = regex(
    r"\b(?:inv|invt?y|inventor\w*|stocks?|merch\w*|goods|raw materials?|wip|work[- ]in[- ]pro\w+"
    r"|voorra\w+|vorr[aä]t\w*|waren\w*|magazzino|rimanenze|invent[aá]rios?|existencias|almac[eé]n|mercader[ií]as|mercadorias)\b",
    re.IGNORECASE,
)
_BAD_DEBTS = regex(r"\b(?:doubtful|bad debts?|debtors?)\b", re.IGNORECASE)
_NOT_STOCK = regex(
    r"\b(?:doubtful|bad debts?|debtors?|credit loss\w*|depreciation|amorti[sz]ation|warranty|returns|tax\w*|prepaid|deposits?"
    r"|claims?|credits?|advances?|loans?|due|receivables?|clearing|suspense)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Account:
    """One account. `key` is how the books and the wire name it: its number, else its full name (parents joined by ':')."""

    key: str
    number: str
    name: str
    full_name: str
    type: AccountType
    balance: Money  # signed in the normal side of its type; a contra-asset's is negative
    detail_type: str = ""
    parent: str = ""  # the parent's key, or empty
    active: bool = True
    postable: bool = True
    description: str = ""
    gloss: str = ""  # the name in English, where it is in another language and its words are known

    @property
    def wording(self) -> str:
        """The words by which it is compared with what happened: its name, in English."""
        return self.gloss or self.name

    @property
    def normal_side(self) -> Side:
        return self.type.normal_side

    @property
    def is_heading(self) -> bool:
        """Takes no posting: marked so, or described as a heading where the list has no mark for it."""
        return not self.postable or bool(HEADING.match(self.description))

    @property
    def usable(self) -> bool:
        """May take a posting: active, and not a heading."""
        return self.active and not self.is_heading

    @property
    def label(self) -> str:
        """'5050 Inventory write-off expense', or the full name where the books use no numbers."""
        return f"{self.number} {self.name}" if self.number else self.full_name

    @property
    def is_allowance(self) -> bool:
        """A contra-asset against stock: the reserve, provision or allowance for obsolete or slow goods.

        It holds a credit, or nothing yet; "Reserve Wines" with a debit balance are goods.
        """
        if not self._about_stock or self.balance.minor > 0:
            return False
        if "contra" in self.description.lower() or "contra" in self.name.lower():
            return True
        reserved, poor = _RESERVE.search(self.name), _POOR_STOCK.search(f"{self.name} {self.description}")
        if self.balance.minor < 0:
            return bool(reserved or poor)
        return bool(reserved and (poor or _STOCK.search(self.name)))

    @property
    def holds_goods(self) -> bool:
        """An inventory asset: Other Current Asset of detail type Inventory, or named as stock, and not a contra account."""
        return self._about_stock and not self.is_allowance

    @property
    def _about_stock(self) -> bool:
        """Stock or what stands against it, by detail type; by name where that says nothing."""
        if self.type is not AccountType.OTHER_CURRENT_ASSET:
            return False
        if self.detail_type == "Inventory":
            return not _BAD_DEBTS.search(self.name)
        vague = self.detail_type in ("", "OtherCurrentAssets", "OtherCurrentAsset")
        return vague and bool(_STOCK.search(self.name)) and not _NOT_STOCK.search(self.name)


@dataclass(frozen=True, slots=True)
class Chart:
    """The accounts of one client, by key, in the order of the client's own list."""

    accounts: tuple[Account, ...]
    _by_key: dict[str, Account] = field(init=False, repr=False, compare=False)
    _kept: dict[Hashable, Any] = field(init=False, repr=False, compare=False, default_factory=dict)
    _called: list["Chart"] = field(init=False, repr=False, compare=False, default_factory=list)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_key", {account.key: account for account in self.accounts})

    def __iter__(self) -> Iterator[Account]:
        return iter(self.accounts)

    def __len__(self) -> int:
        return len(self.accounts)

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def __getitem__(self, key: str) -> Account:
        return self._by_key[key]

    def get(self, key: str) -> Account | None:
        return self._by_key.get(key)

    def with_balances(self, balances: Mapping[str, Money]) -> "Chart":
        """The same chart with other balances of some accounts (by key). What was worked out of it stays, unless a balance is on
        the other side now, or the accounts of a type come in another order by what they hold."""
        changed = {key: replace(self._by_key[key], balance=balance) for key, balance in balances.items()}
        chart = Chart(tuple(changed.get(account.key, account) for account in self.accounts))
        types = {account.type for account in changed.values()}
        same_sides = all(_sign(account) == _sign(self._by_key[key]) for key, account in changed.items())
        if same_sides and _in_order(self, types) == _in_order(chart, types):
            object.__setattr__(chart, "_kept", self._kept)
        return chart

    def called(self, glosses: Mapping[str, str]) -> "Chart":
        """The same chart with these names in English (by key) beside its own; made once."""
        if not self._called:
            told = (replace(account, gloss=glosses.get(account.key, account.gloss)) for account in self.accounts)
            chart = Chart(tuple(told))
            object.__setattr__(chart, "_kept", self.kept("called", dict))
            self._called.append(chart)
        return self._called[0]

    def kept(self, name: Hashable, make: Callable[[], Kept]) -> Kept:
        """What `make` works out of these accounts alone, worked out once; `name` tells it from whatever else is.

        It may ask which accounts are in debit or credit and which of some of a type is the largest, but take no amount of theirs:
        the chart with other balances keeps it too.
        """
        known: Kept | None = self._kept.get(name)  # asked once: another thread may make room meanwhile
        if known is not None:
            return known
        if len(self._kept) * len(self.accounts) > MOST_KEPT:
            self._kept.clear()
        made = self._kept[name] = make()
        return made

    def of_type(self, *types: AccountType) -> tuple[Account, ...]:
        """The usable accounts of these types."""
        return self._all_that(("of_type", types), lambda account: account.type in types and account.usable)

    def inventory(self) -> tuple[Account, ...]:
        """The usable accounts that hold goods."""
        return self._all_that("inventory", lambda account: account.usable and account.holds_goods)

    def allowances(self) -> tuple[Account, ...]:
        """The usable contra-assets against stock."""
        return self._all_that("allowances", lambda account: account.usable and account.is_allowance)

    def _all_that(self, name: Hashable, are: Callable[[Account], bool]) -> tuple[Account, ...]:
        keys = self.kept(name, lambda: tuple(account.key for account in self if are(account)))
        return tuple(self._by_key[key] for key in keys)


def _sign(account: Account) -> int:
    return (account.balance.minor > 0) - (account.balance.minor < 0)


def _in_order(chart: Chart, types: Iterable[AccountType]) -> dict[AccountType, list[list[str]]]:
    """Of each type, the keys of the accounts by what they hold, those that hold the same together: it says of any of them which
    is the largest."""
    found = {}
    for each in types:
        holding: dict[int, list[str]] = {}
        for account in chart.accounts:
            if account.type is each:
                holding.setdefault(account.balance.minor, []).append(account.key)
        found[each] = [holding[minor] for minor in sorted(holding)]
    return found


def debit_balance(accounts: Iterable[Account], currency: str) -> Money:
    """Debits less credits over accounts: zero where the books balance."""
    minor = sum(a.balance.minor if a.normal_side is Side.DEBIT else -a.balance.minor for a in accounts)
    return Money(minor, currency)
