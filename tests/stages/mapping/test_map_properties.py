"""On any chart: debits first, numbered from 1, every pick and runner-up usable where it stands, chances between 0 and 1."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.books.accounts import Account, AccountType, Chart, Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import Evidence, MappedEntry
from assistant.books.goods import Stock
from assistant.books.money import Money
from assistant.books.policy import Policy, ReasonAccounts, UnusualIn
from assistant.books.proposal import DateOrder, Role
from assistant.books.question import Question
from assistant.books.reasons import Cause, Kind, Reason, Use
from assistant.stages.mapping.chance import chance
from assistant.stages.mapping.map import map_accounts
from assistant.stages.mapping.pick import Rule
from assistant.stages.mapping.settle import propose_accounts
from assistant.stages.mapping.standing import may_stand
from tests.stages.mapping.ledger import line, valued

WORDS = (
    "inventory stock goods shrinkage breakage damage spoilage expired theft fire flood casualty write-off obsolete scrap reserve"
    " provision vendor supplier credits claims insurance receivable prepaid accrued expenses owner draws staff meals"
    " supplies samples office purchases cost of goods sold checking petty cash sales bad debts"
    " waste collection old miscellaneous - & (closed)"
)
NAMES = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=5).map(" ".join)
ROLES = st.sampled_from([role for role in Role if role is not Role.CONTROL])


@st.composite
def accounts(draw: st.DrawFn, number: int) -> Account:
    return Account(
        key=str(number),
        number=str(number),
        name=draw(NAMES),
        full_name="",
        type=draw(st.sampled_from(AccountType)),
        balance=Money(draw(st.integers(-9999, 9999)), "USD"),
        detail_type=draw(st.sampled_from(["", "Inventory", "OtherCurrentAssets", "CashOnHand"])),
        active=draw(st.integers(0, 3)) > 0,
        postable=draw(st.integers(0, 3)) > 0,
        description=draw(
            st.sampled_from(["", "Heading - post to the sub-accounts", "Customer balances only", "Missing stock", "Do not use"])
        ),
    )


@st.composite
def books(draw: st.DrawFn) -> ClientBooks:
    chart = Chart(tuple(draw(accounts(number)) for number in range(1000, 1000 + draw(st.integers(1, 12)))))
    keys = st.sampled_from([account.key for account in chart])
    settled = draw(st.dictionaries(st.sampled_from(Reason), st.builds(ReasonAccounts, keys, keys), max_size=3))
    policy = Policy(Money(5000, "USD"), accounts_by_reason=settled, unusual_in=draw(st.sampled_from(UnusualIn)))
    return ClientBooks("any", "Any", "USD", DateOrder.MDY, policy, chart, Stock((), ()))


@settings(max_examples=150, deadline=None)
@given(
    books=books(),
    roles=st.lists(st.tuples(st.sampled_from(Side), ROLES), min_size=1, max_size=3),
    reason=st.sampled_from(Reason),
    kind=st.sampled_from([Kind.WRITE_OFF, Kind.WRITE_DOWN, Kind.ALLOWANCE, Kind.COUNT_ADJUSTMENT]),
    cause=st.none() | st.sampled_from(Cause),
    use=st.none() | st.sampled_from(Use),
    cents=st.integers(1, 20_000),
)
def test_the_mapper_never_picks_what_may_not_stand(
    books: ClientBooks,
    roles: list[tuple[Side, Role]],
    reason: Reason,
    kind: Kind,
    cause: Cause | None,
    use: Use | None,
    cents: int,
) -> None:
    money = Money(cents, "USD")
    entry = valued(*(line(side, role, money) for side, role in roles), reason=reason, kind=kind, cause=cause, use=use, loss=money)
    result = map_accounts(entry, books)
    if isinstance(result, Question):
        assert result.asks == "account"
        return
    assert isinstance(result, MappedEntry)
    assert [found.n for found in result.lines] == list(range(1, len(roles) + 1))
    assert [found.side for found in result.lines] == sorted((side for side, _ in roles), key=lambda side: side is Side.CREDIT)
    for found in result.lines:
        picked = books.chart[found.account]
        assert picked.usable
        assert may_stand(picked, found.role, named=found.chosen_by == "policy")
        assert 0 < found.confidence < 1
        assert len(found.runners_up) <= 3
        assert found.account not in dict(found.runners_up)
        assert all(books.chart[key].usable for key, _ in found.runners_up)


@settings(max_examples=60, deadline=None)
@given(books=books())
def test_proposals_are_usable_or_absent(books: ClientBooks) -> None:
    proposals = propose_accounts(books)
    assert [proposal.reason for proposal in proposals] == list(Reason)
    for proposal in proposals:
        assert all(books.chart[pick.account].usable for pick in (proposal.routine, proposal.unusual) if pick)


SHARES = st.floats(0, 1, allow_nan=False)


@given(
    rule=st.sampled_from(Rule),
    score=SHARES,
    margin=SHARES,
    more=SHARES,
    fits=st.booleans(),
    times=st.integers(0, 9),
    advised=st.sampled_from([None, True, False]),
)
def test_better_evidence_never_lowers_the_chance(
    rule: Rule, score: float, margin: float, more: float, fits: bool, times: int, advised: bool | None
) -> None:
    """A better fit, a clearer lead, the right type, a person's confirmation, the same advice."""
    here = Evidence(rule, score, margin, fits, times, advised)
    assert 0 < chance(here) < 1
    for better in (
        replace(here, score=min(score + more, 1.0)),
        replace(here, margin=min(margin + more, 1.0)),
        replace(here, type_fits=True),
        replace(here, confirmations=times + 1),
        replace(here, advised=True),
    ):
        assert chance(better) >= chance(here)
    assert chance(replace(here, advised=None)) >= chance(replace(here, advised=False))


def test_every_rule_has_a_weight_and_what_a_person_chose_is_surest() -> None:
    chances = {rule: chance(Evidence(rule)) for rule in Rule}
    assert chances[Rule.PERSON] > max(chances.values()) - 0.001  # what is on record is as sure
    assert chances[Rule.NEAREST] < chances[Rule.GENERAL] < chances[Rule.MADE_FOR] < chances[Rule.RECORDS]


def test_the_main_inventory_account_is_no_surer_than_its_share() -> None:
    assert chance(Evidence(Rule.MAIN_INVENTORY, 0.55)) == 0.55
    assert chance(Evidence(Rule.MAIN_INVENTORY, 0.0)) > 0
