"""What the queue's address asks for to what its page shows: lines, accounts by name, counts, and the filters to choose from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from assistant.adapters.sql.queue import read_counts, read_labels, read_people, read_policies, read_queue
from assistant.bookkeeping.entitlement import feature_note
from assistant.books.care import QueueLine
from assistant.books.draft import DraftState
from assistant.books.finding import Problem, Warning
from assistant.books.identity import Place
from assistant.books.people import Action, may
from assistant.books.policy import Feature
from assistant.books.queue import Counts, Order, QueueQuery, Tab, cursor_of
from assistant.books.reasons import Kind, Reason
from assistant.errors import WrongUsage
from assistant.surfaces.serving.asked import choice_asked
from assistant.surfaces.serving.filters import words
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import At, Visit

A_PAGE = 50
LONGEST_SEARCH = 100
ME, NOBODY = "me", "nobody"
SURENESS = {"low": (0.0, 0.8), "middling": (0.8, 0.95), "high": (0.95, 1.0)}
TABS = ((Tab.US, "Waiting on us"), (Tab.ANSWER, "Waiting on an answer"), (Tab.RESTING, "Resting"), (Tab.DONE, "Done"))
ORDERS = (
    (Order.SURE, "least sure first"), (Order.AMOUNT, "largest first"), (Order.AGE, "oldest first"), (Order.PERSON, "by person"),
)  # fmt: skip
ASKED = ("tab", "order", "reason", "kind", "by", "with", "finding", "sure", "q")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the queue, and what the person may do with it."""

    line: QueueLine
    place: Place
    labels: Mapping[tuple[str, str], str]

    @property
    def open(self) -> bool:
        return self.line.state in (DraftState.WAITING, DraftState.BLOCKED, DraftState.ASKED)

    @property
    def approvable(self) -> bool:
        return self.line.state is DraftState.WAITING and self.may(Action.APPROVE)

    @property
    def pick(self) -> str:
        """What selecting it sends: the client, the draft, and what an approval of it is bound to."""
        return f"{self.line.client}/{self.line.id}/{self.line.glance.fingerprint}"

    @property
    def here(self) -> str:
        return f"/c/{self.line.client}/queue/{self.line.id}"

    @property
    def sides(self) -> list[tuple[str, str, Any]]:
        return [
            ("Dr" if side.side == "debit" else "Cr", self.labels.get((self.line.client, side.account), side.account), side.amount)
            for side in self.line.glance.sides
        ]

    def may(self, action: Action) -> bool:
        return may(self.place.member.role, action)


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of the queue. `bulk` says, for a client whose plan has none, why nothing can be selected there."""

    query: QueueQuery
    asked: Mapping[str, str]
    rows: tuple[Row, ...]
    next: str
    counts: Counts
    people: tuple[str, ...]
    bulk: Mapping[str, str]

    @property
    def filtered(self) -> bool:
        return any(value for name, value in self.asked.items() if name not in ("tab", "order"))


def query_of(visit: Visit, places: Sequence[Place], asked: Mapping[str, str]) -> QueueQuery:
    """What the address asks for, of these places. WrongUsage for a word that none of the choices is."""
    sure = asked.get("sure", "")
    if sure and sure not in SURENESS:
        raise WrongUsage(f"{sure!r} cannot be chosen here.", f"Choose one of {', '.join(SURENESS)}.")
    finding = asked.get("finding", "")
    if finding and finding not in {*Problem, *Warning}:
        raise WrongUsage(f"There is no finding {finding!r}.", "Choose one of the list.")
    least, most = SURENESS.get(sure, (0.0, 1.0))
    reason, kind = choice_asked(Reason, asked.get("reason", "")), choice_asked(Kind, asked.get("kind", ""))
    cared = asked.get("with", "")
    return QueueQuery(
        today=visit.house.today(),
        clients=tuple(place.client for place in places if may(place.member.role, Action.READ)),
        own=tuple(place.client for place in places if not may(place.member.role, Action.READ)),
        person=visit.person,
        tab=choice_asked(Tab, asked.get("tab", "")) or Tab.US,
        order=choice_asked(Order, asked.get("order", "")) or Order.SURE,
        reason=reason.value if reason is not None else "",
        kind=kind.value if kind is not None else "",
        drafted_by=visit.person if asked.get("by") == ME else asked.get("by", ""),
        cared_by={"": None, ME: visit.person, NOBODY: ""}.get(cared, cared),
        finding=finding,
        least=least,
        most=most,
        words=asked.get("q", "")[:LONGEST_SEARCH],
        limit=A_PAGE + 1,
        after=asked.get("after", ""),
    )


def read_shown(connection: Connection, visit: Visit, places: Sequence[Place], asked: Mapping[str, str]) -> Shown:
    query = query_of(visit, places, asked)
    lines = read_queue(connection, query)
    plans = read_policies(connection, sorted({line.client for line in lines}))
    return Shown(
        query=query,
        asked={name: asked.get(name, "") for name in ASKED},
        rows=rows_of(connection, lines[:A_PAGE], places),
        next=cursor_of(query, lines[A_PAGE - 1]) if len(lines) > A_PAGE else "",
        counts=read_counts(connection, query),
        people=read_people(connection, [place.client for place in places]),
        bulk={client: note for client, policy in plans.items() if (note := feature_note(policy, Feature.BULK_APPROVAL))},
    )


def rows_of(connection: Connection, lines: Sequence[QueueLine], places: Sequence[Place]) -> tuple[Row, ...]:
    labels, known = read_labels(connection, lines), {place.client: place for place in places}
    return tuple(Row(line, known[line.client], labels) for line in lines)


def row_of(here: At, draft_id: str) -> Row | None:
    """The draft as the queue shows it, under whichever tab it stands; None for one that this person may not see."""
    everything, own = ((here.client,), ()) if here.may(Action.READ) else ((), (here.client,))
    query = QueueQuery(here.house.today(), clients=everything, own=own, person=here.person, draft=draft_id, limit=1)
    with here.house.store.transaction(reads=True) as connection:
        found = rows_of(connection, read_queue(connection, query), (here.place,))
    return found[0] if found else None


def queue_page(request: Request, visit: Visit, places: Sequence[Place], *, at: At | None = None) -> HTMLResponse:
    with visit.house.store.transaction(reads=True) as connection:
        shown = read_shown(connection, visit, places, request.query_params)

    def address(**changed: str) -> str:
        """This page with other choices; from the first line on, where none is said."""
        asked = {name: value for name, value in ({**shown.asked, **changed}).items() if value}
        return f"{request.url.path}?{urlencode(asked)}" if asked else request.url.path

    people = ((ME, "me"), *((name, name) for name in shown.people if name != visit.person))
    choices: dict[str, Any] = {
        "reasons_said": [(reason.value, words(reason)) for reason in Reason],
        "kinds_said": [(kind.value, words(kind)) for kind in Kind],
        "findings_said": [(code.value, words(code)) for code in (*Problem, *Warning)],
        "people_said": people,
        "carers_said": (*people, (NOBODY, "nobody")),
    }
    back = address(after=request.query_params.get("after", ""))
    return page(
        request,
        "queue.html",
        at=at,
        shown=shown,
        tabs=TABS,
        orders=ORDERS,
        address=address,
        back=back,
        tomorrow=visit.house.today() + timedelta(days=1),
        **choices,
    )
