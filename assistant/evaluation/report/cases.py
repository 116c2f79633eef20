"""Wrong cases to articles: the text, what was wanted and what came of it in the notation, what differs, and what was read."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from assistant.books.client_books import ClientBooks
from assistant.books.draft import Draft, DraftState, Reading
from assistant.books.notation import write
from assistant.books.pages import page_of
from assistant.books.proposal import Event, Proposal, Quote
from assistant.books.usage import Usage
from assistant.errors import BadFile
from assistant.evaluation.case_pages import write_wanted
from assistant.evaluation.differences import differences, ending, ending_of
from assistant.evaluation.history import with_history
from assistant.evaluation.report.html import Html, el, join
from assistant.evaluation.report.tables import reader_name
from assistant.evaluation.scored import ScoredCase, ScoredLane
from assistant.evaluation.suite import read_suite


class Fact(Protocol):
    """A fact of a reading, as the review pages show it."""

    @property
    def name(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def quote(self) -> Quote | None: ...
    @property
    def rule(self) -> str: ...


FactsOf = Callable[[Draft], Iterable[Fact]]


class Books:
    """The books that cases run against, each suite read once."""

    def __init__(self) -> None:
        self._suites: dict[Path, Mapping[str, ClientBooks]] = {}

    def of(self, case: ScoredCase) -> ClientBooks | None:
        """The client's books with the case's earlier entries; None where they cannot be opened, and the case went unanswered."""
        folder, asked = case.done.suite, case.score.expected.case
        if folder not in self._suites:
            self._suites[folder] = read_suite(folder).clients
        try:
            return with_history(self._suites[folder][asked.client], asked.history)
        except (BadFile, KeyError):
            return None


def wrong_cases(lane: ScoredLane, books: Books, facts_of: FactsOf) -> Html:
    """An article for each case that ended or was booked otherwise than wanted, those that would do harm first."""
    wrong = sorted((case for case in lane.cases if not case.score.good or case.score.harm), key=lambda case: not case.score.harm)
    return join(article(lane.reader, case, books.of(case), facts_of) for case in wrong)


def slips(lane: ScoredLane) -> Html | None:
    """Cases that are booked as wanted and yet miss something: a warning, a reason, the account that fits best."""
    missed = [case for case in lane.cases if case.wrong and case.score.good and not case.score.harm]
    if not missed:
        return None
    rows = [
        el(
            "li",
            el("b", case.id),
            f" {', '.join(name.replace('_', ' ') for name in case.wrong)}",
            id=anchor(lane.reader, case.id),
        )
        for case in missed
    ]
    return join((el("h3", f"Booked as wanted, but for something beside it: {len(missed)}"), el("ul", *rows)))


def anchor(reader: str, case: str) -> str:
    return f"{reader}-{case}"


def article(reader: str, case: ScoredCase, books: ClientBooks | None, facts_of: FactsOf) -> Html:
    asked = case.score.expected.case
    where = f"{books.name if books else asked.client} ({case.suite}), on {asked.today.isoformat()}"
    head = el(
        "header",
        el("b", case.id),
        el("span", "would post a wrong entry", class_="badge") if case.score.harm else None,
        el("span", where, class_="soft"),
        el("span", " · ".join(case.score.expected.tags), class_="tag"),
        el("span", cost(case), class_="tag"),
    )
    why = differences(case, books) if books else (case.done.run.unanswered,)
    return el(
        "article",
        head,
        el("div", asked.text, class_="said", dir="auto"),
        el(
            "div",
            el("div", el("h4", "Wanted"), *wanted(case, books)),
            el("div", el("h4", "Got"), *got(case, books)),
            class_="sides",
        )
        if books
        else None,
        el("ul", *(el("li", says) for says in why), class_="why"),
        *(reading(name, proposal, case, facts_of) for name, proposal in readings(case.done.run.proposal)),
        id=anchor(reader, case.id),
    )


def cost(case: ScoredCase) -> str | None:
    """'1 call, 6,310 tokens sent and 322 answered', where a model was asked."""
    used = case.done.run.proposal.usage if case.done.run.proposal is not None else Usage()
    calls = "1 call" if used.calls == 1 else f"{used.calls} calls"
    return f"{calls}, {used.prompt_tokens:,} tokens sent and {used.completion_tokens:,} answered" if used.calls else None


def wanted(case: ScoredCase, books: ClientBooks) -> Iterator[Html]:
    """What the case expects, its entries as one would type them for `writeoff eval --add`."""
    expected = case.score.expected
    yield el("p", ending(expected.outcome, expected.asks, expected.problems))
    for entry in expected.entries:
        try:
            yield page(write_wanted(entry, books))
        except ValueError as error:
            yield el("p", f"an entry that these books cannot hold: {error}")
    if expected.warnings:
        yield el("p", f"warning: {', '.join(expected.warnings)}", class_="soft")


def got(case: ScoredCase, books: ClientBooks) -> Iterator[Html]:
    """What came of it: each draft's page with its confidence, its question, or why there is no entry; then what was found."""
    run = case.done.run
    if run.output is None:
        yield el("p", f"no answer: {run.unanswered}")
        return
    yield el("p", ending_of(run.output))
    if not run.drafts and run.proposal is not None and run.proposal.declined:
        yield el("p", run.proposal.declined, class_="soft")
    for draft in run.drafts:
        yield from drafted(draft, books)


