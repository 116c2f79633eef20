"""Connections to QuickBooks, and how they stand, to pages and to the documents of `--json`."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from assistant.books.remote import THERE, Company, ConnectionState, RemoteDocument
from assistant.surfaces.render.documents import Document
from assistant.surfaces.render.table import plain

WARNS_BEFORE = timedelta(days=14)
REMEDY = "Connect it again: writeoff qbo connect"


def connected_page(client: str, company: Company) -> str:
    return f"Connected {client} to {plain(company.name)} ({company.environment} company {company.realm})."


def connected_document(client: str, company: Company) -> Document:
    return {"client": client, "company": company.name, "realm": company.realm, "environment": company.environment}


def status_page(
    client: str, company: Company | None, waiting: Sequence[str], documents: Sequence[RemoteDocument], *, now: datetime
) -> str:
    """The connection, how many entries are where, and why those are not there that are not."""
    if company is None:
        return f"{client} is connected to no QuickBooks company. Connect it: writeoff qbo connect"
    open_yet = {document.entry for document in documents if document.state not in THERE}
    done = len({document.entry for document in documents} - open_yet)
    lines = [
        f"{client} is connected to {plain(company.name)} ({company.environment} company {company.realm}), "
        f"by {company.connected_by} on {company.connected_at:%Y-%m-%d}.",
        *standing_lines(company, now),
        f"{done} entr{'y' if done == 1 else 'ies'} there, {len(waiting)} to send.",
    ]
    for document in documents:
        if document.state not in THERE:
            lines.append(f"  {document.entry}  {document.state.value}  {plain(document.says)}".rstrip())
    return "\n".join(lines)


def status_document(
    client: str, company: Company | None, waiting: Sequence[str], documents: Sequence[RemoteDocument], *, now: datetime
) -> Document:
    return {
        "client": client,
        "connected": company is not None,
        "connection": standing_document(company, now) if company else None,
        "company": company.name if company else None,
        "realm": company.realm if company else None,
        "environment": company.environment if company else None,
        "waiting": list(waiting),
        "documents": [
            {
                "entry": document.entry,
                "document": document.number,
                "state": document.state.value,
                "remote_id": document.remote_id or None,
                "reason": document.held_reason or None,
                "says": document.says,
            }
            for document in documents
        ],
    }


def standing_lines(company: Company, now: datetime) -> list[str]:
    """Whether it must be connected again, and until when it need not."""
    if company.state is ConnectionState.RECONNECT:
        return [f"It must be connected again. {plain(company.says)}", f"  {REMEDY}"]
    ends, hard = company.lifetime.ends_at, company.lifetime.hard_until
    if ends <= now:
        return [f"It ended on {ends:%Y-%m-%d}.", f"  {REMEDY}"]
    last = "" if hard == ends else f" if it is not used until then, and on {hard:%Y-%m-%d} at the latest"
    lines = [f"The access ends on {ends:%Y-%m-%d}{last}."]
    if (warning := warning_of(company, now)) is not None:
        lines.append(f"  {warning}")
    return lines


def warning_of(company: Company, now: datetime) -> str | None:
    """What to do about an end that is near: one that use puts off is put off by any question; the other only by a person."""
    left = company.lifetime.ends_at - now
    if company.state is ConnectionState.RECONNECT or left > WARNS_BEFORE:
        return None
    days = max(left.days, 0)
    when = f"in {days} day{'s' if days != 1 else ''}" if days else "today"
    if company.lifetime.ends_at == company.lifetime.hard_until:
        return f"That is {when}. {REMEDY}"
    return f"That is {when}. Any use renews it: writeoff qbo pull"


def standing_document(company: Company, now: datetime) -> Document:
    return {
        "state": company.state.value,
        "says": company.says,
        "ends_at": company.lifetime.ends_at.isoformat(timespec="seconds"),
        "ends_at_the_latest": company.lifetime.hard_until.isoformat(timespec="seconds"),
        "warning": warning_of(company, now),
    }


def disconnected_page(client: str, company: Company, *, revoked: bool) -> str:
    there = f"{plain(company.name)} ({company.environment} company {company.realm})"
    lines = [f"Disconnected {client} from {there}. What was sent stays there; what waits to be sent waits here."]
    if not revoked:
        lines.append("The access was forgotten here, not ended there: end it in QuickBooks, under Apps.")
    return "\n".join(lines)


def disconnected_document(client: str, company: Company, *, revoked: bool) -> Document:
    return {
        "client": client,
        "company": company.name,
        "realm": company.realm,
        "environment": company.environment.value,
        "revoked": revoked,
    }
