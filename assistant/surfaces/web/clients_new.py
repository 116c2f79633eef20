"""Books opened at the desk, by people of the firm: from a sample client, or from a client's own files; then to the accounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import UploadFile

from assistant.adapters.files.client import read_client
from assistant.bookkeeping.opening import allow_opening, open_client
from assistant.books.client_books import ClientBooks
from assistant.errors import BadFile, WriteoffError, WrongUsage
from assistant.resources import data_root
from assistant.surfaces.said.opened import FILES, NEEDED, books_of
from assistant.surfaces.serving.errors import status_of
from assistant.surfaces.serving.flash import flash
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import Visit, Visiting
from assistant.surfaces.web.settings_frame import Form, mended, said_in

router = APIRouter()
SAMPLES = "coa_samples"
MEGABYTE = 1_000_000
PIECE = 65_536


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample client that books can be opened from."""

    slug: str
    says: str


@router.get("/clients/new")
def show(request: Request, visit: Visiting) -> HTMLResponse:
    allow_opening(visit.house.identity, visit.person)
    return _shown(request)


@router.post("/clients/new/sample")
def from_sample(request: Request, visit: Visiting, form: Form) -> Response:
    """Books of a sample client, under a name of their own."""
    allow_opening(visit.house.identity, visit.person)
    chosen, slug = said_in(form, "sample"), said_in(form, "slug")
    typed = {"sample": chosen, "sample_slug": slug}
    try:
        if chosen not in {sample.slug for sample in samples()}:
            raise WrongUsage("There is no such sample.", "Choose one of the list.")
        return _opened(request, visit, read_client(Path(str(data_root(SAMPLES) / chosen)), slug or chosen))
    except WriteoffError as error:
        return _shown(request, error=error, typed=typed)


@router.post("/clients/new/files")
def from_files(request: Request, visit: Visiting, form: Form) -> Response:
    """Books of a client's own files; every fault of them is shown, with its file, row and column."""
    allow_opening(visit.house.identity, visit.person)
    slug = said_in(form, "slug")
    try:
        files = _files(form, visit.house.settings.largest_file)
        return _opened(request, visit, books_of(files, slug))
    except WriteoffError as error:
        return _shown(request, error=error, typed={"slug": slug})


def _opened(request: Request, visit: Visit, books: ClientBooks) -> Response:
    house = visit.house
    open_client(house.store, house.identity, books, by=visit.person, at=house.now())
    answer = RedirectResponse(f"/c/{books.client}/settings/accounts", status_code=303)
    goods = f"{len(books.stock.items)} items" if books.stock.items else "no item records"
    says = f"The books of {books.name} are open: {len(books.chart)} accounts, {goods}, in {books.currency}. You own them."
    flash(answer, request, f"{says} Settle the accounts next.")
    for difference in books.differences[:2]:
        flash(answer, request, f"Kept as a difference of the opening: {difference.says}", kind="warn")
    return answer


def _files(form: Form, largest_megabytes: float) -> Mapping[str, bytes]:
    """What was sent of the files, by the name each is read under, whatever it is called. BadFile for one that is too large, or
    where one that is needed was not sent."""
    found: dict[str, bytes] = {}
    for name in FILES:
        sent = form.get(name)
        if isinstance(sent, str) or sent is None or not sent.filename:
            continue
        found[name] = _read(sent, name, largest_megabytes)
    if missing := [f"{name}: was not chosen; it is needed." for name in NEEDED if name not in found]:
        says = "Books cannot be opened without these files."
        raise BadFile(says, "Choose them, and open the books again.", faults=tuple(missing))
    return found


def _read(sent: UploadFile, name: str, largest_megabytes: float) -> bytes:
    content, largest = bytearray(), int(largest_megabytes * MEGABYTE)
    while piece := sent.file.read(PIECE):
        content += piece
        if len(content) > largest:
            fault = f"{name}: is larger than {largest_megabytes:g} MB; leave out old rows."
            raise BadFile("These files cannot be opened: there is a fault in them.", "Make it smaller.", faults=(fault,))
    return bytes(content)


def _shown(request: Request, *, error: WriteoffError | None = None, typed: Mapping[str, str] | None = None) -> HTMLResponse:
    faults = [fault.partition(": ")[::2] for fault in error.faults] if isinstance(error, BadFile) else []
    return page(
        request, "clients_new.html", status=status_of(error) if error is not None else 200,
        samples=samples(), error=error, mend=mended(error) if error is not None else "", faults=faults, typed=typed or {},
    )  # fmt: skip


@cache
def samples() -> tuple[Sample, ...]:
    """The sample clients that came along, with what their books hold."""
    root = Path(str(data_root(SAMPLES)))
    read = [read_client(folder, folder.name) for folder in sorted(root.iterdir()) if (folder / "client.json").is_file()]
    return tuple(Sample(each.client, _says(each)) for each in read)


def _says(books: ClientBooks) -> str:
    goods = f"{len(books.stock.items)} items" if books.stock.items else "no item records"
    method = books.policy.cost_method.value.replace("_", " ")
    system = books.policy.inventory_system.value
    return f"{books.name}: {books.currency}, {len(books.chart)} accounts, {goods}, {system}, {method}"
