"""`queue`, `show`, `revise`, `approve`, `reject`, `reverse`: a person's decisions on drafts."""

from collections.abc import Callable
from decimal import Decimal

import click

from assistant.books.draft import OPEN_STATES, Draft, DraftState
from assistant.books.entry import PostedEntry
from assistant.books.quantity import parse_quantity
from assistant.books.reasons import Reason
from assistant.errors import NotFound, WriteoffError, WrongUsage
from assistant.store import DraftQuery
from assistant.surfaces.cli.exits import DONE, code_of_draft, together
from assistant.surfaces.cli.frame import Desk, Number, command, now
from assistant.surfaces.cli.office import Office, office
from assistant.surfaces.cli.saying import say
from assistant.surfaces.render.documents import Document, done_document, draft_document, error_body, finding_document
from assistant.surfaces.render.pages import (
    draft_page,
    posted_notation,
    queue_page,
)

KINDS = ("write_off", "write_down", "count_adjustment", "allowance")
STATES = ("waiting", "blocked", "asked", "posted", "rejected", "reversed", "declined")


@command("queue")
@click.option("--state", "states", type=click.Choice(STATES), multiple=True, help="Only these states. [what waits for a person]")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="At most so many.")
@click.option("--after", type=Number(), default="", metavar="ID", help="Go on after this draft.")
@click.pass_obj
def queue(desk: Desk, states: tuple[str, ...], limit: int, after: str) -> int:
    """List what waits for a person, the least sure first.

    \b
    Examples:
      writeoff queue
      writeoff queue --state asked
    """
    room = office(desk)
    wanted = frozenset(DraftState(state) for state in states) or OPEN_STATES
    with room.reading() as transaction:
        found = transaction.drafts(DraftQuery(states=wanted, least_sure_first=True, limit=limit + 1, after=after))
        books = transaction.books()
    rows, more = found[:limit], found[limit - 1].id if len(found) > limit else ""
    document: Document = {"rows": [draft_document(draft, books) for draft in rows], "next": more or None}
    say(queue_page(rows, more), document, as_json=desk.as_json)
    return DONE


@command("revise")
@click.argument("draft_id", metavar="ID", type=Number())
@click.option("--item", metavar="SKU", help="The item meant.")
@click.option("--quantity", metavar="N", help="How many: 12, '3 cases', 'all but 3'.")
@click.option("--place", metavar="PLACE", help="Where the goods lay.")
@click.option("--goods", type=click.IntRange(1), metavar="N", help="Which line of goods these are about, from 1.")
@click.option("--date", "on", metavar="DATE", help="The day of the entry.")
@click.option("--reason", type=click.Choice([reason.value for reason in Reason]), help="Why.")
@click.option("--sub-reason", metavar="NAME", help="One of the client's own under the reason; '' for none.")
@click.option("--kind", type=click.Choice(KINDS), help="What the entry does.")
@click.option("--amount", metavar="AMOUNT", help="The amount: 240.00, or '4.15 each'.")
@click.option("--nrv", metavar="AMOUNT", help="What written-down goods will bring: '1.50 each'.")
@click.option("--recovery", metavar="'WHO HOW [AMOUNT]'", help="Who bears part of it: 'insurer agreed 1,200.00'.")
@click.option("--supplier", metavar="NAME", help="Who supplied the goods.")
@click.option("--line", type=click.IntRange(1), metavar="N", help="The line whose account is chosen, from 1.")
@click.option("--account", metavar="ACCOUNT", help="The account of that line; without --line, the loss account.")
@click.option("--note", metavar="TEXT", help="What the entry is to say.")
@click.option("--class", "klass", metavar="NAME", help="The class of the loss, as QuickBooks names it; '' for none.")
@click.option("--offer", type=click.IntRange(1), metavar="N", help="Take the goods offered beside the amount, from 1.")
@click.pass_obj
def revise(
    desk: Desk, /, draft_id: str, goods: int | None, on: str | None, line: int | None, offer: int | None, **said: str | None
) -> int:
    """Change what was read of draft ID, or an account. It is worked out again, and its version rises.

    \b
    Examples:
      writeoff revise D-4 --quantity 3 --place Store
      writeoff revise D-4 --reason expired --date 2026-09-30
      writeoff revise D-4 --line 1 --account 6910
      writeoff revise D-4 --offer 1
      writeoff revise D-4 --class Retail
    """
    from assistant.surfaces.said.revising import revision

    room = office(desk)
    keeper = room.bookkeeper()
    if line is not None and not said["account"]:
        raise WrongUsage("--line needs the account chosen for it.", "Write both: --line 1 --account 5050")
    with room.reading() as transaction:
        draft, books = transaction.draft(draft_id), transaction.books()
    told = revision(
        draft, books, keeper.answers, said, about=goods - 1 if goods else None, on=room.day(on) if on else None, line=line,
        offer=offer, today=desk.today,
    )  # fmt: skip
    revised = keeper.revise(room.client, draft_id, told.settled, told.overrides, by=desk.person, today=desk.today)
    books = room.drafted_books()
    say(draft_page(revised, books), draft_document(revised, books), as_json=desk.as_json)
    return code_of_draft(revised)


