"""What holds of everything that is handed in from outside, whatever it is: it is taken as what it says, or refused in words.

A property is a strategy and what is asked of each example; `make test` tries 200 examples of each (test_fuzz.py), `make soak`
100,000, and more of those that reach new code (run.py).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from assistant.adapters.files.client import read_client
from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import Draft, DraftState
from assistant.books.entry import side_total
from assistant.books.notation import read, write
from assistant.books.proposal import DateOrder, Proposal, Quote
from assistant.books.question import Unanswered
from assistant.books.reading_context import reading_context
from assistant.drafting import draft_of
from assistant.errors import WriteoffError
from assistant.readers.model.reading import proposal_of
from assistant.readers.model.wire import WireProposal
from assistant.readers.rows import RowReader
from assistant.readers.rules.answers import RulesAnswerReader
from assistant.surfaces.said import opened, policy, reported
from assistant.surfaces.said.days import day_of
from assistant.surfaces.said.general_journal import JournalFile
from assistant.surfaces.said.texts import Split, is_count_sheet, read_texts
from assistant.walk import reading_of
from assistant.wiring import rules_reader
from tests.fuzz.made import ANY, SCRAPS, WORDS, altered, broken, days, files_of, texts
from tests.fuzz.whole import ANSWER, FILES, JOURNAL, PAGE, REPORTS, SETTINGS, SMASHED

TODAY = date(2026, 10, 6)
SAMPLES = Path("coa_samples")
CLIENTS = ("corner-hardware", "voltcrate-electronics", "eulenbach-brewery", "tui-corner-cafe", "minato-ceramics", "karri-timber")
LONGEST = 20_000


class Outcome(StrEnum):
    """`TAKEN` as what it says; else `REFUSED`, in words, or read as nothing."""

    TAKEN = "taken"
    REFUSED = "refused"


def outcome(taken: object) -> Outcome:
    return Outcome.TAKEN if taken else Outcome.REFUSED


@dataclass(frozen=True)
class Property:
    """`check` says what became of an example, and raises where it breaks the property."""

    name: str
    made: st.SearchStrategy[Any]
    check: Callable[[Any], Outcome]


@cache
def books_of(client: str) -> ClientBooks:
    return read_client(SAMPLES / client, client)


@cache
def reader() -> Any:
    return rules_reader()


def quotes(value: Any) -> Iterator[Quote]:
    """All quotes in a value of the books, however deep."""
    if isinstance(value, Quote):
        yield value
    elif is_dataclass(value):
        for each in fields(value):
            yield from quotes(getattr(value, each.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from quotes(part)


def quoted_from(text: str, proposal: Proposal) -> None:
    for quote in quotes(proposal):
        assert text[quote.start : quote.end] == quote.text, quote


# ── Texts ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def drafted(text: str, proposal: Proposal, books: ClientBooks) -> Iterator[Draft]:
    for event in proposal.events:
        blank = Draft(
            id="D-1", client=books.client, version=1, state=DraftState.WAITING, text=text, text_id="T-1", event=event,
            reading=reading_of(proposal),
        )  # fmt: skip
        yield draft_of(blank, books, today=TODAY, said_on=TODAY, said=())


def a_text_becomes_drafts(example: tuple[str, str]) -> Outcome:
    client, text = example
    books = books_of(client)
    proposal = refused_in_words(lambda: reader().interpret(text, reading_context(books, TODAY)))
    if proposal is None:
        return Outcome.REFUSED
    quoted_from(text, proposal)
    for draft in drafted(text, proposal, books):
        sound(draft, books)
    return outcome(proposal.events)


def sound(draft: Draft, books: ClientBooks) -> None:
    """Balanced and to accounts that there are, or a question with its words, or declined in words; nothing more than is there."""
    assert all(finding.says and finding.remedy for finding in draft.findings if finding.blocks), draft.findings
    if draft.entry is None:
        assert draft.declined or (draft.question is not None and draft.question.asks), draft
        return
    lines = tuple(line.line() for line in draft.entry.lines)
    assert all(line.amount.minor > 0 and line.account in books.chart for line in lines), lines
    assert side_total(lines, Side.DEBIT, books.currency) == side_total(lines, Side.CREDIT, books.currency), lines
    assert 0 <= draft.entry.confidence <= 1
    if draft.state is DraftState.WAITING:
        for move in draft.entry.valued.moves:
            held = books.stock.at(move.item, move.location)
            assert move.quantity >= 0 or (held is not None and held.on_hand >= -move.quantity), move


@cache
def asked() -> Draft:
    """A draft with an open question: how many."""
    text = "some of the mugs in the warehouse broke"
    books = books_of("corner-hardware")
    proposal = reader().interpret(text, reading_context(books, TODAY))
    (draft,) = drafted(text, proposal, books)
    assert draft.question is not None, draft
    return draft


def an_answer_settles_or_says_why_not(words: str) -> Outcome:
    draft = asked()
    assert draft.question is not None
    assert draft.event is not None
    context = reading_context(books_of("corner-hardware"), TODAY)
    settled = RulesAnswerReader().settle(draft.question, draft.event, words, context)
    assert isinstance(settled, Unanswered) or settled
    return outcome(not isinstance(settled, Unanswered))


def a_day_is_read_or_not(example: tuple[str, DateOrder]) -> Outcome:
    words, order = example
    found = day_of(words, order)
    assert found is None or sorted(map(int, re.findall("[0-9]+", words))) == sorted((found.day, found.month, found.year)), words
    return outcome(found)


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────

CELLS = st.lists(st.lists(st.one_of(WORDS, SCRAPS, st.text(ANY, max_size=8)), max_size=7), max_size=6)
HEADINGS = st.sampled_from([
    "sku,quantity,reason,place,date,note", "text", "sku;counted;place;date", "SKU\tQuantity\tNote", "sku,quantity,counted", "",
    "item,qty", "quantity,sku,sku", '"sku","quantity"', "text,sku,quantity", "sku,location,counted",
])  # fmt: skip
TABLES = st.tuples(HEADINGS, CELLS).map(lambda made: "\n".join([made[0], *(",".join(row) for row in made[1])]).encode())
NAMES = ("a.csv", "a.txt", "A.CSV")
LISTS = st.one_of(
    st.sampled_from(FILES).flatmap(lambda whole: broken(whole.encode())), TABLES, TABLES.flatmap(broken), texts().map(str.encode),
    st.binary(max_size=60),
)


def refused_in_words(act: Callable[[], Any]) -> Any:
    """What it came to; None where it was refused, which must be in words."""
    try:
        return act()
    except WriteoffError as error:
        refused = error
    assert refused.says.strip(), refused
    assert all(fault.strip() for fault in getattr(refused, "faults", ()))
    return None


def a_list_is_taken_or_refused(example: tuple[bytes, str, Split]) -> Outcome:
    data, name, split = example
    books = books_of("corner-hardware")
    context = reading_context(books, TODAY)
    refused_in_words(lambda: is_count_sheet(data, name))
    found = refused_in_words(lambda: read_texts(data, name, split, LONGEST, context))
    if found is None:
        return Outcome.REFUSED
    assert found.texts, found
    for text in (text for place, text in enumerate(found.texts) if found.rows and place not in found.faults):
        proposal = RowReader().interpret(text, context)
        quoted_from(text, proposal)
        for draft in drafted(text, proposal, books):
            sound(draft, books)
    return Outcome.TAKEN


def clients_files() -> st.SearchStrategy[dict[str, bytes]]:
    """A sample client's files, one of them broken."""
    whole = {client: files_of(SAMPLES / client, opened.FILES) for client in CLIENTS}
    chosen = st.sampled_from([(client, name) for client, files in whole.items() for name in files])

    def with_one(where: tuple[str, str]) -> st.SearchStrategy[dict[str, bytes]]:
        client, name = where
        return broken(whole[client][name]).map(lambda content: whole[client] | {name: content})

    return chosen.flatmap(with_one)


