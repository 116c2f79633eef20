"""Rule 1, and what a person chose: the account that the words name, usable or not."""

from dataclasses import replace

import pytest

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import MappedEntry, ValuedLine
from assistant.books.proposal import Role
from assistant.books.question import Settled
from assistant.books.reasons import Cause, Reason
from tests.stages.mapping.ledger import asked, codes, debit, line, mapped, sample, store, usd, valued, write_off


@pytest.mark.parametrize(
    ("words", "account"),
    [
        ("5100", "5100"), ("account 6830", "6830"), ("5100 shrink", "5100"), ("Theft Losses", "6830"),
        ("Staff Training, 6050", "6050"),
        ("shrinkage", "5100"), ("to breakages", "5110"), ("COGS", "5000"), ("cost of sales", "5000"),
        ("the scrap account", "5150"),
        ("stock adjustments", "5100"), ("inventory write-off", "6800"), ("write-offs", "6800"), ("store suplies", "6020"),
        ("wastage", "5130"), ("donations", "6100"), ("staff welfare", "6040"),
    ],
)  # fmt: skip
def test_named_in_the_text(words: str, account: str) -> None:
    found = write_off(store(), Reason.STOLEN, "20.00", words=words)
    assert (debit(found), codes(found.findings)) == (account, [])
    assert found.lines[0].because.startswith("named in the text")


def test_a_category_falls_on_the_side_of_the_limit_where_two_accounts_are_made_for_it() -> None:
    books = store("6850 expense  Shrink Loss, Non-Routine  -  Missing stock above the routine limit")
    assert debit(write_off(books, Reason.DAMAGED, "20.00", words="shrink")) == "5100"
    assert debit(write_off(books, Reason.DAMAGED, "2000.00", words="shrink")) == "6850"
    assert debit(write_off(books, Reason.DAMAGED, "2000.00", words="5100 shrink")) == "5100"


@pytest.mark.parametrize("words", ["expense", "the P&L", "zebra fund"])
def test_words_that_name_no_account_leave_it_to_the_rules(words: str) -> None:
    assert debit(write_off(store(), Reason.DAMAGED, "20.00", words=words)) == "5110"


def test_words_that_fit_no_account_are_said_beside_the_choice() -> None:
    found = write_off(store(), Reason.DAMAGED, "20.00", words="zebra fund")
    assert found.lines[0].because.endswith("; no account here that may take it is called “zebra fund”")
    assert "called" not in write_off(store(), Reason.DAMAGED, "20.00", words="expense").lines[0].because


@pytest.mark.parametrize("words", ["5115", "account 5115", "a/c no. 5115", "GL 5115"])
def test_a_number_that_is_none_is_asked_about(words: str) -> None:
    entry = valued(
        line(Side.DEBIT, Role.LOSS, usd("20.00"), words=words, named=True),
        line(Side.CREDIT, Role.INVENTORY, usd("20.00"), "1200"),
    )
    question = asked(entry, store())
    assert question.says.startswith("There is no account 5115 in this chart. Which one takes the 20.00 for a loss (it stands in")
    assert question.choices[0].value == "5110"
    assert len(question.choices) == 6
    answered = replace(entry, resolved=replace(entry.resolved, settled=(Settled(words="5110", account="5110"),)))
    assert debit(mapped(answered, store())) == "5110"


def test_an_account_without_a_line_is_for_the_loss_else_for_the_first_debit() -> None:
    def chosen(*lines: ValuedLine, account: str) -> MappedEntry:
        entry = valued(*lines, line(Side.CREDIT, Role.INVENTORY, usd("20.00"), "1200"))
        return mapped(replace(entry, resolved=replace(entry.resolved, settled=(Settled(account=account),))), store())

    part = [line(Side.DEBIT, Role.OWED, usd("5.00")), line(Side.DEBIT, Role.LOSS, usd("15.00"))]
    assert [one.chosen_by for one in chosen(*part, account="5100").lines] == ["nearest", "person", "records"]
    owner = chosen(line(Side.DEBIT, Role.OWNER, usd("20.00")), account="6100")
    assert (debit(owner), codes(owner.findings)) == ("6100", ["account_unusable"])