@command("approve")
@click.argument("draft_ids", metavar="ID...", type=Number(), nargs=-1, required=True)
@click.option("--offline", is_flag=True, help="Ask no QuickBooks company first; it is looked through before the entry goes out.")
@click.pass_obj
def approve(desk: Desk, draft_ids: tuple[str, ...], offline: bool) -> int:
    """Approve drafts as they were last shown; this posts them. A repeat gets the same entry.

    Of a connected client, QuickBooks is looked through first for documents that may be of the same loss.

    \b
    Examples:
      writeoff approve D-1
      writeoff approve D-2 D-3 D-5
      writeoff approve D-2 --offline
    """
    room = office(desk)
    keeper = room.bookkeeper(offline=offline)

    def post(draft_id: str) -> PostedEntry:
        return keeper.approve(room.client, draft_id, by=desk.person, today=desk.today)

    return _decide(room, draft_ids, post)


@command("override")
@click.argument("draft_id", metavar="ID", type=Number())
@click.option("--because", required=True, metavar="REASON", help="Why; kept with the entry for good.")
@click.pass_obj
def override(desk: Desk, draft_id: str, because: str) -> int:
    """Let draft or entry ID go to QuickBooks as a journal entry although it is of goods whose quantity is tracked there.

    Only an owner may. The account moves there and the quantity does not: reconciliation lists the entry, with the reason, from
    then on.

    \b
    Examples:
      writeoff override D-4 --because "no count is possible before the year end; the auditors agree"
      writeoff override WO-1002 --because "posted before QuickBooks tracked these goods"
    """
    room = office(desk)
    if not because.strip():
        raise WrongUsage("An override needs its reason.", 'Say why: --because "the auditors agree"')
    if room.books().history.find(draft_id) is not None:
        return _override_entry(room, draft_id, because.strip())
    changed = room.bookkeeper().override(room.client, draft_id, because=because.strip(), by=desk.person, today=desk.today)
    books = room.drafted_books()
    say(draft_page(changed, books), draft_document(changed, books), as_json=desk.as_json)
    return code_of_draft(changed)


def _override_entry(room: Office, number: str, because: str) -> int:
    """A posted entry that waits to go out."""
    from assistant.surfaces.render.plans import plan_document, plan_page
    from assistant.syncing.replanning import replan

    kept = replan(room.store, room.client, number, by=room.desk.person, now=now, overridden=because)
    books = room.books()
    say(plan_page(kept.plan, books), {"entry": number, "plan": plan_document(kept.plan, books)}, as_json=room.desk.as_json)
    return DONE


@command("reject")
@click.argument("draft_ids", metavar="ID...", type=Number(), nargs=-1, required=True)
@click.option("--because", required=True, metavar="REASON", help="Why; kept in the trail.")
@click.pass_obj
def reject(desk: Desk, draft_ids: tuple[str, ...], because: str) -> int:
    """Reject drafts, with the reason.

    \b
    Examples:
      writeoff reject D-3 --because "counted again: nothing is missing"
    """
    room = office(desk)
    keeper = room.bookkeeper()
    if not because.strip():
        raise WrongUsage("A rejection needs its reason.", 'Say why: --because "counted again"')

    def close(draft_id: str) -> Draft:
        return keeper.reject(room.client, draft_id, because=because.strip(), by=desk.person)

    return _decide(room, draft_ids, close)