def a_clients_files_open_or_are_refused(files: dict[str, bytes]) -> Outcome:
    books = refused_in_words(lambda: opened.books_of(files, "client"))
    if books is not None:
        assert all(account.balance.currency == books.currency for account in books.chart)
    return outcome(books)



def a_journal_is_taken_or_its_faults_are(example: tuple[bytes, DateOrder]) -> Outcome:
    data, order = example
    faults: list[str] = []
    entries = refused_in_words(lambda: list(JournalFile("j.csv", data).entries("USD", order, faults)))
    assert all(fault.strip() for fault in faults)
    for entry in entries or ():
        assert entry.lines, entry
        assert all(line.minor > 0 and line.account for line in entry.lines), entry
    return outcome(entries and not faults)


# ── Fields ───────────────────────────────────────────────────────────────────────────────────────────────────────────

FIELDS = st.sampled_from([*reported.OF_EVENT, *(f"{name}-{n}" for name in reported.OF_LINE for n in range(3))])
SAID = st.one_of(WORDS, SCRAPS, texts(), st.text(ANY, max_size=10))
KEYS = st.sampled_from("""
    routine_limit tax_rate cost_tolerance abnormal_threshold cost_method model closed_through books_closed_through currency
    auto_approve_above two_pairs_above evidence_required_above evidence.damaged evidence.lost evidence.nothing sub_reasons.damaged
    accounts_by_reason.damaged accounts_by_reason left_out colour measured manual_clearing no_such date_order
""".split())


