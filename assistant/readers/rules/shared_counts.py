"""Goods named beside others that have a number: so many of each ('two jars each of jam and honey'), or to be asked about."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.books.proposal import QuantityRelation
from assistant.patterns import regex
from assistant.readers.rules.facts import Facts
from assistant.readers.rules.goods_line import GoodsLine
from assistant.readers.rules.quantities import QuantitySaid

_LISTED = regex(r"\s*(?:(?:,|;|&|\+|/|\band\b|\bplus\b)\s*)+(?:(?:also|the|our|some|of|both)\s+)*")
_EACH_OF = regex(r"\beach\s+of\b")
_EACH_BEHIND = regex(r"\s*(?:,|:|-|\()?\s*(?:of )?each\b")
_NAMED = 2.0  # weight from which words without a number surely name goods


def shared_out(facts: Facts, lines: Sequence[GoodsLine], heads: Sequence[GoodsLine]) -> list[GoodsLine]:
    """The goods of `heads` that are listed with goods that have a number: as many of each where the text says so, else a number
    that has to be asked for."""
    found: list[GoodsLine] = []
    if any(line.unread for line in lines):
        return found  # what it counts is asked for already
    for head in heads:
        listed = [line for line in (*lines, *found) if line.sentence == head.sentence and _is_listed(facts, line, head)]
        if not listed or facts.stock.weight(head.name) < _NAMED or any(_is_the_same(facts, line, head) for line in lines):
            continue
        beside = listed[0]
        each = beside.quantity is not None and (of_each(facts, beside) or _EACH_BEHIND.match(facts.page.low, head.end))
        asked = QuantitySaid(head.start, head.end, QuantityRelation.SOME)
        found.append(replace(head, quantity=beside.quantity if each else asked))
    return found


def of_each(facts: Facts, line: GoodsLine) -> bool:
    """'3 each of …': the number is that of all goods listed behind it."""
    return _EACH_OF.search(facts.page.low, line.start, line.end) is not None


def is_for_each(facts: Facts, end: int) -> bool:
    """'… and honey, two jars each': the number that ends here is that of all goods listed before it."""
    return _EACH_BEHIND.match(facts.page.low, end) is not None or facts.page.low[max(0, end - 5) : end] == " each"


def _is_listed(facts: Facts, line: GoodsLine, head: GoodsLine) -> bool:
    low = facts.page.low
    return bool(_LISTED.fullmatch(low, line.end, head.start) or _LISTED.fullmatch(low, head.end, line.start))


def _is_the_same(facts: Facts, line: GoodsLine, head: GoodsLine) -> bool:
    """The words fit no other goods than those of the line."""
    return facts.stock.fitting(head.name) <= facts.stock.fitting(line.name)