def drafted(draft: Draft, books: ClientBooks) -> Iterator[Html]:
    if draft.entry is not None:
        yield page(write(page_of(draft, books)))
        yield el("p", f"the whole entry: {draft.entry.confidence:.4f}", class_="soft")
    if draft.question is not None:
        yield el("p", f"? {draft.question.says}")
    if draft.declined:
        yield el("p", f"none: {draft.declined}", class_="soft")
    for finding in draft.findings:
        yield el("p", f"{'problem' if finding.blocks else 'warning'}: {finding.code.value}. {finding.says}", class_="soft")


def page(written: str) -> Html:
    return el("pre", written, dir="auto")


# ── What was read ────────────────────────────────────────────────────────────────────────────────────────────────────


def readings(proposal: Proposal | None) -> Iterator[tuple[str, Proposal]]:
    """The reading, or both of them, with whose it is."""
    if proposal is not None:
        yield "model" if proposal.other is not None else proposal.reader, proposal
        if proposal.other is not None:
            yield proposal.other.reader, proposal.other


def reading(name: str, proposal: Proposal, case: ScoredCase, facts_of: FactsOf) -> Html:
    """The facts of one reader's reading, event by event, each with the words it was read from."""
    rows = []
    for number, event in enumerate(proposal.events, 1):
        facts = facts_of(draft_of_reading(case, event))
        rows += [
            el("tr", el("td", str(number)), el("td", fact.name), el("td", fact.value), el("td", words(fact), dir="auto"))
            for fact in facts
        ]
    beside = [f"Declined: {proposal.declined}"] if proposal.declined else []
    beside += [f"Left out, as addressed to software: “{quote.text}”" for quote in proposal.instructions]
    headings = el("tr", *(el("th", says, scope="col") for says in ("event", "fact", "value", "words of the text")))
    return el(
        "details",
        el("summary", f"What was read by: {reader_name(name).lower()}"),
        el("table", el("thead", headings), el("tbody", join(rows))) if rows else el("p", "No event."),
        *(el("p", says, class_="soft") for says in beside),
    )


def words(fact: Fact) -> str:
    return f"“{fact.quote.text}”" if fact.quote is not None else fact.rule


def draft_of_reading(case: ScoredCase, event: Event) -> Draft:
    """The reading alone as a draft: nothing was resolved against the books yet."""
    text = case.score.expected.case.text
    return Draft(case.id, "", 1, DraftState.WAITING, text, case.id, event, Reading(""))
