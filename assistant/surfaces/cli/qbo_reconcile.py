"""`qbo found`, `reconcile`, `revalue`, `accept`, `restore`, `reverse`: what QuickBooks holds otherwise, and what a person says of
it."""

from collections.abc import Callable

import click

from assistant.bookkeeping.disposing import Disposed, Disposing
from assistant.books.found import Verdict
from assistant.errors import NotFound, WrongUsage
from assistant.surfaces.cli.exits import DONE, REFUSED, WAITS
from assistant.surfaces.cli.frame import Desk, Number, command, now
from assistant.surfaces.cli.office import Office, office
from assistant.surfaces.cli.saying import say


@command("found")
@click.argument("subject", metavar="ID", type=Number())
@click.option("--theirs", "verdict", flag_value=Verdict.THEIRS.value, help="Theirs stands for it: it is linked, nothing is sent.")
@click.option(
    "--ours", "verdict", flag_value=Verdict.OURS.value, help="Ours stands; theirs is a mistake, listed until it is gone."
)
@click.option("--both", "verdict", flag_value=Verdict.BOTH.value, help="Both are true: they are two losses.")
@click.option("--document", default="", metavar="N", help="Which document is meant, by its Id or number.")
@click.pass_obj
def found(desk: Desk, subject: str, verdict: str | None, document: str) -> int:
    """Show what QuickBooks holds that may be the same loss as draft or entry ID; or say which of them stands.

    It is looked for when a draft is approved, and once more before the entry goes out. Nothing is sent, and nothing approved,
    while one is open.

    \b
    Examples:
      writeoff qbo found D-4
      writeoff qbo found D-4 --theirs
      writeoff qbo found D-4 --both --document 145
    """
    from assistant.bookkeeping.looking import judge
    from assistant.surfaces.render.found import found_document, found_page

    room = office(desk)
    if verdict is not None:
        rows = judge(
            room.store, room.client, subject, Verdict(verdict), document=document, by=desk.person, today=desk.today, at=now()
        )  # fmt: skip
    elif document:
        raise WrongUsage("--document says which document is judged.", "Say how too: --theirs, --ours or --both.")
    else:
        with room.reading() as books:
            connected = books.connected()
            rows = books.found(connected.realm, subject) if connected is not None else ()
        if not rows:
            raise NotFound(
                f"Nothing was found in QuickBooks for {subject}.", "It is looked for when it is approved, and before it goes out."
            )
    told = {"id": subject, "found": [found_document(each) for each in rows]}
    say(found_page(rows, subject), told, as_json=desk.as_json)
    return WAITS if any(each.verdict is Verdict.OPEN for each in rows) else DONE


@command("reconcile")
@click.option("--from", "since", metavar="DATE", help="Only entries dated from this day on.")
@click.option("--to", "until", metavar="DATE", help="Only entries dated up to this day.")
@click.pass_obj
def reconcile(desk: Desk, since: str | None, until: str | None) -> int:
    """Compare these books with QuickBooks: every document of every entry, stock with its quantities and values, and accounts.

    Each difference has a name, its cause, and what mends it; nothing is mended by this. What somebody edited or deleted there
    waits for 'qbo accept', 'restore' or 'reverse'. Exit code 1 where something differs.

    \b
    Examples:
      writeoff qbo reconcile
      writeoff qbo reconcile --from 2026-07-01 --to 2026-09-30
      writeoff qbo reconcile --json
    """
    from assistant import connections
    from assistant.bookkeeping.pulling import pull
    from assistant.bookkeeping.reconciling import Span
    from assistant.bookkeeping.reconciling import reconcile as reconciled
    from assistant.surfaces.render.reconciling import reconciliation_document, reconciliation_page

    room = office(desk)
    span = Span(room.day(since) if since else None, room.day(until) if until else None)
    if span.since and span.until and span.until < span.since:
        raise WrongUsage(f"From {span.since} to {span.until} there is no day.", "Give the earlier day with --from.")
    with connections.quickbooks(room.store, room.client, desk.settings, by=desk.person) as remote:
        result = reconciled(
            room.store,
            room.client,
            remote,
            lambda: pull(room.store, room.client, remote, by=desk.person, today=desk.today, now=now),
            span=span,
            by=desk.person,
            at=now(),
        )
    say(reconciliation_page(result), reconciliation_document(room.client, result), as_json=desk.as_json)
    return DONE if result.clean else REFUSED


