"""Drafts: listed, shown, and the version by which a decision names what it saw."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Header, Path, Query
from fastapi.responses import JSONResponse
from pydantic import AfterValidator

from assistant.books.draft import OPEN_STATES, Draft, DraftState
from assistant.books.people import Action
from assistant.errors import ChangedSinceShown, NotFound, RefusedByBooks, WriteoffError, WrongUsage
from assistant.store import DraftQuery
from assistant.surfaces.api.caller import Here, ReadingOwn
from assistant.surfaces.api.cursors import Cursor, Limit, bad_cursor, cursor_of, place_of
from assistant.surfaces.api.describing import operation, router_of
from assistant.surfaces.api.problems import Stopped, refused
from assistant.surfaces.render.documents import Document, draft_document, finding_document

if TYPE_CHECKING:
    from assistant.adapters.sql.transaction import SqlTransaction

router = APIRouter(**router_of("Drafts"))
A_VERSION = re.compile(r'"(\d{1,9})-([0-9a-f]*)"')

DraftId = Annotated[str, AfterValidator(str.upper), Path(description="The draft's id", examples=["D-1"], max_length=40)]
IfMatch = Annotated[
    str | None,
    Header(alias="If-Match", max_length=100, description="The draft's ETag as it was shown: nobody decides unseen"),
]


@dataclass(frozen=True, slots=True)
class Seen:
    """The draft that a person saw: its version, and what an approval of it is bound to."""

    version: int
    fingerprint: str


def etag_of(draft: Draft) -> str:
    return f'"{draft.version}-{draft.fingerprint()}"'


def seen_of(said: str | None) -> Seen:
    """What If-Match names. 428 where it is not said, WrongUsage where it is no ETag of a draft."""
    if said is None:
        says = "This decision does not say which version of the draft was seen."
        raise refused(says, "Send the draft's ETag as If-Match.", "version_needed")
    match = A_VERSION.fullmatch(said.strip())
    if match is None:
        raise WrongUsage(f"{said} is no ETag of a draft.", "Send it as the draft came with it.", code="invalid_request")
    return Seen(int(match[1]), match[2])


def shown(here: Here, draft_id: str) -> tuple[Draft, Document]:
    """The draft as it is now, and its document with the trail."""
    with here.reading() as transaction:
        draft = visible(here, transaction, draft_id)
        return draft, draft_document(draft, transaction.books(), transaction.events(draft.id))


def visible(here: Here, transaction: "SqlTransaction", draft_id: str) -> Draft:
    """The draft, for who may see it: a reporter sees their own. NotFound."""
    if here.may(Action.READ):
        return transaction.draft(draft_id)
    own = [draft.id for draft in transaction.drafts(DraftQuery(drafted_by=here.person))]
    if draft_id not in own:
        raise NotFound(f"There is no draft {draft_id} of yours.", f"GET /clients/{here.client}/drafts lists them.")
    return transaction.draft(draft_id)


def answered(draft: Draft, document: Document, status: int = 200) -> JSONResponse:
    return JSONResponse(document, status, {"ETag": etag_of(draft)})


@contextmanager
def deciding(here: Here, draft_id: str) -> Iterator[None]:
    """What refuses a decision, with the draft as it is now where it was changed, and with its problems where it has some."""
    try:
        yield
    except ChangedSinceShown as changed:
        draft, document = shown(here, draft_id)
        raise Stopped(changed, draft=document, headers={"ETag": etag_of(draft)}) from changed
    except RefusedByBooks as error:
        raise Stopped(error, findings=problems_of(here, draft_id, error)) from error


def problems_of(here: Here, draft_id: str, error: WriteoffError) -> list[Document]:
    """The draft's problems, where it was refused for one of them."""
    try:
        with here.reading() as transaction:
            found = transaction.draft(draft_id).problems
    except NotFound:
        return []
    return [finding_document(each) for each in found] if any(each.code.value == error.code for each in found) else []


@router.get("/clients/{client}/drafts", **operation("Drafts, the least sure first", "queue"))
def list_drafts(
    here: ReadingOwn,
    state: Annotated[list[DraftState] | None, Query(description="Only these states; else what waits for a person")] = None,
    limit: Limit = 50,
    cursor: Cursor = "",
) -> JSONResponse:
    """What waits for a person, or drafts of the states named. A reporter sees their own."""
    own = "" if here.may(Action.READ) else here.person
    query = DraftQuery(
        states=frozenset(state or OPEN_STATES), least_sure_first=True, limit=limit + 1, after=place_of(cursor), drafted_by=own
    )
    with here.reading() as transaction:
        try:
            found = transaction.drafts(query)
        except NotFound as error:
            raise bad_cursor() from error
        books = transaction.books()
    rows, more = found[:limit], found[limit - 1].id if len(found) > limit else ""
    return JSONResponse({"rows": [draft_document(draft, books) for draft in rows], "next": cursor_of(more) or None})


@router.get("/clients/{client}/drafts/{draft_id}", **operation("One draft, with its trail", "draft", etag=True))
def show(here: ReadingOwn, draft_id: DraftId) -> JSONResponse:
    """The draft as it stands, with the trail of what was done to it. Its ETag is what If-Match wants of whoever decides on it."""
    return answered(*shown(here, draft_id))
