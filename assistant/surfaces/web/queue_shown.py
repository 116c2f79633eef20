"""What the queue's address asks for to what its page shows: lines, accounts by name, counts, and the filters to choose from."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup
from sqlalchemy import Connection

from assistant.adapters.sql.queue import read_counts, read_labels, read_marks, read_people, read_policies, read_queue
from assistant.bookkeeping.entitlement import feature_note
from assistant.books.care import QueueLine
from assistant.books.finding import Problem, Warning
from assistant.books.identity import Place
from assistant.books.people import Action, may
from assistant.books.policy import Feature
from assistant.books.queue import MOST_COUNTED, Counts, Order, QueueQuery, Tab, cursor_of
from assistant.books.reasons import Kind, Reason
from assistant.errors import NotFound, WrongUsage
from assistant.surfaces.serving.asked import choice_asked
from assistant.surfaces.serving.filters import words
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import At, Visit
from assistant.surfaces.web.queue_rows import Row, row_of_line

A_PAGE = 25
LONGEST_SEARCH = 100
ME, NOBODY = "me", "nobody"
SURENESS = {"low": (0.0, 0.8), "middling": (0.8, 0.95), "high": (0.95, 1.0)}
TABS = ((Tab.US, "Waiting on us"), (Tab.ANSWER, "Waiting on an answer"), (Tab.RESTING, "Resting"), (Tab.DONE, "Done"))
ORDERS = (
    ("", "least sure first"), (Order.AMOUNT.value, "largest first"), (Order.AGE.value, "oldest first"),
    (Order.PERSON.value, "by person"),
)  # fmt: skip
FILTERS = ("reason", "kind", "by", "with", "finding", "sure")
ASKED = ("tab", "order", *FILTERS, "q", "filters")


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of the queue; `listed` is its rows as they stand on the page, `filters` are shown or folded away."""

    query: QueueQuery
    asked: Mapping[str, str]
    rows: tuple[Row, ...]
    listed: Markup
    next: str
    counts: Counts
    filters: bool

    def counted(self, tab: Tab) -> str:
        """How many stand under the tab, as it is said."""
        count = self.counts.tabs[tab]
        return f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else str(count)

    @property
    def approvable(self) -> bool:
        """Whether any of its rows may be approved."""
        return any(row.approvable for row in self.rows)

    @property
    def filtered(self) -> bool:
        return any(self.asked[name] for name in (*FILTERS, "q"))


