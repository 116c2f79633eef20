"""A plan to the first thing that holds it: goods no journal can say, links that are missing or unconfirmed, closed days."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from assistant.books.accounts import AccountType
from assistant.books.client_books import ClientBooks
from assistant.books.connected import Connected
from assistant.books.entry import Line
from assistant.books.plan import AccountLine, HeldReason, Hold, Plan
from assistant.books.remote import DocumentKind, LinkKind
from assistant.books.snapshot import RemoteName
from assistant.stages.rail.places import department_of
from assistant.stages.rail.saying import label
from assistant.stages.rail.seen import Seen

CONFIRM = "See what it is linked to and confirm it: writeoff qbo confirm"
LINK = "Give it a counterpart there and pull it, or link it: writeoff qbo pull, then writeoff qbo confirm"
FINEST = Decimal("0.00001")  # "10.5 format" (Intuit's reference of QtyDiff and Qty, and its error 2090)
PARTIES = {
    AccountType.ACCOUNTS_PAYABLE: (LinkKind.VENDOR, "supplier", HeldReason.SUPPLIER_MISSING),
    AccountType.ACCOUNTS_RECEIVABLE: (LinkKind.CUSTOMER, "customer", HeldReason.CUSTOMER_MISSING),
}
"""Whom QuickBooks wants named on a line, by the type of its account."""


def goods_hold(looked: Seen, lines: Sequence[Line], books: ClientBooks, connected: Connected) -> Hold | None:
    """Why the journal's lines cannot go: one touches the asset account of goods whose quantity QuickBooks tracks."""
    touched = [(line, tracked) for line in lines if (tracked := connected.tracked_in(line.account)) is not None]
    for line, _ in touched:
        if unlinked := _unlinked(looked, line.account, connected):
            account = label(line.account, books)
            says = f"{unlinked} lies in {account}, where QuickBooks tracks quantities, and is linked to no item there."
            return Hold(HeldReason.ITEM_NOT_LINKED, says, LINK)
    for line, tracked in touched:
        says = _without_goods(looked, line, label(line.account, books), tracked.name)
        return Hold(HeldReason.GOODS_NEEDED, says, _remedy(looked))
    return None


def _unlinked(looked: Seen, account: str, connected: Connected) -> str:
    """Goods of the entry in that account that nobody has linked to any item there."""
    return next(
        (
            move.item
            for move in looked.moves
            if move.account == account and move.quantity and connected.links.of(LinkKind.ITEM, move.item) is None
        ),
        "",
    )


def _without_goods(looked: Seen, line: Line, account: str, tracked: str) -> str:
    holds = f"{account} holds goods whose quantity QuickBooks tracks, such as {tracked}"
    if not looked.moves:
        return f"{holds}, and the {line.amount} name none: a journal would move the account and leave the quantities as they are."
    if not any(move.quantity for move in looked.moves):
        return (
            f"{holds}, at its own cost: a journal that writes {line.amount} off their cost would part the account from the goods."
        )
    others = ", ".join(dict.fromkeys(move.item for move in looked.moves if move.account == line.account))
    return (
        f"{holds}, but not that of {others or 'these goods'}: a journal of {line.amount} would part the account from the goods."
    )


def _remedy(looked: Seen) -> str:
    if looked.reversal:  # of what went so; where that never went, neither goes
        which = looked.number or "ENTRY"
        return f'An owner has it go as a journal, as what it takes back went: writeoff override {which} --because "..."'
    if looked.moves and not any(move.quantity for move in looked.moves):
        instead = "against the allowance (writeoff policy set write_down_method allowance)"
    else:
        instead = "with the goods, or as an allowance until they are known"
    if not looked.number:
        return f"Draft it {instead}."
    back = f'Take it back (writeoff reverse {looked.number} --because "...") and draft it {instead}; neither is then sent.'
    return f'{back} Or an owner has it go all the same: writeoff override {looked.number} --because "..."'


def why_held(made: Plan, looked: Seen, books: ClientBooks, connected: Connected) -> Hold | None:
    """The first thing of ours or a person's that the documents wait for."""
    for check in CHECKS:
        if (hold := next(iter(check(made, looked, books, connected)), None)) is not None:
            return hold
    return None


