"""Lists and sums read by narrow statements, on both databases: each the same as from the whole journal in memory."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from assistant.adapters.sql.store import SqlStore
from assistant.bookkeeping.reports import tie_outs
from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import DraftState
from assistant.books.entry import History, Line, PostedEntry, side_total
from assistant.books.goods import ReserveMove
from assistant.books.losses import LOST, Fate, Loss, Outcome, weighed_places
from assistant.books.money import total
from assistant.books.proposal import Role
from assistant.books.reasons import Kind, Reason
from assistant.books.register import EntryQuery, TrailQuery
from assistant.books.remote import DocumentState
from assistant.errors import NotFound
from tests.adapters.sql.company import REALM, connect, document
from tests.adapters.sql.pottery import KILN, NOON, TODAY, broken, draft_of, mended, usd

FIRST = date(2026, 1, 1)
QUERIES = (
    EntryQuery(limit=0),
    EntryQuery(limit=2),
    EntryQuery(limit=2, after="WO-1004"),
    EntryQuery(since=date(2026, 11, 1), until=date(2026, 11, 20)),
    EntryQuery(reason=Reason.STOLEN),
    EntryQuery(reason=Reason.DAMAGED, sub_reason="kiln"),
    EntryQuery(kind=Kind.REVERSAL),
    EntryQuery(person="ann"),
    EntryQuery(person="bob", account="1290"),
    EntryQuery(account="1200", limit=1),
    EntryQuery(words="ÉCLAIR mugs"),
    EntryQuery(words="wo-1003"),
    EntryQuery(words="nothing like it"),
    EntryQuery(words="mugs", account="1200", limit=1),
)  # fmt: skip


@pytest.fixture
def kept(store: SqlStore) -> SqlStore:
    """Five entries: broken mugs that were drafted, stolen ones at another place, the first taken back, a write-down, clay at a
    stated value; and one in the other pottery's books."""
    with store.client("kiln") as books:
        draft = draft_of(books)
        books.post(replace(broken(books.books(), "3"), draft_id=draft.id, sub_reason="kiln"))
        stolen = broken(books.books(), "35", place="Store", number="WO-1002")
        books.post(replace(stolen, reason=Reason.STOLEN, entry_date=date(2026, 10, 30), text="35 mugs of the Éclair set stolen"))
        books.post(mended(broken(KILN, "3"), "WO-1003"))
        down = broken(books.books(), "5", number="WO-1004")
        books.post(
            replace(
                down, kind=Kind.WRITE_DOWN, reason=Reason.OBSOLETE, moves=(), posted_by="bob", entry_date=date(2026, 9, 3),
                lines=(Line(Side.DEBIT, "5050", usd("6.00"), Role.LOSS), Line(Side.CREDIT, "1290", usd("6.00"), Role.ALLOWANCE)),
                reserve_moves=(ReserveMove("MUG", Decimal(5), usd("6.00")),),
            )
        )  # fmt: skip
        clay = broken(books.books(), "2", item="Clay", place="", number="WO-1005")
        (move,) = clay.moves
        nothing = tuple(replace(part, value=usd("0")) for part in move.layers)
        books.post(replace(clay, moves=(replace(move, stated_value=True, layers=nothing),)))
    with store.client("forge") as books:
        books.post(broken(books.books(), "1"))
    return store


def read(store: SqlStore) -> ClientBooks:
    with store.client("kiln", reads=True) as transaction:
        return transaction.books()


