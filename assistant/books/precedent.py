"""What a client's own past says: a choice that a person approved or made, to be made again for the like of it."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from assistant.books.proposal import Role
from assistant.books.reasons import Cause, Kind, Reason, Use

ROUNDING = 1e-9


class Chooses(StrEnum):
    """What a precedent decides."""

    ACCOUNT = "account"  # of a loss, where rules 2, 5 and 6 leave it to words
    ITEM = "item"  # that words for goods mean


Sort = tuple[Role, Kind, Reason, Cause | None, Use | None, bool]


@dataclass(frozen=True, slots=True)
class Matter:
    """What an account was chosen for, in features that another text about the like shares.

    `unusual` is the side of the routine limit; `items` are keys of the goods; the others are words made comparable: `goods` that
    name the goods, `around` of their inventory accounts and places, `told` of what happened, without numbers and days.
    """

    role: Role
    kind: Kind
    reason: Reason
    cause: Cause | None
    use: Use | None
    unusual: bool
    items: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def sort(self) -> Sort:
        """All but its goods and words: only precedents of the same sort are compared."""
        return self.role, self.kind, self.reason, self.cause, self.use, self.unusual


@dataclass(frozen=True, slots=True)
class Lesson:
    """What an approved draft teaches: the choice made, and `instead` of what the rules had chosen where a person chose otherwise.

    `phrase` is how a person would call it. An item is chosen for `words`, an account for a `matter`.
    """

    chooses: Chooses
    phrase: str
    choice: str
    instead: str = ""
    matter: Matter | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One time that a choice was approved, in the entry of this number; without a number, it was set by hand."""

    choice: str
    instead: str
    entry: str
    entry_date: date
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Precedent:
    """A choice that stands: confirmed so many `times` since a person last chose otherwise, last in `entry` (empty: set by hand).

    `choice` is the key of an account or an item; `instead` what the rules had chosen when a person corrected them, else empty;
    `wavered` tells that another choice was confirmed before this one.
    """

    id: str
    chooses: Chooses
    phrase: str
    choice: str
    times: int
    entry: str
    entry_date: date
    by: str
    at: datetime
    instead: str = ""
    wavered: bool = False
    matter: Matter | None = None
    words: str = ""


def standing(precedent: Precedent, confirmations: Sequence[Confirmation]) -> Precedent | None:
    """The precedent as its confirmations leave it, oldest first: the last choice stands, and counts from where it began to.

    None where nothing confirms it any more.
    """
    if not confirmations:
        return None
    last, run = confirmations[-1], 0
    while run < len(confirmations) and confirmations[-1 - run].choice == last.choice:
        run += 1
    began = confirmations[-run]
    return replace(
        precedent, choice=last.choice, times=run, entry=last.entry, entry_date=last.entry_date, by=last.by, at=last.at,
        instead=began.instead, wavered=run < len(confirmations),
    )  # fmt: skip


def confirmed(precedent: Precedent, seen: Confirmation, *, before: bool) -> Precedent:
    """The precedent with one more confirmation, as `standing` has it after all of them; `before`, whether it has any yet."""
    last = replace(precedent, entry=seen.entry, entry_date=seen.entry_date, by=seen.by, at=seen.at)
    if before and seen.choice == precedent.choice:
        return replace(last, times=precedent.times + 1)
    return replace(last, choice=seen.choice, times=1, instead=seen.instead, wavered=before)


def as_booked(precedent: Precedent, times: int) -> str:
    """'as you booked WO-1004 on 2 Oct 2026, confirmed 3 times': the reason that a draft gives. `times` may count its like too."""
    day = f"{precedent.entry_date.day} {precedent.entry_date:%b %Y}"
    if not precedent.entry:
        return f"as {precedent.by} set it on {day} for “{precedent.phrase}”"
    often = {1: "once", 2: "twice"}.get(times, f"{times} times")
    return f"as you booked {precedent.entry} on {day}, confirmed {often}"


Words = tuple[str, ...]
MOST_ASKED = 1_000


