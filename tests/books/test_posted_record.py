"""The canonical text of an entry: all of it, exactly, whatever the figures looked like on the way; any change of it is another
digest."""

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assistant.books.accounts import Side
from assistant.books.audit import canonical
from assistant.books.entry import Line, PostedEntry
from assistant.books.goods import LayerMove, ReserveMove, StockMove
from assistant.books.money import Money
from assistant.books.posted_record import answered_for, posted_record, posted_text, record_digest
from assistant.books.proposal import Role
from assistant.books.reasons import Kind, Reason


def usd(minor: int) -> Money:
    return Money(minor, "USD")


PART = LayerMove("L1", Decimal("-12"), usd(-4980), Decimal("4.15"))
ENTRY = PostedEntry(
    id="e1", number="WO-1001", entry_date=date(2026, 10, 2), kind=Kind.WRITE_OFF, reason=Reason.DAMAGED, memo="Dropped",
    lines=(
        Line(Side.DEBIT, "5050", usd(4980), Role.LOSS, klass="North"),
        Line(Side.CREDIT, "1200", usd(4980), Role.INVENTORY, "Ola"),
    ),
    goods=(("MUG-01", "B", Decimal("12")),),
    moves=(StockMove("MUG-01", "B", "1200", Decimal("-12"), usd(-4980), (PART,)),),
    reserve_moves=(ReserveMove("MUG-01", Decimal("-1"), usd(-5)),), reverses="", text="12 mugs “dropped”", draft_id="D-1",
    posted_by="bea", posted_at=datetime(2026, 10, 2, 8, tzinfo=UTC), sub_reason="forklift",
)  # fmt: skip


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(
    entry=st.builds(
        replace, st.sampled_from([ENTRY, replace(ENTRY, moves=(), reserve_moves=(), goods=())]), id=WORDS, memo=WORDS, text=WORDS,
        number=WORDS, reverses=WORDS, draft_id=WORDS, posted_by=WORDS, sub_reason=WORDS, entry_date=st.dates(),
        posted_at=st.one_of(st.none(), st.datetimes(timezones=st.just(UTC))),
        lines=st.lists(
            st.builds(
                Line, st.sampled_from(Side), WORDS, st.builds(usd, st.integers(1, 10**15)), st.sampled_from(Role), WORDS, WORDS
            ),
            max_size=3,
        ).map(tuple),
    )
)  # fmt: skip
def test_what_is_hashed_is_the_canonical_text_of_the_record(entry: PostedEntry) -> None:
    assert posted_text(entry) == canonical(posted_record(entry))


def digest(entry: PostedEntry) -> object:
    return answered_for(entry)["entry_sha256"]


def test_the_text_is_as_the_module_says() -> None:
    assert json.loads(canonical(posted_record(ENTRY))) == {
        "at": "2026-10-02T08:00:00.000000+00:00", "by": "bea", "date": "2026-10-02", "draft": "D-1",
        "goods": [["MUG-01", "B", "12"]], "id": "e1", "kind": "write_off",
        "lines": [["debit", "5050", 4980, "loss", "", "North"], ["credit", "1200", 4980, "inventory", "Ola", ""]],
        "memo": "Dropped", "moves": [["MUG-01", "B", "1200", "-12", -4980, False, [["L1", "-12", -4980, "4.15"]]]],
        "number": "WO-1001", "reason": "damaged", "reserves": [["MUG-01", "-1", -5]], "reverses": "", "sub_reason": "forklift",
        "text": "12 mugs “dropped”",
    }  # fmt: skip
    assert digest(ENTRY) == record_digest(posted_record(ENTRY))


def test_the_same_figures_give_the_same_text() -> None:
    kiwi = timezone(timedelta(hours=13))
    same = replace(
        ENTRY, goods=(("MUG-01", "B", Decimal("12.000")),), posted_at=datetime(2026, 10, 2, 21, tzinfo=kiwi),
        moves=(replace(ENTRY.moves[0], quantity=Decimal("-1.2E+1")),),
    )  # fmt: skip
    assert digest(same) == digest(ENTRY)
    stays = replace(ENTRY, moves=(replace(ENTRY.moves[0], quantity=Decimal("-0"), layers=()),))
    assert posted_record(stays)["moves"] == [["MUG-01", "B", "1200", "0", -4980, False, []]]


def test_no_part_of_an_entry_can_change_under_its_digest() -> None:
    line, move = ENTRY.lines[0], ENTRY.moves[0]
    others: dict[str, object] = {
        "id": "e2", "number": "WO-1002", "entry_date": date(2026, 10, 3), "kind": Kind.WRITE_DOWN, "reason": Reason.LOST,
        "memo": "", "reverses": "WO-1", "text": "", "draft_id": "", "posted_by": "cal", "posted_at": None, "sub_reason": "",
        "goods": (("MUG-01", "A", Decimal("12")),), "reserve_moves": (), "lines": ENTRY.lines[::-1], "moves": (),
    }  # fmt: skip
    assert set(others) == {each.name for each in fields(PostedEntry)}
    changed = [replace(ENTRY, **{name: value}) for name, value in others.items()]  # type: ignore[arg-type]
    for name, value in {
        "side": Side.CREDIT, "account": "5060", "amount": usd(4981), "role": Role.OWED, "party": "x", "klass": "",
    }.items():  # fmt: skip
        changed.append(replace(ENTRY, lines=(replace(line, **{name: value}), ENTRY.lines[1])))  # type: ignore[arg-type]
    for name, value in {
        "item": "X", "location": "", "account": "1300", "quantity": Decimal("-11"), "value": usd(-1), "stated_value": True,
    }.items():  # fmt: skip
        changed.append(replace(ENTRY, moves=(replace(move, **{name: value}),)))  # type: ignore[arg-type]
    for name, value in {"layer": "L2", "quantity": Decimal("-1"), "value": usd(-1), "unit_cost": Decimal("4.150")}.items():
        changed.append(replace(ENTRY, moves=(replace(move, layers=(replace(PART, **{name: value}),)),)))  # type: ignore[arg-type]
    assert len({digest(entry) for entry in (ENTRY, *changed)}) == 1 + len(changed)
