"""The words that name goods to the item on file that they mean, or the question which one."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.books.client_books import ClientBooks
from assistant.books.goods import Item
from assistant.books.precedent import as_booked
from assistant.books.proposal import GoodsSaid, QuantityRelation
from assistant.books.question import Asks, Choice, Question
from assistant.matching import CONTAINERS, Candidates, Match, tokens, without_size
from assistant.patterns import regex
from assistant.stages.resolution.catalogue import Catalogue, catalogue_of
from assistant.stages.resolution.naming import meant_before, sureness
from assistant.stages.resolution.places import places_named
from assistant.stages.resolution.units import convertible, in_units, plain

ENOUGH = 0.5  # of the words, by weight, must fit
FITS_WITH_LEAD = 0.35  # or this much, where the next best is far behind
LEAD = 0.15
TIE = 0.04  # of coverage: siblings that fit equally well
NEAREST = 6  # choices offered
# "(not the red ones)", "magnums ok": goods that the text names to leave them out.
_LEFT_OUT = r"\(?\b(?:but not|not|except|excluding)\b[^,;)]*\)?"
_UNHARMED = r"[,;(]\s*(?:the )?\w+ (?:ones? )?(?:is |are |were )?(?:ok|okay|fine|untouched)\b"
_NOT_MEANT = regex(f"{_LEFT_OUT}|{_UNHARMED}", re.IGNORECASE)
_AFTERTHOUGHT = regex(r"[,;(]|\bwith\b|\bfrom\b|\bthat\b")
# Said of goods that stand beside a special kind of themselves: "regular flu syringes", "Tidewrack, ordinary not signed".
_PLAIN_KIND = frozenset(("regular", "ordinary", "standard", "plain", "normal", "basic", "usual", "unsigned", "normals"))
# What became of the goods, behind their name: "mugs smashed by", "hay bales gone mouldy".
_BECAME = regex(
    r".*(?:ed|ing|en)|gone|went|got|lost|torn|bent|worn|split|burnt|spoilt|dead|bad|bought|sold|kept|left|found|made|sent"
)


@dataclass(frozen=True, slots=True)
class ItemFound:
    """The item, how sure it is the one meant (0 to 1), and why."""

    item: Item
    confidence: float
    because: str


def find_item(goods: GoodsSaid, about: int, books: ClientBooks) -> ItemFound | Question:
    """By its key, SKU or name as typed, else by the words that tell it apart; where none or several fit, as a person settled
    these words before, else a question."""
    catalogue = catalogue_of(books.stock.items)
    words = _NOT_MEANT.sub(" ", goods.words).strip() or goods.words
    if exact := _by_name_or_sku(words, catalogue):
        return exact
    candidates = catalogue.candidates
    naming = _naming(words, goods, candidates)
    ranked = candidates.rank(naming)
    first = tokens(_AFTERTHOUGHT.split(words)[0])
    fitting = _fitting(ranked, [token for token in first if token in naming], candidates)
    if not fitting:
        return _as_before(goods, books) or _which(goods, about, [match.key for match in ranked], "No item on file fits", books)
    best = fitting[0]
    tied = [match for match in fitting if best.coverage - match.coverage <= TIE]
    if len(tied) > 1:
        return _untie(goods, about, [match.key for match in tied], books)
    lead = best.coverage - max((match.coverage for match in ranked if match is not best), default=0.0)
    confidence = min(1.0, 0.65 + 0.2 * best.coverage + 0.15 * min(lead / 0.25, 1.0))
    item = _item(best.key, books)
    corrected = _as_before(goods, books, instead=item.key)
    return corrected or ItemFound(item, confidence, f"“{goods.words}” fits {label(item)} best")


def label(item: Item) -> str:
    return f"{item.sku} {item.name}" if item.sku else item.name


def _item(key: str, books: ClientBooks) -> Item:
    item = books.stock.item(key)
    assert item is not None, key
    return item


def _by_name_or_sku(words: str, catalogue: Catalogue) -> ItemFound | None:
    if item := catalogue.called(words):
        return ItemFound(item, 1.0, f"named as {label(item)}")
    if item := catalogue.in_capitals(words):
        return ItemFound(item, 0.95, f"named in capitals as in {label(item)}")
    if item := catalogue.numbered(words):
        return ItemFound(item, 1.0, f"named by its SKU {item.sku}")
    return None


def _naming(words: str, goods: GoodsSaid, candidates: Candidates) -> tuple[str, ...]:
    """The tokens that name the goods: without a leading number or unit that is the quantity, and without the place's own."""
    said = list(without_size(tokens(words)))
    parts = goods.quantity.parts if goods.quantity else ()
    counts = {f"{part.number:f}" for part in parts} | {token for part in parts for token in tokens(part.unit)} | {"dozen"}
    while len(said) > 1 and said[0] in counts:
        said.pop(0)
    place = {token for token in tokens(goods.place) if not candidates.knows(token)}
    return tuple(token for token in said if token not in place) or tuple(said)


