"""A chart and a QuickBooks company's accounts to which is which: by number, else by full name, among the active ones."""

from collections.abc import Iterable

from assistant.books.accounts import Account, AccountType, Chart
from assistant.books.remote import LinkKind, Links
from assistant.books.snapshot import RemoteAccount
from assistant.stages.linking.matching import Matching, Sides, free, indexed, match, spelt

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


def match_accounts(chart: Chart, company: Iterable[RemoteAccount], known: Links | None = None) -> Matching:
    """Links the accounts of the chart; those that may be posted to and have no counterpart are listed."""
    known = known or Links()
    rows = free(LinkKind.ACCOUNT, company, known)
    by_number, by_name = indexed(rows, lambda row: row.number), indexed(rows, lambda row: spelt(row.name))

    def find(ours: Account) -> RemoteAccount | str:
        found = by_number.get(ours.number, []) if ours.number else []
        found = found if len(found) == 1 else by_name.get(spelt(ours.full_name), [])
        return found[0] if len(found) == 1 and of_one_kind(ours, found[0]) else _why(ours, found)

    return match(
        LinkKind.ACCOUNT, chart, rows, known, of=lambda ours: Sides(ours.key, ours.label, ours.usable), find=find
    )  # fmt: skip


def of_one_kind(ours: Account, there: RemoteAccount) -> bool:
    """Whether a debit means the same on both: the company's classification is that of our type."""
    return ours.type in CLASSIFICATION.get(there.classification, ())


def _why(ours: Account, found: list[RemoteAccount]) -> str:
    if not found:
        by = f"number {ours.number} or the name" if ours.number else "the name"
        return f"No active account there has {by} {ours.full_name!r}."
    if len(found) > 1:
        return f"{len(found)} accounts there have the name {ours.full_name!r}."
    return f"{found[0].name!r} there is of kind {found[0].classification}, and {ours.label} is {ours.type.value}."
