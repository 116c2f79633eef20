"""A loss or a count reported without any text: fields, which walk and are checked as a text is."""

from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.books.batch import Batch, Given, ReadAs
from assistant.books.people import Action
from assistant.books.reading_context import reading_context
from assistant.books.reasons import Kind, Reason
from assistant.errors import WriteoffError, WrongUsage
from assistant.surfaces.said.given import holds_texts, named, shown_by
from assistant.surfaces.said.reported import MOST_LINES, OF_LINE, Report, checked, report_of
from assistant.surfaces.serving.drafting import drafting_of
from assistant.surfaces.serving.errors import status_of
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.uploads import taken
from assistant.surfaces.serving.visit import At
from assistant.surfaces.web.describe_shown import AtDrafting

router = APIRouter()

LINES = 3
WAITED_SECONDS = 1.0
KINDS = (
    (Kind.WRITE_OFF, "Goods are gone or worth nothing"),
    (Kind.COUNT_ADJUSTMENT, "A count found more or fewer"),
    (Kind.WRITE_DOWN, "Goods stay and are worth less"),
    (Kind.ALLOWANCE, "An amount is set aside for losses to come"),
)
Word = Annotated[str, Form()]


async def sent(request: Request) -> Report:
    """The form's fields; those of a line of goods carry its number from 0, such as 'sku-0'."""
    form = await request.form()
    return report_of({name: said for name, said in form.items() if isinstance(said, str)})


@router.get("/c/{client}/report")
def show(request: Request, here: AtDrafting, sku: str = "", place: str = "") -> HTMLResponse:
    return _form(request, here, report_of({"kind": Kind.WRITE_OFF.value, "sku-0": sku, "place-0": place if sku else ""}))


@router.post("/c/{client}/report")
def report(
    request: Request, here: AtDrafting, form: Annotated[Report, Depends(sent)], key: Word = "", more: Word = "",
    shows: Word = "", files: Annotated[list[UploadFile] | None, File()] = None,
) -> Response:  # fmt: skip
    """Kept as a line of text and drafted as one; with a fault, or a wish for more lines, the form comes back as it was."""
    if more:
        return _form(request, here, form, more=True)
    house, books = here.house, here.books()
    if not here.may(Action.READ):  # who sees no accounts names none
        form = Report({**form.event, "debit": "", "credit": ""}, form.lines)
    found = checked(form, books, reading_context(books, house.today()))
    chosen = [file for file in files or () if file.filename]
    try:
        handed = tuple(taken(file, house.settings.largest_file) for file in chosen)
        if any(holds_texts(file.name) for file in handed):
            raise WrongUsage("A list of losses is given under Describe.", "Here go photos, PDFs and other papers.")
        said = shown_by(handed, shows)
    except WriteoffError as error:
        found.faults["files"] = f"{error.says} {error.remedy}"
    if found.faults:
        return _form(request, here, form, found.faults, status=422, files_lost=bool(chosen))
    at = house.now()
    batch_id = named("form", here.person, key or house.new_secret(9), found.text)
    batch = Batch(batch_id, (Given(found.text, ReadAs.FORM),), here.person, at, house.today())
    try:
        drafting_of(request).give(here.client, batch, handed, said, others=(), wait_seconds=WAITED_SECONDS)
    except WriteoffError as error:
        return _form(request, here, form, {"kind": error.says}, status=status_of(error), files_lost=bool(chosen))
    return RedirectResponse(f"/c/{here.client}/batches/{batch_id}", status_code=303)


def _form(
    request: Request, here: At, report: Report, faults: dict[str, str] | None = None, *, status: int = 200, more: bool = False,
    files_lost: bool = False,
) -> HTMLResponse:  # fmt: skip
    with here.reading() as transaction:
        policy = transaction.policy()
    shown = max(LINES, len(report.lines) + (LINES if more else 0))
    lines = [*report.lines, *[dict.fromkeys(OF_LINE, "")] * (min(shown, MOST_LINES) - len(report.lines))]
    return page(
        request, "report.html", at=here, status=status, event=report.event, lines=lines, faults=faults or {}, kinds=KINDS,
        reasons=tuple(Reason), sub_reasons=policy.sub_reasons, names_accounts=here.may(Action.READ), files_lost=files_lost,
    )  # fmt: skip