def wanted(entry: PostedEntry, query: EntryQuery, drafted: dict[str, str]) -> bool:
    return (
        (query.since is None or entry.entry_date >= query.since)
        and (query.until is None or entry.entry_date <= query.until)
        and query.reason in (None, entry.reason)
        and query.sub_reason in ("", entry.sub_reason)
        and query.kind in (None, entry.kind)
        and (not query.person or query.person in (entry.posted_by, drafted.get(entry.number)))
        and (not query.account or query.account in {line.account for line in entry.lines})
        and all(word in f"{entry.number} {entry.memo} {entry.text}".casefold() for word in query.words.casefold().split())
    )


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_a_list_of_entries_is_that_of_the_journal(query: EntryQuery, kept: SqlStore) -> None:
    books = read(kept)
    with kept.client("kiln", reads=True) as transaction:
        register = transaction.register(query)
    found = [entry for entry in books.history.entries if wanted(entry, query, {"WO-1001": "ann"})][::-1]
    rest = [entry for entry in found if not query.after or int(entry.number[3:]) < int(query.after[3:])]
    shown = rest[: query.limit] if query.limit else rest
    assert [row.number for row in register.rows] == [entry.number for entry in shown]
    assert register.next == (shown[-1].number if len(rest) > len(shown) else "")
    assert register.count == len(found)
    assert register.amount.minor == sum(side_total(entry.lines, Side.DEBIT, "USD").minor for entry in found)
    for row, entry in zip(register.rows, shown, strict=True):
        assert (row.entry_date, row.kind, row.reason, row.sub_reason, row.memo, row.posted_by, row.posted_at) == (
            entry.entry_date, entry.kind, entry.reason, entry.sub_reason, entry.memo, entry.posted_by, entry.posted_at,
        )  # fmt: skip
        assert row.amount == side_total(entry.lines, Side.DEBIT, "USD")
        assert row.reverses == entry.reverses
        assert row.reversed_by == tuple(each.number for each in books.history.reversals_of(entry.number))
    if query.account:
        of_account = [line for entry in found for line in entry.lines if line.account == query.account]
        net = sum(line.amount.minor if line.side is Side.DEBIT else -line.amount.minor for line in of_account)
        assert register.of_account is not None
        assert register.of_account.minor == net
    else:
        assert register.of_account is None


def test_an_entry_that_is_not_there_is_not_gone_on_after(kept: SqlStore) -> None:
    with kept.client("kiln", reads=True) as transaction, pytest.raises(NotFound, match="no entry WO-9"):
        transaction.register(EntryQuery(after="WO-9"))


def test_what_entries_are_told_apart_by(kept: SqlStore) -> None:
    with kept.client("kiln", reads=True) as transaction:
        told = transaction.told_apart()
    assert set(told.kinds) == {Kind.WRITE_OFF, Kind.WRITE_DOWN, Kind.REVERSAL}
    assert set(told.reasons) == {Reason.DAMAGED, Reason.STOLEN, Reason.OBSOLETE}
    assert (told.sub_reasons, told.people, told.accounts) == (("kiln",), ("ann", "bob"), ("1200", "1290", "5050"))


def test_an_account_is_explained_as_from_the_whole_journal(kept: SqlStore) -> None:
    books = read(kept)
    at_hand = replace(books, history=History(books.history.entries))
    assert tie_outs(books) == tie_outs(at_hand)
    assert [(tie.account.key, tie.stated.plain(), tie.unexplained.plain()) for tie in tie_outs(books)] == [
        ("1200", "-0.67", "0.00"),
    ]


def test_how_far_the_documents_of_entries_have_come(kept: SqlStore) -> None:
    with kept.client("kiln") as books:
        connect(books)
        for part, state in ((1, DocumentState.QUEUED), (2, DocumentState.HELD)):
            books.save_document(document("WO-1002", part, state))
        books.save_document(document("WO-1004"))
    with kept.client("kiln", reads=True) as transaction:
        found = transaction.states_there(REALM, ["WO-1001", "WO-1002"])
        assert transaction.states_there("another", ["WO-1002"]) == {}
    assert found == {"WO-1002": [DocumentState.QUEUED, DocumentState.HELD]}


def loss_of(entry: PostedEntry) -> Loss | None:
    """What the entry cost, worked out from all of it; None where no line is of a loss."""
    lines = [line for line in entry.lines if line.role in LOST]
    amount = total((line.amount if line.side is Side.DEBIT else -line.amount for line in lines), "USD")
    values, units = defaultdict[str, Decimal](Decimal), defaultdict[str, Decimal](Decimal)
    for move in entry.moves:
        values[move.location] += move.value.amount
    for _, location, quantity in entry.goods:
        units[location] += quantity
    places = weighed_places(values, units)
    told = Loss(entry.number, entry.entry_date, entry.kind, entry.reason, entry.sub_reason, amount, places)
    return told if lines else None


