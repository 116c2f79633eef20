"""Accounts by what people call them, the closing day, and a policy that moved since it was shown."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.adapters.sql.store import SqlStore
from assistant.bookkeeping.settling import (
    Changed,
    changes,
    find_account,
    policy_words,
    settle_policy,
    with_accounts,
    with_closing,
    with_standing_approval,
)
from assistant.books.accounts import Chart
from assistant.books.client_books import ClientBooks
from assistant.books.money import Money
from assistant.books.policy import Feature, Policy, ReasonAccounts
from assistant.books.reasons import Reason
from assistant.errors import ChangedSinceShown, NotAllowed, NotFound, RefusedByBooks, WrongUsage
from tests.bookkeeping.conftest import AT, HARDWARE, BooksOf

Change = Callable[[ClientBooks], Policy]


@pytest.mark.parametrize("said", ["5050", "Damage & Breakage", "5050 damage & breakage", "  damage  & BREAKAGE "])
def test_an_account_goes_by_number_name_or_both(books_of: BooksOf, said: str) -> None:
    assert find_account(books_of(HARDWARE).chart, said).key == "5050"


@pytest.mark.parametrize(("said", "near"), [("Allowance", "1150 Allowance"), ("505", "5050"), ("", "lists"), ("zzz", "lists")])
def test_an_account_that_is_none_names_what_comes_near(books_of: BooksOf, said: str, near: str) -> None:
    with pytest.raises(NotFound) as refused:
        find_account(books_of(HARDWARE).chart, said)
    assert near in refused.value.remedy


def test_books_close_in_order(books_of: BooksOf) -> None:
    books, today = books_of(HARDWARE), date(2026, 10, 2)
    assert with_closing(books, date(2026, 9, 30), today=today, reopen=False).books_closed_through == date(2026, 9, 30)
    with pytest.raises(WrongUsage, match="not over yet"):
        with_closing(books, today, today=today, reopen=False)
    with pytest.raises(RefusedByBooks, match="would reopen"):
        with_closing(books, date(2026, 5, 31), today=today, reopen=False)
    assert with_closing(books, date(2026, 5, 31), today=today, reopen=True).books_closed_through == date(2026, 5, 31)


def routine_limit_of(minor: int) -> Change:
    return lambda books: replace(books.policy, routine_limit=Money(minor, books.currency))


def test_a_policy_is_not_settled_over_one_that_the_person_did_not_see(store: SqlStore, books_of: BooksOf) -> None:
    with store.client(HARDWARE, reads=True) as books:
        seen = books.policy_version()
    settle_policy(store, HARDWARE, routine_limit_of(750_00), by="ana", at=AT, seen=seen)
    with pytest.raises(ChangedSinceShown):
        settle_policy(store, HARDWARE, routine_limit_of(900_00), by="ana", at=AT, seen=seen)
    assert books_of(HARDWARE).policy.routine_limit.minor == 750_00
    with store.client(HARDWARE, reads=True) as books:
        assert books.policy_version() == seen + 1
        before, none = books.policy_of(seen), books.policy_of(seen + 2)
    assert (before is not None and before.routine_limit.minor, none) == (500_00, None)


def test_what_changes_nothing_makes_no_version_and_no_event(store: SqlStore) -> None:
    with store.client(HARDWARE, reads=True) as books:
        before = (books.policy_version(), len(books.events()))
    settle_policy(store, HARDWARE, lambda books: books.policy, by="ana", at=AT, seen=before[0])
    with store.client(HARDWARE, reads=True) as books:
        assert (books.policy_version(), len(books.events())) == before


def test_changes_are_told_setting_by_setting(books_of: BooksOf) -> None:
    books = books_of(HARDWARE)
    after = with_accounts(books, {Reason.DAMAGED: ReasonAccounts("5050", None)})
    after = replace(after, sub_reasons={Reason.LOST: ("Count",)}, colour=90)
    assert changes(policy_words(books.policy), policy_words(after)) == (
        Changed("accounts_by_reason.damaged.routine", None, "5050"),
        Changed("sub_reasons.lost", None, ["Count"]),
        Changed("colour", None, 90),
    )


def test_an_account_is_found_however_its_name_is_spaced(books_of: BooksOf) -> None:
    books = books_of(HARDWARE)
    odd = replace(books.chart["5050"], name="Damage  &   Breakage")
    chart = Chart(tuple(odd if account.key == "5050" else account for account in books.chart))
    assert find_account(chart, "5050 Damage & Breakage").key == "5050"


def test_no_standing_approval_is_set_that_the_plan_leaves_out(books_of: BooksOf) -> None:
    books = books_of(HARDWARE)
    without = replace(books, policy=replace(books.policy, left_out=(Feature.STANDING_APPROVAL,)))
    with pytest.raises(NotAllowed, match="Standing approval"):
        with_standing_approval(without, Decimal("0.97"), by="ana")
    assert with_standing_approval(without, None, by="ana").standing_approval is None
