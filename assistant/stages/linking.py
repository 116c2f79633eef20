"""A chart and a QuickBooks company's accounts to which is which: by number, else by full name, among the active ones."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.books.accounts import Account, AccountType, Chart
from assistant.books.remote import AccountLink
from assistant.books.snapshot import RemoteAccount

# QuickBooks' own Classification of each AccountType.
CLASSIFICATION = {
    "Asset": (
        AccountType.BANK, AccountType.ACCOUNTS_RECEIVABLE, AccountType.OTHER_CURRENT_ASSET, AccountType.FIXED_ASSET,
        AccountType.OTHER_ASSET,
    ),
    "Liability": (
        AccountType.ACCOUNTS_PAYABLE, AccountType.CREDIT_CARD, AccountType.OTHER_CURRENT_LIABILITY,
        AccountType.LONG_TERM_LIABILITY,
    ),
    "Equity": (AccountType.EQUITY,),
    "Revenue": (AccountType.INCOME, AccountType.OTHER_INCOME),
    "Expense": (AccountType.COST_OF_GOODS_SOLD, AccountType.EXPENSE, AccountType.OTHER_EXPENSE),
}  # fmt: skip
# QuickBooks takes neither a colon nor a double quote in a name; people who copied a chart there wrote something else.
AS_WRITTEN_THERE = str.maketrans({":": "-", '"': "'"})


@dataclass(frozen=True, slots=True)
class Unmatched:
    """An account of ours without a counterpart, and why."""

    account: Account
    says: str


@dataclass(frozen=True, slots=True)
class Matching:
    links: tuple[AccountLink, ...]
    unmatched: tuple[Unmatched, ...]


def match_accounts(chart: Chart, company: Iterable[RemoteAccount]) -> Matching:
    """Links the accounts of the chart; those that may be posted to and have no counterpart are listed."""
    active = [account for account in company if account.active]
    by_number: dict[str, list[RemoteAccount]] = {}
    by_name: dict[str, list[RemoteAccount]] = {}
    for account in active:
        by_number.setdefault(account.number, []).append(account)
        by_name.setdefault(_spelt(account.name), []).append(account)
    links, unmatched = [], []
    for ours in chart:
        found = by_number.get(ours.number, []) if ours.number else []
        found = found if len(found) == 1 else by_name.get(_spelt(ours.full_name), [])
        if len(found) == 1 and ours.type in CLASSIFICATION.get(found[0].classification, ()):
            links.append(AccountLink(ours.key, found[0].id, found[0].name))
        elif ours.usable:
            unmatched.append(Unmatched(ours, _why(ours, found)))
    return Matching(tuple(links), tuple(unmatched))


def _spelt(name: str) -> str:
    return " ".join(name.translate(AS_WRITTEN_THERE).casefold().split())


def _why(ours: Account, found: list[RemoteAccount]) -> str:
    if not found:
        by = f"number {ours.number} or the name" if ours.number else "the name"
        return f"No active account there has {by} {ours.full_name!r}."
    if len(found) > 1:
        return f"{len(found)} accounts there have the name {ours.full_name!r}."
    return f"{found[0].name!r} there is of kind {found[0].classification}, and {ours.label} is {ours.type.value}."
