"""An account that may not take its line is found once, with the reason; what the records fix keeps its type."""

from dataclasses import replace

import pytest

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import MappedEntry
from assistant.books.finding import Finding, Problem
from assistant.books.proposal import Role
from assistant.stages.mapping.pick import Rule
from assistant.stages.validation.accounts import accounts_must_be_usable
from tests.stages.mapping.ledger import TODAY, line, mapped, store, usd, valued

REMEDY = "Choose another account for the line, or make this one usable."


def entry_on(account: str, role: Role = Role.LOSS, *, by: Rule, books: ClientBooks | None = None) -> MappedEntry:
    """20.00 of goods on this account, as if the rule had chosen it."""
    debit, credit = line(Side.DEBIT, role, usd("20.00")), line(Side.CREDIT, Role.INVENTORY, usd("20.00"), "1200")
    entry = mapped(valued(debit, credit), books or store())
    return replace(entry, lines=(replace(entry.lines[0], account=account, chosen_by=by), entry.lines[1]))


def found(entry: MappedEntry, books: ClientBooks | None = None) -> list[Finding]:
    return list(accounts_must_be_usable(entry, books or store(), TODAY, ""))


def says(entry: MappedEntry) -> list[str]:
    return [finding.says for finding in found(entry)]


def closed(number: str) -> ClientBooks:
    books = store()
    accounts = tuple(replace(account, active=account.number != number) for account in books.chart)
    return replace(books, chart=replace(books.chart, accounts=accounts))


@pytest.mark.parametrize("by", [Rule.RECORDS, Rule.GENERAL, Rule.PERSON])
def test_one_that_is_closed_takes_no_line_whoever_chose_it(by: Rule) -> None:
    assert found(entry_on("5110", by=by), closed("5110")) == [
        Finding(Problem.ACCOUNT_UNUSABLE, "5110 Breakage is inactive.", REMEDY)
    ]


@pytest.mark.parametrize("by", [Rule.RECORDS, Rule.GENERAL, Rule.PERSON])
def test_nor_does_a_heading(by: Rule) -> None:
    assert says(entry_on("5160", by=by)) == ["5160 STOCK LOSSES is a heading and takes no posting."]


def test_nor_one_that_the_chart_has_not() -> None:
    assert found(entry_on("77", by=Rule.RECORDS)) == [Finding(Problem.ACCOUNT_UNUSABLE, "The chart has no account 77.", REMEDY)]


def test_what_the_records_fix_keeps_its_type_and_what_a_rule_finds_must_have_one_that_fits() -> None:
    assert says(entry_on("4000", by=Rule.RECORDS)) == []
    assert says(entry_on("4000", by=Rule.GENERAL)) == [
        "4000 Sales is of type Income; a loss stands in Cost of Goods Sold, Expense or Other Expense."
    ]


@pytest.mark.parametrize("by", [Rule.PERSON, Rule.NAMED, Rule.NAMED_ABOUT, Rule.POLICY])
def test_goods_put_to_use_may_become_a_fixed_asset_where_text_person_or_policy_say_so(by: Rule) -> None:
    assert says(entry_on("1500", Role.OWN_USE, by=by)) == []
    assert says(entry_on("4000", Role.OWN_USE, by=by)) == [
        "4000 Sales is of type Income; goods taken for own use stands in Cost of Goods Sold, Expense or Other Expense."
    ]


def test_and_not_where_a_rule_finds_it() -> None:
    assert says(entry_on("1500", Role.OWN_USE, by=Rule.OWN_USE)) == [
        "1500 Store Fixtures is of type Fixed Asset; "
        "goods taken for own use stands in Cost of Goods Sold, Expense or Other Expense."
    ]


def test_what_choosing_accounts_has_told_already_is_not_told_again() -> None:
    debit, credit = line(Side.DEBIT, Role.LOSS, usd("20.00")), line(Side.CREDIT, Role.INVENTORY, usd("20.00"), "1200")
    entry = mapped(valued(debit, credit), store(), ((1, "4000"),))
    assert [finding.code for finding in entry.findings] == [Problem.ACCOUNT_UNUSABLE]
    assert found(entry) == []
    assert len(found(replace(entry, findings=()))) == 1