# ── Accounts and items ───────────────────────────────────────────────────────────────────────────────────────────────


def _accounts(made: Plan) -> Iterable[str]:
    for document in made.documents:
        yield from filter(None, (document.account, *(line.account for line in document.lines)))


def _accounts_not_linked(made: Plan, looked: Seen, books: ClientBooks, connected: Connected) -> Iterator[Hold]:
    for key in dict.fromkeys(_accounts(made)):
        link, account = connected.links.of(LinkKind.ACCOUNT, key), label(key, books)
        there = connected.snapshot.account(link.remote_id) if link is not None else None
        if link is None:
            yield Hold(HeldReason.ACCOUNT_NOT_LINKED, f"{account} is linked to no account of the QuickBooks company.", LINK)
        elif there is None or not there.active:
            what = "is inactive" if there is not None else "is no longer there"
            says = f"{account} goes to {link.remote_name!r} in QuickBooks, which {what}."
            yield Hold(
                HeldReason.ACCOUNT_NOT_LINKED, says, "Make it active there and pull, or link another: writeoff qbo confirm"
            )


def _goods_elsewhere(made: Plan, looked: Seen, books: ClientBooks, connected: Connected) -> Iterator[Hold]:
    """Goods that QuickBooks keeps in another account than we do: the balance sheets would part."""
    for move, there in looked.tracked(connected) if made.through else ():
        link = connected.links.of(LinkKind.ACCOUNT, move.account)
        if not there.active:
            says = f"{move.item} goes to item {there.name!r} in QuickBooks, which is inactive."
            yield Hold(HeldReason.ITEM_NOT_LINKED, says, "Make it active there and pull, or link another: writeoff qbo confirm")
        elif link is None or link.remote_id != there.asset_account:
            kept = connected.snapshot.account(there.asset_account)
            where = repr(kept.name) if kept is not None else "an account that is not there"
            says = f"{move.item} lies in {label(move.account, books)} here, and QuickBooks keeps it in {where}."
            yield Hold(HeldReason.ACCOUNT_NOT_LINKED, says, "Link that account of ours to it: writeoff qbo confirm")


def _not_confirmed(made: Plan, looked: Seen, books: ClientBooks, connected: Connected) -> Iterator[Hold]:
    needed = [(LinkKind.ACCOUNT, key) for key in _accounts(made)]
    needed += [(LinkKind.ACCOUNT, move.account) for move, _ in looked.tracked(connected) if made.through]
    needed += [(LinkKind.ITEM, goods.item) for document in made.documents for goods in document.goods]
    needed += [(LinkKind.LOCATION, place) for place in _places(made) if department_of(place, connected)]
    for kind, ours in dict.fromkeys(needed):
        link = connected.links.of(kind, ours)
        if link is not None and not link.confirmed:
            said = label(ours, books) if kind is LinkKind.ACCOUNT else ours
            says = f"Nobody has confirmed yet that {kind.value} {said} is {link.remote_name!r} in QuickBooks."
            yield Hold(HeldReason.LINKS_NOT_CONFIRMED, says, CONFIRM)


def _places(made: Plan) -> Iterable[str]:
    for document in made.documents:
        yield from (goods.location for goods in document.goods)
        yield from (line.location for line in document.lines)


# ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def party_of(line: AccountLine, books: ClientBooks) -> tuple[LinkKind, str] | None:
    """Whom QuickBooks wants named on the line: payables a vendor, receivables a customer; None for any other account."""
    account = books.chart.get(line.account)
    wanted = PARTIES.get(account.type) if account is not None else None
    return (wanted[0], line.party) if wanted is not None else None


def _parties_missing(made: Plan, looked: Seen, books: ClientBooks, connected: Connected) -> Iterator[Hold]:
    for document in made.documents:
        named = [(party, line.account) for line in document.lines if (party := party_of(line, books)) is not None]
        if document.kind is DocumentKind.VENDOR_CREDIT:
            named.append(((LinkKind.VENDOR, document.party), document.account))
        for (kind, name), account in named:
            yield from _party_missing(kind, name, label(account, books), connected)