@dataclass(frozen=True, slots=True)
class _Kin:
    """The precedents of one sort by their ids, oldest first, and by what they are about: items, and the words for goods (many are
    called by the same ones: `named` keeps those about items, then the others). `near` keeps, for words of events, the words here
    that stand for the same; `asked`, for words of goods that were asked about, which of those here share so much of them, as one
    text after another is about the same goods."""

    ids: tuple[str, ...] = ()
    by_item: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_word: Mapping[str, tuple[Words, ...]] = field(default_factory=dict)
    named: Mapping[Words, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    near: dict[str, Words] = field(default_factory=dict)
    asked: dict[tuple[Words, float], tuple[tuple[Words, float], ...]] = field(default_factory=dict)

    def and_(self, id_: str, matter: Matter) -> "_Kin":
        by_item = {item: (*self.by_item.get(item, ()), id_) for item in matter.items}
        called = () if matter.goods in self.named else matter.goods
        by_word = {word: (*self.by_word.get(word, ()), matter.goods) for word in called}
        of_items, others = self.named.get(matter.goods, ((), ()))
        ids = ((*of_items, id_), others) if matter.items else (of_items, (*others, id_))
        near = self.near if self.by_word.keys() >= by_word.keys() else {}  # there is no new word
        asked = self.asked if matter.goods in self.named else {}  # goods are called nothing new
        named = {**self.named, matter.goods: ids}
        return _Kin((*self.ids, id_), {**self.by_item, **by_item}, {**self.by_word, **by_word}, named, near, asked)

    def of_like_goods(self, matter: Matter, same: Callable[[str, str], bool], share: float, of_others: float) -> set[str]:
        """As Precedents has it, by their ids."""
        found = {id_ for item in matter.items for id_ in self.by_item.get(item, ())}
        if not matter.goods:
            return found.union(*self.named.get((), ()))
        of_others = of_others if matter.items else share
        for words, of_all in self.called_alike(matter.goods, same, min(share, of_others)):
            of_items, others = self.named[words]
            found.update(of_items if of_all >= of_others else (), others if of_all >= share else ())
        return found

    def called_alike(self, goods: Words, same: Callable[[str, str], bool], least: float) -> tuple[tuple[Words, float], ...]:
        """The words for goods here that share so much with these, 0 to 1, and how much they do."""
        if (known := self.asked.get((goods, least))) is not None:
            return known
        shared: Counter[Words] = Counter()
        for word in goods:
            if word not in self.near:
                self.near[word] = tuple(other for other in self.by_word if word == other or same(word, other))
            near = [self.by_word[other] for other in self.near[word]]
            shared.update(near[0] if len(near) == 1 else {words for each in near for words in each})
        told = ((words, 2 * many / (len(words) + len(goods)) + ROUNDING) for words, many in shared.items())
        if len(self.asked) >= MOST_ASKED:
            self.asked.clear()
        self.asked[goods, least] = alike = tuple((words, of_all) for words, of_all in told if of_all >= least)
        return alike


@dataclass(frozen=True, slots=True)
class Precedents:
    """All precedents of one client, oldest first."""

    all: tuple[Precedent, ...] = ()
    _places: Mapping[str, int] = field(init=False, repr=False, compare=False)
    _by_sort: Mapping[Sort, _Kin] = field(init=False, repr=False, compare=False)
    _by_words: Mapping[str, Precedent] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        places = {one.id: at for at, one in enumerate(self.all)}
        by_sort: dict[Sort, _Kin] = {}
        for one in self.all:
            if one.matter is not None:
                by_sort[one.matter.sort] = by_sort.get(one.matter.sort, _Kin()).and_(one.id, one.matter)
        self._keep(self.all, places, by_sort, {one.words: one for one in self.all if one.chooses is Chooses.ITEM})

    def _keep(
        self, all_: tuple[Precedent, ...], places: Mapping[str, int], by_sort: Mapping[Sort, _Kin],
        by_words: Mapping[str, Precedent],
    ) -> None:  # fmt: skip
        for name, value in {"all": all_, "_places": places, "_by_sort": by_sort, "_by_words": by_words}.items():
            object.__setattr__(self, name, value)

    def __iter__(self) -> Iterator[Precedent]:
        return iter(self.all)

    def __bool__(self) -> bool:
        return bool(self.all)

    def of_sort(self, matter: Matter) -> tuple[Precedent, ...]:
        """Those for accounts that share all but the goods and the words with the matter."""
        kin = self._by_sort.get(matter.sort)
        return self._those(kin.ids) if kin is not None else ()

    def of_like_goods(
        self, matter: Matter, same: Callable[[str, str], bool], share: float, *, of_others: float
    ) -> tuple[Precedent, ...]:  # fmt: skip
        """Those of its sort that share an item with the matter, or so much of the words for goods, 0 to 1 (twice what they share,
        of all that both say), `of_others` where both are about items, and other ones; where the matter names no goods, those that
        name none. `same` says which word of a matter (the first) stands for which of another."""
        kin = self._by_sort.get(matter.sort)
        if kin is None:
            return ()
        return self._those(sorted(kin.of_like_goods(matter, same, share, of_others), key=self._places.__getitem__))

    def _those(self, ids: Iterable[str]) -> tuple[Precedent, ...]:
        return tuple(self.all[self._places[id_]] for id_ in ids)

    def for_words(self, words: str) -> Precedent | None:
        """The one for an item that goes by these words, made comparable."""
        return self._by_words.get(words)

    def with_(self, changed: Iterable[Precedent]) -> "Precedents":
        """These, with some of them new or changed; what one is about never changes."""
        every, places = list(self.all), dict(self._places)
        by_sort, by_words = dict(self._by_sort), dict(self._by_words)
        for one in changed:
            if one.id in places:
                every[places[one.id]] = one
            else:
                places[one.id] = len(every)
                every.append(one)
                if one.matter is not None:
                    by_sort[one.matter.sort] = by_sort.get(one.matter.sort, _Kin()).and_(one.id, one.matter)
            if one.chooses is Chooses.ITEM:
                by_words[one.words] = one
        after = object.__new__(Precedents)
        after._keep(tuple(every), places, by_sort, by_words)
        return after

    def without(self, ids: Collection[str]) -> "Precedents":
        """These, without those that are forgotten."""
        return Precedents(tuple(one for one in self.all if one.id not in ids))
