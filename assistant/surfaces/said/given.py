"""What a person typed, pasted and handed in to a batch: its texts, each with its fault where it cannot be taken, and an id by
which the same giving is known again."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assistant.books.batch import Batch, Fault, Given, ReadAs
from assistant.books.evidence import EvidenceKind, Handed
from assistant.books.proposal import ReadingContext
from assistant.errors import WrongUsage
from assistant.surfaces.said.texts import Split, Texts, as_it_looks, is_count_sheet, read_texts, typed_texts

LISTS = ("csv", "txt")  # endings of files that hold texts; every other one is evidence
MOST_TEXTS = 2_000
AS_IT_LOOKS = "auto"


@dataclass(frozen=True, slots=True)
class Told:
    """`key` is the form's own, so that a form sent twice is one giving. `split` says how the text is taken apart, None: as
    it looks. `alone`: other people's lists are not this person's to see, so that the same file is known again as theirs only."""

    text: str
    lists: tuple[Handed, ...]
    split: Split | None
    key: str
    by: str
    at: datetime
    today: date
    alone: bool = False


def holds_texts(name: str) -> bool:
    """Whether a file of this name is a list of losses or counts."""
    return name.rpartition(".")[2].lower() in LISTS


def shown_by(handed: Sequence[Handed], said: str) -> Mapping[str, Sequence[EvidenceKind]]:
    """What the files show, by digest: a count sheet what it is, other papers what the person says of them, where they do.
    WrongUsage for a word that is no kind of evidence."""
    if said and said not in tuple(EvidenceKind):
        raise WrongUsage(f"{said!r} is no kind of evidence.", f"Say one of: {', '.join(EvidenceKind)}.")
    papers = [EvidenceKind(said)] if said else []
    return {
        file.digest: [EvidenceKind.COUNT_SHEET] if is_count_sheet(file.content, file.name) else papers
        for file in handed
        if not holds_texts(file.name) or is_count_sheet(file.content, file.name)
    }


def split_said(word: str) -> Split | None:
    """'line', 'blank', 'none' or 'auto', as a form has it. WrongUsage for another word."""
    if word in ("", AS_IT_LOOKS):
        return None
    if word not in tuple(Split):
        raise WrongUsage(f"A text is not taken apart by {word!r}.", f"Say one of: {', '.join(Split)}, {AS_IT_LOOKS}.")
    return Split(word)


def batch_of(told: Told, longest: int, context: Callable[[], ReadingContext]) -> Batch:
    """The context is asked for where a list of goods is read. WrongUsage or BadFile, in words, where nothing can be drafted."""
    split = told.split or as_it_looks(told.text)
    parts: list[Texts] = []
    if told.text.strip() or not told.lists:
        parts.append(typed_texts(told.text, split, longest))
    for file in told.lists:
        by_line = Split.NONE if file.name.lower().endswith(".csv") else told.split or Split.LINE
        parts.append(read_texts(file.content, file.name, by_line, longest, context()))
    texts = tuple(given for part in parts for given in _given(part))
    if len(texts) > MOST_TEXTS:
        raise WrongUsage(f"These are {len(texts):,} texts; {MOST_TEXTS:,} can be given at once.", "Give them in parts.")
    title = ", ".join(file.name for file in told.lists)
    return Batch(_id_of(told, parts, split), texts, told.by, told.at, told.today, title)


def _given(part: Texts) -> Sequence[Given]:
    read_as = ReadAs.CELLS if part.rows else ReadAs.WORDS
    faults = {place: Fault(error.says, error.remedy, lasting=True) for place, error in part.faults.items()}
    return [Given(text, read_as, faults.get(place)) for place, text in enumerate(part.texts)]


def _id_of(told: Told, parts: Sequence[Texts], split: Split) -> str:
    """A file is known by its content, whenever it comes and whether the command line or the desk had it before. A list pasted
    twice on a day is the same list; a single text typed twice is said twice, for it may have happened twice."""
    whose = (told.by,) if told.alone else ()
    if len(parts) == 1 and told.lists:
        return parts[0].batch if not whose else named("file", parts[0].batch, *whose)
    if len(parts) == 1 and len(parts[0].texts) == 1:
        return named("text", told.by, told.key, told.text)
    files = (file.digest for file in told.lists)
    return named("list", told.by, told.today.isoformat(), split, told.text, *files)


def named(*parts: str) -> str:
    """The id of a batch that these together name."""
    return "B-" + hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]
