"""Goods named without a number to one of them: 'a kettle and three mugs', '2 mugs cracked and a hand saw broke'."""

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.books.proposal import QuantityPart, QuantityRelation
from assistant.readers.rules.facts import Facts
from assistant.readers.rules.goods_line import GoodsLine
from assistant.readers.rules.quantities import QuantitySaid
from assistant.readers.rules.scan import compiled

_ARTICLE = re.compile(r"\b(an?|the|our|one|my|1|another)\s+\Z")
_INDEFINITE = frozenset(["a", "an", "one", "1", "another"])
_JOINED = re.compile(r"(?:\A|[.;,:\n]|\band|&|\bplus|\balso|\bthen)\s*\Z")
_CLAUSE_ENDS = re.compile(r"[.;:\n]|,\s|\b(?:and|but|so|while)\b")


def one_of(facts: Facts, line: GoodsLine) -> None:
    """'A kettle', with no other number in the text, is one."""
    article = compiled(r"\b(?:an?|one)\s+\Z").search(facts.page.low[max(0, line.start - 6) : line.start])
    if article and line.quantity is None and not line.name.lower().endswith("s"):
        line.quantity = QuantitySaid(line.start, line.end, QuantityRelation.EXACTLY, (QuantityPart(Decimal(1)),))


def is_one(facts: Facts, head: GoodsLine, lines: Sequence[GoodsLine]) -> bool:
    """'The dollhouse plus two furniture sets', 'a kettle and three mugs', '… and a hand saw broke': a singular beside goods with
    a number, or of a clause that says what befell it, is one."""
    low = facts.page.low
    one = _ARTICLE.search(low, max(0, head.start - 9), head.start)
    beside = any(
        line.sentence == head.sentence
        and compiled(r"\s*(?:,|and|&|plus|,? as well as|,? along with|\+)+\s*(?:and )?(?:an?|the|our)?\s*").fullmatch(
            low[min(line.end, head.end) : max(line.start, head.start)]
        )
        for line in lines
    )
    indefinite = one is not None and one[1] in _INDEFINITE
    singular = not head.name.lower().endswith("s")
    if one and ((beside and (indefinite or singular)) or (indefinite and singular and _befell(facts, head, one.start()))):
        head.quantity = QuantitySaid(head.start, head.end, QuantityRelation.EXACTLY, (QuantityPart(Decimal(1)),))
        return True
    return False


def _befell(facts: Facts, head: GoodsLine, start: int) -> bool:
    """The goods whose article begins at `start` open a clause that says what befell them, or what befell them stands before."""
    low = facts.page.low
    told = [signal for signal in facts.reasons if not signal.weak]
    if any(low[signal.end : start].strip() == "" for signal in told if signal.end <= start):
        return True  # "… and smashed a lamp"
    if not _JOINED.search(low, max(0, start - 12), start):
        return False
    stop = _CLAUSE_ENDS.search(low, head.end)
    return any(head.end <= signal.start < (stop.start() if stop else len(low)) for signal in told)
