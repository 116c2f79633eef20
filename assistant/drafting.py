"""A draft worked out from its reading and the books, and the plain words the audit trail keeps of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from assistant.agreement.compare import Differences
from assistant.books.client_books import ClientBooks
from assistant.books.disagreement import Disagreement
from assistant.books.draft import Draft, DraftState, Reading, ValuedEntry
from assistant.books.drafted import OneMore
from assistant.books.finding import Finding, Warning
from assistant.books.journal import Journal
from assistant.books.policy import Policy
from assistant.books.proposal import EntrySaid, Event, GoodsSaid, Proposal, Quantity, QuantityPart, QuantityRelation, Quote
from assistant.books.quantity import plain_quantity
from assistant.books.question import Declined, Question, Settled
from assistant.books.reasons import Kind
from assistant.books.usage import Sent
from assistant.errors import NotFound, WrongUsage
from assistant.stages.confidence import with_confidence
from assistant.stages.duplicates import drafted, possible_duplicates
from assistant.stages.posting import memo_of
from assistant.stages.review import state_of
from assistant.stages.valuation.combinations import goods_that_make
from assistant.store import TextRecord
from assistant.tokens import tokens
from assistant.walk import EventRead, reserving, walk

RULES_VERSION = "2026-11"  # of docs/accounting-rules.md, as the audit trail names it


def draft_of(draft: Draft, books: ClientBooks, *, today: date, said_on: date, said: Sequence[Finding]) -> Draft:
    """The draft as its event now walks: an entry, a question, or why it is declined.

    `said_on` is the day the text was typed, `said` are the warnings of the text as a whole.
    """
    differing = draft.still_disagreed
    if draft.reading.agreed is not None:
        draft = replace(draft, reading=replace(draft.reading, agreed=not differing))
    said = (*(finding for finding in said if finding.code is not Warning.READERS_DISAGREE), *disagreed(differing))
    assert draft.event is not None, draft
    traced = "\n".join((draft.text, *(fact.words for fact in draft.settled)))
    outcome = walk(EventRead(draft.event, traced, said_on, draft.reading, draft.settled, draft.overrides), books, today=today)
    if isinstance(outcome, Question | Declined):
        asked, declined = (outcome, "") if isinstance(outcome, Question) else (None, outcome.says)
        state = DraftState.DECLINED if asked is None else DraftState.ASKED
        return replace(
            draft, state=state, sub_reason="", entry=None, question=asked, declined=declined, findings=tuple(said), offers=(),
            plan=None,
        )  # fmt: skip
    sub_reason, planned = sub_reason_of(draft, outcome.entry.valued, books.policy), None
    offers = goods_that_make(outcome.entry.valued, books)
    found = (*outcome.findings, *possible_duplicates(draft, outcome.entry, books))
    if books.connected is not None:
        from assistant.stages.rail.plan import plan
        from assistant.stages.validation.quickbooks import check_plan

        planned = plan(outcome.entry, books, subject=draft.id, overridden=draft.overridden)
        found = (*check_plan(planned, outcome.entry, books.connected, draft.id, offers), *found)
    findings = (*found, *(finding for finding in said if finding not in found))
    entry = outcome.entry
    if found != outcome.findings:
        entry = with_confidence(replace(entry, findings=found), draft.reading)
    return replace(
        draft, state=state_of(findings), sub_reason=sub_reason, entry=entry, question=None, declined="", findings=findings,
        offers=offers, plan=planned,
    )  # fmt: skip


def sub_reason_of(draft: Draft, valued: ValuedEntry, policy: Policy) -> str:
    """One of the client's own under the reason: the one that a person settled last, else the only one whose words the text has;
    none of another reason. A reversal has that of the entry it takes back."""
    if valued.resolved.reverses is not None:
        return valued.resolved.reverses.sub_reason
    own = policy.sub_reasons.get(valued.reason, ())
    settled = next((fact.sub_reason for fact in reversed(draft.settled) if fact.sub_reason is not None), None)
    if settled is not None:
        return settled if settled in own else ""
    said = f" {' '.join(tokens(draft.words or draft.text))} "
    named = [each for each in own if f" {' '.join(tokens(each))} " in said]
    return named[0] if len(named) == 1 else ""


def with_drafted(books: ClientBooks, draft: Draft) -> ClientBooks:
    """The books with what the draft would post held back, as later drafts find them."""
    waiting = drafted(draft)
    books = replace(books, drafted=OneMore(books.drafted, waiting)) if waiting is not None else books
    return reserving(books, draft.entry.valued.moves) if draft.entry and draft.state is DraftState.WAITING else books


def read_twice(draft: Draft, differing: Differences | None) -> Draft:
    """The draft with what a second reading of its event comes to differently; None where there was none."""
    if differing is None:
        return draft
    return replace(draft, reading=replace(draft.reading, agreed=not differing), disagreements=differing)


def disagreed(differing: Sequence[Disagreement]) -> tuple[Finding, ...]:
    """The one warning of all that the readers differ in, with both readings of each fact."""
    if not differing:
        return ()
    says = "The readers differ. " + " ".join(said.says() for said in dict.fromkeys(differing))
    remedy = "Check these against the text; revise what is wrong, or state it once more to confirm it."
    return (Finding(Warning.READERS_DISAGREE, says, remedy),)


def declined_beside(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The drafts of one text, the drafted ones warned of events for which the rules have no entry."""
    left_out = [draft.declined for draft in drafts if draft.state is DraftState.DECLINED]
    if not left_out or len(left_out) == len(drafts):
        return tuple(drafts)
    finding = Finding(Warning.PART_DECLINED, "Part of the text has no entry. " + " ".join(left_out))
    return tuple(replace(draft, findings=(*draft.findings, finding)) if draft.entry is not None else draft for draft in drafts)


