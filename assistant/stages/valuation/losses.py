"""Goods or an amount that are gone, and counts that differ from the books, to lines and stock moves."""

from decimal import Decimal

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import ValuedEntry, ValuedLine
from assistant.books.event import ResolvedEvent
from assistant.books.finding import Finding, Warning
from assistant.books.money import Money, total
from assistant.books.policy import WriteDownMethod
from assistant.books.proposal import Role, Value
from assistant.books.question import Asks, Declined, Question
from assistant.books.reasons import Kind
from assistant.stages.valuation.bearing import Borne, bear, line, loss_role
from assistant.stages.valuation.relief import Carried, carried, inventory_amounts
from assistant.stages.valuation.stated import stated_values_differ

ZERO = Decimal(0)
NOTHING_COUNTED = "The count agrees with the books: there is nothing to adjust."


def goods_gone(resolved: ResolvedEvent, books: ClientBooks) -> ValuedEntry | Question | Declined:
    """A write-off of goods, or a count of them: shortages and overages gross, item by item.

    Goods with a recorded cost of 0.00 leave as a stock move without lines.
    """
    if not resolved.goods:
        return Declined(NOTHING_COUNTED)
    lines = carried(resolved, books)
    if isinstance(lines, Question):
        return lines
    short = tuple(line for line in lines if line.goods.quantity > ZERO)
    over = tuple(line for line in lines if line.goods.quantity < ZERO)
    loss, gain = (total((line.value for line in part), books.currency) for part in (short, over))
    borne = bear(loss, short, resolved, books) if loss else Borne(())
    found = _found(gain, over, resolved, books) if gain else ((), ())
    return ValuedEntry(
        resolved,
        resolved.event.kind,
        resolved.event.reason,
        (
            *borne.lines,
            *found[0],
            *_credits(short, resolved, books),
            *found[1],
        ),
        moves=tuple(line.move for line in lines),
        reserve_moves=borne.reserve_moves,
        loss=loss or gain,
        derived=tuple(line.because for line in lines),
        findings=(*borne.findings, *stated_values_differ(lines, resolved, books.currency)),
    )


def _credits(goods: tuple[Carried, ...], resolved: ResolvedEvent, books: ClientBooks) -> tuple[ValuedLine, ...]:
    because = "; ".join(line.because for line in goods)
    amounts = inventory_amounts(goods, books.currency)
    return tuple(
        line(Side.CREDIT, Role.INVENTORY, amount, resolved.event, because, account=account or None)
        for account, amount in amounts.items()
    )


def _found(
    gain: Money, goods: tuple[Carried, ...], resolved: ResolvedEvent, books: ClientBooks
) -> tuple[tuple[ValuedLine, ...], tuple[ValuedLine, ...]]:
    """The debits to inventory and the credit for units that a count found."""
    because = "; ".join(line.because for line in goods)
    debits = tuple(
        line(Side.DEBIT, Role.INVENTORY, amount, resolved.event, because, account=account or None)
        for account, amount in inventory_amounts(goods, books.currency).items()
    )
    return debits, (line(Side.CREDIT, Role.LOSS, gain, resolved.event, "the goods found"),)


def amount_gone(resolved: ResolvedEvent, books: ClientBooks) -> ValuedEntry | Question:
    """An amount with no goods named, used as it is."""
    amount = Money.rounded(resolved.amount or ZERO, books.currency)
    inventory = resolved.inventory
    because = f"{amount} as the text states"
    if inventory is not None:
        because += f"; {inventory.because}"
    borne = bear(amount, (), resolved, books)
    credit = line(Side.CREDIT, Role.INVENTORY, amount, resolved.event, because, account=inventory.account if inventory else None)
    if resolved.event.kind is Kind.WRITE_DOWN and books.policy.write_down_method is WriteDownMethod.ALLOWANCE:
        credit = line(Side.CREDIT, Role.ALLOWANCE, amount, resolved.event, because)
    return ValuedEntry(
        resolved,
        resolved.event.kind,
        resolved.event.reason,
        (*borne.lines, credit),
        reserve_moves=borne.reserve_moves,
        loss=amount,
        derived=(because,),
        findings=borne.findings,
    )


def counted_total(resolved: ResolvedEvent, value: Value, books: ClientBooks) -> ValuedEntry | Question | Declined:
    """A count given as a total at cost takes the named inventory account to that value."""
    if resolved.inventory is None:
        return Question(Asks.ACCOUNT, "Which inventory account was counted?")
    account = books.chart[resolved.inventory.account]
    counted = Money.rounded(resolved.amount or ZERO, books.currency)
    difference = account.balance - counted
    if not difference:
        return Declined(NOTHING_COUNTED)
    because = f"{account.label} at {account.balance} to the count of {counted}"
    findings = _booked_differs(value, account.balance)
    if difference.minor > 0:
        borne = bear(difference, (), resolved, books)
        credit = line(Side.CREDIT, Role.INVENTORY, difference, resolved.event, because, account=account.key)
        lines = (*borne.lines, credit)
        findings += borne.findings
    else:
        lines = (
            line(Side.DEBIT, Role.INVENTORY, -difference, resolved.event, because, account=account.key),
            line(Side.CREDIT, loss_role(resolved.event), -difference, resolved.event, because),
        )
    event = resolved.event
    return ValuedEntry(resolved, event.kind, event.reason, lines, loss=abs(difference), derived=(because,), findings=findings)


def _booked_differs(value: Value, balance: Money) -> tuple[Finding, ...]:
    if value.booked in (None, balance.amount):
        return ()
    text = f"The text has {value.booked:,f} in the account; the books have {balance}, and the count is taken from that."
    return (Finding(Warning.STATED_VALUE_DIFFERS, text),)
