"""What an auditor is given at the desk and by the API: whether the books hold, the trail's head, and a pack as one file."""

from collections.abc import Iterator
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO

from fastapi.responses import Response, StreamingResponse

from assistant import wiring
from assistant.adapters.audit.signing import signed_by
from assistant.adapters.files.pack import zip_into
from assistant.bookkeeping import auditing
from assistant.bookkeeping.auditing import Verification, head_now
from assistant.books.audit_head import Head
from assistant.books.audit_sample import Asked
from assistant.surfaces.render.audit_pack import packed
from assistant.surfaces.said.days import day_said
from assistant.surfaces.said.sampled import above_said, numbers_said
from assistant.surfaces.serving.asked import writable
from assistant.surfaces.serving.csv import file_name
from assistant.surfaces.serving.house import House
from assistant.surfaces.serving.visit import InBooks

MOST_NUMBERS, PIECE = 200, 65_536  # vouchers that are made at once: some half a minute; bytes sent at once
ZIP = "application/zip"


def verified(house: House, client: str, person: str) -> tuple[Verification, bool]:
    """What verifying found, and whether there is a key here that signs heads."""
    signer = wiring.audit_signer(house.settings, create=False)
    own = signer.keys if signer is not None else ()
    return auditing.verify(house.store, client, by=person, own=own, signed_by=signed_by), signer is not None


def head_of(here: InBooks) -> Head:
    """The head of the client's trail as it stands, signed where there is a key."""
    signer = wiring.audit_signer(here.house.settings, create=False)
    with here.reading() as transaction:
        return head_now(transaction, here.client, signer, at=here.house.now())


def sampled(here: InBooks, since: str, until: str, above: str, random: int, seed: str, numbers: str) -> Asked:
    """What the words ask for. WrongUsage for a day, an amount or a list that is none."""
    with here.reading() as transaction:
        client = transaction.client
    first, last = (day_said(said, client.date_order) if said.strip() else None for said in (since, until))
    return Asked(first, last, above_said(above, client.currency), random, writable(seed), numbers_said(writable(numbers)))


def pack_answer(here: InBooks, asked: Asked) -> Response:
    """The pack, to be saved. WrongUsage where it is more vouchers than are made at once, or cannot be sampled."""
    house = here.house
    signer = wiring.audit_signer(house.settings, create=False)
    with ExitStack() as held:
        made = held.enter_context(TemporaryFile())
        with zip_into(made, at=house.now()) as add:
            packed(house.store, here.client, asked, add, signer, by=here.person, at=house.now(), most=MOST_NUMBERS)
        made.seek(0)
        held.pop_all()  # it is closed once it has been sent
    name = file_name(here.client, "audit", house.today().isoformat())
    headers = {"Content-Disposition": f'attachment; filename="{name}.zip"', "X-Content-Type-Options": "nosniff"}
    return StreamingResponse(_pieces(made), media_type=ZIP, headers=headers)


def _pieces(made: IO[bytes]) -> Iterator[bytes]:
    with made:
        while piece := made.read(PIECE):
            yield piece
