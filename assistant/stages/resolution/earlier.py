"""What a text says of an earlier entry to the entry meant, or the question which."""

from dataclasses import dataclass
from datetime import date, timedelta

from assistant.books.client_books import ClientBooks
from assistant.books.entry import PostedEntry
from assistant.books.proposal import Event, GoodsSaid
from assistant.books.question import Asks, Choice, Question
from assistant.books.reasons import NOT_FROM_TEXT, Kind
from assistant.matching import Candidate, Candidates, tokens

READ_FROM_TEXT = frozenset(Kind) - NOT_FROM_TEXT
TAKEN_BACK = READ_FROM_TEXT | {Kind.JOURNAL}  # what came from another program's journal, by its number alone
SPAN_SLACK = timedelta(days=3)  # "last week", "mid September": where nothing lies inside the span
FITS = 0.4
# Words for any entry and any day: they tell none from another.
_SAID_OF_ANY = frozenset(
    tokens(
        "write wrote written off writeoff entry adjustment reverse reversal undo back put last week month day yesterday we was"
    )
)
NEAREST = 6
LOOKED_THROUGH = 500  # entries of the days that a text names, or the latest: as many as a reader is told of (decision 21)


def find_entry(event: Event, books: ClientBooks) -> PostedEntry | Question:
    """By its number, else by goods, days and words among the latest of those days: the one that fits, or the question which."""
    ref = event.entry.ref if event.entry else ""
    if ref:
        numbered = [entry for entry in books.history.numbered(ref) if entry.kind in TAKEN_BACK]
        if len(numbered) > 1:
            return _which(numbered, f"Several entries are numbered {ref}")
        return numbered[0] if numbered else _which(_to_take_back(books), f"There is no entry {ref}")
    wanted = _goods_named(event, books)
    fitting = [entry for entry in _of_its_days(event, wanted.keys, books) if wanted.fit(entry)]
    if event.value_recovered:
        fitting = [entry for entry in fitting if entry.kind is Kind.WRITE_DOWN and entry.goods]
    fitting = _in_span(event, fitting)
    if not fitting:
        return _which(_to_take_back(books), "No earlier entry fits")
    for narrower in (_still_open, _same_reason, _same_units, _same_words):
        if len(fitting) > 1:
            fitting = narrower(event, fitting, books) or fitting
    return fitting[0] if len(fitting) == 1 else _which(fitting, "Several earlier entries fit")


def _of_its_days(event: Event, items: frozenset[str], books: ClientBooks) -> list[PostedEntry]:
    """What may be taken back of the days that the text names, with some slack; without a day, of the latest."""
    since, until = (event.entry.since, event.entry.until) if event.entry else (None, None)
    first, last = (since - SPAN_SLACK if since else None), (until + SPAN_SLACK if until else None)
    entries = books.history.recent(LOOKED_THROUGH, items=items, since=first, until=last)
    return [entry for entry in entries if entry.kind in READ_FROM_TEXT and entry.kind is not Kind.REVERSAL]


def _to_take_back(books: ClientBooks) -> list[PostedEntry]:
    """The latest of which something is left to reverse, no reversals among them; all where there is none such."""
    entries = [entry for entry in books.history.recent(LOOKED_THROUGH) if entry.kind in READ_FROM_TEXT]
    left = [entry for entry in entries if entry.kind is not Kind.REVERSAL and books.history.lines_left(entry.number)]
    return left or entries


def _which(entries: list[PostedEntry], says: str) -> Question:
    labels = {entry.number: f"{entry.number} {entry.entry_date} {entry.text or entry.memo}" for entry in entries[-NEAREST:]}
    choices = tuple(Choice(number, label) for number, label in labels.items())
    return Question(Asks.WHICH_ENTRY, f"{says}: which one is meant?", choices)


@dataclass(frozen=True, slots=True)
class _Goods:
    """The goods that a text names: its words for them, and for each the items that these fit equally well."""

    words: str
    fitting: tuple[frozenset[str], ...]

    @property
    def keys(self) -> frozenset[str]:
        return frozenset().union(*self.fitting)

    def fit(self, entry: PostedEntry) -> bool:
        """Each line of goods fits an item of the entry at least as well as any other; where none is named, every entry fits."""
        own = {item for item, _, _ in entry.goods}
        if not own:
            ranked = Candidates([Candidate(entry.number, f"{entry.text} {entry.memo}")]).rank(self.words)
            return not self.fitting or bool(ranked and ranked[0].coverage >= FITS)
        return all(own & keys for keys in self.fitting)


def _goods_named(event: Event, books: ClientBooks) -> _Goods:
    named = [goods for goods in event.goods if tokens(goods.words)]
    if not named and event.entry and _best_keys(GoodsSaid(event.entry.words), books):
        named = [GoodsSaid(event.entry.words)]
    return _Goods(" ".join(goods.words for goods in named), tuple(frozenset(_best_keys(goods, books)) for goods in named))


def _best_keys(goods: GoodsSaid, books: ClientBooks) -> list[str]:
    """The items that the words fit equally well, of all that are on file."""
    exact = [item.key for item in books.stock if goods.words.strip().casefold() in (item.key.casefold(), item.name.casefold())]
    if exact:
        return exact
    ranked = Candidates(Candidate(item.key, item.name, (item.sku,)) for item in books.stock).rank(goods.words)
    coverage = max((match.coverage for match in ranked), default=0.0)
    return [match.key for match in ranked if match.coverage >= max(coverage - 0.1, FITS)]


def _in_span(event: Event, entries: list[PostedEntry]) -> list[PostedEntry]:
    since, until = (event.entry.since, event.entry.until) if event.entry else (None, None)
    for slack in (timedelta(0), SPAN_SLACK):
        inside = [entry for entry in entries if _inside(entry.entry_date, since, until, slack)]
        if inside:
            return inside
    return []


def _inside(day: date, since: date | None, until: date | None, slack: timedelta) -> bool:
    return (since is None or day >= since - slack) and (until is None or day <= until + slack)


def _still_open(event: Event, entries: list[PostedEntry], books: ClientBooks) -> list[PostedEntry]:
    return [entry for entry in entries if books.history.lines_left(entry.number)]


def _same_reason(event: Event, entries: list[PostedEntry], books: ClientBooks) -> list[PostedEntry]:
    return [entry for entry in entries if event.reason_quote is not None and entry.reason is event.reason]


def _same_units(event: Event, entries: list[PostedEntry], books: ClientBooks) -> list[PostedEntry]:
    """The number of units said is the entry's."""
    numbers = [part.number for goods in event.goods if goods.quantity for part in goods.quantity.parts]
    return [entry for entry in entries if numbers and sum(numbers) == sum(abs(units) for _, _, units in entry.goods)]


def _same_words(event: Event, entries: list[PostedEntry], books: ClientBooks) -> list[PostedEntry]:
    """One entry's own text has clearly more of the words."""
    said = f"{event.entry.words if event.entry else ''} {' '.join(goods.words for goods in event.goods)}"
    telling = [token for token in tokens(said) if token not in _SAID_OF_ANY]
    ranked = Candidates(Candidate(entry.number, f"{entry.text} {entry.memo} {entry.reason}") for entry in entries).rank(telling)
    best = [match.key for match in ranked[:1] if match.margin > 0.15]
    return [entry for entry in entries if entry.number in best]
