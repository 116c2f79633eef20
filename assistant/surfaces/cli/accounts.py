"""`accounts`, `policy` and `close`: the chart, and what an owner settles about the books."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from assistant.bookkeeping import settling
from assistant.books.client_books import ClientBooks
from assistant.books.policy import Policy, ReasonAccounts
from assistant.books.reasons import Reason
from assistant.errors import WaitsForAnswer, WrongUsage
from assistant.surfaces.cli.exits import DONE
from assistant.surfaces.cli.frame import Desk, WriteoffGroup, command, now
from assistant.surfaces.cli.office import Office, office
from assistant.surfaces.cli.saying import say
from assistant.surfaces.render.lists import chart_documents, chart_page, policy_document, policy_page

if TYPE_CHECKING:
    from assistant.stages.mapping.settle import AccountProposal

SIDES = ("routine", "unusual")
LEAVE = "-"  # typed where no account is to be settled


@command("accounts")
@click.option("--confirm", is_flag=True, help="Settle the account for each reason; asked one by one, or with --set or --yes.")
@click.option("--set", "chosen", multiple=True, metavar="REASON[.unusual]=ACCOUNT", help="Settle this one; may be repeated.")
@click.option("--yes", is_flag=True, help="Settle all that is proposed, but internal_use and supplier_error.")
@click.pass_obj
def accounts(desk: Desk, confirm: bool, chosen: tuple[str, ...], yes: bool) -> int:
    """The chart of accounts; with --confirm, settle once which account each reason goes to.

    What is settled is the client's policy from then on: within the routine limit, and above it (or by an unusual cause).
    internal_use and supplier_error are settled only by --set: left open, the use of the goods and what the supplier agreed to
    choose their account.

    \b
    Examples:
      writeoff accounts
      writeoff accounts --confirm
      writeoff accounts --confirm --yes
      writeoff accounts --confirm --set damaged=5050 --set damaged.unusual=6910
    """
    from assistant.stages.mapping.settle import propose_accounts
    from assistant.surfaces.render.proposals import proposals_documents, proposals_page

    room = office(desk)
    if (chosen or yes) and not confirm:
        raise WrongUsage("--set and --yes settle accounts.", "Say so: writeoff accounts --confirm ...")
    books = room.books()
    proposals = propose_accounts(books)
    if not confirm:
        document = {"rows": chart_documents(books.chart), "proposals": proposals_documents(proposals, books)}
        say(chart_page(books.chart), document, as_json=desk.as_json)
        return DONE
    if not (chosen or yes or desk.interactive):
        raise WaitsForAnswer(
            "These accounts wait for a person:\n" + proposals_page(proposals, books),
            "Settle them with --yes, or one by one: --set damaged=5050 --set damaged.unusual=6910",
        )
    settled = _proposed(proposals) if yes else _asked(proposals, books) if not chosen else {}
    settled = _with_said(settled, chosen, books)
    return _settle(room, settled)


def _settle(room: Office, settled: Mapping[Reason, ReasonAccounts]) -> int:
    def change(books: ClientBooks) -> Policy:
        return settling.with_accounts(books, settled)

    policy = settling.settle_policy(room.store, room.client, change, by=room.desk.person, at=now())
    say(policy_page(policy, room.books()), policy_document(policy), as_json=room.desk.as_json)
    return DONE


def _proposed(proposals: "Sequence[AccountProposal]") -> dict[Reason, ReasonAccounts]:
    return {
        proposal.reason: ReasonAccounts(
            proposal.routine.account if proposal.routine else None, proposal.unusual.account if proposal.unusual else None
        )
        for proposal in proposals
        if (proposal.routine or proposal.unusual) and proposal.reason not in settling.CHOSEN_BY_FACTS
    }


def _asked(proposals: "Sequence[AccountProposal]", books: ClientBooks) -> dict[Reason, ReasonAccounts]:
    """Each reason that takes one account asked at the terminal; Enter takes what is proposed."""
    click.echo(f"Enter takes the account in brackets; {LEAVE} leaves it to the rules.\n")
    settled = {}
    for proposal in (each for each in proposals if each.reason not in settling.CHOSEN_BY_FACTS):
        answers: dict[str, str | None] = {}
        for side, pick in zip(SIDES, (proposal.routine, proposal.unusual), strict=True):
            where = "within the limit" if side == "routine" else "above it or unusual"
            answers[side] = _ask(f"{proposal.reason.value}, {where}", pick.account if pick else LEAVE, books)
        if any(answers.values()):
            settled[proposal.reason] = ReasonAccounts(**answers)
    return settled


def _ask(what: str, proposed: str, books: ClientBooks) -> str | None:
    while True:
        said = str(click.prompt(what, default=proposed)).strip()
        if said == LEAVE:
            return None
        try:
            return settling.find_account(books.chart, said).key
        except WrongUsage as error:
            click.echo(f"  {error.says} {error.remedy}")


def _with_said(settled: Mapping[Reason, ReasonAccounts], said: Sequence[str], books: ClientBooks) -> dict[Reason, ReasonAccounts]:
    """What --set says over what is settled so far; a reason without a side is meant for both."""
    result = dict(settled)
    both: dict[Reason, dict[str, str | None]] = {}
    for words in said:
        match = re.fullmatch(r"([a-z_]+)(?:\.(routine|unusual))?=(.+)", words.strip())
        if match is None or match[1] not in tuple(Reason):
            raise WrongUsage(f"--set {words} names no reason.", f"Write REASON=ACCOUNT; reasons are {', '.join(Reason)}.")
        reason, account = Reason(match[1]), settling.find_account(books.chart, match[3]).key
        known = result.get(reason) or books.policy.accounts_by_reason.get(reason) or ReasonAccounts(None, None)
        sides = both.setdefault(reason, {"routine": known.routine, "unusual": known.unusual})
        sides.update({match[2]: account} if match[2] else dict.fromkeys(SIDES, account))
    return result | {reason: ReasonAccounts(**sides) for reason, sides in both.items()}


@click.group("policy", cls=WriteoffGroup)
def policy() -> None:
    """What this client does in its own way: limits, methods, settled accounts, closing day, language model."""


@policy.command("show")
@click.pass_obj
def show(desk: Desk) -> int:
    """Show what this client does in its own way, under the names of its client.json.

    \b
    Examples:
      writeoff policy show
    """
    books = office(desk).books()
    say(policy_page(books.policy, books), policy_document(books.policy), as_json=desk.as_json)
    return DONE


@policy.command("set", context_settings={"ignore_unknown_options": True})
@click.argument("key")
@click.argument("value")
@click.pass_obj
def set_(desk: Desk, key: str, value: str) -> int:
    """Set one KEY of the policy to VALUE, under the names that 'policy show' uses; '' takes it away.

    Several values are parted by commas. evidence.REASON is what shows a loss of that reason, any one of them; 'none' asks for
    nothing, and '' for what is usual. left_out names what the client's plan does not have.

    \b
    Examples:
      writeoff policy set routine_limit 750.00
      writeoff policy set write_down_method direct
      writeoff policy set accounts_by_reason.expired 5070
      writeoff policy set model local
      writeoff policy set auto_approve_above 0.97
      writeoff policy set stock_kept_by quickbooks
      writeoff policy set cost_tolerance "0.5% 2.50"
      writeoff policy set two_pairs_above 1000.00
      writeoff policy set evidence_required_above 500.00
      writeoff policy set evidence.stolen police_report
      writeoff policy set sub_reasons.damaged "Forklift, Dropped, Water"
      writeoff policy set left_out api,model
      writeoff policy set colour 210
    """
    from assistant.surfaces.said.policy import with_key

    room = office(desk)

    def change(books: ClientBooks) -> Policy:
        return with_key(books, key.strip(), value.strip(), by=desk.person)

    changed = settling.settle_policy(room.store, room.client, change, by=desk.person, at=now())
    say(policy_page(changed, room.books()), policy_document(changed), as_json=desk.as_json)
    return DONE


@command("close")
@click.argument("through", metavar="DATE")
@click.option("--reopen", is_flag=True, help="The day is earlier than the books are closed through, and that is meant.")
@click.pass_obj
def close(desk: Desk, through: str, reopen: bool) -> int:
    """Close the books through a day: nothing posts on it or before it from then on.

    \b
    Examples:
      writeoff close 2026-09-30
      writeoff close 2026-08-31 --reopen
    """
    room = office(desk)
    day = room.day(through)

    def change(books: ClientBooks) -> Policy:
        return settling.with_closing(books, day, today=desk.today, reopen=reopen)

    changed = settling.settle_policy(room.store, room.client, change, by=desk.person, at=now())
    with room.store.client(room.client, reads=True) as books:
        shut = books.open_drafts_to(day)
    left = f" Open drafts dated up to then cannot be posted as they stand: {', '.join(shut)}." if shut else ""
    say(f"The books of {room.client} are closed through {day}.{left}", policy_document(changed), as_json=desk.as_json)
    return DONE
