"""A text and what a client calls things by, to how well the one fits the other. Words alone are compared: no books are read."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.books.client_names import ClientNames
from assistant.matching import CONTAINERS, MEASURES, Vocabulary, tokens

NEAR = 3  # tokens between a number and the goods it counts, or of a name beyond its own: "12 of the blue mugs"
LONGEST_CODE = 6  # pieces that a SKU is typed in
STANDS_FOR = 0.75  # how well a word must stand for another, where a slip of the pen is allowed for
# What a part of a text says of whose it is: 1 is about what one kind of goods, well named, does.
CODE, CLIENT = 2.0, 1.5
SEVERAL, ONE_COUNTED, ONE = 0.7, 0.6, 0.1  # beside the share of the name that is said: of two words or more, of one
PLACE, PLACE_OF_ONE_WORD = 1.0, 0.4  # "Quay Street", "Basement"
SUPPLIER, SUPPLIER_OF_ONE_WORD = 1.0, 0.6
KIND_COUNTED, KIND, KIND_HERE = 0.8, 0.1, 0.6

_PIECE = re.compile(r"[A-Za-z0-9]+")
_SET_APART = re.compile(r"[,(;]| - ")
_NUMBER = re.compile(r"-?\d")
LEGAL = frozenset(tokens("ltd limited inc co company corp llc plc gmbh pty sons group"))
# Words of charts and losses that tell no trade from another.
COMMON = frozenset(
    tokens(
        "inventory stock goods asset account purchase purchases cost costs sales sale revenue income other general finished raw"
        " material materials supplies supply retail wholesale product merchandise trading freight inward delivery shipping count"
        " last write off written loss losses lost damage damaged broken breakage expired spoilage spoiled waste wastage shrinkage"
        " stolen theft obsolete slow old return returned returns credit insurance claim everyday large unusual everything bought"
        " for sale set half year each hand movement less opening closing not used adjustment reserve allowance provision store"
        " shop warehouse main back front room customer supplier vendor staff new standard work home big small white black blue"
        " red green grey brown box water fire flood rain truck van car shelf fridge freezer floor door window roof wall light"
        " power machine equipment delivery driver forklift pallet out date past own price cafe hot cold open"
        " counter labour service services food order orders"
    )
)


@dataclass(frozen=True, slots=True)
class Said:
    """A text made comparable: its tokens in order, those that a number counts, and the codes that stand in it."""

    tokens: tuple[str, ...]
    counted: frozenset[str]
    codes: frozenset[str]


def said_in(text: str) -> Said:
    said = tokens(text)
    counted = {token for n, token in enumerate(said) if any(_NUMBER.match(before) for before in said[max(0, n - NEAR) : n])}
    return Said(said, frozenset(counted), frozenset(_codes_in(text)))


def _codes_in(text: str) -> Iterable[str]:
    """Every run of pieces that could be a SKU, squeezed: letters and digits both, or long."""
    pieces = _PIECE.findall(text)
    for start in range(len(pieces)):
        squeezed = ""
        for piece in pieces[start : start + LONGEST_CODE]:
            squeezed += piece
            if _is_code(squeezed):
                yield squeezed.casefold()


def _is_code(squeezed: str) -> bool:
    if len(squeezed) < 4 or not re.search(r"\d", squeezed):
        return False
    return len(squeezed) >= 6 or bool(re.search(r"[A-Za-z]", squeezed))


class Words:
    """One client's names made ready to be looked for in many texts."""

    def __init__(self, names: ClientNames) -> None:
        self.client, self.name = names.client, names.name
        self._items = list(dict.fromkeys((own, _before(name)) for _, name in names.goods if (own := _telling(name))))
        self._having: dict[str, list[int]] = {}
        for index, (own, _) in enumerate(self._items):
            for token in own:
                self._having.setdefault(token, []).append(index)
        codes = ("".join(_PIECE.findall(sku)).casefold() for sku, _ in names.goods)
        self._codes = frozenset(code for code in codes if _is_code(code))
        self._places = _phrases(names.places)
        self._suppliers = _phrases(names.suppliers)
        self._called = frozenset(tokens(names.name)) - LEGAL
        self._kinds = frozenset(token for kind in names.kinds for token in _telling(kind)) - COMMON
        self._known = frozenset((*self._having, *self._kinds, *(token for kind in names.accounts for token in tokens(kind))))
        self._spellings: Vocabulary | None = None

    def fit(self, said: Said, *, leniently: bool = False) -> float:
        """How well the text fits, from 0 up. `leniently` forgives slips of the pen and takes a word alone for as much as one that
        is counted: for the client that was chosen, who has the benefit of the doubt."""
        if leniently:
            meant = tuple(self._meant(token) for token in said.tokens)
            said = Said(meant, frozenset(meant), said.codes)
        there = frozenset(said.tokens)
        score = CODE * len(self._codes & said.codes)
        score += CLIENT * (len(self._called) > 1 and self._called <= there)
        score += sum(_phrase(phrase, there, PLACE, PLACE_OF_ONE_WORD) for phrase in self._places)
        score += sum(_phrase(phrase, there, SUPPLIER, SUPPLIER_OF_ONE_WORD) for phrase in self._suppliers)
        return score + self._of_goods(said, there, KIND_HERE if leniently else KIND_COUNTED)

    def unknown_of(self, said: Said) -> Said:
        """The text without the words that are known here: what only another client could mean."""
        left = tuple(token for token in said.tokens if self._meant(token) not in self._known)
        return Said(left, said.counted, said.codes - self._codes)

    def _of_goods(self, said: Said, there: frozenset[str], kind: float) -> float:
        """Each word counts once, for the goods that it names best."""
        fitting: dict[frozenset[str], float] = {}
        for index in {index for token in there for index in self._having.get(token, ())}:
            own, before = self._items[index]
            matched = there.intersection(own)
            fitting[matched] = max(fitting.get(matched, 0.0), _named(own, before, matched, said))
        used: set[str] = set()
        score = 0.0
        for matched, value in sorted(fitting.items(), key=lambda each: (-each[1], sorted(each[0]))):
            if value > 0 and not used & matched:
                used |= matched
                score += value
        for token in (self._kinds & there) - used:
            score += kind if token in said.counted else KIND
        return score

    def _meant(self, token: str) -> str:
        """The client's own word that this one stands for; else itself."""
        if self._spellings is None:
            self._spellings = Vocabulary((*self._having, *self._kinds))
        if token in self._having or token in self._kinds or _NUMBER.match(token):
            return token
        near = self._spellings.alike_to(token)
        best = max(near, key=near.__getitem__, default=token)
        return best if near.get(best, 0.0) >= STANDS_FOR else token


