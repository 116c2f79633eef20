"""A client of the firm connected to a practice company of its own, in which someone works too; and entries to send there."""

import json
from typing import Any
from urllib.request import Request, urlopen

from assistant import connections, wiring
from assistant.adapters.quickbooks.seeding import realm_of
from assistant.bookkeeping import connecting
from assistant.bookkeeping.confirming import Said, confirm
from assistant.bookkeeping.pulling import pull
from assistant.books.draft import Draft
from assistant.books.entry import PostedEntry
from assistant.books.remote import Environment
from tests.surfaces.firm import ADA, BEA, CAL, HARDWARE, Firm


def connect(firm: Firm, client: str = HARDWARE) -> None:
    """Connected, pulled, and all that was proposed confirmed, by the owner."""
    store, settings = firm.store, firm.house.settings
    with connections.addresses(store, client, Environment.PRACTICE, settings) as where:
        consent = connections.practice_consent(client)
        connecting.connect(
            store, client, lambda: connections.access(client, where, settings, consent), by=ADA, at=connections.now()
        )  # fmt: skip
    with connections.quickbooks(store, client, settings, by=ADA) as remote:
        pull(store, client, remote, by=ADA, today=firm.clock.today(), now=connections.now)
    confirm(store, client, Said(), by=ADA, at=connections.now())


def drafted(firm: Firm, text: str, *, by: str = CAL, client: str = HARDWARE) -> tuple[Draft, ...]:
    """What the rules make of the text."""
    keeper = wiring.bookkeeper(firm.store, wiring.rules_reader())
    return keeper.draft(client, text, by=by, today=firm.clock.today()).drafts


def posted(firm: Firm, text: str, *, by: str = CAL, client: str = HARDWARE) -> PostedEntry:
    """Drafted and approved as it was read."""
    (draft,) = drafted(firm, text, by=by, client=client)
    keeper = wiring.bookkeeper(firm.store, wiring.rules_reader())
    return keeper.approve(client, draft.id, by=BEA, today=firm.clock.today())


def settled(firm: Firm, client: str = HARDWARE) -> None:
    """Returns when nothing is at work in the background for the client."""
    firm.house.runs.wait(client)


def someone(firm: Firm, operation: str, entity: str, client: str = HARDWARE, **body: object) -> dict[str, Any]:
    """What a person does in the client's practice company."""
    told = {"realm": realm_of(client), "operation": operation, "entity": entity, "body": body}
    with connections.practice_server(firm.store, client, firm.house.settings) as where:
        asked = Request(f"{where.api}/practice/someone", json.dumps(told).encode(), {"Content-Type": "application/json"})
        with urlopen(asked) as answer:
            made: dict[str, Any] = json.load(answer)
    return made