def test_what_the_text_names_stands_even_where_it_blocks() -> None:
    inactive = sample("corner-hardware")
    found = write_off(inactive, Reason.LOST, "20.00", words="5190 Shrinkage (old register)")
    assert (debit(found), codes(found.findings)) == ("5190", ["account_unusable"])
    assert found.findings[0].says == "5190 Shrinkage (old register) is inactive."
    assert found.findings[0].remedy == "Use 5060 Inventory Shrinkage, the nearest account that may."
    heading = write_off(store(), Reason.LOST, "20.00", words="5160")
    assert (debit(heading), heading.findings[0].says) == ("5160", "5160 STOCK LOSSES is a heading and takes no posting.")
    income = write_off(store(), Reason.LOST, "20.00", words="4000 Sales")
    assert income.findings[0].says == (
        "4000 Sales is of type Income; a loss stands in Cost of Goods Sold, Expense or Other Expense."
    )


def drafted_to(words: str, books: ClientBooks) -> MappedEntry:
    return write_off(books, Reason.DAMAGED, "20.00", words=words)


@pytest.mark.parametrize(
    ("words", "account"),
    [
        ("accounts receivable", "1100"), ("sales", "4000"), ("petty cash", "1050"),
        ("trade debtors", "1100"), ("turnover", "4000"),  # called otherwise in this chart
    ],
)  # fmt: skip
def test_a_type_where_no_loss_stands(words: str, account: str) -> None:
    found = write_off(store(), Reason.DAMAGED, "20.00", words=words)
    assert (debit(found), codes(found.findings)) == (account, ["account_unusable"])


def test_a_type_that_the_chart_has_no_account_of_is_not_named() -> None:
    found = drafted_to("trade debtors", store(without=["1100"]))
    assert (debit(found), codes(found.findings)) == ("5110", [])


def test_a_person_may_settle_the_account_of_any_line() -> None:
    entry = valued(
        line(Side.DEBIT, Role.OWED, usd("5.00")), line(Side.DEBIT, Role.LOSS, usd("15.00")),
        line(Side.CREDIT, Role.INVENTORY, usd("20.00"), "1200"), settled=[Settled(account="1310", line=1)],
    )  # fmt: skip
    found = mapped(entry, store())
    assert [(one.account, one.chosen_by) for one in found.lines] == [
        ("1310", "person"), ("5110", "made_for"), ("1200", "records"),
    ]  # fmt: skip


def test_a_class_that_a_person_states_is_that_of_profit_and_loss() -> None:
    entry = valued(
        line(Side.DEBIT, Role.LOSS, usd("20.00")), line(Side.CREDIT, Role.INVENTORY, usd("20.00"), "1200"),
        settled=[Settled(klass="Wholesale"), Settled(klass="Retail")],
    )  # fmt: skip
    assert [one.klass for one in mapped(entry, store()).lines] == ["Retail", ""]  # the class stated last


def test_an_account_that_has_all_the_words_comes_before_one_whose_name_is_among_them() -> None:
    """ "The garden plants reserve" is the reserve, not the plants."""
    entry = valued(
        line(Side.DEBIT, Role.ALLOWANCE, usd("20.00"), words="the garden plants reserve", named=True),
        line(Side.CREDIT, Role.LOSS, usd("20.00")),
        reason=Reason.OBSOLETE,
    )
    books = store("1291 stock  Reserve - Garden Plants  -50.00  Contra to 1210")
    assert debit(mapped(entry, books)) == "1291"


def test_goods_put_into_service_may_stand_in_a_fixed_asset_where_named() -> None:
    found = write_off(store(), Reason.INTERNAL_USE, "900.00", role=Role.OWN_USE, words="Store Fixtures")
    assert (debit(found), codes(found.findings)) == ("1500", [])


def test_a_person_s_choice_stands() -> None:
    entry = valued(line(Side.DEBIT, Role.LOSS, usd("20.00")), line(Side.CREDIT, Role.INVENTORY, usd("20.00"), "1200"))
    revised = mapped(entry, store(), ((1, "6020"),))
    assert (debit(revised), revised.lines[0].chosen_by) == ("6020", "person")
    wrong = mapped(entry, store(), ((1, "1100"),))
    assert (debit(wrong), codes(wrong.findings)) == ("1100", ["account_unusable"])


def test_an_answer_settles_the_loss_account() -> None:
    entry = valued(
        line(Side.DEBIT, Role.LOSS, usd("20.00")),
        line(Side.CREDIT, Role.INVENTORY, usd("20.00"), "1200"),
        settled=[Settled(words="book it to 6800", account="6800")],
        cause=Cause.FIRE,
    )
    assert debit(mapped(entry, store())) == "6800"