def rewalk(draft: Draft, books: ClientBooks, *, today: date, said_on: date) -> Draft:
    """The same draft against the books as they are now. It stays dated by the day it was typed; `today` only bounds it."""
    if draft.event is None or draft.entry is None:
        return draft
    said = tuple(finding for finding in draft.findings if finding not in draft.entry.findings)
    return draft_of(draft, books, today=today, said_on=said_on, said=said)


def revised(
    draft: Draft, text: TextRecord, standing: ClientBooks, settled: Sequence[Settled], overrides: Sequence[tuple[int, str]], *,
    by: str, today: date, overridden: str = "",
) -> Draft:  # fmt: skip
    """What the draft becomes with what is settled now, a version on, of the books as they stand. WrongUsage where it would post,
    ask and warn just the same."""
    chosen = tuple((dict(draft.overrides) | dict(overrides)).items())
    hands = tuple(dict.fromkeys((*(draft.hands or (draft.drafted_by,)), by)))
    changed = replace(draft, settled=(*draft.settled, *settled), overrides=chosen, overridden=overridden, hands=hands)
    said = said_of_text(draft, text)
    before = draft_of(draft, standing, today=today, said_on=text.today, said=said)
    after = draft_of(replace(changed, version=draft.version + 1), standing, today=today, said_on=text.today, said=said)
    refuse_without_effect(before, after)
    return after


def reversal_event(
    history: Journal, number: str, *, because: str, on: date | None, units: Sequence[tuple[str, Decimal]]
) -> tuple[Event, str]:
    """A command's reversal as an event like any other, and the sentence that its numbers are traced to; the day, where a
    person gives one, stands in the sentence alone."""
    original = history.find(number)
    if original is None:
        raise NotFound(f"There is no entry {number}.", "writeoff entries lists them.")
    held = {item.casefold(): item for item, _, _ in original.goods}
    for said, _ in units:
        if said.casefold() not in held:
            remedy = f"It moved {', '.join(held.values())}." if held else "Reverse it without --quantity."
            raise NotFound(f"{number} moved no {said}.", remedy)
    units = [(held[said.casefold()], quantity) for said, quantity in units]
    parts = [f"Reverse {number}"]
    if units:
        parts.append("for " + ", ".join(f"{plain_quantity(quantity)} of {item}" for item, quantity in units))
    if on is not None:
        parts.append(f"dated {on.isoformat()}")
    text = " ".join(parts) + f": {because}"
    goods = tuple(
        GoodsSaid(
            words=item,
            quote=_quote(text, item),
            quantity=Quantity(
                QuantityRelation.EXACTLY, (QuantityPart(quantity),), quote=_quote(text, f"{plain_quantity(quantity)} of {item}")
            ),
        )
        for item, quantity in units
    )
    event = Event(
        kind=Kind.REVERSAL,
        reason=original.reason,
        goods=goods,
        entry=EntrySaid(ref=number, quote=_quote(text, number)),
        note=because,
        quote=Quote(text, 0, len(text)),
    )
    return event, text


def words_of(event: Event, proposal: Proposal, text: str) -> str:
    """What the text says of one event: the reader's note, else its part of the text; never what was dropped as addressed to
    software, or declined."""
    dropped = (*proposal.instructions, *proposal.declined_quotes)
    note = event.note
    for quote in dropped:
        note = note.replace(quote.text, " ")
    part = event.quote or Quote(text, 0, len(text))
    return note.strip() or _without(text, part.start, part.end, dropped) or _without(text, 0, len(text), dropped)


