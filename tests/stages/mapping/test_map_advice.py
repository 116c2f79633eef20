"""The reader's word on which account's wording fits: where a chart calls things in its own way, and never against a rule."""

from dataclasses import replace

import pytest

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import MappedLine
from assistant.books.goods import Stock
from assistant.books.policy import Policy, ReasonAccounts
from assistant.books.proposal import DateOrder, LineSaid, Quote, Role
from assistant.books.reasons import Cause, Reason
from tests.stages.mapping.ledger import chart, line, mapped, store, usd, valued

ODD = """
1200 stock    Inventory                        40000.00
5000 cogs     Cost of Goods Sold               50000.00
5010 cogs     Rikkoutuneet tavarat                     -
5020 cogs     Oopsies                                  -
5030 cogs     Hävikki                                  -
6000 expense  Office Supplies                          -
6010 expense  Tulipalovahingot                         -
6020 expense  Weggooiers boven de grens                -
6030 expense  Inventory Write-Off Expense              -
6040 expense  Bad Debts                                -
6050 expense  General Expenses                         -
"""


def odd(policy: Policy | None = None) -> ClientBooks:
    settled = policy or Policy(routine_limit=usd("500.00"))
    return ClientBooks("duka", "Duka", "USD", DateOrder.MDY, settled, chart(ODD), Stock((), ()))


def loss(
    books: ClientBooks, reason: Reason, amount: str, *advice: str, cause: Cause | None = None, named: str = ""
) -> MappedLine:
    """The loss line of a write-off, mapped with the reader's advice, the best first; `named` stands in the text."""
    money = usd(amount)
    entry = valued(
        line(Side.DEBIT, Role.LOSS, money, words=named, named=bool(named)),
        line(Side.CREDIT, Role.INVENTORY, money, "1200"),
        reason=reason, cause=cause, loss=money,
    )  # fmt: skip
    said = [LineSaid(Side.DEBIT, Role.LOSS, words) for words in advice]
    if named:
        said.append(LineSaid(Side.DEBIT, Role.LOSS, named, Quote(named, 0, len(named))))
    event = replace(entry.resolved.event, lines=tuple(said))
    return mapped(replace(entry, resolved=replace(entry.resolved, event=event)), books).lines[0]


@pytest.mark.parametrize(
    ("reason", "amount", "cause", "advice", "account"),
    [
        (Reason.DAMAGED, "20.00", None, "Rikkoutuneet tavarat", "5010"),
        (Reason.DETERIORATED, "20.00", None, "Oopsies", "5020"),
        (Reason.LOST, "20.00", None, "Hävikki", "5030"),
        (Reason.DAMAGED, "20.00", Cause.FIRE, "Tulipalovahingot", "6010"),
        (Reason.EXPIRED, "900.00", None, "Weggooiers boven de grens", "6020"),
    ],
)
def test_a_chart_that_calls_things_its_own_way(
    reason: Reason, amount: str, cause: Cause | None, advice: str, account: str
) -> None:
    picked = loss(odd(), reason, amount, advice, cause=cause)
    assert (picked.account, picked.chosen_by, picked.evidence.advised) == (account, "advised", True)
    assert picked.because.startswith("the account whose wording says what happened, as the reader advises; ")
    assert loss(odd(), reason, amount, cause=cause).account in ("5000", "6030")


def test_advice_stays_within_the_type_that_the_rule_calls_for() -> None:
    routine = loss(odd(), Reason.DAMAGED, "20.00", "Tulipalovahingot", "Rikkoutuneet tavarat")
    assert (routine.account, routine.evidence.advised) == ("5010", True)
    assert loss(odd(), Reason.DAMAGED, "20.00", "Tulipalovahingot").account == "5000"
    assert loss(odd(), Reason.DAMAGED, "20.00", "Tulipalovahingot").evidence.advised is None
    assert loss(odd(), Reason.DAMAGED, "900.00", "Oopsies").account == "6030"


def test_advice_does_not_stand_over_rules_1_to_4() -> None:
    named = loss(odd(), Reason.DAMAGED, "20.00", "Oopsies", named="5030")
    assert (named.account, named.chosen_by) == ("5030", "named")
    settled = Policy(usd("500.00"), accounts_by_reason={Reason.DAMAGED: ReasonAccounts("5020", "6020")})
    by_policy = loss(odd(settled), Reason.DAMAGED, "20.00", "Rikkoutuneet tavarat")
    assert (by_policy.account, by_policy.chosen_by, by_policy.evidence.advised) == ("5020", "policy", None)


@pytest.mark.parametrize(
    ("advice", "heard"),
    [("Bad Debts", False), ("Office Supplies", False), ("General Expenses", False), ("No Such Account", None), ("", None)],
)
def test_advice_that_names_something_else_is_passed_over(advice: str, heard: bool | None) -> None:
    picked = loss(odd(), Reason.DAMAGED, "900.00", advice)
    assert (picked.account, picked.evidence.advised) == ("6030", heard)


def test_an_account_plainly_made_for_the_cause_stands_against_advice() -> None:
    picked = loss(store(), Reason.DAMAGED, "20.00", "Spoiled & Expired Goods")
    assert (picked.account, picked.chosen_by, picked.evidence.advised) == ("5110", "made_for", False)
    assert loss(store(), Reason.DAMAGED, "20.00", "Breakage").evidence.advised is True


def test_the_general_account_comes_after_one_made_for_a_like_cause() -> None:
    books = store("6825 expense  Fire Storm & Theft Losses  -", without=["6820", "6830"])
    flooded = loss(books, Reason.DAMAGED, "900.00", "Inventory Write-Off Expense", cause=Cause.FLOOD)
    assert (flooded.account, flooded.evidence.advised) == ("6825", False)


def test_advice_breaks_a_tie() -> None:
    books = store("5111 cogs  Breakage - Deliveries  -")
    assert loss(books, Reason.DAMAGED, "20.00").account == "5110"
    picked = loss(books, Reason.DAMAGED, "20.00", "Breakage - Deliveries")
    assert (picked.account, picked.evidence.advised) == ("5111", True)
