"""What a company holds before its first transaction: its accounts' balances, and its goods as layers behind them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.practice import starting
from assistant.practice.documents import Documents
from assistant.practice.entities import DEBIT_BALANCES
from assistant.practice.fields import Books
from assistant.practice.items import account_of
from assistant.practice.wire import Json


@dataclass(frozen=True, slots=True)
class Layer:
    """Goods on hand of one day and one cost."""

    item: str
    day: str
    quantity: Decimal
    value: Decimal


def open_books(documents: Documents, balances: Mapping[str, Decimal | None], layers: Sequence[Layer], equity: str | None) -> None:
    """Books opening stock and balances so that every account then holds its balance, signed in its normal side.

    An account without a balance (None) holds its goods' value; the equity account without one takes what the rest lacks to zero.
    """
    held: dict[str, Decimal] = defaultdict(Decimal)
    for layer in layers:
        value = layer.value if layer.quantity > 0 else -layer.value
        held[account_of(layer.item, "AssetAccountRef", documents.books)] += value
    holds = {key: held[key] if balance is None else _debit(key, balance, documents.books) for key, balance in balances.items()}
    if equity is not None:
        if balances[equity] is None:
            holds[equity] = -sum((amount for key, amount in holds.items() if key != equity), Decimal(0))
        held[equity] -= sum(held.values(), Decimal(0))
    for key, amount in holds.items():
        documents.ledger.open(key, amount - held[key])
    for layer in layers:
        assert equity is not None
        documents.open(starting.document(layer.item, layer.day, layer.quantity, layer.value, equity))


def _debit(account: str, balance: Decimal, books: Books) -> Decimal:
    kept: Json | None = books.find("Account", account)
    assert kept is not None
    return balance if kept["Classification"] in DEBIT_BALANCES else -balance
