"""A person's answer in plain words to the facts it settles: "the walnut one", "3, from the back store", "$4.50 each", "WO-1033".

An answer that fits a choice of the question picks it; otherwise it is read as a text of its own would be, and all that it
states is settled at once. What does not answer settles nothing, and says why: the question is asked again, never guessed at.
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from assistant.books.proposal import (
    Event,
    GoodsSaid,
    Quantity,
    QuantityPart,
    QuantityRelation,
    ReadingContext,
    Value,
    ValueRelation,
)
from assistant.books.question import Asks, Choice, Question, Settled, Unanswered
from assistant.matching import tokens
from assistant.patterns import regex
from assistant.readers.rules.answered import (
    Answer,
    beside,
    by_place,
    cost_of,
    counts_or_costs,
    lines_said,
    named_item,
    net_realizable_value,
    quantity_of,
    read_answer,
    units_differ,
    without_facts,
)
from assistant.readers.rules.choosing import chosen, entry_meant, place_in_list

_SEVERAL = regex(
    r"(?:yes,? )?(?:both|all|each|every one|all (?:two|three|four|five|six|\d)|the lot)(?: of (?:them|these|those))?"
)
_OF_EACH = regex(r"(?:of )?each(?: of (?:them|these|those))?$")
_NONE_LEFT = regex(r"(?:none|zero|nil|0|no one|not any)(?: of (?:them|these|those))?")
_LESS_THAN_NONE = regex(r"\bminus\b|\bnegative\b|(?<!\w)-\s?\d")
_VAGUE_NUMBER = regex(r"\b(?:some|few|several|many|lots?|loads|a bunch|not sure|unsure)\b")
_ROUGHLY = regex(r"\dish\b|\bor so\b")
_CORRECTED = regex(r"\b(?:not|no|sorry|actually|rather|i mean)\b")
SettledBy = tuple[Settled, ...] | Unanswered


class RulesAnswerReader:
    """Reads answers by rules, whichever reader read the text."""

    def settle(self, question: Question, event: Event, answer: str, context: ReadingContext) -> SettledBy:
        """All that the answer states, where it states what is asked or what would do as well; else why it settles nothing."""
        said = read_answer(" ".join(answer.split()), context)
        refused = Unanswered()
        for asked in (question.asks, *question.or_asks):
            settled = _ANSWERS[asked](replace(question, asks=asked), event, said, question.or_asks)
            if not isinstance(settled, Unanswered):
                return tuple(replace(fact, words=answer) for fact in settled)
            refused = refused if refused.says else settled
        return refused


# ── Which one ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _item(question: Question, event: Event, said: Answer, or_asks: tuple[Asks, ...]) -> SettledBy:
    about = question.about
    line = event.goods[about] if about is not None and about < len(event.goods) else GoodsSaid("")

    def find(words: str) -> str | None:
        return chosen(question.choices, words) or named_item(words, said.context)

    if said.facts.amounts and not said.named:
        return Unanswered()
    if len([mention for mention in said.named if mention.quantity]) > 1:
        return _parted(lines_said(said, find, line), line, said, event, about)
    if (several := _several(question.choices, said, line)) is not None:
        return several if isinstance(several, Unanswered) else (Settled(about=about, goods=several),)
    item = find(said.words) or find(without_facts(said))
    if item is None:
        return Unanswered()
    settled = _with_units(replace(beside(said, event, about), item=item), said, line, item)
    if isinstance(settled, Unanswered):
        return settled
    alike = [n for n, goods in enumerate(event.goods) if n != about and _same_words(goods, line)]
    return (*settled, *(Settled(about=n, item=item) for n in alike))


def _same_words(goods: GoodsSaid, line: GoodsSaid) -> bool:
    """Goods that the text calls the same are the same: one answer settles them all."""
    return bool(tokens(line.words)) and tokens(goods.words) == tokens(line.words)


def _parted(
    lines: tuple[GoodsSaid, ...] | Unanswered, line: GoodsSaid, said: Answer, event: Event, about: int | None
) -> SettledBy:
    """Several goods in place of one line, where their numbers add up to the one of the text."""
    if isinstance(lines, Unanswered):
        return lines
    if (differ := units_differ(line, [one.quantity for one in lines if one.quantity])) is not None:
        return differ
    more = replace(beside(said, event, about), about=about)
    return (replace(more, goods=tuple(replace(one, place=more.place or one.place) for one in lines), place=None),)


def _several(choices: tuple[Choice, ...], said: Answer, line: GoodsSaid) -> tuple[GoodsSaid, ...] | Unanswered | None:
    """'Both', 'all of them', 'one of each': every choice is meant."""
    words = said.words.casefold().strip(" .!")
    of_each = _OF_EACH.search(words)
    if len(choices) < 2 or said.named or not (of_each or _SEVERAL.fullmatch(words)):
        return None
    if words.startswith("both") and len(choices) != 2:
        return Unanswered(f"There are {len(choices)} of them.")
    quantity = line.quantity
    if of_each and said.counted:
        quantity = quantity_of(said.counted[0])
        if quantity is not None and (differ := units_differ(line, [quantity] * len(choices))) is not None:
            return differ
    elif quantity is not None and quantity.relation is QuantityRelation.EXACTLY and _is_bare(quantity, len(choices)):
        quantity = Quantity(QuantityRelation.EXACTLY, (QuantityPart(Decimal(1)),))
    elif quantity is not None and quantity.relation not in (QuantityRelation.ALL, QuantityRelation.SHARE, QuantityRelation.SOME):
        named = f"“2 {choices[0].value} and 1 {choices[1].value}”"
        return Unanswered(f"How many of each are meant is left open: say it as in {named}.")
    return tuple(replace(line, words=choice.value, category=False, quantity=quantity) for choice in choices)


def _is_bare(quantity: Quantity, number: int) -> bool:
    return len(quantity.parts) == 1 and not quantity.parts[0].unit and quantity.parts[0].number == number


def _with_units(settled: Settled, said: Answer, line: GoodsSaid, item: str) -> SettledBy:
    """How many, where the answer says it beside which; a number of the item's own name counts none."""
    name = next((goods.name for goods in said.context.goods if goods.key == item), "")
    own = set(tokens(f"{item} {name}"))
    counted = [
        one for one in said.counted if one.quantity and not _counts_none(said.words[one.quantity.start : one.quantity.end], own)
    ]
    quantity = quantity_of(counted[0]) if len(counted) == 1 and place_in_list(said.words.casefold()) is None else None
    if quantity is None:
        return (settled,)
    if (differ := units_differ(line, [quantity])) is not None:
        return differ
    open_yet = line.quantity is None or line.quantity.relation is QuantityRelation.SOME
    return (replace(settled, quantity=quantity) if open_yet else settled,)


