"""The account where a loss waits in QuickBooks while a person has still to adjust a quantity there (policy manual_clearing)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.books.accounts import Account, Side
from assistant.books.client_books import ClientBooks
from assistant.books.connected import Connected
from assistant.books.money import Money
from assistant.books.remote import DocumentState, LinkKind, RemoteDocument
from assistant.books.snapshot import RemoteAccount
from assistant.stages.reconciling.names import Difference, Listed, Name
from assistant.stages.reconciling.under_way import UnderWay


def clearing(books: ClientBooks, connected: Connected, documents: Sequence[RemoteDocument]) -> Iterator[Listed]:
    """How it stands, there and here, and which tasks it waits for."""
    account, there = _account(books, connected)
    if account is not None:
        tasks = dict.fromkeys(document.entry for document in documents if document.state is DocumentState.AWAITING_MANUAL)
        waits = f"for the tasks of {', '.join(tasks)}" if tasks else "for no task"
        stands = f"{account.balance} here"
        if there is not None and there.balance is not None:  # what waits there is in no account of ours
            stands = f"{Money.rounded(there.balance, books.currency)} in QuickBooks and at {stands}"
        yield Listed(account.label, f"{account.label} stands at {stands}, and waits {waits}.")


def left_in_clearing(books: ClientBooks, connected: Connected, way: UnderWay) -> Iterator[Difference]:
    """What stays in it though no task waits for it: a quantity was adjusted against another account, which then has the loss
    twice. `way` is what the company does not have yet. A credit account there may be shown with either sign."""
    account, there = _account(books, connected)
    if account is None or there is None or there.balance is None:
        return
    debit, going = account.type.normal_side is Side.DEBIT, way.amounts.get(there.id, Decimal(0))
    expected = account.balance.amount - (going if debit else -going)
    if there.balance not in ((expected,) if debit else (expected, -expected)):
        stands, meant = (Money.rounded(amount, books.currency) for amount in (there.balance, expected))
        says = f"{account.label} clears what is typed by hand: it stands at {stands} in QuickBooks, and should at {meant}."
        mend = f"Find in the general ledger of {there.name!r} there what is missing: an adjustment went against another account."
        yield Difference(Name.BALANCE, account.label, says, mend)


def _account(books: ClientBooks, connected: Connected) -> tuple[Account | None, RemoteAccount | None]:
    key = books.policy.manual_clearing
    account = books.chart.get(key) if key else None
    link = connected.links.of(LinkKind.ACCOUNT, account.key) if account is not None else None
    return account, connected.snapshot.account(link.remote_id) if link is not None else None
