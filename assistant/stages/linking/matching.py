"""What two lists come to when they are compared: links, rows of ours without a counterpart, and rows that are only there."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from assistant.books.remote import Link, LinkKind, Links


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A row of ours (by key or name) that may go out and has no counterpart there, and why."""

    kind: LinkKind
    ours: str
    label: str
    says: str


@dataclass(frozen=True, slots=True)
class OnlyThere:
    """An active row of the company that nothing here is linked to."""

    kind: LinkKind
    remote_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Matching:
    """`links` are all of one or more kinds: those that a person settled, as they are, and those that are proposed."""

    links: tuple[Link, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    only_there: tuple[OnlyThere, ...] = ()

    @property
    def proposed(self) -> tuple[Link, ...]:
        """Links that wait for a person."""
        return tuple(link for link in self.links if not link.confirmed)

    def __add__(self, other: "Matching") -> "Matching":
        return Matching(self.links + other.links, self.unmatched + other.unmatched, self.only_there + other.only_there)


class Row(Protocol):
    """A row of one of the company's lists."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def active(self) -> bool: ...


Here = TypeVar("Here")
There = TypeVar("There", bound=Row)


@dataclass(frozen=True, slots=True)
class Sides:
    """How a row of ours is called: its key and, for a person, its label; `wanted` where one without a counterpart is told."""

    key: str
    label: str
    wanted: bool = True


def free(kind: LinkKind, theirs: Iterable[There], known: Links) -> list[There]:
    """The active rows that no person has linked yet."""
    taken = {link.remote_id for link in known.links if link.kind is kind and link.confirmed}
    return [row for row in theirs if row.active and row.id not in taken]


def match(
    kind: LinkKind,
    ours: Iterable[Here],
    rows: Sequence[There],
    known: Links,
    *,
    of: Callable[[Here], Sides],
    find: "Callable[[Here], There | str]",
) -> Matching:
    """What a person settled stays, by Id, whatever it is called by now; for the others `find` answers which of the free `rows`
    fits, or why none does. A row fits one of ours at most: where it fits two, neither is linked."""
    settled = {link.ours: link for link in known.links if link.kind is kind and link.confirmed}
    links, unmatched, found = [], [], []
    for one in ours:
        sides = of(one)
        if (link := settled.pop(sides.key, None)) is not None:
            links.append(link)
            continue
        fits = find(one)
        if not isinstance(fits, str):
            found.append((sides, fits))
        elif sides.wanted:
            unmatched.append(Unmatched(kind, sides.key, sides.label, fits))
    links += settled.values()  # of rows that are listed here no more
    fitting: dict[str, list[Sides]] = {}
    for sides, row in found:
        fitting.setdefault(row.id, []).append(sides)
    for sides, row in found:
        rivals = [other.label for other in fitting[row.id] if other.key != sides.key]
        if rivals:
            unmatched.append(Unmatched(kind, sides.key, sides.label, f"{row.name!r} there fits {rivals[0]} as well."))
        else:
            links.append(Link(kind, sides.key, row.id, row.name))
    linked = {link.remote_id for link in links}
    only_there = (OnlyThere(kind, row.id, row.name) for row in rows if row.id not in linked)
    return Matching(tuple(links), tuple(unmatched), tuple(only_there))


# QuickBooks takes neither a colon nor a double quote in a name; people who copied a list there wrote something else.
AS_WRITTEN_THERE = str.maketrans({":": "-", '"': "'"})


def spelt(name: str) -> str:
    """A name as it is compared: in whatever case, however spaced, without what QuickBooks does not take in names."""
    return " ".join(name.translate(AS_WRITTEN_THERE).casefold().split())


def indexed(rows: Iterable[There], named: Callable[[There], str]) -> dict[str, list[There]]:
    """The rows by a name of theirs; those without one are left out."""
    found: dict[str, list[There]] = {}
    for row in rows:
        if name := named(row):
            found.setdefault(name, []).append(row)
    return found
