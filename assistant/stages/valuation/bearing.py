"""A loss to the debits that bear it: the reserve first, then what others pay, and the loss account the rest."""

from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import ValuedLine
from assistant.books.event import ResolvedEvent
from assistant.books.finding import Finding, Problem, Warning
from assistant.books.goods import ReserveMove
from assistant.books.money import Money, allocate, total
from assistant.books.proposal import Event, RecoverySaid, RecoverySource, RecoveryStatus, Role
from assistant.books.quantity import format_quantity
from assistant.books.reasons import Reason, Use
from assistant.stages.valuation.figures import says, worked_out
from assistant.stages.valuation.relief import Carried

BOOKED = (RecoveryStatus.AGREED, RecoveryStatus.RECEIVED, RecoveryStatus.RETURNED)
OPEN = (RecoveryStatus.PENDING, RecoveryStatus.DISPUTED)
BEARS_THE_LOSS = (Role.LOSS, Role.OWN_USE, Role.DONATION, Role.OWNER)
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Borne:
    """The debits of a loss, what they use of reserves by name, and what was found."""

    lines: tuple[ValuedLine, ...]
    reserve_moves: tuple[ReserveMove, ...] = ()
    findings: tuple[Finding, ...] = ()


def bear(loss: Money, goods: tuple[Carried, ...], resolved: ResolvedEvent, books: ClientBooks) -> Borne:
    """Debits that add up to `loss`, the whole carrying cost of what left (`goods`; empty for an amount)."""
    reserve, reserve_moves, findings = _reserve(loss, goods, resolved, books)
    rest = loss - total((line.amount for line in reserve), books.currency)
    units = sum((abs(line.goods.quantity) for line in goods), ZERO) if goods else None
    recovered, found = _recoveries(rest, loss, units, resolved, books)
    rest -= total((line.amount for line in recovered), books.currency)
    lines = [*reserve, *recovered]
    if rest:
        because = "the whole loss" if not lines else "what is left of the loss"
        lines.append(line(Side.DEBIT, loss_role(resolved.event), rest, resolved.event, because))
    return Borne(tuple(lines), reserve_moves, (*findings, *found))


def loss_role(event: Event) -> Role:
    """Rule 2: an owner's private use, a gift to charity, the house's own use; else a loss."""
    if event.use is Use.OWNER:
        return Role.OWNER
    if event.use is Use.DONATION:
        return Role.DONATION
    return Role.OWN_USE if event.use is not None or event.reason is Reason.INTERNAL_USE else Role.LOSS


def line(
    side: Side, role: Role, amount: Money, event: Event, because: str, *, account: str | None = None, party: str = ""
) -> ValuedLine:
    """A line with the reading's words for its account: those of the text itself (rule 1) before the reader's advice."""
    bears = role in BEARS_THE_LOSS
    said = [words for words in event.lines if words.role is role or (bears and words.role in BEARS_THE_LOSS)]
    said.sort(key=lambda words: (words.quote is None, words.role is not role))
    words = said[0] if said else None
    return ValuedLine(
        side,
        role,
        amount,
        words=words.words if words else "",
        named=bool(words and words.quote),
        because=because,
        account=account,
        party=party,
    )


def _reserve(
    loss: Money, goods: tuple[Carried, ...], resolved: ResolvedEvent, books: ClientBooks
) -> tuple[list[ValuedLine], tuple[ReserveMove, ...], list[Finding]]:
    """What the allowance bears: what was set aside for these items, and as far as its balance goes where the text says so."""
    balance = Money(-sum(account.balance.minor for account in books.chart.allowances()), books.currency)
    balance = balance if balance.minor > 0 else Money.zero(books.currency)
    moves = _by_name(goods, books) if balance else ()
    by_name = -total((move.amount for move in moves), books.currency)
    against = resolved.event.against_allowance is not None
    used = min(loss if against else by_name, loss, balance)
    findings = []
    if against and loss > balance:
        text = f"The allowance has {balance} left for a loss of {loss}: {loss - balance} goes to the loss account."
        findings.append(Finding(Warning.ALLOWANCE_SHORT, text))
    if used < by_name:
        shares = allocate(used, [-move.amount.amount for move in moves])
        moves = tuple(replace(move, amount=-share) for move, share in zip(moves, shares, strict=True))
    if not used:
        return [], (), findings
    because = "charged to the allowance as far as its balance goes" if against else _because_reserved(moves)
    return [line(Side.DEBIT, Role.ALLOWANCE, used, resolved.event, because)], moves, findings