@command("revalue")
@click.argument("goods", nargs=-1, metavar="[SKU]...")
@click.pass_obj
def revalue(desk: Desk, goods: tuple[str, ...]) -> int:
    """Carry goods at what QuickBooks carries them at, where the quantities agree: those named, or all that differ.

    Posts one entry that moves their value against the control account of goods received; nothing of it is sent.

    \b
    Examples:
      writeoff qbo revalue MUG-01
      writeoff qbo revalue
    """
    from assistant.bookkeeping.revaluing import revalue as revalued
    from assistant.surfaces.render.documents import entry_document
    from assistant.surfaces.render.pages import posted_notation
    from assistant.wiring import new_id

    room = office(desk)
    receipt = revalued(room.store, room.client, goods, by=desk.person, today=desk.today, at=now(), entry_id=new_id())
    books = room.books()
    opened = f"Opened the account {receipt.opened.label} for it.\n" if receipt.opened else ""
    document = {"entry": entry_document(receipt.entry, books), "opened_account": receipt.opened.key if receipt.opened else None}
    say(opened + posted_notation(receipt.entry, books), document, as_json=desk.as_json)
    return DONE


# ── What somebody did there ──────────────────────────────────────────────────────────────────────────────────────────


@command("accept")
@click.argument("entry", type=Number())
@click.pass_obj
def accept(desk: Desk, entry: str) -> int:
    """Let stand what somebody did in QuickBooks to ENTRY's documents: these books follow, by drafts that send nothing.

    Of a document that was deleted, the entry's reversal is drafted; of one that was edited, its reversal and the entry as it is
    there now. What no account here shows (a number, a class) stands at once. Drafts are approved like any other.

    \b
    Examples:
      writeoff qbo accept WO-1002
    """
    return _disposed(office(desk), lambda disposing: disposing.accept(entry))


@command("restore")
@click.argument("entry", type=Number())
@click.pass_obj
def restore(desk: Desk, entry: str) -> int:
    """Make ENTRY's documents in QuickBooks what they were: a deleted one is made anew by the next sync, an edited one now.

    What somebody changed since it was last seen is shown first, and never written over.

    \b
    Examples:
      writeoff qbo restore WO-1002
    """
    return _disposed(office(desk), lambda disposing: disposing.restore(entry))


@command("reverse")
@click.argument("entry", type=Number())
@click.pass_obj
def reverse(desk: Desk, entry: str) -> int:
    """Take ENTRY back on both sides: what is left of it in QuickBooks is deleted now, its reversal here is drafted.

    Only for an entry whose documents somebody edited or deleted there; any other is taken back by 'writeoff reverse'.

    \b
    Examples:
      writeoff qbo reverse WO-1002
    """
    return _disposed(office(desk), lambda disposing: disposing.reverse(entry))


def _disposed(room: Office, decide: Callable[[Disposing], Disposed]) -> int:
    from assistant import connections
    from assistant.books.people import Action
    from assistant.surfaces.render.reconciling import disposed_document, disposed_page

    desk = room.desk
    with connections.quickbooks(room.store, room.client, desk.settings, by=desk.person, to=Action.APPROVE) as remote:
        disposed = decide(Disposing(room.store, room.client, remote, desk.person, desk.today, now))
    books = room.books()
    say(disposed_page(disposed, books), disposed_document(disposed, books), as_json=desk.as_json)
    return DONE
