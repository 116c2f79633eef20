"""What a reader may know of the books to the same without orders to software that somebody wrote into their names."""

import re
from dataclasses import replace

from assistant.books.once import by_identity
from assistant.books.proposal import EarlierEntry, GoodsName, ReadingContext
from assistant.patterns import regex
from assistant.readers.rules.addressed import begins_at, without_addressed

# Without one of these no order stands in a name; goods lists are long, and most names hold none.
_MAY_HOLD = regex(
    r"\b(?:ai|bots?|assist|system|software|llms?|gpt|models?|prompt|instruct|ignor|approv|review|skip|bypass|disregard|overrid|"
    r"forget|auto)|(?-i:[<{\[\u200b-\u202e\u2060-\u2069\u3000-\uffff])",
    re.IGNORECASE,
)
_EDGES = " -–—:;,.([{<#/|\"'*"


def names_alone(context: ReadingContext) -> ReadingContext:
    """The context with each name as it is before an order in it begins, and earlier texts without theirs; the same context
    where there is none."""
    goods, places = _goods_alone(context.goods), tuple(map(name_alone, context.places))
    losses, earlier = tuple(map(name_alone, context.loss_accounts)), _all_earlier_alone(context.earlier)
    kept = goods is context.goods and earlier is context.earlier
    if kept and (places, losses) == (context.places, context.loss_accounts):
        return context
    return replace(context, goods=goods, places=places, loss_accounts=losses, earlier=earlier)


@by_identity
def _goods_alone(goods: tuple[GoodsName, ...]) -> tuple[GoodsName, ...]:
    alone = [(one, name_alone(one.name)) for one in goods]
    if all(name == one.name for one, name in alone):
        return goods
    return tuple(one if name == one.name else replace(one, name=name) for one, name in alone)


def name_alone(name: str) -> str:
    """The name up to where it speaks to software; whole where it does not, or has nothing before that."""
    if not _MAY_HOLD.search(name):
        return name
    begins = begins_at(name)
    return name if begins is None else name[:begins].rstrip(_EDGES) or name


@by_identity
def _all_earlier_alone(earlier: tuple[EarlierEntry, ...]) -> tuple[EarlierEntry, ...]:
    alone = tuple(map(_earlier_alone, earlier))
    return earlier if alone == earlier else alone


def _earlier_alone(entry: EarlierEntry) -> EarlierEntry:
    return replace(entry, text=without_addressed(entry.text).strip()) if _MAY_HOLD.search(entry.text) else entry
