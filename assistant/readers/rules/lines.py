"""Mentions to lines of goods: numbers joined to the goods they count, repeats and goods that took no part left out."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from assistant.books.proposal import QuantityRelation
from assistant.readers.rules.blocks import Sentence
from assistant.readers.rules.facts import Facts
from assistant.readers.rules.goods import Mention
from assistant.readers.rules.goods_line import GoodsLine
from assistant.readers.rules.quantities import QuantitySaid
from assistant.readers.rules.singles import is_one, one_of
from assistant.readers.rules.stocklist import StockList
from assistant.readers.rules.tables.nouns import ATTRIBUTES, NOT_GOODS, SIZES, UNITS

_CREDITED = re.compile(r"\b(?:credit(?:ed|ing|s)?|refund(?:ed)?|reimburse|claim window|insurer|insurance|replace(?:d|ment)?)\b")
_PER_PACK = re.compile(r"\s*(?:to|per|in|a|an|/)\s*(?:the |a |an |each |every |full )?([a-z]+)\s*[),.;]")
_EXCEPT = re.compile(r"\b(?:except(?: for)?|bar|save) \Z")


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
            _only_number(facts, mention, mention.quantity, sentence, lines, heads, values)
    lines = [line for line in lines if not line.whole and not (line.quantity and _only_attribute(line) and facts.stock.goods)]
    if any(line.words and facts.stock.fitting(line.name) for line in lines):
        lines = [line for line in lines if line.unread or (line.words and not _is_a_thing(facts, line))]
    lines += [head for head in heads if lines and is_one(facts, head, lines)]
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
    if _number(line) == 1 and re.match(r"\s+each\b(?! other)", facts.page.low[mention.end :]):
        line.quantity = None  # "one tee each": so many as are counted behind it
        heads.append(line)
        return
    if mention.attribute and (base := _base(facts.stock, mention.words, lines + heads)):
        line.words = [mention.words, base]
    on_file = bool(facts.stock.fitting(line.name))
    for other in lines if on_file else ():
        if _number(line) is not None and _number(other) == _number(line) and _same(facts.stock, other.name, line.name):
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


def _base(stock: StockList, attribute: str, before: Sequence[GoodsLine]) -> str:
    """The name that a colour or size borrows: that of the goods before it, without their own."""
    sized = all(word.lower() in SIZES for word in attribute.split())
    for line in reversed(before):
        for dropped in (SIZES if sized else ATTRIBUTES - SIZES, ATTRIBUTES):
            base = " ".join(word for word in line.name.split() if word.lower() not in dropped)
            if base and stock.fitting(f"{attribute} {base}"):
                return base
    return ""


def _number(line: GoodsLine) -> Decimal | None:
    return line.quantity.number if line.quantity else None


def _only_number(
    facts: Facts,
    mention: Mention,
    quantity: QuantitySaid,
    sentence: Sentence,
    lines: list[GoodsLine],
    heads: list[GoodsLine],
    values: set[Decimal],
) -> None:
    """A number without goods: of those named before it, a repeat, or a part of a whole named before."""
    number = quantity.number
    if lines and _is_credited(facts.page.said(sentence)):
        return  # "they will credit eight": what another side bears
    if number is not None and quantity.bare and number in values and not heads:
        return  # "write off the 95": the amount again
    unnumbered = [head for head in heads if head.quantity is None]
    beside = [head for head in unnumbered if head.sentence == sentence and head.start < mention.start]
    if lines and (per := _PER_PACK.match(facts.page.low, mention.end)):
        _fill(lines[-1], number, UNITS.get(per[1], ""))
        return  # "(25 kg to the sack)"
    if lines and _adds(facts, mention) and (last := lines[-1]).quantity and last.quantity.parts:
        last.quantity = replace(last.quantity, parts=(*last.quantity.parts, *quantity.parts), end=mention.end)
        return  # "a case of crisps & 7 more"
    if lines and _EXCEPT.search(facts.page.low[max(0, mention.start - 14) : mention.start]):
        unread = replace(quantity, relation=QuantityRelation.SOME)
        lines.append(GoodsLine(sentence, mention.start, mention.end, [], unread, unread=True))
        return
    if lines and number is not None and (last := lines[-1]).quantity and _is_the_whole(last, quantity, sentence):
        last.quantity = replace(quantity, relation=QuantityRelation.ALL)
        return  # "the whole lot mouldy, 16 bags"
    again = any(_number(line) == number for line in lines) and not _is_a_further_part(facts, mention, number, lines)
    if again and not quantity.other and not beside:
        return  # "all seven of them" behind "seven pairs": the number again
    if lines and beside and any(line.sentence == sentence and line.start > beside[-1].start for line in lines):
        beside = []
    if unnumbered and (not lines or beside):
        unnumbered = beside or unnumbered
        chosen = max(unnumbered, key=lambda head: (head.sentence == sentence, facts.stock.weight(head.name)))
        near = [head for head in unnumbered if head.sentence == chosen.sentence]
        chosen = max(near, key=lambda head: facts.stock.weight(head.name))
        chosen.quantity = quantity
        chosen.end = max(chosen.end, mention.end)
        chosen.sentence = sentence if len(unnumbered) == 1 else chosen.sentence
        lines.append(chosen)
        heads.remove(chosen)
        return
    if lines and number is not None and quantity.relation is QuantityRelation.EXACTLY:
        whole = lines[-1].split_from or lines[-1]
        total = _number(whole)
        apart = quantity.other or _opens_clause(facts, mention) or _is_out_of(facts, whole)
        if total is not None and number < total and apart:
            part = GoodsLine(sentence, mention.start, mention.end, list(whole.words), quantity, split_from=whole)
            whole.whole = not _heads(whole)
            lines.append(part)
        elif total is not None and _opens_clause(facts, mention) and _heads(whole):
            lines.append(GoodsLine(sentence, mention.start, mention.end, list(whole.words), quantity))
        elif total is None and whole.quantity is None:
            whole.quantity = quantity
        elif number != total and whole.sentence == sentence and not quantity.definite and _counts(facts, mention, quantity):
            unread = replace(quantity, relation=QuantityRelation.SOME)
            lines.append(GoodsLine(sentence, mention.start, mention.end, [], unread, unread=True))
    elif not lines and not heads:
        lines.append(GoodsLine(sentence, mention.start, mention.end, [], quantity))


def _counts(facts: Facts, mention: Mention, quantity: QuantitySaid) -> bool:
    """A unit, 'x 4', or a number that ends its clause: it counts goods."""
    low = facts.page.low
    if not quantity.bare:
        return True
    if any(0 <= mention.start - other.end <= 1 and other.quantity for other in facts.mentions):
        return False  # "6 chardonnay 23"
    times = re.search(r"[\w)\"] ?[x×] ?\Z", low[max(0, mention.start - 4) : mention.start])
    return bool(times) or bool(re.match(r"\s*(?:[,;\n]|\.(?!\d)|\Z)", low[mention.end :]))


def _fill(line: GoodsLine, content: Decimal | None, unit: str) -> None:
    """What one of the unit holds that the line is counted in."""
    parts = line.quantity.parts if line.quantity else ()
    if line.quantity and parts and parts[0].unit == unit and parts[0].per is None:
        line.quantity = replace(line.quantity, parts=(replace(parts[0], per=content), *parts[1:]))


def _is_the_whole(line: GoodsLine, quantity: QuantitySaid, sentence: Sentence) -> bool:
    every = line.quantity is not None and line.quantity.relation is QuantityRelation.ALL and not line.quantity.parts
    return every and line.sentence == sentence and bool(quantity.parts) and quantity.relation is QuantityRelation.EXACTLY


def _is_out_of(facts: Facts, whole: GoodsLine) -> bool:
    """'Of 60 vials 52 were left out': the number that follows is the part meant."""
    before = facts.page.low[max(0, whole.start - 14) : whole.start]
    return bool(re.search(r"(?:\A|[.;:,\n]|\bout)\s*of (?:the |our |those |these |my )?\Z", before))


def _adds(facts: Facts, mention: Mention) -> bool:
    """'& 7 more', '+ 5 loose': besides the goods named right before."""
    low = facts.page.low
    joined = re.search(r"(?:\band|&|\+|\bplus)\s*\Z", low[max(0, mention.start - 8) : mention.start])
    return bool(joined and re.match(r"\s*(?:more|extra|loose|singles?|on top|besides|individual|odd|over)\b", low[mention.end :]))


def _is_a_further_part(facts: Facts, mention: Mention, number: Decimal | None, lines: Sequence[GoodsLine]) -> bool:
    """'4 saws: 2 binned, 2 we'll keep': as many again as a part before it, and no more than the whole."""
    whole = lines[-1].split_from if lines else None
    total = _number(whole) if whole else None
    told_before = mention.quantity is not None and mention.quantity.definite  # "those 5"
    if total is None or number is None or told_before or not _opens_clause(facts, mention):
        return False
    return sum((_number(line) or Decimal(0) for line in lines if line.split_from is whole), number) <= total


@lru_cache(maxsize=16)
def _is_credited(sentence: str) -> bool:
    return bool(_CREDITED.search(sentence))


def _heads(line: GoodsLine) -> bool:
    """The name stands before its number: 'grass seed: 1 bag chewed, 2 bags past date'."""
    return line.quantity is not None and line.quantity.start > line.start


def _opens_clause(facts: Facts, mention: Mention) -> bool:
    """'4 are dead', 'scrap those 5': a part of the whole named before is what the clause is about."""
    before = facts.page.low[max(0, mention.start - 24) : mention.start]
    return bool(
        re.search(
            r"(?:\A|[.;:!?\n(,]|\s-|\b(?:and|but|so))\s*"
            r"(?:the |only |just |about |another |scrap |bin |toss |those |write off )*\Z",
            before,
        )
    )


def _strongest(stock: StockList, heads: list[GoodsLine]) -> GoodsLine:
    return max(heads, key=lambda head: (stock.weight(head.name), -head.start))