def _fitting(ranked: tuple[Match, ...], said: list[str], candidates: Candidates) -> list[Match]:
    """Those that fit well enough and that no word of the text speaks against, best first by the words they account for."""
    fitting = [match for match in ranked if not match.against and not _another_thing(match, said, candidates)]
    fitting.sort(key=lambda match: -match.coverage)
    if not fitting:
        return []
    far_behind = len(fitting) == 1 or fitting[0].coverage - fitting[1].coverage >= LEAD
    needed = FITS_WITH_LEAD if far_behind else ENOUGH
    return [match for match in fitting if match.coverage >= needed] if fitting[0].coverage >= needed else []


def _another_thing(match: Match, said: list[str], candidates: Candidates) -> bool:
    """One word fits, and the thing it describes is unknown here: a "canvas tent" is no Canvas Tote Bag."""
    telling = [token for token in match.matched if token not in CONTAINERS]
    if len(telling) != 1:
        return not telling
    after = said[said.index(telling[0]) + 1 :] if telling[0] in said else []
    thing = next((token for token in after if not token[0].isdigit() and token not in CONTAINERS), "")
    return bool(thing) and not candidates.knows(thing) and not _BECAME.fullmatch(thing)


def _untie(goods: GoodsSaid, about: int, keys: list[str], books: ClientBooks) -> ItemFound | Question:
    """What else the text says may leave one of several: its whole name, the place, the unit, the number on record."""
    for fits, because in _TELLTALES:
        left = [key for key in keys if fits(_item(key, books), goods, books)]
        if len(left) == 1:
            item = _item(left[0], books)
            return ItemFound(item, 0.85, f"“{goods.words}”: of those that fit, only {label(item)} {because}")
        keys = left or keys
    plainest = [key for key in keys if _tells_of_no_more(key, keys, goods, books)]
    if len(plainest) == 1:
        item = _item(plainest[0], books)
        return ItemFound(item, 0.8, f"“{goods.words}”: the others that fit are special kinds of {label(item)}")
    return _as_before(goods, books, among=keys) or _which(goods, about, keys, "Several items fit", books)


def _as_before(goods: GoodsSaid, books: ClientBooks, *, among: Sequence[str] = (), instead: str = "") -> ItemFound | None:
    """The item that a person settled for these words before: one of those that fit, or in place of the one that fits best."""
    known = meant_before(goods, books)
    if known is None or (among and known.choice not in among) or (instead and known.instead != instead):
        return None
    item = _item(known.choice, books)
    return ItemFound(item, sureness(known), f"“{goods.words}” is {label(item)}, {as_booked(known, known.times)}")


def _whole_name(item: Item, goods: GoodsSaid, books: ClientBooks) -> bool:
    own = {token for token in tokens(item.name) if not token[0].isdigit() and token not in CONTAINERS}
    return own <= set(tokens(goods.words))


def _held_there(item: Item, goods: GoodsSaid, books: ClientBooks) -> bool:
    places = places_named(goods.place, books) if goods.place else ()
    return any(holding.location in places and holding.on_hand > 0 for holding in books.stock.held(item.key))


def _held_by_that_unit(item: Item, goods: GoodsSaid, books: ClientBooks) -> bool:
    return goods.quantity is not None and convertible((*goods.quantity.parts, *goods.quantity.booked), item)


def _goes_by_that_unit(item: Item, goods: GoodsSaid, books: ClientBooks) -> bool:
    """'2 kegs of IPA' are kegs, where there are cans too."""
    said = {plain(part.unit) for part in goods.quantity.parts if part.unit} if goods.quantity else set()
    return bool(said & {plain(item.unit), *tokens(item.name)})


def _so_many_on_record(item: Item, goods: GoodsSaid, books: ClientBooks) -> bool:
    if goods.quantity is None:
        return False
    stated = goods.quantity.booked or (goods.quantity.parts if goods.quantity.relation is QuantityRelation.ALL else ())
    number = in_units(stated, item)
    counts = [books.stock.on_hand(item.key), *(holding.on_hand for holding in books.stock.held(item.key))]
    return number is not None and number > Decimal(0) and number in counts


def _tells_of_no_more(key: str, keys: list[str], goods: GoodsSaid, books: ClientBooks) -> bool:
    """The others are special kinds of this one, and the words say none of what sets them apart: "30W charger" where there is a
    "30W charger, refurbished" too."""
    own, said = _name_words(_item(key, books)), set(tokens(goods.words))
    others = [_name_words(_item(other, books)) for other in keys if other != key]
    if said & _PLAIN_KIND:
        return all(len(own) < len(other) for other in others)
    return all(own < other for other in others) and 2 * len(own & said) >= len(own)


def _name_words(item: Item) -> set[str]:
    return {token for token in tokens(item.name) if token not in CONTAINERS}


_TELLTALES: tuple[tuple[Callable[[Item, GoodsSaid, ClientBooks], bool], str], ...] = (
    (_whole_name, "is called that"),
    (_held_there, "is held there"),
    (_goes_by_that_unit, "goes by that unit"),
    (_held_by_that_unit, "is held by that unit"),
    (_so_many_on_record, "has that many on record"),
)


def _which(goods: GoodsSaid, about: int, keys: list[str], says: str, books: ClientBooks) -> Question:
    choices = tuple(Choice(key, label(_item(key, books))) for key in dict.fromkeys(keys[:NEAREST]))
    named = f" “{goods.words}”" if goods.words else ""
    offered = ": which one is meant?" if choices else ". Which item is meant?"
    return Question(Asks.ITEM, f"{says}{named}{offered}", choices, about)
