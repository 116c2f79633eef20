"""Drafts, questions, entries and lists to pages of plain text, an entry always in the one notation."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.books.accounts import Side
from assistant.books.audit import AuditEvent
from assistant.books.client_books import ClientBooks
from assistant.books.draft import Draft, DraftState
from assistant.books.entry import PostedEntry
from assistant.books.finding import Finding
from assistant.books.money import Money
from assistant.books.notation import shown_confidence, write
from assistant.books.offer import Lot
from assistant.books.pages import page_of, page_of_posted
from assistant.books.quantity import format_quantity
from assistant.books.question import Question
from assistant.books.usage import Usage
from assistant.stages.posting import memo_of
from assistant.surfaces.render.documents import ReadText
from assistant.surfaces.render.example import example_text
from assistant.surfaces.render.facts import facts_of
from assistant.surfaces.render.plans import plan_page
from assistant.surfaces.render.table import plain, shortened, table

QUEUE_TEXT = 48  # characters of a text in a list
STATES = {DraftState.ASKED: "asks", DraftState.DECLINED: "declined"}


def text_page(read: ReadText, books: ClientBooks) -> str:
    """All that came of one text."""
    if read.failed is not None:
        return _indented(f"not drafted  {shortened(read.text, QUEUE_TEXT)}", read.failed.says, read.failed.remedy)
    parts = [draft_page(draft, books, heading=len(read.drafts) > 1) for draft in read.drafts]
    if read.record is not None and read.record.proposal.declined and not read.drafts:
        warned = [finding_line(finding) for finding in read.record.findings]
        parts.append("\n".join((f"Declined: {plain(read.record.proposal.declined)}", *warned, _said_so(books))))
    if read.record is not None and (used := read.record.proposal.usage).calls:
        parts.append(f"Language model: {usage_line(used)}.")
    return "\n\n".join(parts)


def usage_line(usage: Usage) -> str:
    """'2 requests, 5,653 tokens sent, 30 answered'."""
    requests = "request" if usage.calls == 1 else "requests"
    return f"{usage.calls} {requests}, {usage.prompt_tokens:,} tokens sent, {usage.completion_tokens:,} answered"


def _said_so(books: ClientBooks) -> str:
    example = plain(example_text(books)).replace('"', '\\"')
    return f'  If goods were lost, counted, or are worth less, say which and how many: writeoff draft "{example}"'


def draft_page(draft: Draft, books: ClientBooks, *, heading: bool = True) -> str:
    """A draft as an approver reads it: the entry, why each account, what was found, and what to do next."""
    parts = [f"{draft.id}  {_state(draft)}"]
    if draft.entry is None and heading:
        parts.append(f"  {shortened(_words(draft), 100)}")
    if draft.entry is not None:
        parts += ["", _indented(entry_notation(draft, books)), "", _reasons(draft)]
    if draft.question is not None:
        parts.append(question_page(draft.question))
    if draft.declined:
        parts.append(f"  Declined: {plain(draft.declined)}")
    if draft.because and draft.state is DraftState.REJECTED:
        parts.append(f"  Rejected: {plain(draft.because)}")
    parts += [finding_line(finding) for finding in draft.findings]
    if draft.offers:
        parts.append(offers_page(draft, books))
    if draft.plan is not None:
        parts.append(plan_page(draft.plan, books, brief=True, posted=bool(draft.entry_number)))
    return "\n".join((*parts, _next_step(draft))).rstrip()


def _words(draft: Draft) -> str:
    """The part of the text that is this event."""
    return draft.event.quote.text if draft.event and draft.event.quote else draft.text


def _state(draft: Draft) -> str:
    if draft.entry_number:
        return f"{draft.state.value} as {draft.entry_number}"
    sure = f"  {shown_confidence(draft.entry.confidence):.2f}" if draft.entry else ""
    return STATES.get(draft.state, draft.state.value) + sure


def _reasons(draft: Draft) -> str:
    """Why each line has its account, and how each amount and day came about."""
    if draft.entry is None:
        return ""
    reasons = [(f"{line.side.short}  {line.account}", line.because) for line in draft.entry.lines if line.because]
    valued = draft.entry.valued
    reasons += [("amount", sentence) for sentence in valued.derived]
    if valued.resolved.date_because:
        reasons.append(("date", valued.resolved.date_because))
    if draft.sub_reason:
        reasons.append(("sub-reason", draft.sub_reason))
    return _indented(table(reasons)) if reasons else ""


def _next_step(draft: Draft) -> str:
    steps = {
        DraftState.WAITING: f"Approve it: writeoff approve {draft.id}",
        DraftState.ASKED: f'Answer it: writeoff answer {draft.id} "..."',
    }
    return f"  {steps[draft.state]}" if draft.state in steps else ""


def offers_page(draft: Draft, books: ClientBooks) -> str:
    """The goods on hand that make the draft's amount at cost, one offer a line, and the command that takes one."""
    rows = [(f"{n}", " + ".join(_lot_in_words(lot, books) for lot in offer.lots)) for n, offer in enumerate(draft.offers, 1)]
    first = f"Goods on hand that make {draft.offers[0].value} at cost, for writeoff revise {draft.id} --offer N:"
    return _indented(first, _indented(table(rows)))


