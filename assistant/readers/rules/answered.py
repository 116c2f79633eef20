"""A person's answer, read as a text of its own would be: the goods it names, numbers, amounts, days, places and reasons."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.books.numerals import numerals
from assistant.books.proposal import (
    Basis,
    Event,
    GoodsSaid,
    Quantity,
    QuantityPart,
    QuantityRelation,
    ReadingContext,
    Value,
    ValueRelation,
)
from assistant.books.question import Settled, Unanswered
from assistant.books.reasons import Reason
from assistant.matching import Candidate, Candidates
from assistant.patterns import regex
from assistant.readers.rules.amounts import AmountSaid, shares_in
from assistant.readers.rules.blocks import lay_out
from assistant.readers.rules.facts import Facts, gather
from assistant.readers.rules.mention import Mention
from assistant.readers.rules.scan import Claims
from assistant.readers.rules.signals import the_reason

CLEAR_LEAD = 0.05  # of the best candidate over the next
FITS = 0.45  # of the words of the answer that the candidate must have
_VAGUE = regex(r"\b(?:about|around|roughly|approx\w*|circa|maybe|probably|say|or so|ish|ballpark|guess\w*)\b|~|\dish\b")
_ALONE = regex(r"(?:(?:just|only|it was|they were) )*(?:the )?(half|all|one)\s*[.!]?")
_WHERE = regex(r"\b(?:from|in|at|out of)\s+(?:the |our )?([a-z][a-z' -]+?)\s*[.!]?$")
_AT_PLACE = regex(r"([\w.]+)\s+(?:(?:of them|more|units?)\s+)?(?:from|in|at|out of)\s+(?:the |our )?\Z")
_AT_COST = regex(r"\bcosts?\b|\bpaid\b")
_FULL_COST = regex(r"\b(?:full|back to|at|all of (?:the|its|their)) cost\b")
_OF_PRICE = regex(r"\b(?:price|priced|retail|ticket|rrp|tag)\b")
_NOTHING = regex(r"\b(?:nothing|zero|nil|worthless|no value)\b")
_FILLING = regex(r"[\s.,;!]|\b(?:it|was|is|they|were|are|came|to|in|total|all|altogether|just|only|the|amount|of|for)\b")


@dataclass(frozen=True, slots=True)
class Answer:
    """The words of an answer with the facts read from them."""

    words: str
    facts: Facts

    @property
    def context(self) -> ReadingContext:
        return self.facts.context

    @property
    def named(self) -> tuple[Mention, ...]:
        return tuple(mention for mention in self.facts.mentions if mention.words)

    @property
    def counted(self) -> tuple[Mention, ...]:
        """What is said with a number of units, or with all, half or some of them."""
        return tuple(mention for mention in self.facts.mentions if mention.quantity is not None)

    @property
    def places(self) -> tuple[str, ...]:
        """The places of the books that it names, by their own names or, behind "from" or "in", by words that fit one."""
        found = tuple(dict.fromkeys(said.place for said in self.facts.places))
        behind = _WHERE.search(self.facts.page.low)
        if found or behind is None:
            return found
        fits = clearly_best([Candidate(place, place) for place in self.context.places], behind[1])
        return (fits,) if fits else ()


def read_answer(words: str, context: ReadingContext) -> Answer:
    """What the words state. "Half" or "just the one" is said of them, whatever they are."""
    alone = _ALONE.fullmatch(words.casefold())
    return Answer(words, gather(lay_out(f"{alone[1]} of them" if alone else words), context))


def quantity_of(mention: Mention) -> Quantity | None:
    """The number of units said with it; None where there is none, or a vague one."""
    said = mention.quantity
    if said is None or said.relation is QuantityRelation.SOME:
        return None
    return Quantity(said.relation, said.parts, said.share)


def without_facts(said: Answer) -> str:
    """The words that are left to name something, once numbers of units, amounts, days and places are taken out."""
    facts = said.facts
    left = list(facts.page.low)
    pieces = {mention: mention.pieces or ((mention.start, mention.end),) for mention in said.named}
    spans = [(day.start, day.end) for day in facts.days]
    spans += [(place.start, place.end) for place in facts.places]
    spans += [(amount.start, amount.end) for amount in facts.amounts]
    spans += [(mention.start, mention.end) for mention in facts.mentions if mention not in pieces]
    for mention, kept in pieces.items():
        if mention.quantity is not None and not any(start <= mention.quantity.start < end for start, end in kept):
            spans.append((mention.quantity.start, mention.quantity.end))
    for start, end in spans:
        left[start:end] = " " * (end - start)
    return " ".join("".join(left).split())


def clearly_best(candidates: Sequence[Candidate], words: str) -> str | None:
    """The candidate that the words fit, and no other nearly as well."""
    ranked = Candidates(candidates).rank(words)
    if not ranked or ranked[0].coverage < FITS or ranked[0].against:
        return None
    if len(ranked) > 1 and ranked[0].score - ranked[1].score < CLEAR_LEAD:
        return None
    return ranked[0].key


def named_item(words: str, context: ReadingContext) -> str | None:
    """The item of the stock list that the words name, by key or by name; None for none, or several equally well."""
    for goods in context.goods:
        if words.casefold() in (goods.key.casefold(), goods.name.casefold()):
            return goods.key
    if not re.search(r"[^\W\d_]{2}", words):
        return None  # a number alone is how many, though it stands in a name
    return clearly_best([Candidate(goods.key, f"{goods.key} {goods.name}") for goods in context.goods], words)


# ── Amounts ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def amount_of(said: Answer, *, bare_will_do: bool) -> Value | Unanswered | None:
    """The one amount that the answer states; why it will not do; None where it states none.

    A number without a currency is an amount where an amount alone was asked for (`bare_will_do`), or where it is said to be one.
    """
    low = said.facts.page.low
    amounts = said.facts.amounts or (_bare(said) if bare_will_do or _AT_COST.search(low) else ())
    if not amounts:
        return None
    if len(amounts) > 1:
        return Unanswered(f"“{said.words}” states {len(amounts)} amounts; one is needed.")
    amount = amounts[0]
    if amount.currency not in ("", said.context.currency):
        return Unanswered(f"The amount is in {amount.currency}; these books are kept in {said.context.currency}.")
    each = amount.each or (bool(said.counted) and low[: amount.start].rstrip().endswith((" at", "@")))
    return replace(replace(amount, each=each).value(said.words), quote=None)


def cost_of(said: Answer, *, bare_will_do: bool) -> Value | Unanswered | None:
    """The amount that the goods cost; what they sell for, or a rough guess, is none."""
    value = amount_of(said, bare_will_do=bare_will_do)
    if not isinstance(value, Value):
        return value
    if value.basis is Basis.SELLING_PRICE:
        return Unanswered("That is what the goods sell for; the books need what they cost.")
    if _VAGUE.search(said.facts.page.low) and not _AT_COST.search(said.facts.page.low):
        return Unanswered(f"“{said.words}” is no exact amount.")
    return value


def _bare(said: Answer) -> tuple[AmountSaid, ...]:
    """A number that stands alone and counts nothing: '240 in total', '12 each', '40 for the lot'."""
    facts = said.facts
    if len(facts.numbers) != 1 or said.named or not said.counted:
        return ()
    number, unit = facts.numbers[0], said.counted[0].quantity
    beside = facts.page.low[: number.start] + facts.page.low[number.end :]
    each = re.search(r"\b(?:each|ea|apiece|a piece|per|a unit|a pop)\b|/", beside) is not None
    if not each and (unit is None or unit.relation is not QuantityRelation.EXACTLY or not unit.bare):
        return ()
    return (AmountSaid(number.start, number.end, number.value, each=each, bare=True),)


def counts_or_costs(said: Answer) -> bool:
    """A number alone, of which nothing says whether it counts units or money."""
    facts = said.facts
    if facts.amounts or len(facts.numbers) != 1 or len(facts.mentions) != 1 or facts.mentions[0].words:
        return False
    number, unit = facts.numbers[0], facts.mentions[0].quantity
    left = _FILLING.sub("", facts.page.low[: number.start] + facts.page.low[number.end :])
    return not left and unit is not None and unit.bare and not _AT_COST.search(facts.page.low)


def net_realizable_value(said: Answer) -> Value | Unanswered | None:
    """What the goods will bring: an amount (for one unless it says a total), a share of cost, full cost, or nothing."""
    low = said.facts.page.low
    shares = shares_in(low, Claims(len(low)))
    if len(shares) == 1 and _OF_PRICE.search(low):
        return Unanswered("A share of the selling price says nothing of cost: state what one will bring.")
    if len(shares) == 1:
        relation = ValueRelation.LESS_SHARE_OF_COST if shares[0].off else ValueRelation.SHARE_OF_COST
        return Value(relation, share=shares[0].share)
    if _FULL_COST.search(low):
        return Value(ValueRelation.FULL_COST)
    value = amount_of(said, bare_will_do=True)
    if value is None and _NOTHING.search(low):
        return Value(ValueRelation.TOTAL, Decimal(0))
    if value is None or isinstance(value, Unanswered):
        return value
    in_total = re.search(r"\b(?:total|all|altogether|the lot|all up|together)\b", low)
    return replace(value, relation=ValueRelation.TOTAL if in_total else ValueRelation.EACH)


# ── What is said beside what was asked ───────────────────────────────────────────────────────────────────────────────


def beside(said: Answer, event: Event, about: int | None) -> Settled:
    """The place, the day and the reason that an answer adds to what it was asked for."""
    line = event.goods[about] if about is not None and about < len(event.goods) else None
    places = said.places
    place = places[0] if len(places) == 1 and (line is None or line.place != places[0]) else None
    days = {one.day for one in said.facts.days}
    day = days.pop() if len(days) == 1 else None
    signal = the_reason(said.facts.reasons) if event.reason is Reason.OTHER else None
    return Settled(
        about=about,
        place=place,
        entry_date=day if day != event.entry_date else None,
        reason=signal.meaning if signal is not None and not signal.weak else None,
    )


def units_differ(line: GoodsSaid, stated: Sequence[Quantity]) -> Unanswered | None:
    """Why numbers that do not add up to the one of the text settle nothing."""
    before = _number(line.quantity) if line.quantity is not None else None
    numbers = [_number(quantity) for quantity in stated]
    if before is None or any(number is None for number in numbers):
        return None
    there = sum((number for number in numbers if number is not None), Decimal(0))
    if there == before:
        return None
    says = f"The text says {before:f} and the answer {there:f}."
    return Unanswered(f"{says} Say what each of the {before:f} is, or revise the quantity.")


def _number(quantity: Quantity) -> Decimal | None:
    """A plain number of units; None for cases, shares and the like."""
    if quantity.relation is not QuantityRelation.EXACTLY or any(part.unit or part.per for part in quantity.parts):
        return None
    return sum((part.number for part in quantity.parts), Decimal(0))


def by_place(said: Answer) -> tuple[tuple[str, Quantity], ...]:
    """'2 in the store and 3 from the warehouse': a number at each place; nothing where they do not go together."""
    low, found = said.facts.page.low, []
    for place in said.facts.places:
        before = _AT_PLACE.search(low, 0, place.start)
        numbers = numerals(before[1]) if before else ()
        if len(numbers) != 1:
            return ()
        found.append((place.place, Quantity(QuantityRelation.EXACTLY, (QuantityPart(numbers[0].value),))))
    return tuple(found) if len(found) == len(numerals(low)) else ()


def lines_said(said: Answer, find: Callable[[str], str | None], line: GoodsSaid) -> tuple[GoodsSaid, ...] | Unanswered:
    """Each of several goods named with its number, in place of the line: '2 of the desk ones and 1 floor lamp'."""
    lines: list[GoodsSaid] = []
    for mention in said.named:
        item, quantity = find(mention.words), quantity_of(mention)
        if item is None:
            return Unanswered(f"“{mention.words}” fits none of them clearly.")
        if quantity is None:
            return Unanswered(f"How many of “{mention.words}” are meant is left open.")
        lines.append(replace(line, words=item, category=False, quantity=quantity, stated=_each_alone(line)))
    return tuple(lines)


def _each_alone(line: GoodsSaid) -> tuple[Value, ...]:
    """Of the values stated for a line, those that hold for each part of it."""
    return tuple(value for value in line.stated if value.relation is ValueRelation.EACH)
