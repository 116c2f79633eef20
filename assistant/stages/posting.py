"""Approved to posted: the journal entry, its stock moves and its number, as they go into the ledger in one transaction."""

from assistant.books.accounts import Side
from assistant.books.draft import ApprovedEntry, Draft
from assistant.books.entry import Line, PostedEntry, side_total

LONGEST_MEMO = 200  # characters


def post(approved: ApprovedEntry, *, entry_id: str, number: str) -> PostedEntry:
    """The entry that the ledger keeps. What cannot be is asserted here and refused again by the database."""
    draft, entry = approved.draft, approved.entry
    resolved = entry.valued.resolved
    lines = tuple(line.line() for line in entry.lines)
    _assert_postable(lines)
    return PostedEntry(
        id=entry_id,
        number=number,
        entry_date=entry.entry_date,
        kind=entry.valued.kind,
        reason=entry.valued.reason,
        memo=memo_of(draft),
        lines=lines,
        goods=tuple((goods.item, goods.location, goods.quantity) for goods in resolved.goods),
        moves=entry.valued.moves,
        reserve_moves=entry.valued.reserve_moves,
        reverses=resolved.reverses.number if resolved.reverses else "",
        text=draft.text,
        draft_id=draft.id,
        posted_by=approved.by,
        posted_at=approved.at,
        sub_reason=draft.sub_reason,
    )


def memo_of(draft: Draft) -> str:
    """One line to know the entry by: the note that a person settled last, else what the text says of this event."""
    note = next((fact.note for fact in reversed(draft.settled) if fact.note), "")
    return one_line(note or draft.words or draft.text)


def one_line(text: str) -> str:
    """The text on one line, shortened at a word."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_MEMO else line[: LONGEST_MEMO - 1].rsplit(" ", 1)[0] + "…"


def _assert_postable(lines: tuple[Line, ...]) -> None:
    assert all(line.amount.minor > 0 for line in lines), lines
    for currency in {line.amount.currency for line in lines}:
        assert side_total(lines, Side.DEBIT, currency) == side_total(lines, Side.CREDIT, currency), lines