def reports() -> st.SearchStrategy[dict[str, str]]:
    """Fields filled in, one or the other of them with anything; or nothing but that."""
    filled = st.tuples(st.sampled_from(REPORTS), st.dictionaries(FIELDS, SAID, max_size=2))
    return filled.map(lambda both: {**both[0], **both[1]}) | st.dictionaries(FIELDS, SAID, max_size=10)


def a_report_is_a_line_or_its_faults(said: dict[str, str]) -> Outcome:
    books = books_of("corner-hardware")
    found = reported.checked(reported.report_of(said), books, reading_context(books, TODAY))
    assert bool(found.text) != bool(found.faults), found
    return outcome(found.text)


def a_policy_is_set_or_refused(example: tuple[str, str, str]) -> Outcome:
    client, key, value = example
    return outcome(refused_in_words(lambda: policy.with_key(books_of(client), key, value, by="ana")))


# ── Written by programs ──────────────────────────────────────────────────────────────────────────────────────────────



def a_page_reads_back(content: bytes) -> Outcome:
    try:
        page = read(content.decode("utf-8", "replace"), "USD")
    except ValueError:
        return Outcome.REFUSED
    assert read(write(page), "USD") == page
    return Outcome.TAKEN


def a_models_answer_is_taken_or_refused(answer: str) -> Outcome:
    try:
        wire = WireProposal.model_validate_json(answer, context={"text": SMASHED})
    except ValueError:  # pydantic's: the model is asked again
        return Outcome.REFUSED
    proposal = proposal_of(wire, SMASHED, model="scripted", prompt_version="1")
    quoted_from(SMASHED, proposal)
    assert not any(re.search("approve", quote.text) for event in proposal.events for quote in quotes(event))
    for draft in drafted(SMASHED, proposal, books_of("corner-hardware")):
        sound(draft, books_of("corner-hardware"))
    return Outcome.TAKEN


PROPERTIES = (
    Property("texts", st.tuples(st.sampled_from(CLIENTS), texts()), a_text_becomes_drafts),
    Property("answers", SAID, an_answer_settles_or_says_why_not),
    Property("days", st.tuples(st.one_of(days(), SAID), st.sampled_from(DateOrder)), a_day_is_read_or_not),
    Property("lists", st.tuples(LISTS, st.sampled_from(NAMES), st.sampled_from(Split)), a_list_is_taken_or_refused),
    Property("clients", clients_files(), a_clients_files_open_or_are_refused),
    Property("journals", st.tuples(broken(JOURNAL.encode()), st.sampled_from(DateOrder)), a_journal_is_taken_or_its_faults_are),
    Property("reports", reports(), a_report_is_a_line_or_its_faults),
    Property("policies", st.tuples(st.sampled_from(CLIENTS), KEYS, st.sampled_from(SETTINGS) | SAID), a_policy_is_set_or_refused),
    Property("pages", broken(PAGE.encode()), a_page_reads_back),
    Property("answers of models", altered(ANSWER), a_models_answer_is_taken_or_refused),
)
