"""Whatever a reader made of a text, it ends as a balanced entry, a question or a reason: never as a crash."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assistant.books.accounts import Side
from assistant.books.draft import ValuedEntry
from assistant.books.event import ResolvedEvent
from assistant.books.policy import Framework, InventorySystem, Policy, WriteDownMethod
from assistant.books.proposal import (
    EntrySaid,
    Event,
    GoodsSaid,
    Quantity,
    QuantityPart,
    QuantityRelation,
    RecoverySaid,
    RecoverySource,
    RecoveryStatus,
    Value,
    ValueRelation,
)
from assistant.books.question import Declined, Question
from assistant.books.reasons import Cause, Kind, Reason, Use
from assistant.stages.resolution.resolve import resolve
from assistant.stages.valuation.value import value
from tests.stages.shop import TODAY, after, event, goods, quote, reserved, resolved, shop, usd

BOOKS = shop(reserved("MUG-BLU", "12", "24.00"))
LOSS = value(resolved(event(goods("red mugs", "12"), reason=Reason.LOST), BOOKS), BOOKS)
assert isinstance(LOSS, ValuedEntry)
POSTED = after(BOOKS, "WO-2", LOSS)

NUMBERS = st.one_of(
    st.decimals(-5, 500, places=2, allow_nan=False), st.sampled_from([Decimal(0), Decimal("1e25"), Decimal("0.0000001")])
)
UNITS = st.sampled_from(["", "each", "case", "dozen", "kg", "g", "box", "pallet", "pair", "ml", "bears"])
PARTS = st.lists(st.builds(QuantityPart, NUMBERS, UNITS, st.none() | NUMBERS), max_size=2).map(tuple)
SHARES = st.none() | st.decimals("0.01", 1, places=3, allow_nan=False)
QUANTITIES = st.none() | st.builds(Quantity, st.sampled_from(QuantityRelation), PARTS, SHARES, PARTS)
VALUES = st.builds(Value, st.sampled_from(ValueRelation), st.none() | NUMBERS, st.sampled_from(["", "USD", "EUR"]), SHARES)
WORDS = st.sampled_from(
    ["red mugs", "MUG-BLU", "mugs", "green tea", "vintage lamp", "free poster", "bakery stock", "hammock", ""]
)
PLACES = st.sampled_from(["", "shop floor", "depot", "the moon", "shop floor and old depot"])
GOODS = st.builds(
    GoodsSaid,
    WORDS,
    quantity=QUANTITIES,
    place=PLACES,
    every_place=st.booleans(),
    stated=st.lists(VALUES, max_size=1).map(tuple),
    nrv=st.none() | VALUES,
    cost_to_sell=st.none() | VALUES,
    category=st.booleans(),
)
RECOVERIES = st.builds(RecoverySaid, st.sampled_from(RecoverySource), st.sampled_from(RecoveryStatus), st.none() | VALUES)
EVENTS = st.builds(
    Event,
    st.sampled_from([kind for kind in Kind if kind not in (Kind.INTAKE, Kind.COST_VARIANCE)]),
    st.sampled_from(Reason),
    st.lists(GOODS, max_size=2).map(tuple),
    st.none() | VALUES,
    cause=st.none() | st.sampled_from(Cause),
    use=st.none() | st.sampled_from(Use),
    recoveries=st.lists(RECOVERIES, max_size=2).map(tuple),
    against_allowance=st.none() | st.just(quote("against the reserve")),
    release=st.booleans(),
    entry=st.none()
    | st.builds(EntrySaid, st.sampled_from(["", "WO-1", "WO-2", "WO-9"]), since=st.none() | st.just(date(2026, 9, 1))),
    value_recovered=st.booleans(),
)
POLICIES = st.builds(
    Policy,
    st.just(usd("300")),
    st.sampled_from(WriteDownMethod),
    framework=st.sampled_from(Framework),
    inventory_system=st.sampled_from(InventorySystem),
)


@given(EVENTS, POLICIES)
def test_any_reading_ends_well(said: Event, policy: Policy) -> None:
    books = replace(POSTED, policy=policy)
    found = resolve(said, (), books, today=TODAY)
    outcome = value(found, books) if isinstance(found, ResolvedEvent) else found
    if isinstance(outcome, Question | Declined):
        assert outcome.says
        return
    sides = {side: sum(line.amount.minor for line in outcome.lines if line.side is side) for side in Side}
    assert sides[Side.DEBIT] == sides[Side.CREDIT]
    assert all(line.amount.minor > 0 for line in outcome.lines)
    assert [line.side for line in outcome.lines] == sorted(
        (line.side for line in outcome.lines), key=lambda side: side is Side.CREDIT
    )
