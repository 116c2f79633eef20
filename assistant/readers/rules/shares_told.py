"""'Half of them broken, half stolen', '30 stolen, the rest broken': parts of goods named before, each with what befell it."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.books.proposal import QuantityPart, QuantityRelation
from assistant.patterns import regex
from assistant.readers.rules.blocks import Sentence
from assistant.readers.rules.facts import ACT, Facts
from assistant.readers.rules.goods_line import GoodsLine
from assistant.readers.rules.number_cues import number_of
from assistant.readers.rules.quantities import QuantitySaid, share_named
from assistant.readers.rules.sparing import spared_at

_PART = regex(
    r"\b(?P<rest>(?:all )?(?:the |our )?(?:rest|remainder|others|other ones|remaining ones|remaining units|remaining pieces)"
    r"(?: of (?:them|those|these|it|the (?:lot|batch|box|case|delivery|shipment|pallet|bag|tray|crate)))?)\b|"
    r"\b(?:the )?(?:other )?(?P<share>half|a third|one third|two[- ]thirds|a quarter|three[- ]quarters|the last quarter)"
    r"(?: of (?:them|those|these|it|which))?\b(?! (?:an?|the|of|our|price|cost)\b)"
)
_THEN = regex(r"\s*(?:(?:is|are|was|were|got|get|had|have|has|been|went|came|turned|being|also|already|then|all|just|now)\s+)*")
_DID = regex(r"\s*(?:(?:up|off|out|all|about|then|also)\s+)*")


def parts_told(facts: Facts, lines: list[GoodsLine], heads: list[GoodsLine], sentences: Sequence[Sentence]) -> None:
    """Adds the parts to the lines; a whole that shares are told of is no line of its own any more. How many the rest are is
    asked for."""
    for sentence in sentences:
        for match in _PART.finditer(facts.page.low, sentence.start, sentence.end):
            before = sorted((line for line in (*lines, *heads) if line.start < match.start()), key=lambda line: line.start)
            if not before or not _befell(facts, match.start(), match.end()) or spared_at(facts, match.start(), match.end()):
                continue
            whole = before[-1].split_from or before[-1]
            if whole in heads:
                heads.remove(whole)
                lines.append(whole)
                whole.whole = True
            said = QuantitySaid(match.start(), match.end(), QuantityRelation.SOME)
            if match["share"]:
                said = _of(said, whole, share_named(match["share"]))
                whole.whole = whole.whole or number_of(whole) is not None
            lines.append(GoodsLine(sentence, match.start(), match.end(), list(whole.words), said, split_from=whole))


def _befell(facts: Facts, start: int, end: int) -> bool:
    """Right behind the part, or right before it, stands what became of it."""
    low = facts.page.low
    then = _THEN.match(low, end)
    behind = then.end() if then else end
    told = [*((signal.start, signal.end) for signal in facts.reasons), *((signal.start, signal.end) for signal in facts.uses)]
    if any(end <= begins <= behind < stop for begins, stop in told) or ACT.match(low, behind):
        return True
    near = max(0, start - 30)
    did = [*told, *(match.span() for match in ACT.finditer(low, near, start))]
    return any(near <= begins and stop <= start and _DID.fullmatch(low, stop, start) for begins, stop in did)


def _of(said: QuantitySaid, whole: GoodsLine, share: Decimal) -> QuantitySaid:
    """That share of the number of the whole; of goods without one, of all of them. Half of 39 is asked for."""
    number, parts = number_of(whole), whole.quantity.parts if whole.quantity else ()
    if number is None:
        return replace(said, relation=QuantityRelation.SHARE, share=share)
    counted = len(parts) == 1 and parts[0].unit in _ONE_BY_ONE and number * share == (number * share).to_integral_value()
    return replace(said, relation=QuantityRelation.EXACTLY, parts=(QuantityPart(share, "lot", number),)) if counted else said


_ONE_BY_ONE = frozenset(["", "each", "unit", "piece", "item"])
