"""What goods leave by, and what is then left of an entry: its lines less what another document books already.

    journal = entry − (adjustments and credits, at our cost)

so that the documents together add up to the entry, account by account, and none of them says twice what another says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.books.accounts import AccountType, Side
from assistant.books.client_books import ClientBooks
from assistant.books.entry import Line
from assistant.books.goods import StockMove
from assistant.books.money import Money, total
from assistant.books.plan import AccountLine, GoodsLine
from assistant.books.proposal import Role
from assistant.books.reasons import Kind
from assistant.stages.rail.against import Against
from assistant.stages.rail.seen import Seen

Booked = tuple[Side, str, Money, str]  # side, account, amount, party


def goods_lines(moves: Iterable[StockMove], klass: str) -> tuple[GoodsLine, ...]:
    return tuple(GoodsLine(move.item, move.location, move.quantity, move.value, klass) for move in moves)


def account_lines(lines: Iterable[Line], location: str) -> tuple[AccountLine, ...]:
    return tuple(AccountLine(line.side, line.account, line.amount, line.party, line.klass, location) for line in lines)


# ── What other documents book ────────────────────────────────────────────────────────────────────────────────────────


def booked_by_moves(moves: Iterable[StockMove], account: str) -> tuple[Booked, ...]:
    """What goods that leave or come back book, move by move: the inventory account of each, against `account`."""
    found: list[Booked] = []
    for move in moves:
        side = Side.CREDIT if move.quantity < 0 else Side.DEBIT
        if move.value:
            found += [(side, move.account, abs(move.value), ""), (side.other, account, abs(move.value), "")]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Credited:
    """A vendor's credit for goods that went back: `owed` is the entry's line to accounts payable, `moves` the goods; what the
    credit leaves of their cost, or has beside it, goes to `through`."""

    owed: Line
    moves: tuple[StockMove, ...]
    through: str
    klass: str

    @property
    def cost(self) -> Money:
        return -total((move.value for move in self.moves), self.owed.amount.currency)

    def line(self) -> AccountLine | None:
        """What the credit books beside the goods, so that it comes to what the vendor credits."""
        left = self.cost - self.owed.amount
        if not left:
            return None
        return AccountLine(Side.DEBIT if left.minor > 0 else Side.CREDIT, self.through, abs(left), klass=self.klass)

    def booked(self) -> tuple[Booked, ...]:
        found: list[Booked] = [(Side.DEBIT, self.owed.account, self.owed.amount, self.owed.party)]
        found += [(Side.CREDIT, move.account, abs(move.value), "") for move in self.moves if move.value]
        rest = self.line()
        return (*found, (rest.side, rest.account, rest.amount, "")) if rest is not None else tuple(found)


def credited(entry: Seen, groups: Sequence[Against], books: ClientBooks) -> Credited | None:
    """The credit, where goods went back to a named vendor against accounts payable; a reversal is none."""
    moves = tuple(move for group in groups for move in group.moves)
    if entry.reversal or entry.kind is not Kind.WRITE_OFF or not moves or any(move.quantity > 0 for move in moves):
        return None
    for line in entry.lines:
        account = books.chart.get(line.account)
        payable = account is not None and account.type is AccountType.ACCOUNTS_PAYABLE
        if payable and line.side is Side.DEBIT and line.role is Role.SUPPLIER and line.party:
            return Credited(line, moves, groups[0].account, groups[0].klass)
    return None


# ── What is left ─────────────────────────────────────────────────────────────────────────────────────────────────────


def left_of(lines: Sequence[Line], booked: Iterable[Booked]) -> tuple[Line, ...]:
    """The entry's lines less what is booked already; what is booked beyond them is turned round."""
    left = list(lines)
    for side, account, amount, party in booked:
        rest = amount
        for place, line in enumerate(left):
            if (line.side, line.account) != (side, account) or (party and line.party != party) or not rest:
                continue
            taken = min(rest, line.amount)
            left[place], rest = replace(line, amount=line.amount - taken), rest - taken
        if rest:
            _add(left, Line(side.other, account, rest, Role.LOSS, party, _klass(lines, account)))
    found = [line for line in left if line.amount]
    return tuple(sorted(found, key=lambda line: line.side is Side.CREDIT))


def _klass(lines: Sequence[Line], account: str) -> str:
    """The class of the entry's own line to the account; of its only classed line, where it has none to it."""
    own = {line.klass for line in lines if line.account == account}
    found = own or {line.klass for line in lines if line.klass}
    return found.pop() if len(found) == 1 else ""


def _add(left: list[Line], line: Line) -> None:
    """The line beside the others, or in one of the same account, side, party and class."""
    for place, other in enumerate(left):
        if replace(other, amount=line.amount, role=line.role) == line:
            left[place] = replace(other, amount=other.amount + line.amount)
            return
    left.append(line)