def _decide(room: Office, draft_ids: tuple[str, ...], decide: Callable[[str], PostedEntry | Draft]) -> int:
    """Each draft by itself: what one is refused for does not hold the others."""
    done: dict[str, str | None] = {}
    refused: dict[str, list[Document]] = {}
    pages, codes = [], []
    for draft_id in dict.fromkeys(draft_ids):
        try:
            decided = decide(draft_id)
        except WriteoffError as error:
            refused[draft_id] = _problems(room, draft_id, error)
            pages.append(
                "\n".join([f"{draft_id}  refused", f"  {error.says}", *(f"  {way}" for way in error.remedy.split("\n") if way)])
            )
            codes.append(error.exit_code)
        else:
            posted = decided if isinstance(decided, PostedEntry) else None
            done[draft_id] = posted.number if posted else None
            what = f"posted\n{posted_notation(posted, room.drafted_books())}" if posted else "rejected"
            pages.append(f"{draft_id}  {what}")
            codes.append(DONE)
    say("\n\n".join(pages), done_document(done, refused), as_json=room.desk.as_json)
    return together(codes)


def _problems(room: Office, draft_id: str, error: WriteoffError) -> list[Document]:
    """All the problems of a draft that was refused for one of them, else the refusal itself."""
    try:
        with room.store.client(room.client, reads=True) as transaction:
            found = transaction.draft(draft_id).problems
    except NotFound:
        found = ()
    told = [finding_document(finding) for finding in found]
    return told if any(finding.code.value == error.code for finding in found) else [error_body(error)]


@command("reverse")
@click.argument("number", metavar="ENTRY", type=Number())
@click.option("--because", required=True, metavar="REASON", help="Why it is taken back.")
@click.option("--quantity", "quantities", multiple=True, metavar="SKU=N", help="Only N units of an item; may be repeated.")
@click.option("--date", "on", metavar="DATE", help="The day of the reversal. [today]")
@click.option("--approve", "at_once", is_flag=True, help="Approve the reversal at once; this posts it.")
@click.pass_obj
def reverse(desk: Desk, number: str, because: str, quantities: tuple[str, ...], on: str | None, at_once: bool) -> int:
    """Draft the reversal of posted entry ENTRY, whole or in part.

    \b
    Examples:
      writeoff reverse WO-1003 --because "found behind the rack"
      writeoff reverse WO-1003 --quantity MUG-01=4 --because "four turned up" --approve
    """
    room = office(desk)
    keeper = room.bookkeeper()
    if not because.strip():
        raise WrongUsage("A reversal needs its reason.", 'Say why: --because "found behind the rack"')
    units = [_units(said) for said in quantities]
    day = room.day(on) if on else None
    draft = keeper.reverse(room.client, number, because=because, by=desk.person, today=desk.today, on=day, units=units)
    if at_once and draft.state is DraftState.WAITING:
        keeper.approve(room.client, draft.id, by=desk.person, today=desk.today)
        with room.store.client(room.client) as transaction:
            draft = transaction.draft(draft.id)
    books = room.drafted_books()
    say(draft_page(draft, books), draft_document(draft, books), as_json=desk.as_json)
    return code_of_draft(draft)


def _units(said: str) -> tuple[str, Decimal]:
    """'MUG-01=4' as the item and its units, more than none."""
    item, equals, number = said.rpartition("=")
    try:
        quantity = parse_quantity(number)
    except ValueError as error:
        raise WrongUsage(f"--quantity {said}: {error}.", "Write the item and how many: --quantity MUG-01=4") from error
    if not equals or not item or quantity <= 0:
        raise WrongUsage(f"--quantity {said} is not an item and a number above 0.", "Write it such as --quantity MUG-01=4")
    return item.strip(), quantity
