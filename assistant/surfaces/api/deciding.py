"""What a person decides on a draft: answered, revised, overridden, approved, rejected."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import Field

from assistant.bookkeeping.bulk import Pick, approve_selected
from assistant.bookkeeping.previewing import preview
from assistant.books.draft import Draft
from assistant.books.reasons import Reason
from assistant.errors import WriteoffError, WrongUsage
from assistant.stages.review import still_open
from assistant.surfaces.api import wire
from assistant.surfaces.api.caller import Approving, Drafting, Here, Overriding, Revising
from assistant.surfaces.api.describing import operation, router_of
from assistant.surfaces.api.drafts import DraftId, IfMatch, answered, deciding, problems_of, seen_of, visible
from assistant.surfaces.api.problems import Stopped
from assistant.surfaces.render.documents import Document, done_document, draft_document, entry_document, error_body
from assistant.surfaces.said.revising import Revision as Revised
from assistant.surfaces.said.revising import revision
from assistant.surfaces.said.texts import checked_text

router = APIRouter(**router_of("Drafts"))
MOST_AT_ONCE = 200
CHANGES_A_DRAFT: dict[str, Any] = {"etag": True, "changes": True, "refuses": (412, 428)}


class Answer(wire.Body):
    """An answer to the draft's question, in words or one of its choices."""

    answer: Annotated[wire.Words, Field(examples=["3"])]


class Revision(wire.Body):
    """What was read otherwise than it was. Words are read as an answer to a question would be: '3 cases', '4.15 each'."""

    item: wire.Name | None = Field(None, description="The item meant, by its SKU or in words", examples=["MUG-01"])
    quantity: wire.Name | None = Field(None, description="How many: 12, '3 cases', 'all but 3'", examples=["3"])
    place: wire.Name | None = Field(None, description="Where the goods lay")
    goods: wire.Line | None = Field(None, description="Which line of goods these are about, from 1")
    date: wire.Day | None = None
    reason: Reason | None = None
    sub_reason: Annotated[str, Field(max_length=200)] | None = Field(
        None, description="The client's own under the reason; '' for none"
    )
    kind: Literal["write_off", "write_down", "count_adjustment", "allowance"] | None = None
    amount: wire.Name | None = Field(None, description="The amount: 240.00, or '4.15 each'")
    nrv: wire.Name | None = Field(None, description="What written-down goods will bring: '1.50 each'")
    recovery: wire.Name | None = Field(None, description="Who bears part of it: 'insurer agreed 1,200.00'")
    supplier: wire.Name | None = None
    line: wire.Line | None = Field(None, description="The line whose account is chosen, from 1")
    account: wire.Name | None = Field(None, description="The account of that line; without a line, the loss account")
    note: wire.Words | None = Field(None, description="What the entry is to say")
    klass: Annotated[str, Field(max_length=200)] | None = Field(None, alias="class", description="QuickBooks' class; '' for none")
    offer: wire.Line | None = Field(None, description="Take the goods offered beside the amount, from 1")


class Because(wire.Body):
    """Why; kept in the trail."""

    because: Annotated[wire.Words, Field(examples=["counted again: nothing is missing"])]


class SeenDraft(wire.Body):
    """A draft as it was shown, by the ETag that came with it."""

    id: Annotated[wire.Name, Field(examples=["D-1"])]
    seen: Annotated[wire.Name, Field(description="Its ETag")]


class Approvals(wire.Body):
    drafts: Annotated[list[SeenDraft], Field(min_length=1, max_length=MOST_AT_ONCE)]


class Rejections(wire.Body):
    drafts: Annotated[list[SeenDraft], Field(min_length=1, max_length=MOST_AT_ONCE)]
    because: wire.Words


@router.post("/clients/{client}/drafts/{draft_id}/answer", **operation("Answer a draft's question", "draft", **CHANGES_A_DRAFT))
def answer(here: Drafting, draft_id: DraftId, sent: Answer, if_match: IfMatch = None) -> JSONResponse:
    """The draft walks on from its question, with what was read before. Whoever made the draft may answer it."""
    seen, keeper = seen_of(if_match), here.bookkeeper()
    with here.reading() as transaction:
        visible(here, transaction, draft_id)
    words = checked_text(sent.answer, here.house.settings.longest_text, "The answer")
    with deciding(here, draft_id):
        draft = keeper.answer(here.client, draft_id, words, by=here.person, today=here.house.today(), version=seen.version)
    return _as_it_is(here, draft)


@router.post("/clients/{client}/drafts/{draft_id}/revise", **operation("Revise a draft", "draft", **CHANGES_A_DRAFT))
def revise(here: Revising, draft_id: DraftId, sent: Revision, if_match: IfMatch = None) -> JSONResponse:
    """Facts that a person corrects are worked out anew from there, accounts are checked anew. Its version rises."""
    seen, today = seen_of(if_match), here.house.today()
    with deciding(here, draft_id):
        told = _told(here, draft_id, sent)
        draft = here.bookkeeper().revise(
            here.client, draft_id, told.settled, told.overrides, by=here.person, today=today, version=seen.version
        )  # fmt: skip
    return _as_it_is(here, draft)


@router.post(
    "/clients/{client}/drafts/{draft_id}/preview",
    **operation("See what a revision would make of a draft", "draft", refuses=(409, 413)),
)
def look_ahead(here: Revising, draft_id: DraftId, sent: Revision) -> JSONResponse:
    """The draft as the revision would leave it, with its entry and what is found about it. Nothing is kept."""
    with deciding(here, draft_id):
        told = _told(here, draft_id, sent)
        after = preview(
            here.house.store, here.client, draft_id, told.settled, told.overrides, by=here.person, today=here.house.today()
        )  # fmt: skip
    with here.reading() as transaction:
        return JSONResponse(draft_document(after, transaction.books()))


