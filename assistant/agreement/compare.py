"""Two readings of a text to the facts that they come to differently, for each event of the first: by meaning, not by wording."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.agreement.coming import Coming, come_to
from assistant.agreement.differences import differences
from assistant.agreement.pairing import paired
from assistant.books.client_books import ClientBooks
from assistant.books.disagreement import Disagreement
from assistant.books.proposal import Proposal

Differences = tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`by_event`: what each event of the first reading is read differently in by the second; empty where both come to the same,
    None where only one reader read. `missed`: events that only the second has, where the first has none to say it on."""

    by_event: tuple[Differences | None, ...]
    missed: Differences = ()


def compare(proposal: Proposal, text: str, books: ClientBooks, *, today: date) -> Comparison:
    """Both readings walked over the same books. An event that only the second reading has is held against every event of the
    first: whoever approves a draft of the text should know of it."""
    if proposal.other is None:
        return Comparison((None,) * len(proposal.events))
    model = come_to(proposal.events, text, books, today=today)
    rules = come_to(proposal.other.events, text, books, today=today)
    pairs = paired(_drafted(model), _drafted(rules))
    found = {coming.at: differences(pair) for pair in pairs for coming in pair.model}
    missed = tuple(said for pair in pairs if not pair.model for said in differences(pair))
    return Comparison(tuple((*found.get(at, ()), *missed) for at in range(len(model))), () if model else missed)


def _drafted(side: Sequence[Coming | None]) -> tuple[Coming, ...]:
    return tuple(coming for coming in side if coming is not None)
