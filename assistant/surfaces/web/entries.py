"""The journal as a list: the last posted first, filtered, summed, a page at a time; and as a file."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response

from assistant.books.accounts import Chart
from assistant.books.people import Action
from assistant.books.reasons import Kind, Reason
from assistant.books.register import EntryQuery, Register, Told
from assistant.surfaces.render.there import Standing, standing_of
from assistant.surfaces.serving.asked import choice_asked, csv_address, day_asked, next_address, writable
from assistant.surfaces.serving.csv import csv_answer
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import At, at

router = APIRouter(prefix="/c/{client}")
Reading = Annotated[At, Depends(at(Action.READ))]
COLUMNS = (
    "entry", "date", "kind", "reason", "sub_reason", "memo", "amount", "account_net", "reverses", "reversed_by", "drafted_by",
    "posted_by", "posted_at", "quickbooks",
)  # fmt: skip
LONGEST, MOST = 200, 500  # characters of what is searched for, entries on a page


@dataclass(frozen=True, slots=True)
class Asked:
    """What the filters say, as typed, and the query that it comes to."""

    since: str
    until: str
    query: EntryQuery

    @property
    def filtered(self) -> bool:
        return self.query != EntryQuery(after=self.query.after, limit=self.query.limit)


def asked(
    here: Reading,
    since: Annotated[str, Query(alias="from")] = "",
    until: Annotated[str, Query(alias="to")] = "",
    reason: str = "",
    sub_reason: str = "",
    kind: str = "",
    person: str = "",
    account: str = "",
    text: Annotated[str, Query(max_length=LONGEST)] = "",
    after: str = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
) -> Asked:
    """WrongUsage for a day or a word that is none."""
    query = EntryQuery(
        since=day_asked(here, since), until=day_asked(here, until), reason=choice_asked(Reason, reason),
        sub_reason=writable(sub_reason), kind=choice_asked(Kind, kind), person=writable(person), account=writable(account),
        words=text.strip(), after=writable(after), limit=limit,
    )  # fmt: skip
    return Asked(since, until, query)


@dataclass(frozen=True, slots=True)
class Journal:
    """What a page of the journal shows beside its rows: where each stands in QuickBooks, None where none is connected."""

    register: Register
    chart: Chart
    told: Told
    standings: Mapping[str, Standing] | None


@router.get("/entries")
def show(request: Request, here: Reading, asked: Annotated[Asked, Depends(asked)]) -> HTMLResponse:
    journal = _journal(here, asked.query)
    older = next_address(request, after=journal.register.next) if journal.register.next else ""
    return page(request, "entries.html", at=here, asked=asked, journal=journal, older=older, csv=csv_address(request))


@router.get("/entries.csv")
def download(here: Reading, asked: Annotated[Asked, Depends(asked)]) -> Response:
    """All that the filters ask for, not a page of it."""
    journal = _journal(here, replace(asked.query, after="", limit=0))
    standings = journal.standings or {}
    rows = [
        (
            row.number, row.entry_date, row.kind.value, row.reason.value, row.sub_reason, row.memo, row.amount, row.of_account,
            row.reverses, " ".join(row.reversed_by), row.drafted_by, row.posted_by, row.posted_at,
            standings[row.number].words if row.number in standings else "",
        )
        for row in journal.register.rows
    ]  # fmt: skip
    return csv_answer((here.client, "entries", here.house.today().isoformat()), COLUMNS, rows)


def _journal(here: At, query: EntryQuery) -> Journal:
    with here.reading() as transaction:
        register, company = transaction.register(query), transaction.company()
        standings = None
        if company is not None:
            numbers = [row.number for row in register.rows]
            states, waiting = transaction.states_there(company.realm, numbers), frozenset(transaction.to_send())
            standings = {number: standing_of(states.get(number, ()), waits=number in waiting) for number in numbers}
        return Journal(register, transaction.books_about(()).chart, transaction.told_apart(), standings)

