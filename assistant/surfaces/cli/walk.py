"""`draft` and `answer`: texts to drafts, and what people add to them."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.books.batch import TOGETHER
from assistant.books.client_books import ClientBooks
from assistant.books.people import Action
from assistant.books.reading_context import reading_context
from assistant.books.usage import used
from assistant.errors import DEFECTS, WriteoffError, WrongUsage
from assistant.stages.review import allow
from assistant.store import DraftQuery
from assistant.surfaces.cli.exits import code_of_draft, code_of_texts
from assistant.surfaces.cli.frame import Desk, Number, command
from assistant.surfaces.cli.office import Office, office
from assistant.surfaces.cli.saying import of_fault, progress, say
from assistant.surfaces.render.documents import Document, ReadText, draft_document, text_document, usage_document
from assistant.surfaces.render.pages import draft_page, text_page, usage_line
from assistant.surfaces.render.table import shortened
from assistant.surfaces.said.texts import LARGEST_BYTES, Split, Texts, checked_text, read_file, read_texts, typed_text
from assistant.wiring import ReaderChoice, row_reader

if TYPE_CHECKING:
    from assistant.workflow import Bookkeeper

READERS = tuple(choice.value for choice in ReaderChoice)


@command("draft")
@click.argument("text", nargs=-1)
@click.option("--file", "-f", "file", type=click.Path(path_type=Path), help="A file: one text, or as split; a .csv by row.")
@click.option("--split", type=click.Choice([Split.LINE.value, Split.BLANK.value]), help="A text a line, or between blank lines.")
@click.option("--reader", type=click.Choice(READERS), default="auto", show_default=True, help="Who reads the text.")
@click.pass_obj
def draft(desk: Desk, text: tuple[str, ...], file: Path | None, split: str | None, reader: str) -> int:
    """Draft entries from TEXT, from a file, or from standard input (-).

    A draft posts nothing: approve it, or answer its question. The same file again drafts only what is missing.
    A .csv file has a column 'text', or the columns sku,quantity and, where known, reason,place,date,note. A count sheet has
    'counted' in place of 'quantity': what was found, measured against the books.

    \b
    Examples:
      writeoff draft "write off $240 of damaged stock"
      writeoff draft "12 of the mugs were dropped in the warehouse yesterday"
      writeoff draft --file losses.txt --split line
      writeoff draft --file goods.csv
    """
    room = office(desk)
    texts = _texts(room, " ".join(text), file, Split(split or Split.NONE))
    keeper = room.bookkeeper(row_reader() if texts.rows else room.reader(ReaderChoice(reader)))

    known = _drafted_before(room, texts)
    asks_model = keeper.reader.name not in ("rules", "rows") and desk.settings.model is not None
    at_once = desk.settings.model.concurrency if asks_model and desk.settings.model else 1

    def some(places: Sequence[int]) -> list[ReadText]:
        found = known | _drafted_together(room, keeper, texts, [place for place in places if place not in known])
        return [found.get(place) or _drafted(room, keeper, texts, place) for place in places]

    results = list(_each(some, len(texts.texts), at_once, 1 if asks_model else TOGETHER))
    books = room.drafted_books()
    note = "" if texts.rows else room.reader_note(ReaderChoice(reader))
    page, document = _page(texts, results, books), _document(texts, results, books)
    say("\n\n".join(filter(None, (page, note))), document | {"reader_note": note or None}, as_json=desk.as_json)
    return code_of_texts(results)


def _drafted_together(room: Office, keeper: "Bookkeeper", texts: Texts, places: Sequence[int]) -> dict[int, ReadText]:
    """Texts of a batch written down together; none where one of them fails, for then each is drafted alone."""
    wanted = {place: texts.texts[place] for place in places if place not in texts.faults}
    if len(wanted) < 2 or not texts.batch:
        return {}
    try:
        found = keeper.draft_list(room.client, wanted, by=room.desk.person, today=room.desk.today, batch=texts.batch)
    except (WriteoffError, *DEFECTS):
        return {}
    return {place: ReadText(wanted[place], result.record, result.drafts) for place, result in found.items()}


def _drafted(room: Office, keeper: "Bookkeeper", texts: Texts, place: int) -> ReadText:
    """What became of one text. What fails one of several is said with it, and the others go on."""
    words, by, today = texts.texts[place], room.desk.person, room.desk.today
    if (fault := texts.faults.get(place)) is not None:
        return ReadText(words, None, (), fault)
    try:
        result = keeper.draft(room.client, words, by=by, today=today, batch=texts.batch, place=place)
    except (WriteoffError, *DEFECTS) as error:
        if len(texts.texts) == 1:
            raise
        return ReadText(words, None, (), error if isinstance(error, WriteoffError) else of_fault(error))
    return ReadText(words, result.record, result.drafts)


def _texts(room: Office, text: str, file: Path | None, split: Split) -> Texts:
    """What the command line names: a text, a file or standard input; one of them, and only one."""
    longest = room.desk.settings.longest_text
    if (file is None) == (not text):
        raise WrongUsage("Give a text or a file, one of them.", 'Such as: writeoff draft "write off $240 of damaged stock"')
    if file is None and text != "-":
        if split is not Split.NONE:
            raise WrongUsage("Only a file or standard input can be split.", "Leave out --split, or use --file.")
        return typed_text(text, longest)
    context = reading_context(room.drafted_books(), room.desk.today)
    if file is not None and str(file) != "-":
        return read_texts(read_file(file), file.name, split, longest, context)
    found = read_texts(sys.stdin.buffer.read(LARGEST_BYTES + 1), "standard input", split, longest, context)
    # What is typed in again is said again: only a file, or what is split like one, is known by its content.
    return found if split is not Split.NONE else Texts(found.texts)


def _drafted_before(room: Office, texts: Texts) -> dict[int, ReadText]:
    """What became of the texts of this batch that were drafted in an earlier run, by place."""
    if not texts.batch:
        return {}
    with room.store.client(room.client, reads=True) as transaction:
        allow(room.desk.person, transaction.role_of(room.desk.person), Action.DRAFT)
        return {
            record.place: ReadText(record.text, record, transaction.drafts(DraftQuery(text_id=record.id)))
            for record in transaction.texts_of_batch(texts.batch)
        }


def _each(
    some: Callable[[Sequence[int]], list[ReadText]], count: int, at_once: int, together: int
) -> Iterator[ReadText]:  # fmt: skip
    """Each text in its order, several at once where a model is waited for, and several together where nothing is; the count shown
    to a person who waits. Whoever stops the run waits only for the texts that were begun."""
    lists = [range(start, min(start + together, count)) for start in range(0, count, together)]
    with ExitStack() as stack:
        if at_once > 1 and count > 1:
            from concurrent.futures import ThreadPoolExecutor

            pool = stack.enter_context(ThreadPoolExecutor(at_once))
            stack.callback(pool.shutdown, cancel_futures=True)
            done = pool.map(some, lists)
        else:
            done = map(some, lists)
        for n, read in enumerate(chain.from_iterable(done), 1):
            if count > 1:
                progress(f"{n} of {count}" if n < count else "")
            yield read


def _page(texts: Texts, results: Sequence[ReadText], books: ClientBooks) -> str:
    if not texts.batch or len(results) == 1:
        return "\n\n".join(text_page(read, books) for read in results)
    pages = [f"{n}. {shortened(read.text, 90)}\n{text_page(read, books)}" for n, read in enumerate(results, 1)]
    counts = Counter(read.outcome for read in results)
    words = {"draft": "drafted", "blocked": "blocked", "ask": "to answer", "decline": "declined", "failed": "failed"}
    told = ", ".join(f"{counts[outcome]} {word}" for outcome, word in words.items() if counts[outcome])
    whole = used(read.record.proposal.usage for read in results if read.record)
    cost = f" Language model: {usage_line(whole)}." if whole.calls else ""
    return "\n\n".join([*pages, f"Batch {texts.batch}: {len(results)} texts, {told}.{cost}"])


def _document(texts: Texts, results: Sequence[ReadText], books: ClientBooks) -> Document:
    whole = used(read.record.proposal.usage for read in results if read.record)
    usage = usage_document(whole) if whole.calls else None
    return {"batch": texts.batch or None, "usage": usage, "texts": [text_document(read, books) for read in results]}


@command("answer")
@click.argument("draft_id", metavar="ID", type=Number())
@click.argument("text", nargs=-1, required=True)
@click.pass_obj
def answer(desk: Desk, draft_id: str, text: tuple[str, ...]) -> int:
    """Answer the question of draft ID; the draft then walks on with what was read before.

    \b
    Examples:
      writeoff answer D-4 "12"
      writeoff answer D-5 "the blue ones"
    """
    room = office(desk)
    words = checked_text(" ".join(text), desk.settings.longest_text, "The answer")
    answered = room.bookkeeper().answer(room.client, draft_id, words, by=desk.person, today=desk.today)
    books = room.drafted_books()
    say(draft_page(answered, books), draft_document(answered, books), as_json=desk.as_json)
    return code_of_draft(answered)
