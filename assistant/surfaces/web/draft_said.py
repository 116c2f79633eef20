"""What was said, and what was read from it: the part of a draft's page that is the same for whoever looks.

Its HTML is kept under all that it shows, so that it is made once, however many look at it and however often.
"""

from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from assistant.books.draft import Draft
from assistant.surfaces.render.facts import Fact, facts_of
from assistant.surfaces.render.marks import Piece, pieces, quoted
from assistant.surfaces.serving.pages import templates

MOST_KEPT = 1024  # of some 4 KB each


@dataclass(frozen=True, slots=True)
class Said:
    """The text in pieces, and the facts; `quoted` are the numbers of those whose words stand in the text. `several`: there are
    several lines of goods, so that each fact says of which it is."""

    pieces: tuple[Piece, ...]
    facts: tuple[Fact, ...]
    quoted: frozenset[int]
    several: bool

    def called(self, fact: Fact) -> str:
        """The name of a fact as a person reads it."""
        name = fact.name.replace("_", " ")
        return name.removesuffix(" 1") if self.several or name == "goods 1" else name.removeprefix("goods 1 ")

    def html(self) -> Markup:
        return _html(self)


@lru_cache(maxsize=MOST_KEPT)
def _html(said: Said) -> Markup:
    return Markup(templates().get_template("draft/said.html").render(said=said))  # of a template of ours, which escapes it


def said_of(draft: Draft) -> Said:
    facts = facts_of(draft)
    own = draft.event.quote if draft.event is not None else None
    several = draft.event is None or len(draft.event.goods) != 1
    return Said(pieces(draft.text, facts, own), facts, frozenset(quoted(draft.text, facts)), several)
