"""`client` and `user`: whose books are kept here, and who may do what in them."""

from pathlib import Path

import click

from assistant.books.client_books import ClientBooks
from assistant.books.money import Money
from assistant.books.people import Member, PersonRole
from assistant.errors import WaitsForAnswer, WrongUsage
from assistant.resources import data_root
from assistant.surfaces.cli.exits import DONE
from assistant.surfaces.cli.frame import Desk, WriteoffGroup, now
from assistant.surfaces.cli.office import Office, office, open_books
from assistant.surfaces.cli.saying import say
from assistant.surfaces.render.documents import Document

SAMPLES = "coa_samples"


@click.group("client", cls=WriteoffGroup)
def client() -> None:
    """Open, list and update clients' books."""


@client.command("add")
@click.argument("slug")
@click.option("--from", "folder", required=True, type=click.Path(path_type=Path), metavar="FOLDER", help="The client's files.")
@click.pass_obj
def add(desk: Desk, slug: str, folder: Path) -> int:
    """Open books for client SLUG from a folder with client.json, accounts.csv, items.csv and, where costs need it, layers.csv.

    Whoever opens books owns them. What does not agree in the openings is said and kept as a named difference.

    \b
    Examples:
      writeoff client add shop --from coa_samples/corner-hardware
      writeoff client add acme --from exports/acme --as jane
    """
    from assistant.adapters.files.client import read_client
    from assistant.stages.mapping.settle import propose_accounts
    from assistant.surfaces.render.lists import differences_documents, differences_lines
    from assistant.surfaces.render.proposals import proposals_documents, proposals_page

    books = read_client(_folder(folder), slug)
    store = open_books(desk, create=True)
    store.add_client(books, by=desk.person, at=now())
    proposals = propose_accounts(books)
    page = [
        f"Opened {slug}: {_counts(books)}. {desk.person} owns these books.",
        *differences_lines(books.differences),
        "",
        proposals_page(proposals, books),
        "",
        "Settle these accounts once: writeoff accounts --confirm",
    ]
    document = _client_document(books) | {
        "differences": differences_documents(books.differences),
        "proposals": proposals_documents(proposals, books),
    }
    say("\n".join(page), document, as_json=desk.as_json)
    return DONE


def _folder(said: Path) -> Path:
    """The folder, or the sample client of that name that came with writeoff (coa_samples/NAME) where there is no such folder."""
    if said.is_dir() or said.parent.name not in ("", SAMPLES):
        return said
    sample = Path(str(data_root(SAMPLES) / said.name))
    return sample if sample.is_dir() else said


def _counts(books: ClientBooks) -> str:
    """'Corner Hardware, 64 accounts, 38 items in 59 places, USD'."""
    goods = f"{len(books.stock.items)} items in {len(books.stock.holdings)} places" if books.stock.items else "no item records"
    return f"{books.name}, {len(books.chart)} accounts, {goods}, in {books.currency}"


def _client_document(books: ClientBooks) -> Document:
    return {
        "client": books.client,
        "name": books.name,
        "currency": books.currency,
        "accounts": len(books.chart),
        "items": len(books.stock.items),
    }


@client.command("list")
@click.pass_obj
def list_clients(desk: Desk) -> int:
    """List the clients whose books are kept here.

    \b
    Examples:
      writeoff client list
    """
    from assistant.surfaces.render.table import table

    store = open_books(desk, create=False)
    books = []
    for found in store.clients():
        with store.client(found, reads=True) as transaction:
            if desk.person in transaction.people():
                books.append(transaction.books())
    page = table([(each.client, _counts(each)) for each in books]) if books else "No client's books are open to you here yet."
    say(page, {"rows": [_client_document(each) for each in books]}, as_json=desk.as_json)
    return DONE


