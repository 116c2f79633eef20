"""`precedents`: what approvals and corrections have taught these books."""

import click

from assistant.books.precedent import Precedent
from assistant.errors import WrongUsage
from assistant.surfaces.cli.exits import DONE
from assistant.surfaces.cli.frame import Desk, Number, WriteoffGroup, now
from assistant.surfaces.cli.office import office
from assistant.surfaces.cli.saying import say


class PrecedentsGroup(WriteoffGroup):
    """`precedents` alone lists them."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not any(word in self.commands or word in ("--help", "-h") for word in args):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group("precedents", cls=PrecedentsGroup)
def precedents() -> None:
    """What approvals have taught these books: which account a loss goes to, which item words for goods mean.

    Each approval confirms what was chosen, an account or item that a person chose corrects it, a reversal takes it back. A
    precedent chooses within the rules: among accounts of the type they call for, after policy and what the text names.

    \b
    Examples:
      writeoff precedents
      writeoff precedents edit P-3 --account 5100
      writeoff precedents delete P-3
    """


@precedents.command("list")
@click.pass_obj
def list_(desk: Desk) -> int:
    """List them, with what each was learned from.

    \b
    Examples:
      writeoff precedents list
    """
    from assistant.bookkeeping.precedents import learned
    from assistant.surfaces.render.precedents import precedent_document, precedents_page

    room = office(desk)
    found, books = learned(room.store, room.client, by=desk.person), room.books()
    document = {"rows": [precedent_document(one, books) for one in found]}
    say(precedents_page(found, books), document, as_json=desk.as_json)
    return DONE


@precedents.command("edit")
@click.argument("precedent_id", metavar="ID", type=Number())
@click.option("--account", default="", metavar="ACCOUNT", help="The account that such losses go to.")
@click.option("--item", default="", metavar="SKU", help="The item that the words mean.")
@click.pass_obj
def edit(desk: Desk, precedent_id: str, account: str, item: str) -> int:
    """Set by hand what precedent ID chooses; it counts from here.

    \b
    Examples:
      writeoff precedents edit P-3 --account 5100
      writeoff precedents edit P-4 --item MUG-01
    """
    from assistant.bookkeeping.precedents import set_choice
    from assistant.surfaces.render.precedents import precedent_document, precedents_page

    room = office(desk)
    if bool(account) == bool(item):
        raise WrongUsage("One of --account and --item is to be set.", "Write it such as --account 5100")
    changed = set_choice(
        room.store, room.client, precedent_id, account=account, item=item, by=desk.person, today=desk.today, at=now()
    )
    books = room.books()
    say(precedents_page([changed], books), precedent_document(changed, books), as_json=desk.as_json)
    return DONE


@precedents.command("delete")
@click.argument("precedent_id", metavar="ID", type=Number())
@click.pass_obj
def delete(desk: Desk, precedent_id: str) -> int:
    """Have precedent ID forgotten. The entries it was learned from stay; the next approval may teach it anew.

    \b
    Examples:
      writeoff precedents delete P-3
    """
    from assistant.bookkeeping.precedents import forget

    room = office(desk)
    gone: Precedent = forget(room.store, room.client, precedent_id, by=desk.person, at=now())
    page = f"{gone.id} is forgotten: “{gone.phrase}” no longer stands for {gone.choice}."
    say(page, {"id": gone.id, "forgotten": True}, as_json=desk.as_json)
    return DONE