def _told(here: Here, draft_id: str, sent: Revision) -> Revised:
    """What was sent, as the walk takes it. WrongUsage for what cannot be read."""
    if sent.line is not None and not sent.account:
        raise WrongUsage("A line needs the account chosen for it.", "Send both: line and account.", code="invalid_request")
    said = {name: sent.__dict__[name] for name in SAID}
    with here.reading() as transaction:
        draft, books = transaction.draft(draft_id), transaction.books()
    return revision(
        draft, books, here.bookkeeper().answers, said, about=sent.goods - 1 if sent.goods else None, on=wire.day(sent.date),
        line=sent.line, offer=sent.offer, today=here.house.today(),
    )  # fmt: skip


SAID = (
    "item", "quantity", "place", "reason", "sub_reason", "kind", "amount", "nrv", "recovery", "supplier", "account", "note",
    "klass",
)  # fmt: skip


@router.post(
    "/clients/{client}/drafts/{draft_id}/override",
    **operation("Let a draft go to QuickBooks as a journal", "draft", **CHANGES_A_DRAFT),
)
def override(here: Overriding, draft_id: DraftId, sent: Because, if_match: IfMatch = None) -> JSONResponse:
    """An owner's word that a journal may go out although it parts an account from goods that QuickBooks tracks."""
    seen, because = seen_of(if_match), wire.reason(sent.because, "An override")
    with deciding(here, draft_id):
        draft = here.bookkeeper().override(
            here.client, draft_id, because=because, by=here.person, today=here.house.today(), version=seen.version
        )  # fmt: skip
    return _as_it_is(here, draft)


@router.post(
    "/clients/{client}/drafts/{draft_id}/approve",
    **operation("Approve a draft: this posts it", "entry", changes=True, refuses=(412, 428, 502)),
)
def approve(here: Approving, draft_id: DraftId, if_match: IfMatch = None) -> JSONResponse:
    """Posts the draft as it was seen (If-Match), checked once more against the books as they are now. A repeat gets the same
    entry."""
    number = _approved(here, draft_id, if_match)
    with here.reading() as transaction:
        return JSONResponse(entry_document(transaction.entry(number), transaction.books()))


@router.post("/clients/{client}/drafts/{draft_id}/reject", **operation("Reject a draft", "draft", **CHANGES_A_DRAFT))
def reject(here: Approving, draft_id: DraftId, sent: Because, if_match: IfMatch = None) -> JSONResponse:
    """The draft is closed, with the reason."""
    return _as_it_is(here, _rejected(here, draft_id, if_match, wire.reason(sent.because, "A rejection")))


@router.post("/clients/{client}/approvals", **operation("Approve several drafts", "decisions", changes=True))
def approve_several(here: Approving, sent: Approvals) -> JSONResponse:
    """Each draft by itself, as it was seen: what one is refused for does not hold the others."""
    picks = [Pick(one.id.upper(), seen_of(one.seen).fingerprint) for one in {one.id: one for one in sent.drafts}.values()]
    outcomes = approve_selected(
        here.house.store, here.bookkeeper(), here.client, picks, by=here.person, today=here.house.today()
    )  # fmt: skip
    done: dict[str, str | None] = {each.subject: each.entry.number for each in outcomes if each.entry is not None}
    stopped = {each.subject: each.stopped for each in outcomes if each.stopped is not None}
    return JSONResponse(done_document(done, {id_: _problems(here, id_, error) for id_, error in stopped.items()}))


@router.post("/clients/{client}/rejections", **operation("Reject several drafts", "decisions", changes=True))
def reject_several(here: Approving, sent: Rejections) -> JSONResponse:
    """Each draft by itself, with the same reason."""
    because = wire.reason(sent.because, "A rejection")
    done: dict[str, str | None] = {}
    refused: dict[str, list[Document]] = {}
    for one in {one.id: one for one in sent.drafts}.values():
        try:
            done[_rejected(here, one.id.upper(), one.seen, because).id] = None
        except Stopped as stopped:
            refused[one.id] = _problems(here, one.id, stopped.error)
        except WriteoffError as error:
            refused[one.id] = _problems(here, one.id, error)
    return JSONResponse(done_document(done, refused))


# ── One by one ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _approved(here: Here, draft_id: str, said: str | None) -> str:
    """The number of the entry that the draft is posted as."""
    seen, today = seen_of(said), here.house.today()
    with deciding(here, draft_id):
        with here.reading() as transaction:
            draft, posted = transaction.draft(draft_id), transaction.posted_for(draft_id)
        if posted is None:
            still_open(draft, "approved", seen.version)
        entry = here.bookkeeper().approve(here.client, draft_id, by=here.person, today=today, seen=seen.fingerprint)
    return entry.number


def _rejected(here: Here, draft_id: str, said: str | None, because: str) -> Draft:
    seen = seen_of(said)
    with deciding(here, draft_id):
        return here.bookkeeper().reject(here.client, draft_id, because=because, by=here.person, version=seen.version)


def _problems(here: Here, draft_id: str, error: WriteoffError) -> list[Document]:
    return problems_of(here, draft_id, error) or [error_body(error)]


def _as_it_is(here: Here, draft: Draft) -> JSONResponse:
    with here.reading() as transaction:
        return answered(draft, draft_document(draft, transaction.books()))
