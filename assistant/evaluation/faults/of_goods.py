"""Goods that a model gets wrong: another item, another place, goods left out or goods that the text spares."""

import re
from dataclasses import replace

from assistant.books.proposal import Event, GoodsSaid, Quote
from assistant.evaluation.faults.altering import Altered, Read, with_event, with_goods
from assistant.matching import tokens

SPARED = re.compile(
    r"\b(?:not|except|but not|apart from|other than|excluding|besides|without|leave|keep|spare[ds]?|survived|fine|ok)\b", re.I
)
REACH = 48  # characters behind such a word in which goods may be named
FITS = 0.6


def wrong_item(read: Read) -> Altered | None:
    """Another item of the books, one that shares a word with the goods where there is one: the blue mug for the red."""

    def change(goods: GoodsSaid) -> GoodsSaid | None:
        if goods.category or not tokens(goods.words):
            return None
        near = [match.key for match in read.goods_names.rank(goods.words)[1:4]]
        key = read.chance.choice(near or [item.key for item in read.books.stock])
        item = read.books.stock.item(key)
        return replace(goods, words=item.name if item else key, quote=None)

    return with_goods(read, change) if read.books.stock.items else None


def less_said_of_the_item(read: Read) -> Altered | None:
    """The words that name the goods cut to the last of them: "blue enamel mugs" read as "mugs"."""

    def change(goods: GoodsSaid) -> GoodsSaid | None:
        words = goods.words.split()
        return replace(goods, words=words[-1]) if len(words) > 1 else None

    return with_goods(read, change)


def wrong_place(read: Read) -> Altered | None:
    """Another place of the books."""

    def change(goods: GoodsSaid) -> GoodsSaid | None:
        others = [place for place in read.books.stock.locations if place.casefold() != goods.place.casefold()]
        return replace(goods, place=read.chance.choice(others), place_quote=None) if others and not goods.category else None

    return with_goods(read, change)


def dropped_goods(read: Read) -> Altered | None:
    """One of several goods of an event left out."""

    def change(event: Event) -> Event | None:
        if len(event.goods) < 2:
            return None
        at = read.chance.choice(range(len(event.goods)))
        return replace(event, goods=(*event.goods[:at], *event.goods[at + 1 :]))

    return with_event(read, change)


def doubled_goods(read: Read) -> Altered | None:
    """The same goods taken twice."""

    def change(event: Event) -> Event | None:
        return replace(event, goods=(*event.goods, read.chance.choice(event.goods))) if event.goods else None

    return with_event(read, change)


def spared_goods(read: Read) -> Altered | None:
    """Goods that the text says were spared read as gone with the others: "3 red mugs, not the blue ones"."""

    def change(event: Event) -> Event | None:
        known = {match.key for goods in event.goods for match in read.goods_names.rank(goods.words)[:1]}
        for word in SPARED.finditer(read.text):
            phrase = read.text[word.end() : word.end() + REACH]
            for match in read.goods_names.rank(phrase)[:1]:
                if event.goods and match.key not in known and match.complete >= FITS:
                    quote = Quote(phrase, word.end(), word.end() + len(phrase))
                    spared = replace(event.goods[0], words=" ".join(match.matched), quote=quote, stated=(), nrv=None)
                    return replace(event, goods=(*event.goods, spared))
        return None

    return with_event(read, change)


FAULTS = (wrong_item, less_said_of_the_item, wrong_place, dropped_goods, doubled_goods, spared_goods)
