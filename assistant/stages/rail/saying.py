"""Why a document is of its kind, and what is said where there is none: sentences for a bookkeeper."""

from collections.abc import Iterable, Sequence

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.found import FoundThere
from assistant.books.goods import StockMove
from assistant.books.plan import Plan
from assistant.books.policy import StockKeptBy
from assistant.books.proposal import Role
from assistant.books.reasons import Kind
from assistant.books.remote import DocumentKind
from assistant.stages.rail.against import Against
from assistant.stages.rail.parts import Credited
from assistant.stages.rail.seen import Seen

ADD_LOSS_ACCOUNT = "Add an account of type Cost of Goods Sold or Expense to the chart."
MOST_NAMED = 3
NO_ADJUSTMENT_SAYS = frozenset({Role.ALLOWANCE, Role.OWED, Role.RECEIVED, Role.SUPPLIER, Role.OWNER, Role.REPAY})
"""What others bear of a loss, or the reserve: an adjustment has one account for the whole cost."""


def label(key: str, books: ClientBooks) -> str:
    account = books.chart.get(key)
    return account.label if account is not None else key


def named(moves: Iterable[StockMove]) -> str:
    """'MUG-01, TEA and 4 others'."""
    items = list(dict.fromkeys(move.item for move in moves))
    if len(items) <= MOST_NAMED:
        return " and ".join(filter(None, (", ".join(items[:-1]), items[-1])))
    return f"{', '.join(items[: MOST_NAMED - 1])} and {len(items) - MOST_NAMED + 1} others"


def no_loss_account(moves: Sequence[StockMove]) -> str:
    return f"QuickBooks adjusts the quantity of {named(moves)} against a loss account, and the chart has none that may be used."


def of_adjustment(group: Against, looked: Seen, books: ClientBooks) -> str:
    goods, account = named(group.moves), label(group.account, books)
    back = all(move.quantity > 0 for move in group.moves)
    does = "brings back" if back and looked.reversal else "brings in" if back else "takes out"
    return f"QuickBooks tracks the quantity of {goods}: an adjustment {does} the units at its own cost, against {account}."


def of_credit(credit: Credited, books: ClientBooks) -> str:
    owed, rest = credit.owed, credit.line()
    says = (
        f"{named(credit.moves)} went back to {owed.party}, who credits {owed.amount}: "
        f"a vendor credit takes out the units and lessens {label(owed.account, books)}."
    )
    if rest is None:
        return says
    return f"{says} {rest.amount} of it goes to {label(rest.account, books)}."


def of_task(group: Against, books: ClientBooks) -> str:
    goods, account = named(group.moves), label(group.account, books)
    if books.policy.stock_kept_by is StockKeptBy.OTHER:
        return f"Another system keeps the stock: the units of {goods} are recorded there, against {account}."
    does = "brings in" if all(move.quantity > 0 for move in group.moves) else "takes out"
    return f"No app may adjust quantities there (its plan or country): a person {does} {goods} there, against {account}."


def of_theirs(theirs: FoundThere, looked: Seen, books: ClientBooks) -> tuple[str, ...]:
    """What stands for the entry, and what of it an adjustment made there cannot say, of which nothing is sent either. One of
    our own that was edited there has its journal beside it."""
    stands = f"{theirs.kind} {theirs.number or theirs.remote_id} of {theirs.on} stands for it there."
    beside = [line for line in looked.lines if line.role in NO_ADJUSTMENT_SAYS]
    ours = books.history.find(theirs.number.rsplit("-", 2)[0]) is not None
    if theirs.kind != DocumentKind.INVENTORY_ADJUSTMENT or ours or not beside:
        return (stands,)
    sides = {Side.DEBIT: "Dr", Side.CREDIT: "Cr"}
    lines = ", ".join(f"{sides[line.side]} {label(line.account, books)} {line.amount}" for line in beside)
    return (stands, f"An adjustment says nothing of {lines}: book that there by hand, against the account of its loss.")


def of_journal(looked: Seen, books: ClientBooks, *, beside: bool, clears: bool) -> str:
    if clears:
        account = label(books.policy.manual_clearing or "", books)
        return f"The loss shows at once, against {account}, until the quantity is adjusted there."
    if beside:
        return "The rest of the entry, which no adjustment can say; it goes once QuickBooks' own cost is read back."
    if looked.moves and any(move.quantity for move in looked.moves):
        return "QuickBooks tracks no quantity of these goods: a journal entry says it all."
    if looked.kind in (Kind.WRITE_DOWN, Kind.ALLOWANCE):
        return "The units stay and only their value changes: a journal entry says it all."
    return "No goods are named, and QuickBooks tracks none in these accounts: a journal entry says it all."


OVERRIDDEN = "An owner has it go as a journal: the account moves, and the quantities that QuickBooks tracks stay as they are."


def of_nothing(made: Plan) -> tuple[str, ...]:
    if made.documents:
        return ()
    return ("The goods cost nothing and QuickBooks tracks no quantity of them: there is nothing to send.",)
