"""A batch to what its page shows of each text: the drafts that came of it, a question, a refusal with an example, a fault."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from assistant import wiring
from assistant.bookkeeping.batches import Came, came
from assistant.books.batch import Standing
from assistant.books.draft import Draft
from assistant.books.people import Action, may
from assistant.surfaces.render.documents import ReadText
from assistant.surfaces.render.example import example_text
from assistant.surfaces.serving.visit import At, at

AtDrafting = Annotated[At, Depends(at(Action.DRAFT))]
AtOwn = Annotated[At, Depends(at(Action.SEE_OWN))]
READERS = {
    "rules": "by the rules", "both": "by the rules and a language model", "model": "by a language model", "rows": "cell by cell",
    "form": "field by field",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A text of a batch as its page shows it. `other` is the name of the client that it fits better, for who may draft there;
    `elsewhere` the address of the batch it went to, for the same; `example` what could be said instead of a refused text."""

    came: Came
    read: ReadText
    labels: Mapping[str, str]
    other: str = ""
    elsewhere: str = ""
    example: str = ""

    @property
    def place(self) -> int:
        return self.came.place

    @property
    def reader(self) -> str:
        """Who read it: 'by the rules', 'cell by cell'."""
        record = self.came.record
        return READERS.get(record.proposal.reader, record.proposal.reader) if record is not None else ""


def shown_of(here: At, standing: Standing, places: Iterable[int]) -> tuple[Shown, ...]:
    """What the page shows of the texts at these places."""
    found = came(here.house.store, here.client, standing, places)
    reads = [ReadText(each.given.text, each.record, each.drafts) for each in found]
    labels = labels_of(here, [draft for each in found for draft in each.drafts])
    example = example_text(here.books()) if any(read.record and read.declined for read in reads) else ""
    return tuple(
        Shown(
            each,
            read,
            labels,
            other=_name(here, each.given.fits),
            elsewhere=_elsewhere(here, each.given.moved_to),
            example=example if read.record and read.declined else "",
        )
        for each, read in zip(found, reads, strict=True)
    )


def others_of(here: At) -> tuple[str, ...]:
    """The further clients that the person may draft for."""
    places = here.visit.places
    return tuple(each.client for each in places if each.client != here.client and may(each.member.role, Action.DRAFT))


def fitting_others(here: At, standing: Standing) -> Mapping[str, tuple[str, int]]:
    """The other clients that two texts or more fit better, by slug: the name, and how many. None that the person may not draft
    for."""
    found = Counter(given.fits for given in standing.batch.texts if given.fits)
    return {client: (name, many) for client, many in found.items() if many > 1 and (name := _name(here, client))}


def labels_of(here: At, drafts: Sequence[Draft]) -> Mapping[str, str]:
    """The accounts of the drafts' lines, by key, as their pages call them."""
    keys = {line.account for draft in drafts if draft.entry is not None for line in draft.entry.lines}
    with here.reading() as transaction:
        return transaction.account_labels(keys)


def _name(here: At, client: str) -> str:
    """The other client's name, for who may draft in its books too; '' for everybody else."""
    place = here.visit.place(client) if client else None
    return place.name if place is not None and may(place.member.role, Action.DRAFT) else ""


def _elsewhere(here: At, moved_to: str) -> str:
    """The address of the batch that a text went to, for who has a role there."""
    client, _, batch_id = moved_to.partition("/")
    return f"/c/{client}/batches/{batch_id}" if batch_id and _name(here, client) else ""


def reader_said(here: At) -> str:
    """Who reads what is described here, and why not the language model that is set."""
    with here.reading() as transaction:
        policy = transaction.policy()
    auto = wiring.ReaderChoice.AUTO
    name = wiring.reader(auto, here.house.settings, policy).name
    note = wiring.reader_note(auto, here.house.settings, policy)
    says, command, _ = note.partition(": writeoff ")
    return f"{says} in the settings." if command else note or f"What is said in words is read {READERS.get(name, name)}."
