"""The evidence of a draft or an entry: what is wanted and what is there, files added, said of, waived and looked at."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import UploadFile

from assistant.bookkeeping import evidence
from assistant.bookkeeping.evidence import EvidenceOf
from assistant.books.draft import Draft
from assistant.books.evidence import EvidenceKind
from assistant.books.people import Action
from assistant.errors import WrongUsage
from assistant.stages.evidence import called, kind_said, kinds_said
from assistant.surfaces.render.evidence import size_said
from assistant.surfaces.serving.errors import asked_by_htmx
from assistant.surfaces.serving.filters import words
from assistant.surfaces.serving.flash import flash
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.uploads import taken
from assistant.surfaces.serving.visit import At, at

router = APIRouter()
TAKEN = ("png", "jpg", "jpeg", "webp", "gif", "heic", "heif", "pdf", "txt", "csv", "eml", "docx", "xlsx")
TAKEN_SAID = ",".join(f".{ending}" for ending in TAKEN)  # as a form says it
MOST_AT_ONCE = 20  # files of one form
# What a browser shows by itself, by how the content begins; all else is only saved.
PICTURES = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"))
SMALL = 3_000_000  # bytes of a picture that is shown beside its name


async def sent_files(request: Request) -> list[UploadFile]:
    """The files of the form, without the empty one that a browser sends where none was chosen."""
    return [sent for sent in (await request.form()).getlist("files") if isinstance(sent, UploadFile) and sent.filename]


Seen = Annotated[At, Depends(at(Action.SEE_OWN))]
Giving = Annotated[At, Depends(at(Action.DRAFT))]
Waiving = Annotated[At, Depends(at(Action.WAIVE))]


@dataclass(frozen=True, slots=True)
class EvidencePanel:
    """What parts/evidence.html shows. `alone`: on a page of its own."""

    of: EvidenceOf
    largest_megabytes: float
    alone: bool

    @property
    def suggested(self) -> str:
        """The kind that is missing: what somebody most likely adds next. Empty where nothing is."""
        return self.of.missing[0].need.kinds[0].value if self.of.missing else ""

    @property
    def wanted(self) -> tuple[EvidenceKind, ...]:
        return tuple(dict.fromkeys(kind for each in self.of.needs for kind in each.need.kinds))

    @property
    def others(self) -> tuple[EvidenceKind, ...]:
        return tuple(kind for kind in EvidenceKind if kind not in self.wanted)

    @staticmethod
    def choices(kinds: Iterable[EvidenceKind]) -> tuple[tuple[str, str], ...]:
        """Each with what it is called."""
        return tuple((kind.value, words(kind.value)) for kind in kinds)

    @property
    def unsaid(self) -> int:
        return sum(not each.file.shows for each in self.of.files)


def evidence_shown(here: At, draft: Draft) -> dict[str, Any]:
    """What parts/evidence.html needs beside `draft` and `at`."""
    return _shown(here, draft.id)


@router.get("/c/{client}/evidence/{subject}")
def show(request: Request, here: Seen, subject: str) -> HTMLResponse:
    """The panel on a page of its own, for drafts and entries alike."""
    return page(request, "evidence.html", at=here, **_shown(here, subject, alone=True))


@router.post("/c/{client}/evidence/{subject}")
def add(
    request: Request,
    here: Giving,
    subject: str,
    files: Annotated[list[UploadFile], Depends(sent_files)],
    shows: Annotated[str, Form()] = "",
    alone: Annotated[bool, Form()] = False,
) -> Response:
    """Files as evidence; all of them are kept or none."""
    if not files:
        raise WrongUsage("No file was chosen.", "Choose one or several, or drop them on the box.")
    if len(files) > MOST_AT_ONCE:
        raise WrongUsage(f"{len(files)} files are too many at once.", f"Add at most {MOST_AT_ONCE}, then the rest.")
    handed = [taken(file, here.house.settings.largest_file, TAKEN) for file in files]
    kept = evidence.add(
        here.house.store, here.client, subject, handed, by=here.person, at=here.house.now(), shows=_kinds([shows])
    )  # fmt: skip
    new = sum(each.new for each in kept)
    told = f"{new} file{'' if new == 1 else 's'} added to {subject}." if new else f"{subject} had what you added already."
    return _again(request, here, subject, told, alone=alone)


@router.post("/c/{client}/evidence/{subject}/waive")
def waive(
    request: Request,
    here: Waiving,
    subject: str,
    need: Annotated[str, Form()],
    because: Annotated[str, Form()] = "",
    alone: Annotated[bool, Form()] = False,
) -> Response:
    """An owner does without a need."""
    evidence.waive(here.house.store, here.client, subject, need, because=because, by=here.person, at=here.house.now())
    return _again(request, here, subject, f"{subject} goes without it; your reason stays with it.", alone=alone)


@router.post("/c/{client}/evidence/{subject}/{digest}")
def say(
    request: Request,
    here: Giving,
    subject: str,
    digest: str,
    shows: Annotated[list[str], Form()] = [],  # noqa: B006 - never changed
    alone: Annotated[bool, Form()] = False,
) -> Response:
    """What a file shows: one kind, or several."""
    if not (kinds := _kinds(shows)):
        raise WrongUsage("Nothing was chosen.", "Choose what the file shows.")
    evidence.say(here.house.store, here.client, subject, digest, kinds, by=here.person, at=here.house.now())
    return _again(request, here, subject, "What the file shows is kept.", alone=alone)


@router.get("/c/{client}/evidence/{subject}/{digest}")
def view(here: Seen, subject: str, digest: str) -> Response:
    """What a file holds: a picture or a PDF to look at, anything else to save. It can run nothing and load nothing, whatever it
    says that it is (OWASP ASVS 5.0, 3.2.1 and 5.4.2)."""
    file, content = evidence.content(here.house.store, here.client, subject, digest, by=here.person)
    kind = shown_as(content)
    disposition = "inline" if kind else "attachment"
    headers = {
        "Content-Disposition": f"{disposition}; filename=\"file\"; filename*=UTF-8''{quote(file.name, safe='')}",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, max-age=3600",
    }
    return Response(content, media_type=kind or "application/octet-stream", headers=headers)


def shown_as(content: bytes) -> str:
    """The media type of what a browser may show by itself, told by the content alone; empty for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    return next((kind for begins, kind in PICTURES if content.startswith(begins)), "")


