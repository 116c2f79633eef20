"""A person's answer in plain words to the fact it settles: "the walnut one", "2 cases", "$4.50 each", "WO-1033".

An answer that fits a choice of the question picks it; otherwise it is read as a text of its own would be. What does not
answer settles nothing: the question is asked again, never guessed at.
"""

import re
from dataclasses import replace

from assistant.books.numerals import numerals
from assistant.books.proposal import Event, Quantity, QuantityRelation, ReadingContext, Value, ValueRelation
from assistant.books.question import Asks, Choice, Question, Settled
from assistant.matching import Candidate, Candidates
from assistant.readers.rules.amounts import amounts_in, shares_in
from assistant.readers.rules.quantities import QuantityReader
from assistant.readers.rules.scan import Claims, plain, tokenize

CLEAR_LEAD = 0.05  # of the best choice over the next
FITS = 0.45  # of the words of the answer that the choice must have
_EACH = re.compile(r"\b(?:each|ea|apiece|a piece|per|a unit|a pop)\b|/")
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
_FULL_COST = re.compile(r"\b(?:full|back to|at|all of (?:the|its|their)) cost\b")


class RulesAnswerReader:
    """Reads answers by rules, whichever reader read the text."""

    def settle(self, question: Question, event: Event, answer: str, context: ReadingContext) -> Settled | None:
        """The fact that the answer states, for what is asked or for what would do as well; None where it states none."""
        words = " ".join(answer.split())
        for asked in (question.asks, *question.or_asks):
            if (settled := self._settle(replace(question, asks=asked), words, context)) is not None:
                return replace(settled, words=answer)
        return None

    def _settle(self, question: Question, words: str, context: ReadingContext) -> Settled | None:
        match question.asks:
            case Asks.ITEM:
                item = chosen(question.choices, words) or named_item(words, context)
                return Settled(about=question.about, item=item) if item else None
            case Asks.WHICH_ENTRY:
                entry = chosen(question.choices, words) or named_entry(words, context)
                return Settled(entry=entry) if entry else None
            case Asks.ACCOUNT:
                account = chosen(question.choices, words)
                return Settled(account=account) if account else None
            case Asks.QUANTITY:
                quantity = read_quantity(words, context)
                return Settled(about=question.about, quantity=quantity) if quantity else None
            case Asks.AMOUNT:
                value = read_value(words, context)
                return Settled(about=question.about, amount=value) if value else None
            case Asks.NET_REALIZABLE_VALUE:
                value = read_net_realizable_value(words, context)
                return Settled(about=question.about, nrv=value) if value else None
            case Asks.CLIENT:
                return None


def chosen(choices: tuple[Choice, ...], words: str) -> str | None:
    """The choice meant: its own value or label, its place in the list, or the one that the words fit clearly best."""
    said = words.casefold().strip(" .!")
    for choice in choices:
        if said in (choice.value.casefold(), choice.label.casefold()):
            return choice.value
    place = int(said) if said.isdecimal() and len(said) <= 2 else _ordinal(said)
    if place is not None and choices and (place == -1 or 1 <= place <= len(choices)):
        return choices[place - 1 if place > 0 else -1].value
    return _clearly_best([Candidate(choice.value, f"{choice.value} {choice.label}") for choice in choices], words)


def named_item(words: str, context: ReadingContext) -> str | None:
    """The item of the stock list that the words name, by key or by name; None for none, or several equally well."""
    for goods in context.goods:
        if words.casefold() in (goods.key.casefold(), goods.name.casefold()):
            return goods.key
    return _clearly_best([Candidate(goods.key, f"{goods.key} {goods.name}") for goods in context.goods], words)


def named_entry(words: str, context: ReadingContext) -> str | None:
    """The earlier entry whose number stands in the words."""
    said = words.casefold()
    found = [entry.ref for entry in context.earlier if re.search(rf"(?<!\w){re.escape(entry.ref.casefold())}(?!\w)", said)]
    return found[0] if len(found) == 1 else None


def read_quantity(words: str, context: ReadingContext) -> Quantity | None:
    """'12', '2 cases and 6 loose', 'all but three', 'half of them'; None where no number of units is stated."""
    low = plain(words)
    claims = Claims(len(low))
    for amount in amounts_in(low, claims, context.currency):
        if not amount.bare:
            claims.take(amount.start, amount.end)
    reader = QuantityReader(low, [number for number in numerals(low) if claims.free(number.start, number.end)])
    for token in tokenize(low):
        said = reader.at(token) if claims.free(token.start, token.end) else None
        if said is not None:
            return None if said.relation is QuantityRelation.SOME else Quantity(said.relation, said.parts, said.share)
    return None


def read_value(words: str, context: ReadingContext) -> Value | None:
    """'$240', '240.00', '4.15 each': an amount for all, or for one. None where the words state none, or more than one."""
    low = plain(words)
    said = amounts_in(low, Claims(len(low)), context.currency)
    if len(said) == 1:
        return replace(said[0].value(words), quote=None)
    numbers = numerals(low)
    if said or len(numbers) != 1:
        return None
    relation = ValueRelation.EACH if _EACH.search(low) else ValueRelation.TOTAL
    return Value(relation, numbers[0].value)


def read_net_realizable_value(words: str, context: ReadingContext) -> Value | None:
    """What the goods will bring: an amount (for one unless it says a total), a share of cost, or full cost."""
    low = plain(words)
    shares = shares_in(low, Claims(len(low)))
    if len(shares) == 1:
        relation = ValueRelation.LESS_SHARE_OF_COST if shares[0].off else ValueRelation.SHARE_OF_COST
        return Value(relation, share=shares[0].share)
    if _FULL_COST.search(low):
        return Value(ValueRelation.FULL_COST)
    value = read_value(words, context)
    if value is None:
        return None
    in_total = re.search(r"\b(?:total|all|altogether|the lot|all up|together)\b", low)
    return replace(value, relation=ValueRelation.TOTAL if in_total else ValueRelation.EACH)


def _ordinal(said: str) -> int | None:
    words = [word for word in said.split() if word not in ("the", "one")]
    return _ORDINALS.get(words[0]) if len(words) == 1 else None


def _clearly_best(candidates: list[Candidate], words: str) -> str | None:
    ranked = Candidates(candidates).rank(words)
    if not ranked or ranked[0].coverage < FITS or ranked[0].against:
        return None
    if len(ranked) > 1 and ranked[0].score - ranked[1].score < CLEAR_LEAD:
        return None
    return ranked[0].key
