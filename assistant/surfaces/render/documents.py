"""Drafts, entries, questions and texts to the JSON documents of `--json`. schema.json beside this module holds their shapes.

Amounts and quantities are decimal strings, dates ISO, confidences numbers from 0 to 1, an account its number, else its full name.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.books.audit import AuditEvent
from assistant.books.client_books import ClientBooks
from assistant.books.draft import Draft, DraftState, MappedLine
from assistant.books.entry import PostedEntry
from assistant.books.finding import Finding
from assistant.books.goods import ReserveMove, StockMove
from assistant.books.money import Money
from assistant.books.offer import Offer
from assistant.books.quantity import plain_quantity
from assistant.books.question import Question
from assistant.books.usage import Usage
from assistant.errors import WriteoffError
from assistant.store import TextRecord
from assistant.surfaces.render.example import example_text
from assistant.surfaces.render.facts import Fact
from assistant.surfaces.render.found import found_document, found_for
from assistant.surfaces.render.grounds import grounds_of
from assistant.surfaces.render.plans import plan_document

Document = dict[str, object]
UNIT_COST_DECIMALS = 6


def draft_document(draft: Draft, books: ClientBooks, trail: Iterable[AuditEvent] | None = None) -> Document:
    """A draft, with its trail where one is given (`show`)."""
    event, entry = draft.event, draft.entry
    resolved = entry.valued.resolved if entry else None
    entry_date = entry.entry_date if entry else event.entry_date if event else None
    kind = entry.valued.kind if entry else event.kind if event else None
    reason = entry.valued.reason if entry else event.reason if event else None
    document: Document = {
        "id": draft.id,
        "version": draft.version,
        "client": draft.client,
        "state": draft.state.value,
        "text": draft.text,
        "date": entry_date.isoformat() if entry_date else None,
        "kind": kind.value if kind else None,
        "reason": reason.value if reason else None,
        "sub_reason": draft.sub_reason or None,
        "reverses": resolved.reverses.number if resolved and resolved.reverses else None,
        "confidence": confidence_number(entry.confidence) if entry else None,
        "items": items_documents(
            goods_of(draft), entry.valued.moves if entry else (), entry.valued.reserve_moves if entry else (), books
        ),
        "lines": [line_document(line, books) for line in entry.lines] if entry else [],
        "problems": [finding_document(finding) for finding in draft.problems],
        "warnings": [finding_document(finding) for finding in draft.warnings],
        "facts": [fact_document(fact) for fact in grounds_of(draft)],
        "offers": [offer_document(draft.id, n, offer, books) for n, offer in enumerate(draft.offers, 1)],
        "question": question_document(draft.id, draft.question) if draft.question else None,
        "declined": draft.declined,
        "because": draft.because,
        "entry": draft.entry_number or None,
        "plan": plan_document(draft.plan, books),
        "found": [found_document(each) for each in found_for(draft, books)],
    }
    return document if trail is None else document | {"trail": [audit_document(event) for event in trail]}


def goods_of(draft: Draft) -> tuple[tuple[str, str, Decimal], ...]:
    """(item, place, units signed down) of a draft, as an entry lists them."""
    resolved = draft.entry.valued.resolved if draft.entry else None
    return tuple((goods.item, goods.location, goods.quantity) for goods in resolved.goods) if resolved else ()


def line_document(line: MappedLine, books: ClientBooks) -> Document:
    return {
        "n": line.n,
        "side": line.side.value,
        "account": line.account,
        "name": account_name(line.account, books),
        "amount": line.amount.plain(),
        "confidence": confidence_number(line.confidence),
        "because": line.because,
        "chosen_by": line.chosen_by,
        "runners_up": [{"account": account, "confidence": confidence_number(sure)} for account, sure in line.runners_up],
        "party": line.party or None,
        "class": line.klass or None,
    }


def items_documents(
    goods: Sequence[tuple[str, str, Decimal]], moves: Sequence[StockMove], reserved: Sequence[ReserveMove], books: ClientBooks
) -> list[Document]:
    """Units signed down, with the value that moved or, for units written down that stay, what was set aside for them."""
    left = list(moves)
    named = Counter(key for key, _, _ in goods)
    set_aside = {move.item: move.amount for move in reserved if named[move.item] == 1}
    documents: list[Document] = []
    for key, location, quantity in goods:
        move = next((move for move in left if (move.item, move.location) == (key, location)), None)
        if move is not None:
            left.remove(move)
        item = books.stock.item(key)
        documents.append(
            {
                "sku": key,
                "name": item.name if item else key,
                "location": location,
                "quantity": plain_quantity(quantity),
                "unit": item.unit if item else "each",
                "unit_cost": _unit_cost(key, location, move, books),
                "amount": _amount(-move.value if move else set_aside.get(key)),
            }
        )
    return documents


def _amount(amount: Money | None) -> str | None:
    return amount.plain() if amount is not None else None


def _unit_cost(item: str, location: str, move: StockMove | None, books: ClientBooks) -> str | None:
    """What one unit moved at; else what the next one would leave at; None where the record has no cost."""
    if move is not None and move.quantity:
        return decimal_text(move.value.amount / move.quantity)
    held = books.stock.at(item, location)
    if held is None or not held.cost_known or not held.layers:
        return None
    return decimal_text(held.layers[0].unit_cost)


def entry_document(entry: PostedEntry, books: ClientBooks) -> Document:
    return {
        "id": entry.id,
        "entry": entry.number,
        "date": entry.entry_date.isoformat(),
        "kind": entry.kind.value,
        "reason": entry.reason.value,
        "sub_reason": entry.sub_reason or None,
        "memo": entry.memo,
        "text": entry.text,
        "reverses": entry.reverses or None,
        "reversed_by": [reversal.number for reversal in books.history.reversals_of(entry.number)],
        "draft": entry.draft_id or None,
        "posted_by": entry.posted_by,
        "posted_at": entry.posted_at.isoformat() if entry.posted_at else None,
        "items": items_documents(entry.goods, entry.moves, entry.reserve_moves, books),
        "lines": [
            {
                "side": line.side.value,
                "account": line.account,
                "name": account_name(line.account, books),
                "amount": line.amount.plain(),
                "party": line.party or None,
                "class": line.klass or None,
            }
            for line in entry.lines
        ],
    }


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text with the drafts that came of its events, for the `draft` document; `failed` where no reader answered."""

    text: str
    record: TextRecord | None
    drafts: tuple[Draft, ...]
    failed: WriteoffError | None = None

    @property
    def outcome(self) -> str:
        """FORMAT.md: ask if any event must be asked about, else blocked, else draft, else decline."""
        if self.failed is not None:
            return "failed"
        states = {draft.state for draft in self.drafts}
        if DraftState.ASKED in states:
            return "ask"
        if DraftState.BLOCKED in states:
            return "blocked"
        return "draft" if any(draft.entry for draft in self.drafts) else "decline"

    @property
    def declined(self) -> tuple[str, ...]:
        """Why the text, or each of its events that has no entry, was declined."""
        whole = (self.record.proposal.declined,) if self.record and self.record.proposal.declined else ()
        return (*whole, *(draft.declined for draft in self.drafts if draft.declined))


