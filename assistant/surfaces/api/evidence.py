"""Files that show what happened, of a draft or an entry: what is wanted, what is there, added, said of, waived, downloaded."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Path, UploadFile
from fastapi.responses import JSONResponse, Response
from pydantic import AfterValidator, Field

from assistant.bookkeeping import evidence
from assistant.books.evidence import EvidenceKind
from assistant.errors import WrongUsage
from assistant.surfaces.api import wire
from assistant.surfaces.api.caller import Drafting, Here, ReadingOwn, Waiving
from assistant.surfaces.api.describing import ALWAYS, HEADERS, operation, problem, router_of
from assistant.surfaces.render.evidence import evidence_document
from assistant.surfaces.serving.uploads import taken

router = APIRouter(**router_of("Evidence"))
MOST_AT_ONCE = 20
SAVED = "application/octet-stream"

Subject = Annotated[
    str, AfterValidator(str.upper), Path(description="The draft's id or the entry's number", examples=["D-1"], max_length=40)
]
Digest = Annotated[str, Path(description="The file's SHA-256 in hex", pattern="^[0-9a-f]{64}$", examples=["0" * 64])]


class Shows(wire.Body):
    """What a file shows: one kind, or several."""

    shows: Annotated[list[EvidenceKind], Field(min_length=1, max_length=len(EvidenceKind), examples=[["photo"]])]


class Waived(wire.Body):
    """An owner does without what the draft is to be shown by."""

    need: Annotated[wire.Name, Field(description="The need's name, as the evidence lists it", examples=["damaged"])]
    because: wire.Words


@router.get("/clients/{client}/evidence/{subject}", **operation("Evidence of a draft or an entry", "evidence"))
def evidence_of(here: ReadingOwn, subject: Subject) -> JSONResponse:
    """The files, what each shows, and what of it is missing or waived."""
    return _listed(here, subject)


@router.post(
    "/clients/{client}/evidence/{subject}", **operation("Add evidence", "evidence", status=201, changes=True)
)
def add_evidence(
    here: Drafting,
    subject: Subject,
    files: Annotated[list[UploadFile], File(description="Pictures, PDFs, text, tables and mail, each of its own kind")],
    shows: Annotated[list[EvidenceKind] | None, Form(description="What all of them show")] = None,
) -> JSONResponse:
    """Keeps the files with the draft or the entry, each once by its content: all of them, or none."""
    if len(files) > MOST_AT_ONCE:
        raise WrongUsage(f"{len(files)} files are too many at once.", f"Send at most {MOST_AT_ONCE}, then the rest.")
    handed = [taken(file, here.house.settings.largest_file) for file in files]
    evidence.add(
        here.house.store, here.client, subject, handed, by=here.person, at=here.house.now(), shows=shows or ()
    )  # fmt: skip
    return _listed(here, subject, status=201)


@router.post("/clients/{client}/evidence/{subject}/waivers", **operation("Do without evidence", "evidence", changes=True))
def waive(here: Waiving, subject: Subject, sent: Waived) -> JSONResponse:
    """An owner's word that the draft goes without it, with the reason, up to what it comes to now."""
    because = wire.reason(sent.because, "A waiver")
    evidence.waive(here.house.store, here.client, subject, sent.need, because=because, by=here.person, at=here.house.now())
    return _listed(here, subject)


@router.patch("/clients/{client}/evidence/{subject}/{digest}", **operation("Say what a file shows", "evidence", changes=True))
def say_what_shows(here: Drafting, subject: Subject, digest: Digest, sent: Shows) -> JSONResponse:
    """What the file shows from now on; the trail keeps what was said before."""
    evidence.say(here.house.store, here.client, subject, digest, sent.shows, by=here.person, at=here.house.now())
    return _listed(here, subject)


FILE: dict[str, Any] = {
    "description": "The file, to be saved",
    "content": {SAVED: {"schema": {"type": "string", "format": "binary"}}},
}


@router.get(
    "/clients/{client}/evidence/{subject}/{digest}",
    summary="Download a file",
    response_class=Response,
    responses={200: FILE | {"headers": HEADERS}, **{status: problem(status) for status in ALWAYS}},
)
def download(here: ReadingOwn, subject: Subject, digest: Digest) -> Response:
    """What the file holds, to be saved: whatever it says that it is, no browser opens it."""
    file, content = evidence.content(here.house.store, here.client, subject, digest, by=here.person)
    headers = {
        "Content-Disposition": f"attachment; filename=\"file\"; filename*=UTF-8''{quote(file.name, safe='')}",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type=SAVED, headers=headers)


def _listed(here: Here, subject: str, status: int = 200) -> JSONResponse:
    found = evidence.listed(here.house.store, here.client, subject, by=here.person)
    return JSONResponse(evidence_document(found), status)
