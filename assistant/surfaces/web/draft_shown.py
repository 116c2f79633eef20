"""One draft to all that its page shows. What a reporter does not read (stock, balances, QuickBooks) is left out for them."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from assistant.books.accounts import Side
from assistant.books.audit import AuditEvent
from assistant.books.beside import Beside
from assistant.books.care import Typing
from assistant.books.disagreement import Disagreement
from assistant.books.draft import OPEN_STATES, Draft, DraftState, MappedLine
from assistant.books.entry import PostedEntry, side_total
from assistant.books.finding import Finding, Warning
from assistant.books.money import Money
from assistant.books.people import Action
from assistant.errors import NotAllowed, NotFound, WriteoffError
from assistant.stages.posting import memo_of, one_line
from assistant.stages.review import refuse_unfit_approver
from assistant.surfaces.render.commands import Part, parts_of
from assistant.surfaces.render.found import SAID, found_for
from assistant.surfaces.render.goods_moved import GoodsRow, goods_rows
from assistant.surfaces.render.impact import Impact, impact_of
from assistant.surfaces.render.plans import KINDS as DOCUMENTS
from assistant.surfaces.render.remedies import Here, Remedy, kept_reading, remedies_of
from assistant.surfaces.render.trail import sentence_of
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import At, at
from assistant.surfaces.web.draft_said import Said, said_of
from assistant.surfaces.web.evidence import evidence_shown
from assistant.surfaces.web.queue_care import care_shown

if TYPE_CHECKING:
    from assistant.adapters.sql.transaction import SqlTransaction

AtDraft = Annotated[At, Depends(at(Action.SEE_OWN))]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the entry: its account as it is called, how its amount came about, and the next best accounts by label."""

    line: MappedLine
    label: str
    amount_because: str
    runners_up: tuple[tuple[str, str, float], ...]
    proposed: str


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with its remedy in the desk's words, and what can be pressed."""

    finding: Finding
    remedy: tuple[Part, ...]
    ways: tuple[Remedy, ...]


@dataclass(frozen=True, slots=True)
class Differing:
    said: Disagreement
    ways: tuple[Remedy, ...]
    settled: bool