def _lot_in_words(lot: Lot, books: ClientBooks) -> str:
    item = books.stock.item(lot.item)
    at = f" @ {lot.location}" if lot.location else ""
    named = f" {plain(item.name)}" if item and item.name != lot.item else ""
    return f"{format_quantity(lot.quantity)} {item.unit if item else 'each'} {plain(lot.item)}{named}{at}"


def question_page(question: Question) -> str:
    choices = [(f"- {choice.value}", choice.label) for choice in question.choices]
    return _indented(f"? {plain(question.says)}", table(choices) if choices else "")


def finding_line(finding: Finding) -> str:
    mark = "problem" if finding.blocks else "warning"
    said = f"  {mark}  {finding.code.value}: {plain(finding.says)}"
    ways = [plain(way) for way in finding.remedy.split("\n")]
    return "\n".join([said, *(f"           {way}" for way in ways)]) if len(ways) > 1 else f"{said} {ways[0]}".rstrip()


def entry_notation(draft: Draft, books: ClientBooks) -> str:
    """The draft's entry in the one notation, with the confidence of each line."""
    return write(replace(page_of(draft, books, memo_of(draft)), number=draft.entry_number or draft.id))


def posted_notation(entry: PostedEntry, books: ClientBooks) -> str:
    """A posted entry in the one notation."""
    return write(page_of_posted(entry, books))


def _label(key: str, books: ClientBooks) -> str:
    account = books.chart.get(key)
    return account.label if account else key


def queue_page(drafts: Sequence[Draft], more: str = "") -> str:
    if not drafts:
        return "Nothing waits."
    rows = []
    for draft in drafts:
        entry = draft.entry
        rows.append(
            (
                draft.id,
                f"{shown_confidence(entry.confidence):.2f}" if entry else "",
                STATES.get(draft.state, draft.state.value),
                entry.entry_date.isoformat() if entry else "",
                f"{debits(draft)}" if entry else "",
                f"{entry.valued.kind.value} {entry.valued.reason.value}" if entry else "",
                shortened(draft.question.says if draft.question else _words(draft), QUEUE_TEXT),
            )
        )
    return table(rows, "<><<>") + _more(more)


def debits(draft: Draft) -> Money | str:
    """The debits of the draft's entry; empty where it moves units alone."""
    amounts = [line.amount for line in draft.entry.lines if line.side is Side.DEBIT] if draft.entry else []
    return sum(amounts[1:], amounts[0]) if amounts else ""


def entries_page(entries: Sequence[PostedEntry], books: ClientBooks, more: str = "") -> str:
    if not entries:
        return "Nothing is posted yet."
    return "\n\n".join(_entry_page(entry, books) for entry in entries) + _more(more)


def _entry_page(entry: PostedEntry, books: ClientBooks) -> str:
    own = f"\n  sub-reason  {plain(entry.sub_reason)}" if entry.sub_reason else ""
    return posted_notation(entry, books) + own


def trail_page(trail: Iterable[AuditEvent]) -> str:
    """Who did what to a draft, when."""
    rows = [(event.at.strftime("%Y-%m-%d %H:%M"), event.who, event.what, event.subject) for event in trail]
    return _indented(table(rows), first="Trail") if rows else ""


def facts_page(draft: Draft) -> str:
    """What was read, each fact beside the words it was read from."""
    rows = [(fact.name, fact.value, f'"{fact.quote.text}"' if fact.quote else "", fact.rule) for fact in facts_of(draft)]
    return _indented(table(rows), first="Read") if rows else ""


def runners_up_page(draft: Draft, books: ClientBooks) -> str:
    """The accounts that came next, a line at a time."""
    rows = [
        (f"{line.n}", f"{_label(account, books)}", f"{shown_confidence(sure):.2f}")
        for line in (draft.entry.lines if draft.entry else ())
        for account, sure in line.runners_up
    ]
    return _indented(table(rows), first="Other accounts, by line") if rows else ""


def _more(after: str) -> str:
    return f"\n\nThere are more: --after {after}" if after else ""


def _indented(*parts: str, first: str = "") -> str:
    """The parts two spaces in, below `first` where there is one."""
    lines = [f"  {line}" for part in parts if part for line in part.splitlines()]
    return "\n".join([first, *lines] if first else lines)