@client.command("update")
@click.argument("slug")
@click.option("--from", "folder", required=True, type=click.Path(path_type=Path), metavar="FOLDER", help="The client's files.")
@click.option("--yes", is_flag=True, help="Take the changes over without asking.")
@click.pass_obj
def update(desk: Desk, slug: str, folder: Path, yes: bool) -> int:
    """Compare client SLUG's files with its books, show the difference, and ask before taking it over.

    New and renamed accounts and items are taken over; units that differ come in by an intake entry. Balances, costs and policy
    stay as the books have them.

    \b
    Examples:
      writeoff client update shop --from exports/shop
      writeoff client update shop --from exports/shop --yes
    """
    from assistant.adapters.files.client import read_client
    from assistant.bookkeeping import updating
    from assistant.wiring import new_id

    desk.client_said = slug
    room = office(desk)
    on_file = read_client(_folder(folder), slug)
    found = updating.compare(room.books(), on_file)
    page = "\n".join(["These differ:" if found.changes else "Nothing is new on file.", *(f"  {says}" for says in found.changes),
                      *(["These stay as they are:"] if found.kept else []), *(f"  {says}" for says in found.kept)])  # fmt: skip
    document: Document = {"client": slug, "changes": list(found.changes), "kept": list(found.kept)}
    applies = bool(found.changes) and (yes or (desk.interactive and _confirmed(page)))
    receipt = updating.update(
        room.store, slug, on_file, entry_date=desk.today, by=desk.person, at=now(), entry_id=new_id()
    ) if applies else None  # fmt: skip
    entry = receipt.entry.number if receipt else None
    page += ("\nTaken over" + (f", the units as {entry}." if entry else ".")) if applies else ""
    say(page, document | {"applied": applies, "entry": entry}, as_json=desk.as_json)
    if found.changes and not applies:
        if not desk.as_json:
            click.echo("Nothing was changed. Take it over with --yes.", err=True)
        return WaitsForAnswer.exit_code
    return DONE


def _confirmed(page: str) -> bool:
    click.echo(page)
    return click.confirm("Take this over?")


@click.group("user", cls=WriteoffGroup)
def user() -> None:
    """Say who may do what in a client's books."""


@user.command("add")
@click.argument("name")
@click.option("--role", required=True, type=click.Choice([role.value for role in PersonRole]), help="What NAME may do.")
@click.option("--limit", metavar="AMOUNT", help="The largest entry that NAME may approve. [any]")
@click.pass_obj
def add_user(desk: Desk, name: str, role: str, limit: str | None) -> int:
    """Give NAME a role in the client's books, in place of the one they had, and a limit to what they may approve.

    owner: all; approver: drafts, revises, posts; bookkeeper: drafts and revises; reporter: drafts alone; auditor: reads alone.

    \b
    Examples:
      writeoff user add jane --role approver
      writeoff user add tom --role reporter --client shop
      writeoff user add ben --role approver --limit 1,000.00
    """
    from assistant.bookkeeping.settling import set_role

    room = office(desk)
    most = _amount(limit, room) if limit else None
    set_role(room.store, room.client, name, PersonRole(role), by=desk.person, at=now(), limit=most)
    up_to = f", and approves up to {most}" if most is not None else ""
    says = f"{name} is now {role} in the books of {room.client}{up_to}."
    say(says, _person_document(room, name, Member(PersonRole(role), most)), as_json=desk.as_json)
    return DONE


@user.command("list")
@click.pass_obj
def list_users(desk: Desk) -> int:
    """List who works in the client's books, what they may do there, and up to which amount they approve.

    \b
    Examples:
      writeoff user list
    """
    from assistant.surfaces.render.table import table

    room = office(desk)
    with room.reading() as transaction:
        members = transaction.members()
    rows = [
        (name, member.role.value, f"up to {member.limit}" if member.limit is not None else "") for name, member in members.items()
    ]
    document = {"rows": [_person_document(room, name, member) for name, member in members.items()]}
    say(table(rows), document, as_json=desk.as_json)
    return DONE


@user.command("remove")
@click.argument("name")
@click.pass_obj
def remove_user(desk: Desk, name: str) -> int:
    """Take NAME's role in the client's books away. What they did there stays theirs.

    \b
    Examples:
      writeoff user remove tom
    """
    from assistant.bookkeeping.settling import remove_role

    room = office(desk)
    remove_role(room.store, room.client, name, by=desk.person, at=now())
    document = {"client": room.client, "name": name, "role": None, "limit": None}
    say(f"{name} has no role in the books of {room.client} any more.", document, as_json=desk.as_json)
    return DONE


def _person_document(room: Office, name: str, member: Member) -> Document:
    limit = member.limit.plain() if member.limit is not None else None
    return {"client": room.client, "name": name, "role": member.role.value, "limit": limit}


def _amount(said: str, room: Office) -> Money:
    """An amount in the client's currency. WrongUsage where it is none."""
    with room.store.client(room.client, reads=True) as transaction:
        currency = transaction.client.currency
    try:
        return Money.parse(said, currency)
    except ValueError as error:
        raise WrongUsage(f"--limit {said} is no amount in {currency}.", "Write it such as --limit 1,000.00") from error
