"""Numbers without goods to the goods they count: those named before them, a part of these, a sum, or the number again."""

from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.books.proposal import QuantityRelation
from assistant.books.reasons import Reason
from assistant.patterns import regex
from assistant.readers.rules.blocks import Sentence
from assistant.readers.rules.facts import ACT, Facts
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
from assistant.readers.rules.scan import between, compiled
from assistant.readers.rules.shared_counts import is_for_each, of_each
from assistant.readers.rules.tables.nouns import UNITS

_FOR_EACH = regex(r"\b(?:each|apiece|every|a head|per (?:head|person))\b")
_IN_ALL = regex(r"\s*(?:in all|in total|altogether|all told|all in all|total)\b")
_LEADS_ON = regex(r"\s+(to|by|because of|from|with|through|for|when|after|under)\b")
_SOMEWHERE = regex(r"\s*(?:(?:are|is|were|was|lay|lie|stood|stand|came|come) )?(?:in|at|on|from|under|behind|near|by) ")
_NEAR = 40  # characters
_BOTH = regex(r"both\b")
_OF_THESE = regex(r"\s*of (?:them|those|these|which|it)\b")
_CLAUSE_ENDS = regex(r"[.;:!?\n]|,\s|\b(?:and|but|while)\b")
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
        if _BOTH.match(facts.page.low, mention.start) and sum(number_of(line) is not None for line in lines) > 1:
            return True  # "…, both in the shop": what was told before
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
        if number is not None and len(lines) == 1 and self.is_the_total(lines[0], number):
            lines[0].quantity = quantity
            return True  # "gave each of the bakers 2 mugs, 10 in all"
        if lines and adds(facts, mention) and self.lie_elsewhere(lines[-1]):
            self.more_of(lines[-1])
            return True  # "6 broken in the shop and 6 more in the store"
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
        if self.sizes(chosen):
            return True
        if self.quantity.parts and is_for_each(self.facts, self.mention.end):
            for head in near:
                head.quantity = self.quantity
                lines.append(head)
                self.heads.remove(head)
            return True  # "radler and dunkel, two crates each"
        every = compiled(r"\b(?:all|every|everything|whole)\b").search(self.facts.page.low, 0, self.mention.start)
        but = self.spares and every
        chosen.quantity = replace(self.quantity, relation=QuantityRelation.ALL_BUT) if but else self.quantity
        chosen.end = max(chosen.end, self.mention.end)
        chosen.sentence = sentence if len(unnumbered) == 1 else chosen.sentence
        lines.append(chosen)
        self.heads.remove(chosen)
        return True

    def sizes(self, head: GoodsLine) -> bool:
        """'3 each of ibuprofen 400 and acetaminophen 500': the number right behind the name is no number of these."""
        follows = self.mention.start - head.end <= 1 and self.quantity.bare and self.lines and of_each(self.facts, self.lines[-1])
        if follows and self.facts.stock.fitting(f"{head.name} {self.quantity.number}"):
            head.words.append(str(self.quantity.number))
        return bool(follows)

    def counts_a_part(self, number: Decimal) -> None:
        facts, mention, quantity, lines = self.facts, self.mention, self.quantity, self.lines
        whole = lines[-1].split_from or lines[-1]
        total = number_of(whole)
        if is_dated(facts, mention) and not is_dated_again(facts, mention, whole):
            self.more_of(whole)
            return  # "4 mugs smashed today and 6 yesterday"
        if whole.split_from is None and self.tells_another_loss(whole):
            self.more_of(whole)
            return  # "3 mugs broken, 2 stolen"
        if is_listed_behind(facts, lines[-1], mention):
            self.of_something_else()
            return  # "3 for large dogs and 2 for cats": of something else, whatever it is
        if whole.split_from is None and self.lie_elsewhere(whole):
            self.more_of(whole)
            return  # "5 lamps at the store and 3 at the warehouse"
        if self.tells_where_some_lie(whole):
            return  # "10 buckets cracked (4 of them in the store)"
        if quantity.other and total is not None and number >= total and self.befell_these():
            self.more_of(whole)
            return  # "5 bottles leaked, the remaining 6 expired"
        if self.is_told_alike(whole):
            self.more_of(whole)
            return  # "lost 2 ropes to mice and 3 to a dog"
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

    def is_the_total(self, line: GoodsLine, number: Decimal) -> bool:
        """The number before was for each of several, and this one is said to be all of them."""
        low, told = self.facts.page.low, number_of(line)
        each = _FOR_EACH.search(low, line.sentence.start, self.mention.end)
        return bool(told and number > told and each and self.sentence == line.sentence and _IN_ALL.match(low, self.mention.end))

    def lie_elsewhere(self, whole: GoodsLine) -> bool:
        """A place is named with the goods before, and one with these."""
        before = between(self.facts.places, whole.end, self.mention.start)
        return bool(before) and whole.sentence == self.sentence and lies_at(self.facts, self.mention.end)

    def tells_another_loss(self, whole: GoodsLine) -> bool:
        """Something else befell these than those before them, and they are not said to be some of those."""
        quantity = self.quantity
        of_these = _OF_THESE.match(self.facts.page.low, self.mention.end)
        if (quantity.definite and not quantity.other) or quantity.of_total or of_these:
            return False
        first, then = self.befell(whole), self.befell_these()
        return bool(first and then) and Reason.LOST not in first and then.isdisjoint(first)

    def befell(self, whole: GoodsLine) -> set[str]:
        """What befell the goods before, between them and this number."""
        return {str(s.meaning) for s in between(self.facts.reasons, whole.end, self.mention.start) if not s.weak}

    def befell_these(self) -> set[str]:
        """What befell these, or what they were used for, in their clause."""
        low, end = self.facts.page.low, self.mention.end
        stop = _CLAUSE_ENDS.search(low, end)
        behind = end, stop.start() if stop else len(low)
        told = {str(s.meaning) for s in between(self.facts.reasons, *behind) if not s.weak}
        return told | {str(s.meaning) for s in between(self.facts.uses, *behind)}

    def tells_where_some_lie(self, whole: GoodsLine) -> bool:
        """Of goods that something befell, some are said to lie somewhere, and nothing else of these."""
        low, end = self.facts.page.low, self.mention.end
        of_these = _OF_THESE.match(low, end)
        here = of_these is not None and _SOMEWHERE.match(low, of_these.end()) is not None
        return here and bool(self.befell(whole)) and not self.befell_these() and not ACT.search(low, end, end + _NEAR)

    def is_told_alike(self, whole: GoodsLine) -> bool:
        """The same little word stands behind both numbers: '2 ropes to mice and 3 to a dog'."""
        low = self.facts.page.low
        first, then = _LEADS_ON.match(low, whole.end), _LEADS_ON.match(low, self.mention.end)
        alike = first is not None and then is not None and first[1] == then[1]
        return alike and whole.split_from is None and joined(self.facts, self.mention) and not self.quantity.definite

    def more_of(self, whole: GoodsLine) -> None:
        self.lines.append(GoodsLine(self.sentence, self.mention.start, self.mention.end, list(whole.words), self.quantity))

    def of_something_else(self) -> None:
        """Goods that the number counts and no words were read for: they are asked about."""
        unread = replace(self.quantity, relation=QuantityRelation.SOME)
        self.lines.append(GoodsLine(self.sentence, self.mention.start, self.mention.end, [], unread, unread=True))
