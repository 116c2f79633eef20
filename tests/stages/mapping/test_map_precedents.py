"""What this client booked before chooses among the accounts that a rule calls for, and says why; it is never more than a rule."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import MappedLine
from assistant.books.policy import Policy, ReasonAccounts, UnusualIn
from assistant.books.precedent import Chooses, Precedent, Precedents
from assistant.books.proposal import Role
from assistant.books.reasons import Cause, Reason, Use
from assistant.stages.mapping.map import map_accounts
from tests.stages.mapping.ledger import line, mapped, store, usd, valued

BEGAN = datetime(2026, 9, 1, tzinfo=UTC)
MUGS = "3 mugs smashed by the forklift"
EXTRA = ("5115 cogs  Forklift Hits  -", "5116 cogs  Kitchen Wear  -")


def drafted(
    books: ClientBooks, text: str, *, goods: str = "mugs", reason: Reason = Reason.DAMAGED, amount: str = "20.00",
    cause: Cause | None = None, use: Use | None = None, role: Role = Role.LOSS, words: str = "", chosen: str = "",
    inventory: str = "1200",
) -> MappedLine:  # fmt: skip
    """The loss line of a write-off of these goods, told in this text; `words` name its account, `chosen` is a person's."""
    money = usd(amount)
    entry = valued(
        line(Side.DEBIT, role, money, words=words, named=bool(words)),
        line(Side.CREDIT, Role.INVENTORY, money, inventory),
        reason=reason, cause=cause, use=use, goods=goods, text=text, loss=money,
    )  # fmt: skip
    return mapped(entry, books, ((1, chosen),) if chosen else ()).lines[0]


def learned(first: MappedLine, account: str, *, times: int = 1, n: int = 1) -> Precedent:
    """What approving the line at this account so many times has taught."""
    assert first.matter is not None
    instead = first.account if account != first.account else ""
    return Precedent(
        f"P-{n}", Chooses.ACCOUNT, MUGS, account, times, f"WO-{1000 + n}", date(2026, 10, 2), "ana",
        BEGAN + timedelta(days=n), instead=instead, matter=first.matter,
    )  # fmt: skip


def shop(*past: Precedent, policy: Policy | None = None, without: tuple[str, ...] = ()) -> ClientBooks:
    return replace(store(*EXTRA, policy=policy, without=without), precedents=Precedents(past))


def smashed() -> Precedent:
    return learned(drafted(shop(), MUGS), "5115", times=3)


@pytest.mark.parametrize(
    "text",
    [
        MUGS,
        "yesterday 12 mugs smashed by the forklift, please book",
        "The forklift smashed 2 mugs on Monday.",
        "another mug smashed, forklift",
        "5 mugs smahsed by the fork lift",
    ],
)
def test_the_like_of_it_goes_where_it_went_before(text: str) -> None:
    assert drafted(shop(), text).account == "5110"
    picked = drafted(shop(smashed()), text)
    assert (picked.account, picked.chosen_by, picked.evidence.confirmations) == ("5115", "precedent", 3)
    assert picked.because == "as you booked WO-1001 on 2 Oct 2026, confirmed 3 times; 20.00 is within the limit of 500.00"
    assert picked.runners_up[0][0] == "5110"


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("3 kettles smashed by the forklift", {"goods": "kettles"}),
        ("3 mugs missing by the forklift", {"reason": Reason.LOST}),
        ("3 mugs smashed by the forklift", {"amount": "900.00"}),
        ("3 mugs smashed by the forklift", {"cause": Cause.FIRE}),
        ("3 mugs smashed by the forklift", {"use": Use.DEMO, "role": Role.OWN_USE, "reason": Reason.INTERNAL_USE}),
    ],
    ids=["other goods", "another reason", "above the limit", "another cause", "another rule"],
)
def test_what_is_not_the_like_of_it_is_not_captured(text: str, more: dict[str, object]) -> None:
    without, with_ = drafted(shop(), text, **more), drafted(shop(smashed()), text, **more)  # type: ignore[arg-type]
    assert with_ == without
    assert with_.evidence.confirmations == 0


def test_confirmed_choices_of_the_rules_are_named_too() -> None:
    picked = drafted(shop(learned(drafted(shop(), MUGS), "5110", times=2)), "1 mug smashed by the forklift")
    assert (picked.account, picked.chosen_by, picked.evidence.confirmations) == ("5110", "made_for", 2)
    assert picked.because.startswith("as you booked WO-1001 on 2 Oct 2026, confirmed twice; COGS account made for damage; ")


def test_rules_1_to_4_come_before() -> None:
    assert drafted(shop(smashed()), MUGS, words="5100").account == "5100"
    assert drafted(shop(smashed()), MUGS, chosen="5116").account == "5116"
    settled = Policy(usd("500.00"), accounts_by_reason={Reason.DAMAGED: ReasonAccounts("5000", "6800")})
    assert drafted(shop(smashed(), policy=settled), MUGS).chosen_by == "policy"
    by_policy = drafted(shop(policy=settled), MUGS, chosen="5115")
    assert by_policy.matter is None  # nothing is learned against policy