def _party_missing(kind: LinkKind, name: str, account: str, connected: Connected) -> Iterator[Hold]:
    _, who, reason = next(each for each in PARTIES.values() if each[0] is kind)
    link = connected.links.of(kind, name)
    rows = connected.snapshot.vendors if kind is LinkKind.VENDOR else connected.snapshot.customers
    there = next((row for row in rows if link is not None and row.id == link.remote_id), None)
    if not name:
        says = f"The line to {account} names no {who}, and QuickBooks takes none without."
        yield Hold(reason, says, f"Reverse the entry and draft it again with the {who}'s name.")
    elif link is None or there is None or not there.active:
        what = f"the {who} it is linked to is inactive or gone" if link is not None else f"that is linked to no {who}"
        says = f"The line to {account} names {name!r}, and {what} in QuickBooks."
        yield Hold(reason, says, f"Add the {who} there if need be, then: writeoff qbo pull, and writeoff qbo confirm")
    elif not link.confirmed:
        says = f"Nobody has confirmed yet that {who} {name} is {link.remote_name!r} in QuickBooks."
        yield Hold(HeldReason.LINKS_NOT_CONFIRMED, says, CONFIRM)


def class_there(name: str, connected: Connected) -> RemoteName | None:
    """The active class that a line's class is: by its link, else the only one of that very name."""
    link = connected.links.of(LinkKind.CLASS, name)
    rows = [row for row in connected.snapshot.classes if row.active]
    if link is not None:
        return next((row for row in rows if row.id == link.remote_id), None)
    found = [row for row in rows if row.name.casefold() == name.casefold()]
    return found[0] if len(found) == 1 else None


def _classes_missing(made: Plan, looked: Seen, books: ClientBooks, connected: Connected) -> Iterator[Hold]:
    said = [goods.klass for document in made.documents for goods in document.goods]
    said += [line.klass for document in made.documents for line in document.lines]
    for name in filter(None, dict.fromkeys(said)) if connected.snapshot.preferences.tracks_classes else ():
        if class_there(name, connected) is None:
            says = f"QuickBooks has no active class {name!r}."
            yield Hold(HeldReason.CLASS_MISSING, says, "Make it there again under that name and pull: writeoff qbo pull")


# ── Days ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _period_closed(made: Plan, looked: Seen, books: ClientBooks, connected: Connected) -> Iterator[Hold]:
    """Intuit's own text says "before" the closing date; the day itself is refused as well (error 6210)."""
    closed = connected.snapshot.preferences.closed_through
    if made.documents and closed is not None and looked.entry_date <= closed:
        says = f"{looked.entry_date} is in a closed period of QuickBooks: its books are closed through {closed}."
        remedy = "Have the period reopened there and pull again; or take it back here and draft it with an open date."
        yield Hold(HeldReason.PERIOD_CLOSED, says, remedy)


def _before_start(made: Plan, looked: Seen, books: ClientBooks, connected: Connected) -> Iterator[Hold]:
    for document in made.documents:
        for goods in document.goods:
            there = connected.tracked(goods.item)
            if there is not None and there.start is not None and looked.entry_date < there.start:
                says = f"{looked.entry_date} is before {there.start}, when QuickBooks began to track {goods.item} (error 6270)."
                yield Hold(HeldReason.BEFORE_START, says, f"Take it back and draft it with a date from {there.start} on.")


# ── Quantities ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _too_fine(made: Plan, looked: Seen, books: ClientBooks, connected: Connected) -> Iterator[Hold]:
    for document in made.documents:
        for goods in document.goods:
            if goods.quantity % FINEST:
                says = f"This moves {abs(goods.quantity):f} of {goods.item}; QuickBooks keeps no quantity finer than {FINEST}."
                yield Hold(HeldReason.QUANTITY_TOO_FINE, says, "Take it back and draft it with no more than five decimals.")


Check = Callable[[Plan, Seen, ClientBooks, Connected], Iterable[Hold]]

CHECKS: tuple[Check, ...] = (
    _accounts_not_linked,
    _goods_elsewhere,
    _not_confirmed,
    _parties_missing,
    _classes_missing,
    _period_closed,
    _before_start,
    _too_fine,
)
