"""Mentions to lines of goods: numbers joined to the goods they count, repeats and goods that took no part left out."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.books.proposal import QuantityRelation
from assistant.books.reasons import Reason
from assistant.patterns import regex
from assistant.readers.rules.blocks import Sentence
from assistant.readers.rules.facts import Facts
from assistant.readers.rules.goods_line import GoodsLine
from assistant.readers.rules.mention import Mention
from assistant.readers.rules.number_cues import adds_up, number_of
from assistant.readers.rules.part_numbers import read_number
from assistant.readers.rules.scan import compiled
from assistant.readers.rules.shared_counts import shared_out
from assistant.readers.rules.shares_told import parts_told
from assistant.readers.rules.singles import is_one, one_of
from assistant.readers.rules.stocklist import StockList
from assistant.readers.rules.tables.nouns import ATTRIBUTES, NOT_GOODS, SIZES


def goods_lines(facts: Facts, mentions: Sequence[Mention], sentences: Sequence[Sentence]) -> list[GoodsLine]:
    """The lines that these mentions come to, in the order of the text."""
    lines: list[GoodsLine] = []
    heads: list[GoodsLine] = []  # named without a number so far
    values = {amount.amount for amount in facts.amounts}
    for mention in mentions:
        sentence = next((s for s in sentences if s.start <= mention.start < s.end), None)
        if sentence is None or sentence.title:
            continue
        if mention.named and mention.quantity is None:
            _bare(facts, mention, sentence, lines, heads)
        elif mention.named:
            _counted(facts, mention, sentence, lines, heads)
        elif mention.quantity:
            read_number(facts, mention, mention.quantity, sentence, lines, heads, values)
    parts_told(facts, lines, heads, sentences)
    for line in lines:
        line.whole = line.whole or _is_told_by_kinds(facts.stock, line, lines)
    lines = [line for line in lines if not line.whole and not _tells_no_goods(facts.stock, line)]
    if any(line.words and facts.stock.fitting(line.name) for line in lines):
        lines = [line for line in lines if line.unread or (line.words and not _is_a_thing(facts, line))]
    lines += [head for head in heads if lines and is_one(facts, head, lines)]
    lines += shared_out(facts, lines, [head for head in heads if head not in lines])
    if not lines and heads:
        lines = [_strongest(facts.stock, heads)]
        one_of(facts, lines[0])
    return sorted(lines, key=lambda line: line.start)


def _is_a_thing(facts: Facts, line: GoodsLine) -> bool:
    """'One mixed pallet', 'two shelves': what goods stand on, not goods."""
    return line.name.split()[-1].lower() in NOT_GOODS and not facts.stock.fitting(line.name)


def _only_attribute(line: GoodsLine) -> bool:
    return bool(line.words) and all(
        word.lower() in ATTRIBUTES or word.lower().rstrip("s") in ATTRIBUTES for word in line.name.split()
    )


def _tells_no_goods(stock: StockList, line: GoodsLine) -> bool:
    """A number of a colour or size; "2 l cream" are of the one item whose name ends so."""
    if not (line.quantity and _only_attribute(line) and stock.goods):
        return False
    fits = [stock.goods[index] for index in stock.fitting(line.name)]
    return len(fits) != 1 or not fits[0].name.lower().endswith(line.name.lower())


def _is_told_by_kinds(stock: StockList, whole: GoodsLine, lines: Sequence[GoodsLine]) -> bool:
    """'8 caulk (5 white, 3 clear)': the kinds told behind it come to the number."""
    total, fits = number_of(whole), stock.fitting(whole.name)
    behind = [line for line in lines if line.start >= whole.end and line.sentence == whole.sentence and number_of(line)]
    kinds = [line for line in behind if stock.fitting(line.name) < fits]
    return len(kinds) > 1 and total is not None and sum((number_of(kind) or 0 for kind in kinds), start=0) == total


def _line(mention: Mention, sentence: Sentence) -> GoodsLine:
    return GoodsLine(sentence, mention.start, mention.end, [mention.words] if mention.words else [], mention.quantity)


def _bare(facts: Facts, mention: Mention, sentence: Sentence, lines: list[GoodsLine], heads: list[GoodsLine]) -> None:
    """Goods named without a number: more of a name already read, or the head of a number to come."""
    added = False
    known = [*lines, *heads] if facts.stock.fitting(mention.words) else []
    for at in reversed(range(len(known))):
        line = known[at]
        if _same(facts.stock, line.name, mention.words):
            if not _says_nothing_new(facts.stock, line.name, mention.words):
                line.words.append(mention.words)
                added = True
            if at < len(lines):
                return
    if not mention.attribute:
        heads.append(_line(mention, sentence))
    elif not added and (base := _base(facts.stock, mention.words, lines + heads)):
        heads.append(replace(_line(mention, sentence), words=[mention.words, base]))


def _same(stock: StockList, name: str, words: str) -> bool:
    """Both may name one item: and the later words do not merely share a colour with it."""
    return bool(name and stock.fitting(name) and stock.fitting(words) and stock.fitting(f"{name} {words}"))


def _says_nothing_new(stock: StockList, name: str, words: str) -> bool:
    return stock.fitting(f"{name} {words}") == stock.fitting(name)


def _counted(facts: Facts, mention: Mention, sentence: Sentence, lines: list[GoodsLine], heads: list[GoodsLine]) -> None:
    """Goods named with a number: a line of its own, unless it repeats one ('Write off the dozen bear canisters')."""
    line = _line(mention, sentence)
    if number_of(line) == 1 and compiled(r"\s+each\b(?! other)").match(facts.page.low[mention.end :]):
        line.quantity = None  # "one tee each": so many as are counted behind it
        heads.append(line)
        return
    if mention.attribute and (base := _base(facts.stock, mention.words, lines + heads)):
        line.words = [mention.words, base]
    on_file = bool(facts.stock.fitting(line.name))
    if not on_file and (head := _right_before(facts, mention, heads)):
        head.quantity, head.end = mention.quantity, mention.end
        heads.remove(head)
        lines.append(head)
        return  # "HP-OVER 2 pcs ear cushions torn"
    if on_file and adds_up(facts, mention, [other for other in lines if _same(facts.stock, other.name, line.name)]):
        return  # "4 mugs and 6 mugs, so 10 mugs"
    for other in lines if on_file else ():
        if _says_every(line) and _same(facts.stock, other.name, line.name):
            return  # "a carton of espresso cups, every cup cracked"
        if _repeats(facts, line, other):
            if not _says_nothing_new(facts.stock, other.name, line.name):
                other.words.append(line.name)
            return
    for head in reversed(heads if on_file else []):
        if (
            head.quantity is None
            and _same(facts.stock, line.name, head.name)
            and not _says_nothing_new(facts.stock, line.name, head.name)
        ):
            line.words.append(head.name)
            break
    lines.append(line)


def _repeats(facts: Facts, line: GoodsLine, other: GoodsLine) -> bool:
    """So many of the same goods are named once more: but "6 mugs broken, 6 mugs stolen" are two losses."""
    if number_of(line) is None or number_of(other) != number_of(line) or not _same(facts.stock, other.name, line.name):
        return False
    return bool(_THOSE.search(facts.page.low[: line.start])) or not _is_another_loss(facts, line, other)


_THOSE = regex(r"\b(?:the|those|these|that|this|all|same|said|both)\s+\Z")


def _is_another_loss(facts: Facts, line: GoodsLine, other: GoodsLine) -> bool:
    """Why they were lost is told of each, before its number or behind it, and not alike: in why, where or when."""
    before, between = (other.sentence.start, other.start), (other.end, line.start)
    behind = (line.end, line.sentence.end)
    for first, then in ((between, behind), (before, between), (before, behind)):
        reasons = _reasons(facts, first), _reasons(facts, then)
        if not all(reasons):
            continue
        if reasons[0].isdisjoint(reasons[1]):
            return True
        if first == between:
            return _differ(_places(facts, first), _places(facts, then)) or _differ(_days(facts, first), _days(facts, then))
    return False


def _differ(some: set[str], others: set[str]) -> bool:
    return bool(some and others) and some.isdisjoint(others)


def _reasons(facts: Facts, at: tuple[int, int]) -> set[Reason]:
    return {signal.meaning for signal in facts.reasons if at[0] <= signal.start < at[1] and not signal.weak}


def _places(facts: Facts, at: tuple[int, int]) -> set[str]:
    return {place.place for place in facts.places if at[0] <= place.start < at[1]}


def _days(facts: Facts, at: tuple[int, int]) -> set[str]:
    return {str(day.day) for day in facts.days if at[0] <= day.start < at[1]}


def _says_every(line: GoodsLine) -> bool:
    """All, and no number beside it."""
    return line.quantity is not None and line.quantity.relation is QuantityRelation.ALL and not line.quantity.parts


def _right_before(facts: Facts, mention: Mention, heads: Sequence[GoodsLine]) -> GoodsLine | None:
    """Goods on file named without a number, with nothing but a mark between them and this number of no goods on file."""
    for head in reversed(heads):
        beside = compiled(r"\s*[-:,x(]?\s*").fullmatch(facts.page.low[head.end : mention.start])
        if beside and head.quantity is None and facts.stock.fitting(head.name):
            return head
    return None


def _base(stock: StockList, attribute: str, before: Sequence[GoodsLine]) -> str:
    """The name that a colour or size borrows: that of the goods before it, without their own."""
    sized = all(word.lower() in SIZES for word in attribute.split())
    for line in reversed(before):
        for dropped in (SIZES if sized else ATTRIBUTES - SIZES, ATTRIBUTES):
            base = " ".join(word for word in line.name.split() if word.lower() not in dropped)
            if base and stock.fitting(f"{attribute} {base}"):
                return base
    return ""


def _strongest(stock: StockList, heads: list[GoodsLine]) -> GoodsLine:
    return max(heads, key=lambda head: (stock.weight(head.name), -head.start))
