"""Goods named without a number to one of them: 'a kettle and three mugs', '2 mugs cracked and a hand saw broke'."""

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.books.proposal import QuantityPart, QuantityRelation
from assistant.books.reasons import Reason, Use
from assistant.patterns import regex
from assistant.readers.rules.facts import Facts, within
from assistant.readers.rules.goods_line import GoodsLine
from assistant.readers.rules.quantities import QuantitySaid
from assistant.readers.rules.scan import compiled

_ARTICLE = regex(r"\b(an?|the|our|one|my|1|another)\s+\Z")
_INDEFINITE = frozenset(["a", "an", "one", "1", "another"])
_JOINED = regex(r"(?:\A|[.;,:\n]|\band|&|\bplus|\balso|\bthen)\s*\Z")
_ALSO = regex(r"(?:\bplus|\balso|\bas well as|&|\band)\s*\Z")
_CLAUSE_ENDS = regex(r"[.;:\n]|,\s|\b(?:and|but|so|while)\b")


_ONE_THING = regex(r"(?:\A|[.;:!?\n-]|\b(?:the|our|this|that|my|their|customer's|kid's))\s*\Z")
_THEN = regex(r"\s*(?:[,:(-]|got|was|is|has|had|fell|came|went|off|from|on the|in the|by)")
# Goods in bulk, though they are held by the tin or bag: "white paint spilled" says not how many.
_IN_BULK = frozenset(
    "paint caulk milk flour sugar butter cream yeast bread jam soap shampoo lube oil glue wine beer cider juice food seed "
    "feed fertilizer fertiliser soil compost paper cloth fabric thread wire rope chocolate coffee tea cheese meat fish rice "
    "pasta salt hay spice powder liquid cement sand gravel wood timber stock gear equipment clothing jewellery furniture "
    "stuff line range grout wrap straw bait netting tape foil film cable".split()
)
_MEASURED = frozenset("kg g lb oz l litre liter ml m metre meter ft foot yard gallon tonne ton".split())


def _is_single(facts: Facts, line: GoodsLine) -> bool:
    """'U-lock stolen off the display': a thing that is counted, in the singular, that something befell."""
    low, fits = facts.page.low, [facts.stock.goods[index] for index in facts.stock.fitting(line.name)]
    words = re.findall(r"[a-z]+", line.name.lower())
    if not fits or not words or words[-1].endswith("s") or any(goods.unit.lower() in _MEASURED for goods in fits):
        return False
    if any(word in _IN_BULK for word in words):
        return False
    befell = [signal for signal in facts.reasons if not signal.weak and signal.meaning in _BEFALLEN and signal.start >= line.end]
    opens = _ONE_THING.search(low, max(0, line.start - 12), line.start)
    behind = befell and (_THEN.match(low, line.end) or not low[line.end : befell[0].start].strip())
    kept = any(signal.meaning in _KEPT for signal in within(facts.uses, [line.sentence]))
    return bool(opens and (behind or (kept and _THE.search(low, max(0, line.start - 12), line.start))))


_KEPT = frozenset([Use.OWNER, Use.EQUIPMENT, Use.OFFICE, Use.DEMO])  # one thing at a time, not by the handful
_THE = regex(r"\b(?:the|that|this)\s+\Z")


_BEFALLEN = frozenset([Reason.DAMAGED, Reason.STOLEN, Reason.LOST, Reason.OPENED_OR_TAMPERED])


def one_of(facts: Facts, line: GoodsLine) -> None:
    """'A kettle', 'the floor lamp got knocked over', with no other number in the text, is one."""
    article = re.compile(r"\b(?:an?|one)\s+\Z").search(facts.page.low, max(0, line.start - 6), line.start)
    if line.quantity is None and ((article and not line.name.lower().endswith("s")) or _is_single(facts, line)):
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
    closes = not low[head.end : head.sentence.end].strip(" .!\n")
    if closes and _ALSO.search(low, max(0, start - 12), start):
        return any(head.sentence.start <= signal.start < start for signal in told)  # "… got crushed plus a cabin filter"
    return any(head.end <= signal.start < (stop.start() if stop else len(low)) for signal in told)
