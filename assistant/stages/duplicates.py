"""A draft beside what was drafted or posted before, to the warning that it may be the same loss once more.

Goods, numbers and days repeat in honest books: two mugs break on Monday and two on Tuesday. A likeness counts for the more
the less it can be chance: on one day the same goods in the same number do, on another day only the same words, or a loss too
large to come twice. What was reversed is no duplicate, nor are several losses that one text tells of.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import Draft, DraftState, MappedEntry
from assistant.books.drafted import Drafted
from assistant.books.entry import Line, PostedEntry, side_total
from assistant.books.event import ResolvedEvent
from assistant.books.finding import Finding, Warning
from assistant.books.likeness import COMPARED, GONE
from assistant.books.money import Money
from assistant.books.proposal import GoodsSaid, Quote
from assistant.books.quantity import format_quantity
from assistant.books.reasons import Reason
from assistant.matching import tokens
from assistant.patterns import regex
from assistant.stages.posting import memo_of

FEW = 5  # units of one item: fewer may well be lost twice in a day
MANY_ITEMS = 3
ROUND = 500  # minor units: amounts that end otherwise are seldom equal by chance
WITHDRAWN = frozenset({DraftState.REJECTED, DraftState.REVERSED, DraftState.DECLINED})
NAMED = 5  # of what a draft may repeat: the nearest, the others are counted
# Reasons that two people may give for one loss.
SIMILAR = (
    frozenset({Reason.DAMAGED, Reason.OPENED_OR_TAMPERED, Reason.PRODUCTION_ERROR, Reason.SUPPLIER_ERROR}),
    frozenset({Reason.DETERIORATED, Reason.EXPIRED, Reason.OBSOLETE, Reason.PROHIBITED}),
    frozenset({Reason.LOST, Reason.STOLEN, Reason.ADMIN_ADJUSTMENT}),
)
_FURTHER = regex(r"\b(?:another|further|additional|again|(?:\d+|one|two|three|four|five|six) more)\b", re.IGNORECASE)
Units = dict[str, Decimal]


@dataclass(frozen=True, slots=True)
class _Before:
    """What was drafted or posted earlier, as far as it stands. `beside`: of the same text."""

    what: Drafted
    called: str
    beside: bool = False


def drafted(draft: Draft) -> Drafted | None:
    """What later drafts are compared with; None where there is no entry to compare, or it is withdrawn."""
    return _drafted(draft, draft.entry) if draft.entry is not None and draft.state not in WITHDRAWN else None


def _drafted(draft: Draft, entry: MappedEntry) -> Drafted | None:
    if entry.valued.kind not in COMPARED:
        return None
    resolved, lines = entry.valued.resolved, tuple(line.line() for line in entry.lines)
    return Drafted(
        id=draft.id,
        text_id=draft.text_id,
        by=draft.drafted_by,
        entry_date=entry.entry_date,
        dated=resolved.event.entry_date is not None,
        kind=entry.valued.kind,
        reason=entry.valued.reason,
        goods=tuple((goods.item, goods.location, goods.quantity) for goods in resolved.goods),
        amount_minor=_debits(lines),
        accounts=_credited(lines),
        memo=memo_of(draft),
    )


def possible_duplicates(draft: Draft, entry: MappedEntry, books: ClientBooks) -> tuple[Finding, ...]:
    """One warning of what the draft may repeat, the nearest first, and one of goods that its own text states twice. `books` are
    those without the draft itself."""
    own = _drafted(draft, entry)
    if own is None:
        return ()
    found = [before for before in _earlier(draft, own, books) if _may_be_the_same(own, before, entry, books)]
    found.sort(key=lambda before: (abs(before.what.entry_date - own.entry_date), not _same_words(own, before.what)))
    return (*_repeats(draft, found, books.currency), *_stated_twice(entry.valued.resolved))


def _repeats(draft: Draft, found: Sequence[_Before], currency: str) -> Iterator[Finding]:
    if not found:
        return
    first, *rest = found
    named, more = [before.what.id for before in rest[: NAMED - 1]], len(rest[NAMED - 1 :])
    named += [f"{more} more"] if more else []
    also = f" {', '.join(named)} {'does' if len(rest) == 1 else 'do'} too." if rest else ""
    says = f"{first.called} takes the same: {_contents(first.what, currency)}.{also}"
    remedy = f'If it is the same loss, reject this one: writeoff reject {draft.id} --because "a duplicate of {first.what.id}"'
    yield Finding(Warning.POSSIBLE_DUPLICATE, says, remedy)


def _contents(what: Drafted, currency: str) -> str:
    goods = ", ".join(f"{format_quantity(units)} {item}" for item, units in _units(what).items())
    kind, reason = (each.value.replace("_", " ") for each in (what.kind, what.reason))
    return ", ".join(filter(None, (goods, kind, reason, str(Money(what.amount_minor, currency)))))


# ── What was before ──────────────────────────────────────────────────────────────────────────────────────────────────


def _earlier(draft: Draft, own: Drafted, books: ClientBooks) -> Iterator[_Before]:
    """Open drafts and posted entries of about those days that take the same goods, or as much."""
    for waiting in books.drafted.like(own.likeness):
        by = f" by {waiting.by}" if waiting.by else ""
        yield _Before(waiting, f"{waiting.id} of {waiting.entry_date}{by}, still open,", waiting.text_id == draft.text_id)
    for entry in books.history.like(own.likeness):
        yield _standing(entry, draft, books)


def _standing(entry: PostedEntry, draft: Draft, books: ClientBooks) -> _Before:
    """The entry as far as it was not reversed."""
    lines = books.history.lines_left(entry.number)
    goods = tuple((*place, units) for place, units in books.history.units_left(entry.number).items())
    what = Drafted(
        id=entry.number,
        text_id="",
        by=entry.posted_by,
        entry_date=entry.entry_date,
        dated=entry.posted_at is None or entry.posted_at.date() != entry.entry_date,
        kind=entry.kind,
        reason=entry.reason,
        goods=goods,
        amount_minor=_debits(lines),
        accounts=_credited(lines),
        memo=entry.memo,
    )
    by = f" by {entry.posted_by}" if entry.posted_by else ""
    return _Before(what, f"{entry.number} of {entry.entry_date}, posted{by},", entry.text == draft.text and _since(entry, draft))


def _since(entry: PostedEntry, draft: Draft) -> bool:
    """Posted after the draft was made: of the drafts of one text, one is posted while the other waits."""
    return entry.posted_at is not None and draft.drafted_at is not None and entry.posted_at >= draft.drafted_at


# ── The same? ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _may_be_the_same(own: Drafted, before: _Before, entry: MappedEntry, books: ClientBooks) -> bool:
    other = before.what
    if not (own.kind is other.kind or {own.kind, other.kind} <= GONE) or _elsewhere(own, other, entry.valued.resolved):
        return False
    same_day, alike = own.entry_date == other.entry_date, _similar(own.reason, other.reason)
    if before.beside:
        return same_day and own.kind is other.kind and own.reason is other.reason and _same_contents(own, other, entry)
    if not _same_contents(own, other, entry):
        return same_day and alike and (_part_of(own, other) or _same_amount(own, other))
    if _same_words(own, other):
        return True
    if _FURTHER.search(own.memo):
        return False
    large = own.amount_minor > books.policy.routine_limit.minor
    if same_day:
        return alike or large or _telling(_units(own))
    return alike and (large or len(_units(own)) >= MANY_ITEMS) and not (own.dated and other.dated)


def _same_contents(own: Drafted, other: Drafted, entry: MappedEntry) -> bool:
    """The same goods in the same number; without goods, the same amount from the same account, for goods that may be the same."""
    if own.goods or other.goods:
        return _units(own) == _units(other)
    named = _words_of(entry.valued.resolved.event.goods)
    same_goods = not named or bool(named & set(tokens(other.memo)))
    return own.amount_minor == other.amount_minor and own.accounts == other.accounts and same_goods


def _part_of(own: Drafted, other: Drafted) -> bool:
    """Each line of the one is among those of the other, and they are too much for chance."""
    ours, theirs = _units(own), _units(other)
    fewer, more = (ours, theirs) if len(ours) < len(theirs) else (theirs, ours)
    return bool(fewer) and _telling(fewer) and all(more.get(item) == units for item, units in fewer.items())


def _same_amount(own: Drafted, other: Drafted) -> bool:
    """One names goods and the other only what they cost, to the cent."""
    return bool(own.goods) != bool(other.goods) and own.amount_minor == other.amount_minor and own.amount_minor % ROUND != 0


def _telling(units: Units) -> bool:
    return len(units) > 1 or any(abs(number) >= FEW for number in units.values())


def _similar(one: Reason, other: Reason) -> bool:
    return one is other or Reason.OTHER in (one, other) or any({one, other} <= group for group in SIMILAR)


def _elsewhere(own: Drafted, other: Drafted, resolved: ResolvedEvent) -> bool:
    """The text names the places, and the other took nothing there."""
    places = {place for _, place, _ in own.goods if place}
    theirs = {place for _, place, _ in other.goods if place}
    return bool(places and theirs) and not places & theirs and all(goods.place_named for goods in resolved.goods)


def _same_words(own: Drafted, other: Drafted) -> bool:
    return _plain(own.memo) == _plain(other.memo)


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _units(what: Drafted) -> Units:
    """Units by item, over all places."""
    return what.likeness.units


def _words_of(goods: Iterable[GoodsSaid]) -> set[str]:
    return {token for line in goods for token in tokens(line.words)}


def _debits(lines: Sequence[Line]) -> int:
    return side_total(lines, Side.DEBIT, lines[0].amount.currency).minor if lines else 0


def _credited(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(sorted({line.account for line in lines if line.side is Side.CREDIT}))


# ── Twice in one text ────────────────────────────────────────────────────────────────────────────────────────────────


def _stated_twice(resolved: ResolvedEvent) -> Iterator[Finding]:
    """The same words for the same number of the same goods, twice in one event: a quoted mail, a line pasted twice."""
    told: dict[tuple[object, ...], list[Quote]] = {}
    for line in resolved.event.goods:
        if line.quote is None or line.quantity is None or not line.words:
            continue
        before = told.setdefault((tokens(line.words), line.quantity.relation, line.quantity.parts, line.place), [])
        again = next((quote for quote in before if quote != line.quote), None)
        if again is not None and not _FURTHER.search(line.quote.text):
            says = f"The text has “{again.text}” twice, and the entry takes both."
            yield Finding(Warning.POSSIBLE_DUPLICATE, says, "If it was said twice of one loss, revise the quantity.")
            return
        before.append(line.quote)