@dataclass(frozen=True, slots=True)
class Told:
    """An event of the trail."""

    event: AuditEvent
    says: str

    @property
    def raw(self) -> str:
        """All that the trail keeps of it."""
        return json.dumps(self.event.detail, ensure_ascii=False, indent=1, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The drafts before and after it in the queue, least sure first; '' where there is none."""

    previous: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page of one draft."""

    draft: Draft
    beside: Beside
    memo: str
    said: Said
    lines: tuple[Line, ...]
    goods: tuple[GoodsRow, ...]
    findings: tuple[Found, ...]
    differing: tuple[Differing, ...]
    impact: Impact | None
    trail: tuple[Told, ...]
    neighbours: Neighbours
    typing: Typing | None
    unfit: NotAllowed | None

    @property
    def total(self) -> Money:
        """The debits of the entry; zero where it moves units alone."""
        lines = self.draft.entry.lines if self.draft.entry is not None else ()
        currency = lines[0].amount.currency if lines else self.beside.books.currency
        return side_total((line.line() for line in lines), Side.DEBIT, currency)

    @property
    def memo_differs(self) -> bool:
        """The entry is called by other words than the text's own."""
        return self.memo != one_line(self.draft.text)

    @property
    def entry(self) -> PostedEntry | None:
        return self.beside.entry

    @property
    def open(self) -> bool:
        return self.draft.state in OPEN_STATES

    @property
    def decided(self) -> tuple[str, datetime] | None:
        """Who approved or rejected it, and when."""
        what = ("draft.approved", "draft.approved_by_policy", "draft.rejected")
        return next(((told.event.who, told.event.at) for told in reversed(self.trail) if told.event.what in what), None)

    @property
    def last_done(self) -> Told | None:
        """What somebody did to it last; that it was worked out anew for who was refused is no news to them."""
        return next((told for told in reversed(self.trail) if told.event.what != "draft.renewed"), None)

    @property
    def left(self) -> tuple[tuple[str, str, str], ...]:
        """(item, place, units) of a posted entry that no reversal has brought back yet, as they are written in a form."""
        entry = self.entry
        if entry is None or entry.reverses or self.draft.state is not DraftState.POSTED:
            return ()
        units = self.beside.books.history.units_left(entry.number)
        return tuple((item, place, f"{number.normalize():f}") for (item, place), number in units.items() if number > 0)


def seen_draft(here: At, transaction: "SqlTransaction", draft_id: str) -> Draft:
    """The draft, for who may see it. To a reporter another person's is not there."""
    draft = transaction.draft(draft_id)
    if not here.may(Action.READ) and draft.drafted_by != here.person:
        raise NotFound(f"There is no draft {draft_id} of yours.", "The queue lists what you reported.")
    return draft


def sheet_of(here: At, draft_id: str) -> Sheet:
    """All that the page shows, read in one transaction. NotFound as `seen_draft`."""
    with here.reading() as transaction:
        draft = seen_draft(here, transaction, draft_id)
        beside = transaction.beside(draft)
        before, after = transaction.neighbours(draft)
        typing = transaction.typing(draft.id, here.person)
    place = Here(beside.books, here.house.today())
    reads = here.may(Action.READ)
    return Sheet(
        draft=draft,
        beside=beside,
        memo=memo_of(draft),
        said=said_of(draft),
        lines=_lines(draft, beside),
        goods=goods_rows(draft, beside.books),
        findings=tuple(
            Found(finding, parts_of(finding.remedy, draft.id), _may(here, remedies_of(draft, finding, place)))
            for finding in draft.findings
            if finding.code is not Warning.READERS_DISAGREE
        ),
        differing=_differing(here, draft, place),
        impact=impact_of(draft.entry.lines, beside) if reads and draft.entry is not None and not draft.entry_number else None,
        trail=tuple(Told(event, sentence_of(event)) for event in beside.trail) if reads else (),
        neighbours=Neighbours(before, after) if reads else Neighbours(),
        typing=typing,
        unfit=_unfit(here, draft, beside),
    )


def _unfit(here: At, draft: Draft, beside: Beside) -> NotAllowed | None:
    """Why the person may not approve just this draft, as the workflow would say it."""
    if draft.state is not DraftState.WAITING or draft.entry is None or not draft.entry.lines or not here.may(Action.APPROVE):
        return None
    try:
        refuse_unfit_approver(draft, beside.books.policy, here.member, here.person)
    except NotAllowed as unfit:
        return unfit
    return None


def _may(here: At, ways: tuple[Remedy, ...]) -> tuple[Remedy, ...]:
    return tuple(way for way in ways if here.may(way.needs)) if here.may(Action.REVISE) else ()


def _differing(here: At, draft: Draft, place: Here) -> tuple[Differing, ...]:
    left = draft.still_disagreed
    open_ = draft.state in OPEN_STATES
    return tuple(
        Differing(said, _may(here, kept_reading(draft, said, place)) if said in left and open_ else (), said not in left)
        for said in draft.disagreements
    )


def _lines(draft: Draft, beside: Beside) -> tuple[Line, ...]:
    if draft.entry is None:
        return ()
    derived = "; ".join(draft.entry.valued.derived)
    return tuple(
        Line(
            line=line,
            label=label_of(line.account, beside),
            amount_because=valued.because if valued.because not in derived and derived not in valued.because else "",
            runners_up=tuple((key, label_of(key, beside), sure) for key, sure in line.runners_up),
            proposed=label_of(line.proposed, beside) if line.proposed else "",
        )
        for line, valued in zip(draft.entry.lines, draft.entry.valued.lines, strict=True)
    )


def preview_lines(here: At, draft: Draft) -> tuple[tuple[MappedLine, str], ...]:
    """The lines of an entry that is kept nowhere, each with its account as it is called."""
    lines = draft.entry.lines if draft.entry is not None else ()
    with here.reading() as transaction:
        chart = transaction.chart()
    return tuple((line, chart[line.account].label if line.account in chart else line.account) for line in lines)


def label_of(key: str, beside: Beside) -> str:
    account = beside.books.chart.get(key)
    return account.label if account is not None else key


def draft_answer(request: Request, here: At, sheet: Sheet, *, status: int = 200, **told: Any) -> HTMLResponse:
    """The page of the draft; `told` is what a decision adds to it: `stopped` (the error), `changed` (what is otherwise now)."""
    stopped: WriteoffError | None = told.get("stopped")
    ways = {"stopped_ways": parts_of(stopped.remedy, sheet.draft.id) if stopped is not None else ()}
    return page(request, "draft.html", at=here, status=status, **(shown_of(here, sheet) | ways | told))


def shown_of(here: At, sheet: Sheet) -> dict[str, Any]:
    draft = sheet.draft
    return {
        "sheet": sheet,
        "draft": draft,
        "base": f"/c/{here.client}/drafts/{draft.id}",
        "caring": care_shown(here, draft) if here.may(Action.READ) and sheet.open else None,
        "stopped": None,
        "changed": (),
        "form": None,
        "words": "",
        "found_there": found_for(draft, sheet.beside.books) if here.may(Action.READ) else (),
        "said_of_found": SAID,
        "documents": DOCUMENTS,
        "label": lambda key: label_of(key, sheet.beside),
        **evidence_shown(here, draft),
    }
