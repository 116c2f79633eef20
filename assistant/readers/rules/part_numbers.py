"""Numbers without goods to the goods they count: those named before them, a part of these, a sum, or the number again."""

from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.books.proposal import QuantityRelation
from assistant.patterns import regex
from assistant.readers.rules.blocks import Sentence
from assistant.readers.rules.facts import Facts
from assistant.readers.rules.goods_line import GoodsLine
from assistant.readers.rules.mention import Mention
from assistant.readers.rules.number_cues import (
    adds,
    adds_up,
    come_to,
    counts,
    fill,
    heads,
    is_a_further_part,
    is_credited,
    is_dated,
    is_dated_again,
    is_listed_behind,
    is_one_load,
    is_out_of,
    is_sum_with_one,
    is_the_whole,
    is_told_to_take,
    is_weighed,
    joined,
    lies_at,
    meant,
    number_of,
    opens_clause,
    words_for_more,
)
from assistant.readers.rules.quantities import QuantitySaid
from assistant.readers.rules.scan import compiled
from assistant.readers.rules.tables.nouns import UNITS

_PER_PACK = regex(r"\s*(?:to|per|in|a|an|/)\s*(?:the |a |an |each |every |full )?([a-z]+)\s*[),.;]")
_EXCEPT = regex(r"\b(?:except(?:ing)?(?: for)?|bar|save(?: for)?|apart from|other than|excluding|minus)(?: the)? \Z")


def read_number(
    facts: Facts,
    mention: Mention,
    quantity: QuantitySaid,
    sentence: Sentence,
    lines: list[GoodsLine],
    heads: list[GoodsLine],
    values: set[Decimal],
) -> None:
    """A number without goods: of those named before it, a repeat, or a part of a whole named before."""
    told = _Told(facts, mention, quantity, sentence, lines, heads)
    if told.is_no_count(values) or told.tells_of_the_last() or told.counts_goods_named():
        return
    if lines and quantity.number is not None and quantity.relation is QuantityRelation.EXACTLY:
        told.counts_a_part(quantity.number)
    elif not lines and not heads:
        lines.append(GoodsLine(sentence, mention.start, mention.end, words_for_more(facts, mention), quantity))