def text_document(read: ReadText, books: ClientBooks) -> Document:
    proposal = read.record.proposal if read.record else None
    drafted = [draft for draft in read.drafts if draft.entry is not None]
    return {
        "text": read.text,
        "outcome": read.outcome,
        "confidence": min((confidence_number(draft.entry.confidence) for draft in drafted if draft.entry), default=None),
        "drafts": [draft_document(draft, books) for draft in drafted],
        "questions": [question_document(draft.id, draft.question) for draft in read.drafts if draft.question],
        "declined": " ".join(read.declined) or None,
        "example": example_text(books) if read.declined and not read.drafts else None,
        "warnings": [finding_document(finding) for finding in read.record.findings] if read.record else [],
        "reader": proposal.reader if proposal else None,
        "model": proposal.model or None if proposal else None,
        "prompt_version": proposal.prompt_version or None if proposal else None,
        "usage": usage_document(proposal.usage) if proposal and proposal.usage.calls else None,
        "error": error_body(read.failed) if read.failed else None,
    }


def usage_document(usage: Usage) -> Document:
    """What a language model was asked for the text: requests sent, re-asks and retries among them, and tokens."""
    return {"calls": usage.calls, "prompt_tokens": usage.prompt_tokens, "completion_tokens": usage.completion_tokens}


def offer_document(draft_id: str, n: int, offer: Offer, books: ClientBooks) -> Document:
    """Goods on hand that make the draft's amount at cost, and the command that takes them."""
    items = []
    for lot in offer.lots:
        item = books.stock.item(lot.item)
        items.append(
            {
                "sku": lot.item,
                "name": item.name if item else lot.item,
                "location": lot.location or None,
                "quantity": plain_quantity(lot.quantity),
                "unit": item.unit if item else "each",
                "amount": lot.value.plain(),
            }
        )
    return {"n": n, "amount": offer.value.plain(), "items": items, "command": f"writeoff revise {draft_id} --offer {n}"}


def question_document(draft_id: str, question: Question) -> Document:
    """`id` is the draft's, by which it is answered; `asks` names each fact that would do, the best first."""
    return {
        "id": draft_id,
        "asks": [asked.value for asked in (question.asks, *question.or_asks)],
        "says": question.says,
        "choices": [{"value": choice.value, "label": choice.label} for choice in question.choices],
    }


def fact_document(fact: Fact) -> Document:
    return {
        "name": fact.name,
        "value": fact.value,
        "quote": fact.quote.text if fact.quote else None,
        "start": fact.quote.start if fact.quote else None,
        "end": fact.quote.end if fact.quote else None,
        "rule": fact.rule,
    }


def finding_document(finding: Finding) -> Document:
    return {"code": finding.code.value, "says": finding.says, "remedy": finding.remedy}


def audit_document(event: AuditEvent) -> Document:
    return {
        "seq": event.seq,
        "at": event.at.isoformat(),
        "who": event.who,
        "what": event.what,
        "subject": event.subject,
        "detail": dict(event.detail),
        "previous": event.previous,
        "hash": event.hash,
    }


def done_document(done: Mapping[str, str | None], refused: Mapping[str, Sequence[Document]]) -> Document:
    """What became of several drafts: the entry of each that was posted, the problems of each that was refused."""
    return {
        "done": [{"id": draft_id, "entry": entry} for draft_id, entry in done.items()],
        "refused": [{"id": draft_id, "problems": list(problems)} for draft_id, problems in refused.items()],
    }


def error_body(error: WriteoffError) -> Document:
    return {"code": error.code, "says": error.says, "remedy": error.remedy}


def account_name(key: str, books: ClientBooks) -> str:
    account = books.chart.get(key)
    return account.name if account else key


def confidence_number(sure: float) -> float:
    return round(sure, 4)


def decimal_text(number: Decimal) -> str:
    """Plain digits, at most six decimals, without needless zeros."""
    return plain_quantity(round(number, UNIT_COST_DECIMALS))
