"""Which account of the company is which of ours."""

from dataclasses import replace

import pytest

from assistant.books.accounts import Account, AccountType, Chart
from assistant.books.money import Money
from assistant.books.snapshot import RemoteAccount
from assistant.stages.linking.accounts import CLASSIFICATION, match_accounts


def ours(number: str, name: str, of: AccountType = AccountType.EXPENSE) -> Account:
    return Account(number or name, number, name.rpartition(":")[2], name, of, Money(0, "USD"))


def theirs(id_: str, number: str, name: str, classification: str = "Expense", active: bool = True) -> RemoteAccount:
    return RemoteAccount(id_, number, name, classification, active)


def matched(account: Account, *company: RemoteAccount) -> str | None:
    """The Id matched, or None."""
    links = match_accounts(Chart((account,)), company).links
    return links[0].remote_id if links else None


@pytest.mark.parametrize(
    ("account", "company", "id_"),
    [
        (ours("5050", "Breakage"), [theirs("9", "5050", "Smashed"), theirs("8", "", "Breakage")], "9"),
        (ours("5050", "Breakage"), [theirs("8", "", "Breakage")], "8"),
        (ours("", "Costs:Breakage"), [theirs("8", "", "Breakage"), theirs("7", "", "costs:BREAKAGE")], "7"),
        (ours("", 'Waste: "own"'), [theirs("8", "", "Waste- 'own'")], "8"),
        (ours("5050", "Breakage"), [theirs("9", "5050", "Theft"), theirs("8", "5050", "Breakage")], "8"),
        (ours("5050", "Breakage"), [theirs("9", "5050", "Breakage", active=False)], None),
        (ours("5050", "Breakage"), [theirs("9", "5050", "Breakage", "Asset")], None),
        (ours("", "Breakage"), [theirs("9", "", "Breakage"), theirs("8", "", "breakage")], None),
        (ours("", "Breakage"), [], None),
    ],
)
def test_by_number_else_by_full_name_among_the_active(account: Account, company: list[RemoteAccount], id_: str | None) -> None:
    assert matched(account, *company) == id_


def test_what_may_be_posted_to_and_has_no_counterpart_is_listed_with_the_reason() -> None:
    chart = Chart((
        replace(ours("5000", "Costs"), postable=False),
        replace(ours("5010", "Old"), active=False),
        ours("5050", "Breakage"),
        ours("5060", "Theft"),
        ours("1200", "Stock", AccountType.OTHER_CURRENT_ASSET),
    ))  # fmt: skip
    company = [theirs("1", "1200", "Goods"), theirs("2", "", "Theft"), theirs("3", "", "theft")]
    assert [each.says for each in match_accounts(chart, company).unmatched] == [
        "No active account there has number 5050 or the name 'Breakage'.",
        "2 accounts there have the name 'Theft'.",
        "'Goods' there is of kind Expense, and 1200 Stock is Other Current Asset.",
    ]


def test_every_type_is_of_one_kind() -> None:
    assert sorted(kind for kinds in CLASSIFICATION.values() for kind in kinds) == sorted(AccountType)