def test_an_account_of_another_type_is_no_precedent() -> None:
    """A routine loss stands in cost of goods sold, an unusual one in expenses, whatever was approved once."""
    routine, unusual = drafted(shop(), MUGS), drafted(shop(), MUGS, amount="900.00")
    assert drafted(shop(learned(routine, "6800", times=9)), MUGS) == routine
    assert drafted(shop(learned(unusual, "5115", times=9)), MUGS, amount="900.00") == unusual
    in_cogs = Policy(usd("500.00"), unusual_in=UnusualIn.COST_OF_SALES)
    assert drafted(shop(learned(unusual, "5115"), policy=in_cogs), MUGS, amount="900.00").account == "5115"


@pytest.mark.parametrize("account", ["5160", "5105", "9999", "1310"], ids=["a heading", "do not use", "gone", "no loss"])
def test_an_account_that_takes_no_loss_any_more_is_no_precedent(account: str) -> None:
    assert drafted(shop(learned(drafted(shop(), MUGS), account)), MUGS) == drafted(shop(), MUGS)


def test_of_two_the_more_alike_then_the_later() -> None:
    chipped = learned(drafted(shop(), "2 mugs chipped by customers"), "5116", n=2)
    both = shop(smashed(), chipped)
    assert drafted(both, "4 mugs smashed by the forklift").account == "5115"
    assert drafted(both, "one mug chipped by a customer today").account == "5116"
    between = drafted(both, "5 mugs cracked")
    assert (between.account, between.evidence.margin) == ("5116", 0.0)
    assert between.confidence < drafted(shop(chipped), "5 mugs cracked").confidence


def test_an_account_named_for_these_goods_or_this_place_stands_against_others_past() -> None:
    places = ("5117 cogs  Breakage - Reno  -", "5118 cogs  Breakage - Tulsa  -")
    books = store(*EXTRA, *places, without=["5110"])
    at_reno = learned(drafted(books, "3 mugs smashed at Reno", goods="mugs Reno"), "5117")
    later = replace(books, precedents=Precedents((at_reno,)))
    assert drafted(later, "3 mugs smashed at Tulsa", goods="mugs Tulsa").account == "5118"
    anywhere = replace(books, precedents=Precedents((learned(drafted(books, MUGS), "5115"),)))
    assert drafted(anywhere, "4 mugs smashed by the forklift").account == "5115"
    assert drafted(anywhere, "4 mugs smashed by the forklift", goods="mugs Tulsa").account == "5118"


def test_an_account_corrected_for_several_goods_is_corrected_for_more() -> None:
    corrected = [
        learned(drafted(shop(), f"2 {goods} cracked", goods=goods), "5115", n=n)
        for n, goods in enumerate(("mugs", "kettles", "plates"), 1)
    ]
    picked = drafted(shop(*corrected), "3 vases cracked", goods="vases")
    assert (picked.account, picked.chosen_by) == ("5115", "precedent")
    assert drafted(shop(*corrected[:2]), "3 vases cracked", goods="vases").account == "5110"
    confirmed = learned(drafted(shop(), "1 lamp cracked", goods="lamps"), "5110", n=4)
    assert drafted(shop(*corrected, confirmed), "3 vases cracked", goods="vases").account == "5110"


def test_which_expense_a_use_is_may_be_settled_by_precedent() -> None:
    """Rule 2 leaves it to words where policy says nothing; what is no expense is no choice."""
    told = "4 mugs for the staff kitchen"
    use = {"use": Use.STAFF, "role": Role.OWN_USE, "reason": Reason.INTERNAL_USE}
    first = drafted(shop(), told, **use)  # type: ignore[arg-type]
    assert first.account == "6040"
    assert drafted(shop(learned(first, "6020")), told, **use).account == "6020"  # type: ignore[arg-type]
    assert drafted(shop(learned(first, "5110")), told, **use).account == "6040"  # type: ignore[arg-type]
    office = {"use": Use.OFFICE, "role": Role.OWN_USE, "reason": Reason.INTERNAL_USE}
    assert drafted(shop(learned(first, "6020")), told, **office).account == "6030"  # type: ignore[arg-type]


def test_a_correction_keeps_what_the_rules_had_found() -> None:
    corrected = drafted(shop(), MUGS, chosen="5115")
    assert (corrected.chosen_by, corrected.proposed) == ("person", "5110")
    assert corrected.matter == drafted(shop(), MUGS).matter
    assert drafted(shop(), MUGS, chosen="5110").proposed == ""
    assert drafted(shop(), MUGS, words="to breakage", chosen="5115").matter is None


def test_books_without_a_past_are_mapped_as_ever() -> None:
    entry = valued(line(Side.DEBIT, Role.LOSS, usd("20.00")), line(Side.CREDIT, Role.INVENTORY, usd("20.00"), "1200"))
    assert map_accounts(entry, store()) == map_accounts(entry, replace(store(), precedents=Precedents((smashed(),))))