def _named(own: tuple[str, ...], before: tuple[str, ...], matched: frozenset[str], said: Said) -> float:
    """How surely goods are named by the words of theirs that stand in the text: by one alone, where it is what they are, the last
    of their name `before` what is set apart from it."""
    share = len(matched) / len(before if matched <= set(before) else own)
    if len(matched) > 1:
        return SEVERAL + share if _together(matched, said.tokens) else ONE
    (token,) = matched
    if token in COMMON:
        return 0.0
    return ONE if token != before[-1] else (ONE_COUNTED if token in said.counted else ONE) + share


def _telling(name: str) -> tuple[str, ...]:
    """The words of a name that tell what the goods are: no sizes, numbers and packs."""
    found = tokens(name)
    return tuple(each for each in found if not _NUMBER.match(each) and len(each) > 1 and each not in CONTAINERS | MEASURES)


def _before(name: str) -> tuple[str, ...]:
    """The name before what is set apart behind it: "Turkey, whole, frozen" is a turkey."""
    return _telling(_SET_APART.split(name)[0]) or _telling(name)


def _phrases(names: Sequence[str]) -> tuple[frozenset[str], ...]:
    return tuple({frozenset(own) for name in names if (own := frozenset(tokens(name)) - LEGAL)})


def _phrase(phrase: frozenset[str], there: frozenset[str], several: float, one: float) -> float:
    if not phrase <= there or phrase <= COMMON:
        return 0.0
    return several if len(phrase) > 1 else one


def _together(matched: frozenset[str], said: Sequence[str]) -> bool:
    """All of them stand near each other somewhere in the text."""
    span = len(matched) + NEAR
    return any(matched <= set(said[n : n + span]) for n, token in enumerate(said) if token in matched)
