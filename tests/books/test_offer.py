"""Goods offered for an amount: what they come to, and what a person states who takes them."""

from decimal import Decimal

from assistant.books.money import Money
from assistant.books.offer import Lot, Offer


def test_an_offer_comes_to_its_lots_and_is_taken_in_their_words() -> None:
    mugs = Lot("MUG-01", "Store", Decimal("12"), Money(4980, "USD"))
    nails = Lot("NAI-8D", "", Decimal("2.5"), Money(320, "USD"))
    offer = Offer((mugs, nails))
    assert offer.value == Money(5300, "USD")
    taken = offer.settled()
    assert taken.words == "12 MUG-01 and 2.5 NAI-8D"
    assert [(said.words, said.place, said.quantity and said.quantity.parts[0].number) for said in taken.goods or ()] == [
        ("MUG-01", "Store", Decimal(12)), ("NAI-8D", "", Decimal("2.5")),
    ]  # fmt: skip