def _counts_none(words: str, own: set[str]) -> bool:
    """A number of the item's own name, and "one" behind what sets it apart: "the brass one from the store"."""
    spoken = set(tokens(words))
    return words.casefold() == "one" or (bool(spoken) and spoken <= own)


def _entry(question: Question, event: Event, said: Answer, or_asks: tuple[Asks, ...]) -> SettledBy:
    found = entry_meant(question.choices, said)
    return (Settled(entry=found),) if found else Unanswered()


def _account(question: Question, event: Event, said: Answer, or_asks: tuple[Asks, ...]) -> SettledBy:
    account = chosen(question.choices, said.words)
    return (Settled(account=account),) if account else Unanswered()


def _client(question: Question, event: Event, said: Answer, or_asks: tuple[Asks, ...]) -> SettledBy:
    return Unanswered()


# ── How many ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _quantity(question: Question, event: Event, said: Answer, or_asks: tuple[Asks, ...]) -> SettledBy:
    about = question.about
    line = event.goods[about or 0] if len(event.goods) == 1 or about is not None else GoodsSaid("")
    low = said.facts.page.low
    if line.words and (_NONE_LEFT.fullmatch(low.strip(" .!")) or _LESS_THAN_NONE.search(low)):
        return Unanswered("Of goods that are gone there is at least one; if none is, reject the draft.")
    if not line.words or not said.counted:
        return Unanswered(f"“{said.words}” is no exact number." if _VAGUE_NUMBER.search(low) else "")
    if len(said.counted) > 1 or len(said.facts.places) > 1:
        return _of_several(event, said, line, about)
    quantity = quantity_of(said.counted[0])
    if quantity is None or _ROUGHLY.search(low):
        return Unanswered(f"“{said.words}” is no exact number.")
    if said.named and not _same_goods(said.named[0].words, line.words, said) and _is_goods(said.named[0].words, said):
        return Unanswered(f"“{said.named[0].words}” is not what was asked about.")
    if _other_numbers(said):
        return Unanswered(f"“{said.words}” gives more than one number.")
    return (replace(beside(said, event, about), quantity=quantity),)


def _other_numbers(said: Answer) -> bool:
    """A further number that counts nothing, and that no correction took back: '6 x 2'."""
    counted = said.counted[0]
    beyond = [number for number in said.facts.numbers if not counted.start <= number.start < counted.end]
    return bool(beyond) and not said.named and not _CORRECTED.search(said.facts.page.low)


