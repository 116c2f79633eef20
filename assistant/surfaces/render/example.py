"""Books to a text that these entries can say, in the words of the client's own goods: for whoever typed one they cannot."""

from assistant.books.client_books import ClientBooks
from assistant.books.goods import Holding

FEW = 3
COUNTED = ("", "each", "ea", "unit", "pcs", "piece")  # units that nobody says with the goods


def example_text(books: ClientBooks) -> str:
    """'write off 3 Claw Hammer 16 oz at Warehouse, damaged'; an amount where the client keeps no item records (a theft, which is
    booked whatever the amount)."""
    holding = next((each for each in books.stock.holdings if _has_some(each)), None)
    item = books.stock.item(holding.item) if holding is not None else None
    if holding is None or item is None:
        return f"write off 40.00 {books.currency} of stolen stock"
    goods = item.name if item.unit in COUNTED else f"{item.unit} of {item.name}"
    where = f" at {holding.location}" if holding.location else ""
    return f"write off {FEW} {goods}{where}, damaged"


def _has_some(holding: Holding) -> bool:
    return holding.cost_known and holding.available >= FEW
