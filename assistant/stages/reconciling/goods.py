"""Stock and its accounts against QuickBooks' quantities, its valuation and its balances, less what is still on its way there."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from assistant.books.client_books import ClientBooks
from assistant.books.connected import Connected
from assistant.books.money import Money, total
from assistant.books.policy import StockKeptBy
from assistant.books.quantity import format_quantity
from assistant.books.remote import LinkKind
from assistant.books.snapshot import RemoteItem
from assistant.stages.linking.places import Unplaced, compared
from assistant.stages.reconciling.names import Difference, Name
from assistant.stages.reconciling.under_way import UnderWay

ZERO = Decimal(0)


def compare_goods(books: ClientBooks, way: UnderWay) -> tuple[int, int, list[Difference]]:
    """How many items and how many accounts were compared, and what differs. `way` is what the company does not have yet, or not
    as it was sent."""
    connected = books.connected
    if connected is None or books.policy.stock_kept_by is StockKeptBy.OTHER:
        return 0, 0, []
    quantities = [_with(each, way) for each in compared(books)]
    found = [difference for each in quantities if (difference := _quantity(each, books)) is not None]
    for each in quantities:
        settled = each.item not in way.moving and each.item not in way.uncosted
        if settled and not each.quantity and (value := _value(each.item, books, connected)) is not None:
            found.append(value)
    accounts = [account.key for account in books.chart if connected.tracked_in(account.key) is not None]
    named = {each.subject for each in found}
    found += _balances(accounts, named, way, books, connected)
    found += _valuations(way, connected, books.currency)
    found += _unlinked(accounts, connected)
    return len(quantities), len(accounts), found


def _with(each: Unplaced, way: UnderWay) -> Unplaced:
    """With what the pull could not know of: what somebody there changed of ours."""
    more = way.units.get(each.item, ZERO)
    return replace(each, under_way=each.under_way + more, quantity=each.quantity + more)


def _quantity(each: Unplaced, books: ClientBooks) -> Difference | None:
    if not each.quantity:
        return None
    says = (
        f"QuickBooks has {format_quantity(each.there)} of {_name(each.item, books)} as of {each.pulled_at:%Y-%m-%d %H:%M}, "
        f"our places {format_quantity(each.here)}"
    )
    says += f", of which {format_quantity(each.under_way)} is on its way there" if each.under_way else ""
    left = f"{format_quantity(each.quantity)} lies at none of them"
    if each.quantity < 0:
        left = f"they hold {format_quantity(-each.quantity)} more than there is"
    here = books.policy.stock_kept_by is StockKeptBy.HERE
    mend = (
        f"Adjust it in QuickBooks by {format_quantity(-each.quantity)}; here our stock leads."
        if here
        else f"writeoff qbo place {each.item}={format_quantity(each.quantity)} --at PLACE"
    )
    return Difference(Name.QUANTITY, each.item, f"{says}: {left}.", mend)


def _value(item: str, books: ClientBooks, connected: Connected) -> Difference | None:
    """Equal units at another value."""
    there = connected.tracked(item)
    stated = connected.snapshot.values.get(there.id) if there is not None else None
    if there is None or stated is None:
        return None
    ours = total((holding.value(books.currency) for holding in books.stock.held(item)), books.currency)
    theirs = Money.rounded(stated, books.currency)
    if ours == theirs:
        return None
    says = (
        f"{_name(item, books)} is carried at {ours} here and at {theirs} in QuickBooks, {abs(theirs - ours)} apart: what came in "
        "or went out there by its own documents cost other than here."
    )
    mend = f"writeoff qbo revalue {item}"
    if books.policy.stock_kept_by is StockKeptBy.HERE:
        mend = "Here our stock leads: adjust its value in QuickBooks, or its bills there."
    return Difference(Name.VALUE, item, says, mend)


def _balances(
    accounts: Iterable[str], named: Collection[str], way: UnderWay, books: ClientBooks, connected: Connected
) -> Iterator[Difference]:
    """An account differs where its goods do not account for it: what those that are `named` come to is told with them, and what
    is there at a cost that is still to be taken over with its document."""
    waits = {item.asset_account for key in way.uncosted if (item := connected.tracked(key)) is not None}
    for key in accounts:
        link = connected.links.of(LinkKind.ACCOUNT, key)
        there = connected.snapshot.account(link.remote_id) if link is not None else None
        if there is None or there.balance is None or there.id in waits:
            continue
        going = way.amounts.get(there.id, ZERO)
        ours = books.chart[key].balance.amount - going
        gap = there.balance - ours
        if gap and gap != _gap_of_goods(key, there.id, named, going, books, connected):
            label = books.chart[key].label
            here, theirs = (Money.rounded(amount, books.currency) for amount in (ours, there.balance))
            says = f"{label} stands at {here} here (less what is on its way) and at {theirs} in QuickBooks."
            mend = f"Compare what moved it there: QuickBooks' general ledger of {there.name!r}."
            yield Difference(Name.BALANCE, label, says, mend)


def _gap_of_goods(
    key: str, account: str, named: Collection[str], going: Decimal, books: ClientBooks, connected: Connected
) -> Decimal | None:
    """How much more the account's goods are worth there than here; None where none of them is named."""
    held = [holding for holding in books.stock.holdings if holding.account == key]
    if not any(holding.item in named for holding in held):
        return None
    ours = sum((holding.value(books.currency).amount for holding in held), ZERO) - going
    values = connected.snapshot.values
    theirs = (values.get(item.id, ZERO) for item in connected.snapshot.items if item.tracked and item.asset_account == account)
    return sum(theirs, ZERO) - ours