@dataclass(frozen=True)
class _Told:
    """A number without goods where it stands. Each question changes the goods' lines where its answer is yes."""

    facts: Facts
    mention: Mention
    quantity: QuantitySaid
    sentence: Sentence
    lines: list[GoodsLine]
    heads: list[GoodsLine]

    @property
    def unnumbered(self) -> list[GoodsLine]:
        return [head for head in self.heads if head.quantity is None]

    @property
    def beside(self) -> list[GoodsLine]:
        """Goods without a number that stand before it in its sentence."""
        return [head for head in self.unnumbered if head.sentence == self.sentence and head.start < self.mention.start]

    @property
    def spares(self) -> bool:
        return _EXCEPT.search(self.facts.page.low, max(0, self.mention.start - 20), self.mention.start) is not None

    def is_no_count(self, values: set[Decimal]) -> bool:
        facts, mention, lines, number = self.facts, self.mention, self.lines, self.quantity.number
        if lines and is_credited(facts.page.said(self.sentence)):
            return True  # "they will credit eight": what another side bears
        if number is not None and self.quantity.bare and number in values and not self.heads:
            return True  # "write off the 95": the amount again
        if lines and (per := _PER_PACK.match(facts.page.low, mention.end)) and per[1] in UNITS:
            fill(lines[-1], number, UNITS[per[1]])
            return True  # "(25 kg to the sack)"
        if number is not None and adds_up(facts, mention, lines):
            return True  # "write off 3 in total"
        return number is not None and is_sum_with_one(facts, mention, lines, self.heads)  # "2 lamps and the globe, 3 in all"

    def tells_of_the_last(self) -> bool:
        facts, mention, quantity, lines = self.facts, self.mention, self.quantity, self.lines
        number = quantity.number
        if lines and adds(facts, mention) and (last := lines[-1]).quantity and last.quantity.parts:
            last.quantity = replace(last.quantity, parts=(*last.quantity.parts, *quantity.parts), end=mention.end)
            return True  # "a case of crisps & 7 more"
        if lines and self.spares:
            self.of_something_else()
            return True
        if lines and number is not None and (last := lines[-1]).quantity and is_the_whole(last, quantity, self.sentence):
            last.quantity = replace(quantity, relation=QuantityRelation.ALL)
            return True  # "the whole lot mouldy, 16 bags"
        if lines and number is not None and is_one_load(lines[-1]) and all(part.unit != "pallet" for part in quantity.parts):
            lines[-1].quantity = quantity
            return True  # "a pallet of chargers, 38 units"
        if lines and number is not None and is_weighed(lines[-1], quantity) and not joined(facts, mention):
            lines[-1].quantity = quantity
            return True  # "2 sacks torn, 50 kg swept up"
        if number is not None and is_told_to_take(facts, mention) and (taken := meant(facts, lines, number)):
            lines[:] = taken
            return True  # "three packs came back slit and two plugs swapped. Take out 3 packs"
        again = any(number_of(line) == number for line in lines) and not is_a_further_part(facts, mention, number, lines)
        return again and not quantity.other and not self.beside  # "all seven of them" behind "seven pairs": the number again

    def counts_goods_named(self) -> bool:
        lines, beside, sentence = self.lines, self.beside, self.sentence
        if lines and beside and any(line.sentence == sentence and line.start > beside[-1].start for line in lines):
            beside = []
        unnumbered = beside or self.unnumbered
        if not unnumbered or (lines and not beside):
            return False
        weight = self.facts.stock.weight
        chosen = max(unnumbered, key=lambda head: (head.sentence == sentence, weight(head.name)))
        near = [head for head in unnumbered if head.sentence == chosen.sentence]
        chosen = max(near, key=lambda head: weight(head.name))
        every = compiled(r"\b(?:all|every|everything|whole)\b").search(self.facts.page.low, 0, self.mention.start)
        but = self.spares and every
        chosen.quantity = replace(self.quantity, relation=QuantityRelation.ALL_BUT) if but else self.quantity
        chosen.end = max(chosen.end, self.mention.end)
        chosen.sentence = sentence if len(unnumbered) == 1 else chosen.sentence
        lines.append(chosen)
        self.heads.remove(chosen)
        return True

    def counts_a_part(self, number: Decimal) -> None:
        facts, mention, quantity, lines = self.facts, self.mention, self.quantity, self.lines
        whole = lines[-1].split_from or lines[-1]
        total = number_of(whole)
        if is_dated(facts, mention) and not is_dated_again(facts, mention, whole):
            self.more_of(whole)
            return  # "4 mugs smashed today and 6 yesterday"
        if is_listed_behind(facts, lines[-1], mention):
            self.of_something_else()
            return  # "3 for large dogs and 2 for cats": of something else, whatever it is
        if lies_at(facts, mention.end) and whole.split_from is None and lies_at(facts, whole.end):
            self.more_of(whole)
            return  # "5 lamps at the store and 3 at the warehouse"
        apart = quantity.other or opens_clause(facts, mention) or is_out_of(facts, whole)
        if total is not None and number < total and apart:
            part = GoodsLine(self.sentence, mention.start, mention.end, list(whole.words), quantity, split_from=whole)
            whole.whole = not heads(whole)
            lines.append(part)
            whole.whole = whole.whole or come_to(whole, lines)
        elif total is not None and opens_clause(facts, mention) and heads(whole):
            self.more_of(whole)
        elif total is None and whole.quantity is None:
            whole.quantity = quantity
        elif number != total and whole.sentence == self.sentence and not quantity.definite and counts(facts, mention, quantity):
            self.of_something_else()

    def more_of(self, whole: GoodsLine) -> None:
        self.lines.append(GoodsLine(self.sentence, self.mention.start, self.mention.end, list(whole.words), self.quantity))

    def of_something_else(self) -> None:
        """Goods that the number counts and no words were read for: they are asked about."""
        unread = replace(self.quantity, relation=QuantityRelation.SOME)
        self.lines.append(GoodsLine(self.sentence, self.mention.start, self.mention.end, [], unread, unread=True))