def _by_name(goods: tuple[Carried, ...], books: ClientBooks) -> tuple[ReserveMove, ...]:
    """Reserved goods use their reserve first, unit by unit."""
    units: dict[str, Decimal] = {}
    worth: dict[str, Money] = {}
    for carried in goods:
        item = carried.goods.item
        units[item] = units.get(item, ZERO) + carried.goods.quantity
        worth[item] = worth.get(item, Money.zero(books.currency)) + carried.value
    moves = []
    for item, leaving in units.items():
        reserve = books.history.reserve_of(item, books.currency)
        taken = min(leaving, reserve.quantity)
        if taken > ZERO and reserve.amount.minor > 0:
            share = reserve.amount if taken == reserve.quantity else _part(reserve.amount, taken, reserve.quantity)
            used = min(share, worth[item])
            if used < share:  # what stays of the reserve stays for what is left of the goods
                taken -= min(taken, max(books.stock.on_hand(item) - leaving, ZERO))
            moves.append(ReserveMove(item, -taken, -used))
    return tuple(moves)


def _part(amount: Money, units: Decimal, of: Decimal) -> Money:
    return Money.rounded(amount.amount * units / of, amount.currency)


def _because_reserved(moves: tuple[ReserveMove, ...]) -> str:
    units = [f"{format_quantity(-move.quantity)} " if move.quantity else "" for move in moves]
    used = ", ".join(f"{-move.amount} for {number}{move.item}" for move, number in zip(moves, units, strict=True))
    return f"reserved by an earlier write-down: {used}"


def _recoveries(
    rest: Money, cost: Money, units: Decimal | None, resolved: ResolvedEvent, books: ClientBooks
) -> tuple[list[ValuedLine], list[Finding]]:
    """A line for each recovery that the text says is agreed or paid, up to the loss; what is only hoped for is a warning."""
    lines: list[ValuedLine] = []
    findings = [_not_booked(said) for said in resolved.event.recoveries if said.status in OPEN]
    booked = [said for said in resolved.event.recoveries if said.status in BOOKED]
    left, stated_in_all = rest, Money.zero(books.currency)
    for said in sorted(booked, key=lambda said: said.value is None):  # "the rest" after those with an amount
        stated = worked_out(said.value, cost=cost.amount, units=units) if said.value is not None else None
        amount = Money.rounded(stated, books.currency) if stated is not None else left
        if said.value is not None and amount > left and amount == cost:
            amount = left  # "in full" of goods that a reserve already bears in part
        if amount.minor <= 0:
            continue
        stated_in_all += amount
        if taken := min(amount, left):
            lines.append(_recovery_line(said, taken, resolved))
            left -= taken
    if stated_in_all > rest:
        text = f"The recoveries come to {stated_in_all}, which is {stated_in_all - rest} more than the loss of {rest}."
        findings.append(Finding(Problem.OVER_RECOVERY, text, f"Book {rest} of it, up to the loss, as the entry shown does."))
    return lines, findings


def _recovery_line(said: RecoverySaid, amount: Money, resolved: ResolvedEvent) -> ValuedLine:
    role = _recovery_role(said)
    supplier = next((fact.supplier for fact in reversed(resolved.settled) if fact.supplier), "")
    party = (supplier if role is Role.SUPPLIER else "") or said.party
    amount_said = f", {says(said.value)}" if said.value is not None else ""
    because = f"the {said.source} bears it ({said.status}{amount_said})"
    drafted = line(Side.DEBIT, role, amount, resolved.event, because, party=party)
    if not said.into:
        return drafted
    named = said.into_quote is not None
    return ValuedLine(Side.DEBIT, role, amount, words=said.into, named=named, because=because, party=party)


def _recovery_role(said: RecoverySaid) -> Role:
    """A supplier's credit; cash where it was paid; else what is owed."""
    if said.status is RecoveryStatus.RECEIVED and (said.into or said.source is not RecoverySource.SUPPLIER):
        return Role.RECEIVED
    return Role.SUPPLIER if said.source is RecoverySource.SUPPLIER else Role.OWED


def _not_booked(said: RecoverySaid) -> Finding:
    text = f"A recovery from the {said.source} is {said.status}: the whole loss is booked without it."
    return Finding(Warning.RECOVERY_NOT_BOOKED, text, "Book it once it is agreed or paid.")