def _valuations(way: UnderWay, connected: Connected, currency: str) -> Iterator[Difference]:
    """QuickBooks' own two figures of one account: journals to it move the balance sheet and no goods. Ours that an owner had go
    so are listed each time, and account for their part."""
    snapshot = connected.snapshot
    if not snapshot.values:
        return
    by_account: dict[str, list[RemoteItem]] = defaultdict(list)
    for item in snapshot.items:
        if item.tracked and item.asset_account:
            by_account[item.asset_account].append(item)
    for id_, items in by_account.items():
        account = snapshot.account(id_)
        if account is None or account.balance is None:
            continue
        goods = sum((snapshot.values.get(item.id, ZERO) for item in items), ZERO)
        known = way.without_goods.get(id_, ZERO)
        if goods + known != account.balance:
            balance, valued, ours = (Money.rounded(amount, currency) for amount in (account.balance, goods, known))
            besides = f" besides the {ours} that an owner had go so" if ours else ""
            says = (
                f"In QuickBooks itself {account.name} stands at {balance} on the balance sheet, and its goods are "
                f"valued at {valued}: {balance - valued - ours} was posted to it without goods{besides}."
            )
            mend = "Look for journal entries to that account in QuickBooks; what opened the books may be among it."
            yield Difference(Name.VALUATION, account.name, says, mend)


def _unlinked(accounts: Iterable[str], connected: Connected) -> Iterator[Difference]:
    """Goods in accounts of ours that are none of ours: their account there holds what ours does not."""
    links = connected.links
    ours = {link.remote_id for key in accounts if (link := links.of(LinkKind.ACCOUNT, key)) is not None}
    for item in connected.snapshot.items:
        if item.tracked and item.quantity and item.asset_account in ours and links.to(LinkKind.ITEM, item.id) is None:
            units = format_quantity(item.quantity)
            says = f"QuickBooks has {units} of {item.name!r} (Id {item.id}), which is linked to nothing here."
            yield Difference(Name.NOT_LINKED, item.name, says, f"writeoff qbo confirm --item OURS={item.id}")


def _name(item: str, books: ClientBooks) -> str:
    found = books.stock.item(item)
    return f"{found.name} ({item})" if found is not None and found.name != item else item