def _is_goods(words: str, said: Answer) -> bool:
    return bool(said.facts.stock.fitting(words))


def _of_several(event: Event, said: Answer, line: GoodsSaid, about: int | None) -> SettledBy:
    """A number for each of several lines ('12 mugs and 3 lamps'), of goods that the text left out too; or of one line for each
    of several places."""
    if (placed := by_place(said)) and about is not None:
        return (Settled(about=about, goods=tuple(replace(line, quantity=many, place=place) for place, many in placed)),)
    settled: dict[int, Settled] = {}
    further: list[GoodsSaid] = []
    for mention in said.counted:
        quantity = quantity_of(mention)
        fitting = [index for index, goods in enumerate(event.goods) if _same_goods(mention.words, goods.words, said)]
        if quantity is not None and not fitting and named_item(mention.words, said.context):
            further.append(GoodsSaid(mention.words, quantity=quantity, place=line.place))
            continue
        if quantity is None or len(fitting) != 1 or fitting[0] in settled:
            return Unanswered(f"“{said.words}” gives more than one number.")
        settled[fitting[0]] = Settled(about=fitting[0], quantity=quantity)
    if about is None or about not in settled:
        return Unanswered(f"“{said.words}” gives more than one number.")
    if further:  # last, for it shifts the lines behind
        own = Settled(about=about, goods=(replace(line, quantity=settled.pop(about).quantity), *further))
        return (*settled.values(), own)
    return tuple(settled.values())


def _same_goods(words: str, line: str, said: Answer) -> bool:
    """Both name the goods alike, or one item."""
    item, asked = named_item(words, said.context), named_item(line, said.context)
    name = next((goods.name for goods in said.context.goods if goods.key == asked), "")
    return bool(set(tokens(words)) & set(tokens(f"{line} {name}"))) or (item is not None and item == asked)


def read_quantity(words: str, context: ReadingContext) -> Quantity | None:
    """'12', '2 cases and 6 loose', 'all but three', 'half of them'; None where no number of units is stated, or several."""
    counted = read_answer(words, context).counted
    return quantity_of(counted[0]) if len(counted) == 1 else None


# ── How much ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _amount(question: Question, event: Event, said: Answer, or_asks: tuple[Asks, ...]) -> SettledBy:
    """An amount; where the goods would do as well, what they are and how many."""
    goods_will_do = Asks.QUANTITY in or_asks and question.about is None
    amount_alone = not or_asks
    value = cost_of(said, bare_will_do=amount_alone)
    if goods_will_do and said.named:
        return _goods(event, said, value if isinstance(value, Value) else None)
    if goods_will_do and counts_or_costs(said):
        return Unanswered(f"Does “{said.words}” count units, or money? Say it as in “{said.words} mugs” or “{said.words}.00”.")
    if value is None or isinstance(value, Unanswered):
        return value or Unanswered()
    if not amount_alone and (value.relation is ValueRelation.EACH or not value.amount):
        return Unanswered(f"“{said.words}” says nothing of how many.")
    return (replace(beside(said, event, question.about), amount=value),)


def _goods(event: Event, said: Answer, value: Value | None) -> SettledBy:
    """The goods that the answer names, in place of the words that named none; an amount of them where it gives no number."""
    more = beside(said, event, None)
    lines = tuple(GoodsSaid(mention.words, quantity=quantity_of(mention), place=more.place or "") for mention in said.named)
    if len(lines) == 1 and lines[0].quantity is None and len(said.counted) == 1:
        lines = (replace(lines[0], quantity=quantity_of(said.counted[0])),)
    if value is not None and len(lines) == 1 and lines[0].quantity is None:
        return (replace(more, goods=(replace(lines[0], category=True),), amount=value, place=None),)
    if value is not None and len(lines) == 1:
        lines = (replace(lines[0], stated=(value,)),)
    return (replace(more, goods=lines, place=None),)


def _net_realizable_value(question: Question, event: Event, said: Answer, or_asks: tuple[Asks, ...]) -> SettledBy:
    value = net_realizable_value(said)
    if value is None or isinstance(value, Unanswered):
        return value or Unanswered()
    return (Settled(about=question.about, nrv=value),)


_ANSWERS: dict[Asks, Callable[[Question, Event, Answer, tuple[Asks, ...]], SettledBy]] = {
    Asks.ITEM: _item,
    Asks.WHICH_ENTRY: _entry,
    Asks.ACCOUNT: _account,
    Asks.CLIENT: _client,
    Asks.QUANTITY: _quantity,
    Asks.AMOUNT: _amount,
    Asks.NET_REALIZABLE_VALUE: _net_realizable_value,
}
