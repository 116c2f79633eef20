"""One part of a policy set anew: limits, what shows a loss, the client's own sub-reasons, its plan, its colour.

Each function gives the policy with that part changed, or refuses what may not stand there; settling.settle_policy stores it.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.books.client_books import ClientBooks
from assistant.books.evidence import BY_REASON, EvidenceKind
from assistant.books.money import Money
from assistant.books.policy import Feature, Policy
from assistant.books.reasons import Reason
from assistant.errors import NotFound, WrongUsage

LONGEST_SUB_REASON = 40  # characters: a column of a report
MOST_SUB_REASONS = 50
PARTS = frozenset(",;\n")  # between two names, where several are written in one line
HUES = range(360)


def with_two_pairs(books: ClientBooks, above: Money | None) -> Policy:
    """Entries above the amount need a second person; 0: every entry does; None: none does."""
    return replace(books.policy, two_pairs_above=_at_least_nothing(above))


def with_evidence_above(books: ClientBooks, above: Money | None) -> Policy:
    """No entry above the amount is approved without what shows it; None: evidence is asked for and never required."""
    return replace(books.policy, evidence_required_above=_at_least_nothing(above))


def _at_least_nothing(amount: Money | None) -> Money | None:
    if amount is not None and amount.minor < 0:
        raise WrongUsage(f"{amount} is negative.", "Write 0 for every entry, or nothing for none.")
    return amount


def with_evidence(books: ClientBooks, reason: Reason, kinds: Iterable[EvidenceKind] | None) -> Policy:
    """What shows a loss of the reason: any one of the kinds. No kind: nothing is wanted; None: what is usual (BY_REASON)."""
    wanted = dict(books.policy.evidence_by_reason)
    wanted.pop(reason, None)
    chosen = None if kinds is None else tuple(dict.fromkeys(kinds))
    if chosen is not None and set(chosen) != set(BY_REASON.get(reason, ())):
        wanted[reason] = tuple(kind for kind in EvidenceKind if kind in chosen)
    return replace(books.policy, evidence_by_reason=wanted)


def with_sub_reasons(books: ClientBooks, reason: Reason, names: Sequence[str]) -> Policy:
    """The client's own under the reason, in this order. WrongUsage for a name that is none, or that stands there twice."""
    cleaned = tuple(_clean(name) for name in names)
    folded = [name.casefold() for name in cleaned]
    if twice := next((name for name, key in zip(cleaned, folded, strict=True) if folded.count(key) > 1), None):
        raise WrongUsage(f"“{twice}” stands under {_spoken(reason)} already.", "Give it another name.")
    if len(cleaned) > MOST_SUB_REASONS:
        raise WrongUsage(f"{len(cleaned)} are too many under one reason.", f"Keep to {MOST_SUB_REASONS}.")
    own = {**books.policy.sub_reasons, reason: cleaned}
    return replace(books.policy, sub_reasons={each: own[each] for each in Reason if own.get(each)})


def with_sub_reason_added(books: ClientBooks, reason: Reason, name: str) -> Policy:
    return with_sub_reasons(books, reason, (*books.policy.sub_reasons.get(reason, ()), name))


def with_sub_reason_renamed(books: ClientBooks, reason: Reason, name: str, new: str) -> Policy:
    """Under its new name from now on; what was posted keeps the old one. NotFound where there is none of that name."""
    own = _known(books, reason, name)
    return with_sub_reasons(books, reason, tuple(new if each == name else each for each in own))


def with_sub_reason_removed(books: ClientBooks, reason: Reason, name: str) -> Policy:
    """No longer to be chosen; what was posted keeps it. NotFound where there is none of that name."""
    own = _known(books, reason, name)
    return with_sub_reasons(books, reason, tuple(each for each in own if each != name))


def _known(books: ClientBooks, reason: Reason, name: str) -> tuple[str, ...]:
    own = books.policy.sub_reasons.get(reason, ())
    if name not in own:
        raise NotFound(f"There is no “{name[:LONGEST_SUB_REASON]}” under {_spoken(reason)}.", "Somebody may have removed it.")
    return own


def _clean(said: str) -> str:
    """The name on one line, single-spaced. WrongUsage where it is empty, too long, or of what no report can show."""
    if any(part in said.strip() for part in PARTS):
        raise WrongUsage("A comma, semicolon or line break parts two names.", "Add them one by one, or leave it out.")
    name = " ".join(unicodedata.normalize("NFC", said).split())
    if any(unicodedata.category(char)[0] == "C" for char in name):
        raise WrongUsage("The name holds a character that cannot be seen.", "Type it anew.")
    if not any(char.isalnum() for char in name):
        raise WrongUsage("A sub-reason needs a name.", "Use words that people will write, such as Forklift.")
    if len(name) > LONGEST_SUB_REASON:
        raise WrongUsage(f"The name has {len(name)} characters.", f"Use at most {LONGEST_SUB_REASON}.")
    return name


def with_left_out(books: ClientBooks, left_out: Iterable[Feature]) -> Policy:
    """What the client's plan does not have, in the order of Feature."""
    without = set(left_out)
    return replace(books.policy, left_out=tuple(feature for feature in Feature if feature in without))


def with_colour(books: ClientBooks, hue: int | None) -> Policy:
    """The hue, 0 to 359, that marks the client's pages; None: one made of its name."""
    if hue is not None and hue not in HUES:
        raise WrongUsage(f"{hue} is no hue.", "Write a number from 0 (red) to 359, such as 120 (green) or 210 (blue).")
    return replace(books.policy, colour=hue)


def _spoken(reason: Reason) -> str:
    return reason.value.replace("_", " ")