def _shown(here: At, subject: str, *, alone: bool = False) -> dict[str, Any]:
    found = evidence.listed(here.house.store, here.client, subject, by=here.person)
    panel = EvidencePanel(found, here.house.settings.largest_file, alone)
    said = {"called": called, "kind": kind_said, "kinds": kinds_said, "size": size_said}
    return {"evidence": panel, "evidence_said": said, "small_picture": SMALL, "evidence_taken": TAKEN_SAID}


def _again(request: Request, here: At, subject: str, told: str, *, alone: bool) -> Response:
    """The panel anew where htmx asked, else back to the page that it stands on."""
    if asked_by_htmx(request):
        return page(request, "parts/evidence_panel.html", at=here, told=told, **_shown(here, subject, alone=alone))
    on_draft = evidence.A_DRAFT.fullmatch(subject) and not alone
    back = f"/c/{here.client}/drafts/{subject}#evidence" if on_draft else f"/c/{here.client}/evidence/{quote(subject)}"
    answer = RedirectResponse(back, status_code=303)
    flash(answer, request, told)
    return answer


def _kinds(said: list[str]) -> tuple[EvidenceKind, ...]:
    try:
        return tuple(EvidenceKind(kind) for kind in said if kind)
    except ValueError as error:
        raise WrongUsage("There is no such kind of evidence.", "Choose one of the list.") from error