def test_losses_are_those_of_the_journal(kept: SqlStore) -> None:
    losses = tuple(filter(None, map(loss_of, read(kept).history.entries)))
    with kept.client("kiln", reads=True) as transaction:
        assert transaction.losses(FIRST, TODAY) == losses
        assert [each.entry for each in transaction.losses(date(2026, 9, 1), date(2026, 10, 31))] == ["WO-1002", "WO-1004"]
    assert [(each.amount.plain(), [place for place, _ in each.places]) for each in losses] == [
        ("12.45", ["Shop"]),
        ("142.50", ["Store"]),
        ("-12.45", ["Shop"]),
        ("6.00", ["Shop"]),
        ("0.67", [""]),
    ]


def told_of(sure: str, reader: str = "rules") -> dict[str, object]:
    return {"reader": reader, "confidence": sure}


def test_a_decided_draft_keeps_how_sure_it_was_when_its_entry_was_first_drafted(kept: SqlStore) -> None:
    """D-1 is from before the trail kept it, and waits; the rest are read, asked for by number, revised, answered, rejected."""
    stories: tuple[tuple[DraftState, tuple[tuple[str, dict[str, object]], ...]], ...] = (
        (DraftState.POSTED, (("draft.drafted", told_of("0.9500")),)),
        (DraftState.REVERSED, (("draft.drafted", {"reader": "rules"}),)),
        (DraftState.POSTED, (("draft.drafted", told_of("1.0000", "command")),)),
        (DraftState.POSTED, (("draft.drafted", told_of("0.6000")), ("draft.revised", {"after": told_of("0.9900")}))),
        (DraftState.POSTED, (("draft.drafted", {"reader": "both"}), ("draft.answered", {"after": told_of("0.8000")}))),
        (DraftState.REJECTED, (("draft.drafted", told_of("0.4000")), ("draft.revised", {"after": told_of("0.7000")}))),
    )
    with kept.client("kiln") as books:
        for state, steps in stories:
            draft = draft_of(books, "1", state=state)
            for what, detail in steps:
                books.record(at=NOON, who="ann", what=what, subject=draft.id, detail=detail)
    with kept.client("kiln", reads=True) as transaction:
        assert transaction.fates(TODAY, TODAY) == (
            Fate("D-2", TODAY, 0.95, Outcome.AS_DRAFTED),
            Fate("D-3", TODAY, 0.9, Outcome.AS_DRAFTED, reversed=True),
            Fate("D-5", TODAY, 0.6, Outcome.REVISED),
            Fate("D-6", TODAY, 0.8, Outcome.AS_DRAFTED),
            Fate("D-7", TODAY, 0.4, Outcome.REJECTED),
        )
        assert transaction.fates(FIRST, TODAY - timedelta(days=1)) == ()


# ── The trail ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_list_of_events_is_that_of_the_trail(kept: SqlStore) -> None:
    with kept.client("kiln") as books:
        books.record(at=NOON + timedelta(days=1), who="bob", what="draft.rejected", subject="D-1", detail={"because": "found"})
    with kept.client("kiln", reads=True) as transaction:
        every = transaction.events()[::-1]
        assert transaction.trail(TrailQuery(limit=0)).rows == every
        first = transaction.trail(TrailQuery(limit=1))
        assert (first.rows, first.next, first.count) == (every[:1], every[0].seq, len(every))
        rest = transaction.trail(TrailQuery(before=first.next, limit=0))
        assert (rest.rows, rest.next, rest.count) == (every[1:], 0, len(every))
        for query in (TrailQuery(who="bob"), TrailQuery(what="draft.rejected"), TrailQuery(since=TODAY + timedelta(days=1))):
            assert transaction.trail(query).rows == every[:1]
        assert transaction.trail(TrailQuery(until=TODAY)).rows == every[1:]
        assert transaction.trail(TrailQuery(subject="D-1", who="ann")).rows == ()
        assert transaction.trail_told() == (("ann", "bob", "writeoff"), ("books.kept", "client.opened", "draft.rejected"))
