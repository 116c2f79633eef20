"""An entry that would go out otherwise than it was approved, to a plan that a person has confirmed."""

from collections.abc import Callable
from datetime import datetime

from assistant.books.people import Action
from assistant.books.plan import KeptPlan
from assistant.errors import RefusedByBooks
from assistant.stages.rail.plan import plan as planned
from assistant.stages.review import allow
from assistant.syncing.deciding import NOT_SENT
from assistant.syncing.doors import SyncStore


def replan(store: SyncStore, client: str, number: str, *, by: str, now: Callable[[], datetime], overridden: str = "") -> KeptPlan:
    """The plan as it is now stands in place of the one that was approved; the next sync goes by it. `overridden` is an owner's
    reason to have it go as a journal to the asset account of tracked goods.

    Errors: NotAllowed; NotFound for no such entry; RefusedByBooks where the client is not connected, something of the entry was
    sent already, or it still cannot go, with the reason; and where nothing of it needs the override.
    """
    with store.client(client) as transaction:
        allow(by, transaction.role_of(by), Action.OVERRIDE if overridden else Action.APPROVE)
        posted = transaction.entry(number)
        books = transaction.books_about((number,))
        connected = books.connected
        if connected is None:
            says = f"{client} is connected to no QuickBooks company, or nothing was pulled yet."
            raise RefusedByBooks(says, "Connect it (writeoff qbo connect), then: writeoff qbo pull", code="not_connected")
        sent = [each for each in transaction.documents(connected.realm, entry=number) if each.state not in NOT_SENT]
        if sent:
            says = f"{number} went out already, as {sent[0].kind} {sent[0].number}."
            raise RefusedByBooks(says, f"Take it back if it is wrong: writeoff reverse {number}")
        before = transaction.plan_of(connected.realm, number)
        fresh = planned(posted, books, kept=before.plan if before is not None else None, overridden=overridden)
        if fresh.hold is not None:
            raise RefusedByBooks(fresh.hold.says, fresh.hold.remedy, code=fresh.hold.reason.value)
        if overridden and not fresh.overridden:
            says = f"Nothing of {number} needs an override: no journal of it would part an account from its goods."
            raise RefusedByBooks(says, "writeoff sync sends it as it is, or says what it waits for.")
        kept = KeptPlan(connected.realm, number, fresh, now())
        transaction.save_plan(kept)
        transaction.send_again(number)
        detail: dict[str, object] = {
            "realm": connected.realm,
            "before": before.plan.fingerprint() if before is not None else None,
            "after": fresh.fingerprint(),
            "overridden": overridden,
            "documents": [[document.kind.value, document.because] for document in fresh.documents],
        }
        transaction.record(at=now(), who=by, what="entry.replanned", subject=number, detail=detail)
        return kept