def _without(text: str, start: int, end: int, dropped: Iterable[Quote]) -> str:
    """The stretch of the text, without what was dropped of it."""
    pieces = []
    for quote in sorted(dropped, key=lambda quote: quote.start):
        if quote.start < end and quote.end > start:
            pieces.append(text[start : quote.start])
            start = quote.end
    return " ".join(piece.strip() for piece in (*pieces, text[start:end]) if piece.strip())


def summary(draft: Draft) -> dict[str, object]:
    """What the audit trail keeps of a draft: no floats, so that its canonical JSON is the same everywhere."""
    told: dict[str, object] = {"state": draft.state.value, "version": draft.version, **provenance(draft.reading)}
    if draft.question is not None:
        told["question"] = draft.question.says
    if draft.entry is not None:
        entry = draft.entry
        told |= {
            "date": entry.entry_date.isoformat(),
            "kind": entry.valued.kind.value,
            "reason": entry.valued.reason.value,
            "lines": [[line.side.short, line.account, line.amount.plain(), line.chosen_by] for line in entry.lines],
            "goods": [[move.item, move.location, plain_quantity(move.quantity)] for move in entry.valued.moves],
            "fingerprint": entry.fingerprint(),
            "findings": [finding.code.value for finding in draft.findings],
            "confidence": f"{entry.confidence:.4f}",
        }
    if draft.plan is not None:
        told["documents"] = [f"{document.suffix} {document.kind}" for document in draft.plan.documents]
        told["plan"] = draft.plan.fingerprint()
        if draft.overridden:
            told["overridden"] = draft.overridden
    return told


def provenance(reading: Reading) -> dict[str, object]:
    """Reader, model, prompt and rule versions."""
    return {"reader": reading.reader, "model": reading.model, "prompt": reading.prompt_version, "rules": RULES_VERSION}


def asked(proposal: Proposal, sent: Sent, *, at: datetime) -> dict[str, object]:
    """What the trail keeps of a text's way to a language model: what was sent, when, to whom, and what came of it."""
    usage = proposal.usage
    return {
        "model": sent.model,
        "host": sent.host,
        "prompt": sent.prompt_version,
        "sent_at": at.isoformat(),
        "sha256": sent.sha256,
        "message": sent.message,
        "calls": usage.calls,
        "prompt_tokens": usage.prompt_tokens,
        "completion_tokens": usage.completion_tokens,
        "failed": proposal.fell_back,
    }


def warnings_of(proposal: Proposal) -> tuple[Finding, ...]:
    """What concerns the text as a whole and stands on each of its drafts."""
    findings = []
    if proposal.instructions:
        quoted = "; ".join(f'"{quote.text.strip()}"' for quote in proposal.instructions)
        says = f"The text speaks to software, and that part was left out: {quoted}."
        findings.append(Finding(Warning.INSTRUCTION_IN_TEXT, says, "Check who wrote it."))
    if proposal.events and proposal.declined:
        says = f"Part of the text was left out. {proposal.declined}"
        findings.append(Finding(Warning.PART_DECLINED, says, "Do that part elsewhere."))
    if proposal.fell_back:
        says = f"Read by rules. {proposal.fell_back}"
        findings.append(
            Finding(Warning.FELL_BACK_TO_RULES, says, "Draft it again when the model answers, or check it against the text.")
        )
    return tuple(findings)


def said_of_text(draft: Draft, text: TextRecord) -> tuple[Finding, ...]:
    """The warnings of the text as a whole that stand on the draft, those of events declined beside it among them."""
    own = draft.entry.findings if draft.entry is not None else draft.findings
    return tuple(dict.fromkeys((*text.findings, *(finding for finding in draft.findings if finding not in own))))


def refuse_without_effect(before: Draft, after: Draft) -> None:
    """Refuses what a person settles where the draft would post, ask and warn just as it did."""
    if _comes_to(before) == _comes_to(after):
        raise WrongUsage(
            f"Nothing of {before.id} would change by that: it would post, ask and warn just the same.",
            f"writeoff show {before.id} says what was read and why; revise what is wrong there.",
            code="no_effect",
        )


def _comes_to(draft: Draft) -> tuple[object, ...]:
    """All that a person would see differently: what is posted, asked, declined and found."""
    entry = draft.entry
    posted = (entry.fingerprint(), entry.valued.reserve_moves) if entry is not None else None
    sent = draft.plan.fingerprint() if draft.plan is not None else ""
    return posted, sent, memo_of(draft), draft.sub_reason, draft.question, draft.declined, frozenset(draft.findings)


def _quote(text: str, words: str) -> Quote:
    start = text.index(words)
    return Quote(words, start, start + len(words))