def query_of(visit: Visit, places: Sequence[Place], asked: Mapping[str, str]) -> QueueQuery:
    """What the address asks for, of these places. WrongUsage for a word that none of the choices is."""
    sure = asked.get("sure", "")
    if sure and sure not in SURENESS:
        raise WrongUsage(f"{sure!r} cannot be chosen here.", f"Choose one of {', '.join(SURENESS)}.")
    finding = asked.get("finding", "")
    if finding and finding not in {*Problem, *Warning}:
        raise WrongUsage(f"There is no finding {finding!r}.", "Choose one of the list.")
    least, most = SURENESS.get(sure, (0.0, 1.0))
    own = tuple(place.client for place in places if not may(place.member.role, Action.READ))
    reason, kind = choice_asked(Reason, asked.get("reason", "")), choice_asked(Kind, asked.get("kind", ""))
    cared = asked.get("with", "")
    return QueueQuery(
        today=visit.house.today(),
        clients=tuple(place.client for place in places if may(place.member.role, Action.READ)),
        own=own,
        person=visit.person if own else "",  # else all who see the same books are shown the same lines
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


def read_shown(
    connection: Connection, visit: Visit, places: Sequence[Place], asked: Mapping[str, str], marks: Hashable, *, named: bool
) -> Shown:
    """What is the same for whoever asks is kept apart from what is this person's own; `marks` are those of the places' books."""
    kept, query = visit.house.kept, query_of(visit, places, asked)
    lines = kept.of(query, marks, lambda: read_lines(connection, query))
    of_all = (query.today, query.clients, query.own, query.person)  # nothing is counted by what is filtered
    rows = rows_of(lines, visit, places, named=named)
    return Shown(
        query=query,
        asked={name: asked.get(name, "") for name in ASKED},
        rows=rows,
        listed=Markup("").join(row.html() for row in rows),
        next=cursor_of(query, lines.lines[-1]) if lines.more else "",
        counts=kept.of(of_all, marks, lambda: read_counts(connection, query)),
        filters=any(asked.get(name) for name in (*FILTERS, "filters")),
    )


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a page, and whether there are more; the accounts by client and key as a person knows them, and why the drafts of a
    client cannot be selected, where its plan has no bulk approval."""

    lines: tuple[QueueLine, ...]
    more: bool
    labels: Mapping[tuple[str, str], str]
    unpickable: Mapping[str, str]


def read_lines(connection: Connection, query: QueueQuery) -> Lines:
    """Those of a page; the query asks for one more, which is not shown."""
    found = read_queue(connection, query)
    return with_names(connection, found[:A_PAGE], more=len(found) > A_PAGE)


def with_names(connection: Connection, lines: Sequence[QueueLine], *, more: bool = False) -> Lines:
    policies = read_policies(connection, {line.client for line in lines})
    notes = {client: feature_note(policy, Feature.BULK_APPROVAL) for client, policy in policies.items()}
    return Lines(tuple(lines), more, read_labels(connection, lines), notes)


def rows_of(found: Lines, visit: Visit, places: Sequence[Place], *, named: bool) -> tuple[Row, ...]:
    known, today = {place.client: place for place in places}, visit.house.today()
    return tuple(
        row_of_line(
            line, known[line.client], found.labels, person=visit.person, today=today, named=named,
            unpickable=found.unpickable[line.client],
        )
        for line in found.lines
    )  # fmt: skip


def row_of(here: At, draft_id: str, *, named: bool = False) -> Row:
    """The draft as the queue shows it, under whichever tab it stands. NotFound for one that this person may not see."""
    everything, own = ((here.client,), ()) if here.may(Action.READ) else ((), (here.client,))
    query = QueueQuery(here.house.today(), clients=everything, own=own, person=here.person, draft=draft_id, limit=1)
    with here.house.store.across([here.client]) as connection:
        found = rows_of(with_names(connection, read_queue(connection, query)), here.visit, (here.place,), named=named)
    if not found:
        raise NotFound(f"There is no draft {draft_id} in these books.", "Go back to the queue.")
    return found[0]


def queue_page(request: Request, visit: Visit, places: Sequence[Place], *, at: At | None = None) -> HTMLResponse:
    clients = [place.client for place in places]
    asked = {name: request.query_params.get(name, "") for name in (*ASKED, "after")}
    key = (visit.person, visit.house.today(), tuple(places), at is None, *asked.values())
    with visit.house.store.across(clients) as connection:
        marks = read_marks(connection, clients)
        shown = visit.house.kept.of(
            key, marks, lambda: read_shown(connection, visit, places, asked, marks, named=at is None)
        )  # fmt: skip
        people = read_people(connection, clients) if shown.filters else None

    def address(**changed: str) -> str:
        """This page with other choices; from the first line on, where none is said."""
        asked = {name: value for name, value in ({**shown.asked, **changed}).items() if value}
        return f"{request.url.path}?{urlencode(asked)}" if asked else request.url.path

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
        choices=choices_of(people, visit.person) if people is not None else (),
    )


Choice = tuple[str, str, str, Sequence[tuple[str, str]]]


def choices_of(people: Sequence[str], person: str) -> tuple[Choice, ...]:
    """Each filter: its name in the address, what it is called, what it says where nothing is chosen, and what there is."""
    names = [(ME, "me"), *((name, name) for name in people if name != person)]
    sureness = [("low", "below 0.80"), ("middling", "0.80 to 0.95"), ("high", "above 0.95")]
    return (
        ("reason", "Reason", "any", [(reason.value, words(reason)) for reason in Reason]),
        ("kind", "Kind", "any", [(kind.value, words(kind)) for kind in Kind]),
        ("by", "Drafted by", "anybody", names),
        ("with", "Looked after by", "anybody or nobody", [*names, (NOBODY, "nobody")]),
        ("finding", "Finding", "any", [(code.value, words(code)) for code in (*Problem, *Warning)]),
        ("sure", "Confidence", "any", sureness),
    )
