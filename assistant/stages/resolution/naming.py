"""Words for goods to the item that this client meant by them before: approved once the words were asked about, or corrected."""

from decimal import Decimal

from assistant.books.client_books import ClientBooks
from assistant.books.precedent import Precedent
from assistant.books.proposal import GoodsSaid
from assistant.matching import STOP_WORDS, tokens, without_size

STEADY = 2  # confirmations in a row, where the same words have meant another item before
FIRST, EACH, MOST = 0.8, 0.03, 0.95  # how sure one confirmation makes, each further one, and any number


def words_key(goods: GoodsSaid) -> str:
    """The words that name the goods made comparable, in any order and without how many there are; '' for none."""
    said = list(without_size(tokens(goods.words)))
    parts = goods.quantity.parts if goods.quantity else ()
    counts = {f"{part.number:f}" for part in parts} | {token for part in parts for token in tokens(part.unit)} | {"dozen"}
    while len(said) > 1 and said[0] in counts:
        said.pop(0)
    return " ".join(sorted(set(said) - STOP_WORDS))


def meant_before(goods: GoodsSaid, books: ClientBooks) -> Precedent | None:
    """The precedent for these words, where its item can be meant again: on file, some on hand, not one of several by turns."""
    known = books.precedents.for_words(words_key(goods)) if books.precedents else None
    if known is None or books.stock.item(known.choice) is None or books.stock.on_hand(known.choice) <= Decimal(0):
        return None
    return known if not known.wavered or known.times >= STEADY else None


def sureness(known: Precedent) -> float:
    """How sure the item is the one meant, 0 to 1: it rises with each confirmation."""
    return min(FIRST + EACH * (known.times - 1), MOST)
