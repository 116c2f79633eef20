"""Entries on their way to QuickBooks to rows that a person reads: where each stands, why it waits, and what would let it go."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.books.accounts import Side
from assistant.books.entry import PostedEntry, side_total
from assistant.books.found import FoundThere, Verdict
from assistant.books.money import Money
from assistant.books.plan import HeldReason
from assistant.books.remote import DocumentState, RemoteDocument
from assistant.stages.reconciling.papers import MENDS, SETTLE, STATES
from assistant.surfaces.render.commands import Part, parts_of
from assistant.surfaces.render.there import Standing, standing_of
from assistant.syncing.receipt import SyncReceipt, Unsent

FOUND_THERE = "Documents in QuickBooks may be of the same loss."
DONE_THERE = frozenset({DocumentState.CHANGED, DocumentState.DELETED})


@dataclass(frozen=True, slots=True)
class Leaving:
    """An entry that is not settled in QuickBooks. `reason` is a HeldReason, or another stable word; `found` what was found there
    for it and nobody has judged."""

    number: str
    entry_date: date
    what: str
    amount: Money
    standing: Standing
    documents: tuple[RemoteDocument, ...]
    reason: str = ""
    says: tuple[Part, ...] = ()  # in the desk's words, with what would help
    found: tuple[FoundThere, ...] = ()

    @property
    def to_type(self) -> tuple[RemoteDocument, ...]:
        return tuple(each for each in self.documents if each.state is DocumentState.AWAITING_MANUAL)

    @property
    def replans(self) -> bool:
        """Whether a person may let it go as its plan is now."""
        return self.reason == HeldReason.PLAN_CHANGED

    @property
    def overridable(self) -> bool:
        """Whether an owner may let it go as a journal although its goods are tracked there."""
        return self.reason == HeldReason.GOODS_NEEDED

    @property
    def variance(self) -> bool:
        """Whether a person may take QuickBooks' own cost over."""
        return self.reason == HeldReason.VARIANCE_WAITS


def leaving(
    entries: Iterable[PostedEntry],
    documents: Sequence[RemoteDocument],
    found: Sequence[FoundThere],
    receipt: SyncReceipt | None,
    currency: str,
) -> tuple[Leaving, ...]:
    """The entries in their order. `receipt` is what the last run here said of those that it could not settle; what has moved
    since says so itself."""
    told = {row.entry: row for row in (*receipt.held, *receipt.waiting, *receipt.failed)} if receipt is not None else {}
    by_entry: dict[str, list[RemoteDocument]] = {}
    for document in documents:
        by_entry.setdefault(document.entry, []).append(document)
    unsaid = [each for each in found if each.verdict is Verdict.OPEN]
    return tuple(
        _leaving(entry, tuple(by_entry.get(entry.number, ())), tuple(each for each in unsaid if each.subject == entry.number),
                 told, currency)
        for entry in entries
    )  # fmt: skip


def _leaving(
    entry: PostedEntry,
    documents: tuple[RemoteDocument, ...],
    found: tuple[FoundThere, ...],
    told: Mapping[str, Unsent],
    currency: str,
) -> Leaving:
    reason, says, remedy = _why(entry.number, documents, found, told.get(entry.number))
    standing = standing_of([document.state for document in documents], waits=True)
    if standing.tone == "quiet" and reason:
        standing = Standing("held", "warn")
    what = entry.kind.value.replace("_", " ")
    return Leaving(
        entry.number, entry.entry_date, what, side_total(entry.lines, Side.DEBIT, currency), standing, documents, reason,
        told_with(says, remedy, entry.number), found,
    )  # fmt: skip


def told_with(says: str, remedy: str, subject: str) -> tuple[Part, ...]:
    """The sentence with its remedy, in the desk's words; the sentence alone where it says already what would help."""
    told = parts_of(says, subject)
    if not remedy or any(part.page for part in told):
        return told
    return (*told, *parts_of(f" {remedy}", subject))


def _why(
    number: str, documents: Sequence[RemoteDocument], found: Sequence[FoundThere], told: Unsent | None
) -> tuple[str, str, str]:
    """Reason, sentence and remedy, all empty for what only waits to be sent."""
    stuck = next((each for each in documents if each.state in STATES and each.state is not DocumentState.QUEUED), None)
    done = next((each for each in documents if each.state in DONE_THERE), None)
    if found:
        return HeldReason.FOUND_THERE.value, FOUND_THERE, MENDS[HeldReason.FOUND_THERE.value].format(number)
    if done is not None:
        return done.state.value, done.says or f"{done.number} is in QuickBooks otherwise than it was sent.", SETTLE.format(number)
    if told is not None and told.says:
        return told.reason, told.says, told.remedy
    if stuck is None:
        return "", "", ""
    _, what, mend = STATES[stuck.state]
    reason = stuck.held_reason or stuck.state.value
    says = stuck.says or f"{stuck.number} {what}."
    return reason, says, MENDS.get(stuck.held_reason, mend).format(number)
