"""What the words around a number without goods tell of it, and what the goods before it do."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from assistant.books.proposal import QuantityPart, QuantityRelation
from assistant.patterns import regex
from assistant.readers.rules.blocks import Sentence
from assistant.readers.rules.facts import Facts
from assistant.readers.rules.goods_line import GoodsLine
from assistant.readers.rules.mention import Mention
from assistant.readers.rules.quantities import QuantitySaid
from assistant.readers.rules.scan import compiled
from assistant.readers.rules.tables.nouns import PACKS, WEIGHTS

_CREDITED = regex(r"\b(?:credit(?:ed|ing|s)?|refund(?:ed)?|reimburse|claim window|insurer|insurance|replace(?:d|ment)?)\b")


def is_told_to_take(facts: Facts, mention: Mention) -> bool:
    """The sentence says no more than to take out so many."""
    return bool(_TAKE_OUT.search(facts.page.low, max(0, mention.start - 40), mention.start)) and bool(
        _NO_MORE.match(facts.page.low, mention.end)
    )


_TAKE_OUT = regex(
    r"(?:\A|[.!?;\n])\s*(?:so |please |pls |kindly |just )*"
    r"(?:take (?:out|off)|write off|book out|remove|adjust out|w/o)\s+(?:the )?\Z"
)
_NO_MORE = regex(r"\s*(?:in all |in total |please |pls |thanks )*(?:[.!;\n]|\Z)")


def meant(facts: Facts, lines: Sequence[GoodsLine], number: Decimal) -> list[GoodsLine]:
    """The one line of this number, where the others are fewer of the same goods; none where that is not so."""
    same = [line for line in lines if number_of(line) == number]
    others = [line for line in lines if line not in same]
    if len(same) != 1 or not others:
        return []
    fits = facts.stock.fitting(same[0].name)
    fewer = all(
        facts.stock.fitting(line.name) & fits and (told := number_of(line)) is not None and told < number for line in others
    )
    return same if fewer else []


def number_of(line: GoodsLine) -> Decimal | None:
    return line.quantity.number if line.quantity else None


def words_for_more(facts: Facts, mention: Mention) -> list[str]:
    """'Wrote off 5 mugs already, today 2 more': of the goods named before, though these took no part."""
    low = facts.page.low
    more = _MORE_BEHIND.match(low, mention.end) or _MORE_BEFORE.search(low, max(0, mention.start - 12), mention.start)
    named = [said.words for said in facts.mentions if said.end <= mention.start and facts.stock.fitting(said.words)]
    return named[-1:] if more else []


_MORE_BEHIND, _MORE_BEFORE = regex(r"\s*more\b"), regex(r"\b(?:another|further)\s+\Z")


def is_one_load(line: GoodsLine) -> bool:
    """'A pallet of chargers': what goods stand on says not how many they are."""
    parts = line.quantity.parts if line.quantity else ()
    alone = len(parts) == 1 and parts[0].number == 1 and parts[0].per is None
    return alone and parts[0].unit == "pallet"


def is_weighed(line: GoodsLine, quantity: QuantitySaid) -> bool:
    """Sacks and the like, told once more by weight."""
    parts = line.quantity.parts if line.quantity else ()
    packed = len(parts) == 1 and parts[0].unit in PACKS and parts[0].per is None
    return packed and len(quantity.parts) == 1 and quantity.parts[0].unit in WEIGHTS


def joined(facts: Facts, mention: Mention) -> bool:
    return bool(_JOINS.search(facts.page.low, max(0, mention.start - 8), mention.start))


_JOINS = regex(r"(?:\band|&|\+|\bplus|\balso)\s*\Z")


def adds_up(facts: Facts, mention: Mention, lines: Sequence[GoodsLine]) -> bool:
    """'…, so 10 mugs', '3 in total': the number is what those before it come to."""
    low, number = facts.page.low, mention.quantity.number if mention.quantity else None
    told = [found for line in lines if not line.whole and (found := number_of(line)) is not None]
    if number is None or len(told) < 2 or number != sum(told, Decimal(0)):
        return False
    return bool(_SO.search(low, max(0, mention.start - 16), mention.start) or _IN_ALL.match(low, mention.end))


def is_sum_with_one(facts: Facts, mention: Mention, lines: list[GoodsLine], heads: list[GoodsLine]) -> bool:
    """The same, where one of the goods before it was named without a number: it is one."""
    number = mention.quantity.number if mention.quantity else None
    told = [found for line in lines if not line.whole and (found := number_of(line)) is not None]
    single = [head for head in heads if head.quantity is None and not head.name.lower().endswith("s")]
    if not told or number is None or len(single) != 1 or number != sum(told, Decimal(1)):
        return False
    if not _IN_ALL.match(facts.page.low, mention.end):
        return False
    head = single[0]
    head.quantity = QuantitySaid(head.start, head.end, QuantityRelation.EXACTLY, (QuantityPart(Decimal(1)),))
    lines.append(head)
    heads.remove(head)
    return True


_SO = regex(
    r"\b(?:so|that's|thats|that makes|makes|making|totals?|totall?ing|total of|in all|altogether|comes to|=)[\s:,]*(?:all )?\Z"
)
_IN_ALL = regex(r"[^.;,\n]{0,24}?\b(?:in total|in all|all told|altogether|all up|all in all|combined|total)\b")


def is_listed_behind(facts: Facts, line: GoodsLine, mention: Mention) -> bool:
    """Nothing but 'and' or a comma stands between goods with a number and this number, and words that name other goods behind."""
    low = facts.page.low
    listed = line.quantity is not None and _LIST.fullmatch(low, line.end, mention.start)
    return bool(listed and _FOR_OTHERS.match(low, mention.end))


_LIST = regex(r"\s*(?:,|and|&|plus|\+|,\s*and)\s*")
_FOR_OTHERS = regex(r"\s+(?:for|of) (?!them|these|those|it|which|that|the (?:lot|same)|\d)[a-z]")


def is_dated(facts: Facts, mention: Mention) -> bool:
    """A day stands right behind the number."""
    return any(0 <= day.start - mention.end <= 4 for day in facts.days)


def is_dated_again(facts: Facts, mention: Mention, line: GoodsLine) -> bool:
    """No other day is told of the goods: '4 mugs broke, 2 on Monday' may be of the four."""
    return not any(line.start <= day.start < mention.start for day in facts.days)


def lies_at(facts: Facts, end: int) -> bool:
    """A place is named right behind: '3 at the warehouse'."""
    low = facts.page.low
    return any(0 <= place.start - end <= 24 and _AT_PLACE.fullmatch(low, end, place.start) for place in facts.places)


_AT_PLACE = regex(
    r"\s*(?:(?:more|others?|extra) )?(?:of (?:them|those|these) )?(?:were |was |are |is )?(?:at|in|from|on|@|\()\s*(?:the |our )?"
)


def come_to(whole: GoodsLine, lines: Sequence[GoodsLine]) -> bool:
    """The parts read so far come to the whole: 'lamps, all 16: 11 here, 5 there'."""
    parts = [found for line in lines if line.split_from is whole and (found := number_of(line)) is not None]
    return len(parts) > 1 and sum(parts, Decimal(0)) == number_of(whole)


def counts(facts: Facts, mention: Mention, quantity: QuantitySaid) -> bool:
    """A unit, 'x 4', or a number that ends its clause: it counts goods."""
    low = facts.page.low
    if not quantity.bare:
        return True
    if any(0 <= mention.start - other.end <= 1 and other.quantity for other in facts.mentions):
        return False  # "6 chardonnay 23"
    times = compiled(r"[\w)\"] ?[x×] ?\Z").search(low[max(0, mention.start - 4) : mention.start])
    return bool(times) or bool(compiled(r"\s*(?:[,;\n]|\.(?!\d)|\Z)").match(low[mention.end :]))


def fill(line: GoodsLine, content: Decimal | None, unit: str) -> None:
    """What one of the unit holds that the line is counted in."""
    parts = line.quantity.parts if line.quantity else ()
    if line.quantity and parts and parts[0].unit == unit and parts[0].per is None:
        line.quantity = replace(line.quantity, parts=(replace(parts[0], per=content), *parts[1:]))


def is_the_whole(line: GoodsLine, quantity: QuantitySaid, sentence: Sentence) -> bool:
    every = line.quantity is not None and line.quantity.relation is QuantityRelation.ALL and not line.quantity.parts
    return every and line.sentence == sentence and bool(quantity.parts) and quantity.relation is QuantityRelation.EXACTLY


def is_out_of(facts: Facts, whole: GoodsLine) -> bool:
    """'Of 60 vials 52 were left out': the number that follows is the part meant."""
    before = facts.page.low[max(0, whole.start - 14) : whole.start]
    return bool(compiled(r"(?:\A|[.;:,\n]|\bout)\s*of (?:the |our |those |these |my )?\Z").search(before))


def adds(facts: Facts, mention: Mention) -> bool:
    """'& 7 more', '+ 5 loose': besides the goods named right before."""
    low = facts.page.low
    joined = compiled(r"(?:\band|&|\+|\bplus)\s*\Z").search(low[max(0, mention.start - 8) : mention.start])
    return bool(
        joined and compiled(r"\s*(?:more|extra|loose|singles?|on top|besides|individual|odd|over)\b").match(low[mention.end :])
    )


def is_a_further_part(facts: Facts, mention: Mention, number: Decimal | None, lines: Sequence[GoodsLine]) -> bool:
    """'4 saws: 2 binned, 2 we'll keep': as many again as a part before it, and no more than the whole."""
    whole = lines[-1].split_from if lines else None
    total = number_of(whole) if whole else None
    told_before = mention.quantity is not None and mention.quantity.definite  # "those 5"
    if total is None or number is None or told_before or not opens_clause(facts, mention):
        return False
    return sum((number_of(line) or Decimal(0) for line in lines if line.split_from is whole), number) <= total


@lru_cache(maxsize=16)
def is_credited(sentence: str) -> bool:
    return bool(_CREDITED.search(sentence))


def heads(line: GoodsLine) -> bool:
    """The name stands before its number: 'grass seed: 1 bag chewed, 2 bags past date'."""
    return line.quantity is not None and line.quantity.start > line.start


def opens_clause(facts: Facts, mention: Mention) -> bool:
    """'4 are dead', 'scrap those 5': a part of the whole named before is what the clause is about."""
    before = facts.page.low[max(0, mention.start - 24) : mention.start]
    return bool(
        compiled(
            r"(?:\A|[.;:!?\n(,]|\s-|\b(?:and|but|so))\s*"
            r"(?:the |only |just |about |another |scrap |bin |toss |those |write off )*\Z"
        ).search(before)
    )
