"""A page to all the facts read from it, each at its place: days, amounts, accounts, places, signals, mentions of goods."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate
from typing import TypeVar

from assistant.books.numerals import Numeral, numerals
from assistant.books.proposal import ReadingContext
from assistant.books.reasons import Cause, Reason, Use
from assistant.matching import tokens as tokens_of
from assistant.patterns import regex
from assistant.readers.rules.accounts import AccountSaid, account_numbers, accounts_in
from assistant.readers.rules.amounts import AmountSaid, ShareSaid, amounts_in, shares_in
from assistant.readers.rules.blocks import Page, Sentence
from assistant.readers.rules.borne import papers, units_borne
from assistant.readers.rules.contents import by_unit, contents_in
from assistant.readers.rules.dates import days_in
from assistant.readers.rules.day_said import DaySaid
from assistant.readers.rules.goods import GoodsReader
from assistant.readers.rules.known_words import KnownWords
from assistant.readers.rules.mention import Mention
from assistant.readers.rules.names import PlaceSaid, entry_numbers, places_in, references
from assistant.readers.rules.quantities import QuantityReader
from assistant.readers.rules.scan import Claims, P, Token, compiled, phrases, plain, tokenize
from assistant.readers.rules.signals import Signal, causes_in, longest, reasons_in, reasons_told, uses_in
from assistant.readers.rules.stocklist import StockList, stock_list
from assistant.readers.rules.tables import acts
from assistant.readers.rules.tables.nouns import UNITS

ACT = phrases([*acts.WRITE_OFF, *acts.KEPT])
_COUNTING = phrases(["dips?", "dip readings?", "tally", "stock ?take"])  # how it was counted: no goods
_QUARTER = regex(
    r"\bq[1-4]\b|(?<![\d/])(?:0?[1-9]|1[0-2])/20\d\d(?![\d/])|"
    r"(?<=til )20[12]\d\b|(?<=till )20[12]\d\b|(?<=until )20[12]\d\b|(?<=since )20[12]\d\b"
)
_MODEL_YEARS = regex(r"(?<![\d/-])'?(\d\d)-'?(\d\d)(?![\d/-])")
_NO_ONE = regex(
    r"\b(?:no|this|that|which|every|each|late|quick|last|any|good|another|big|only|the|wrong|right|same|first|next|other)\s+\Z"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the words of a page say, before it is put together to events."""

    page: Page
    context: ReadingContext
    stock: StockList
    tokens: tuple[Token, ...]
    numbers: tuple[Numeral, ...]
    days: tuple[DaySaid, ...]
    amounts: tuple[AmountSaid, ...]
    shares: tuple[ShareSaid, ...]
    accounts: tuple[AccountSaid, ...]
    account_numbers: tuple[AccountSaid, ...]
    places: tuple[PlaceSaid, ...]
    reasons: tuple[Signal[Reason], ...]
    causes: tuple[Signal[Cause], ...]
    uses: tuple[Signal[Use], ...]
    mentions: tuple[Mention, ...]
    claims: Claims
    borne: tuple[Numeral, ...] = ()  # numbers of units that another side bears


def gather(page: Page, context: ReadingContext) -> Facts:
    """Every fact, each word read once: papers and dates before amounts, amounts before quantities, all of these before goods."""
    low, raw = page.low, page.raw
    tokens, claims, stock = tokenize(low), Claims(len(low)), stock_list(context.goods)
    for start, end in references(low):
        if not stock.names(low[start:end]):
            claims.take(start, end)
    for start, end, _ in entry_numbers(low, (entry.ref for entry in context.earlier)):
        claims.take(start, end)
    for start, end in papers(low):
        claims.take(start, end)
    accounts = accounts_in(low, context.accounts)
    numbered = tuple(account_numbers(low, context.accounts))
    _take(claims, [*accounts, *numbered])
    days = tuple(said for said in days_in(low, context) if claims.free(said.start, said.end))
    days = tuple(said for said in days if low[said.start : said.end] not in stock.dashed)
    for match in _MODEL_YEARS.finditer(low):
        if f"20{match[1]}-20{match[2]}" in stock.dashed or f"19{match[1]}-19{match[2]}" in stock.dashed:
            claims.take(match.start(), match.end())  # "mirrors for the 09-12 Ram"
    _take(claims, days)
    contents = contents_in(low)
    for content in contents:
        claims.take(content.start, content.end)
    for match in _QUARTER.finditer(low):
        claims.take(match.start(), match.end())
    amounts = tuple(said for said in amounts_in(low, claims, context.currency) if not _names_goods(low, said, stock))
    _take(claims, amounts)
    shares = shares_in(low, claims)
    values = [share for share in shares if low[share.start].isdigit() and not _counts_goods(low, share, stock)]
    _take(claims, [*values, *(share for share in shares if share.of_money)])
    places = places_in(low, raw, tokens, context.places, claims)
    free = (number for number in numerals(low) if claims.free(number.start, number.end) and not _counts_nothing(low, number))
    numbers = tuple(_in_thousands(low, number) for number in free)
    told, uses, causes = reasons_told(low), uses_in(low), causes_in(low)
    reasons = longest(told)
    borne = units_borne(low, numbers)
    counting = [number for number in numbers if number not in (*borne.numbers, *borne.refused)]
    mentions = _mentions(page, tokens, claims, stock, counting, by_unit(contents), places, [*reasons, *causes, *uses])
    return Facts(
        page, context, stock, tokens, numbers, days, amounts, shares, accounts, numbered, places,
        _reasons_outside(low, told, mentions), _outside(causes, mentions),
        _of_no_place(_outside(uses, mentions), places, low, context.accounts), mentions, claims,
        borne.numbers,
    )  # fmt: skip


def _names_goods(low: str, said: AmountSaid, stock: StockList) -> bool:
    """A bare '4k' or '0.50' that stands in the names of goods."""
    unit = compiled(r" ?([a-z]+)\b").match(low, said.end)
    if said.bare and not said.each and unit and unit[1] in UNITS:
        return True  # "14.25 mtr"
    of = compiled(r" of (?:the |our )?([a-z]+)\b").match(low, said.end)
    if said.bare and not said.each and of and _WEIGHED.search(low) and any(stock.has(token) for token in tokens_of(of[1])):
        return True  # "18 kilos of mince, 21.75 of lamb leg"
    if re.compile(r"\d+[cp]\b").fullmatch(low, said.start, said.end) and stock.has(low[said.start : said.end]):
        return True  # "700c tubes"
    return said.bare and not said.each and any(stock.items(token) for token in tokens_of(low[said.start : said.end]))


def _counts_goods(low: str, share: ShareSaid, stock: StockList) -> bool:
    """'10% of the deck screws', '18% dairy nuts': a share of goods, or a part of their name."""
    behind = low[share.end : share.end + 40]
    if compiled(r"\s*of (?:the|our|my|all|those|these)\b(?! (?:cost|price|value|retail|loss|total))").match(behind):
        return True
    return any(stock.has(token) for token in tokens_of(low[share.start : share.end].rstrip("% ")))


def _in_thousands(low: str, number: Numeral) -> Numeral:
    """'6.200 labels': goods that are not weighed or measured come in whole numbers, so that the dot parts thousands."""
    if not _DOTTED.fullmatch(low[number.start : number.end]) or _MEASURED.match(low, number.end):
        return number
    return replace(number, value=Decimal(low[number.start : number.end].replace(".", "")))


_WEIGHED = regex(r"\d ?(?:kgs?|kilos?|lbs?|pounds?|l|lit(?:re|er)s?|m|metres?|meters?) of\b")
_DOTTED = regex(r"[1-9]\d{0,2}(?:\.\d{3})+")
_MEASURED = regex(r"\s?(?:kgs?|kilos?|g|grams?|lbs?|oz|l|ltrs?|lit(?:re|er)s?|m|metres?|meters?|t|tonnes?|tons?|gal|ft)\b")


def _counts_nothing(low: str, number: Numeral) -> bool:
    """'late one', 'that one', 'one.', 'snapped in two': no number of goods."""
    if number.spelled and _IN_PIECES.search(low, max(0, number.start - 40), number.start):
        return bool(compiled(r"\s*(?:[.,;:)!?\n]|\Z|(?!of\b)[a-z])").match(low, number.end))
    if number.value != 1 or not number.spelled:
        return False
    apart = compiled(r"(?:[a-z)],\s+|\(\s*(?:just |only )?(?:the )?)\Z").search(low[max(0, number.start - 12) : number.start])
    if apart and compiled(r"\s*(?:[.,;)]|\Z)").match(low[number.end :]):
        return False  # "cracked candle, one", "sofa (only one)"
    behind = compiled(r"\s*(?:['.,:;!?)]|\Z|'s\b|for\b|thing\b|more thing|has\b|was\b|is\b|per\b)").match(low[number.end :])
    return bool(behind or _NO_ONE.search(low[max(0, number.start - 12) : number.start]))


_IN_PIECES = regex(
    r"\b(?:crack|snap|split|br[oe]ke?|break|cut|tor[en]|tear|rip|bust|fold|bent|bend|shear|smash|saw|sheer|apart)[a-z]*"
    r"(?: (?!of\b)[a-z]+){0,3} (?:in|into)\s+\Z"
)


def _take(claims: Claims, said: Iterable[AmountSaid | DaySaid | AccountSaid | ShareSaid]) -> None:
    for one in said:
        claims.take(one.start, one.end)


def _mentions(
    page: Page,
    tokens: tuple[Token, ...],
    claims: Claims,
    stock: StockList,
    numbers: Sequence[Numeral],
    contents: Mapping[str, Decimal],
    places: Sequence[PlaceSaid],
    signals: Sequence[Signal[Reason] | Signal[Cause] | Signal[Use]],
) -> tuple[Mention, ...]:
    skip = {match.start(): match.end() for match in ACT.finditer(page.low)}
    skip |= {match.start(): match.end() for match in _COUNTING.finditer(page.low)}
    skip |= {signal.start: signal.end for signal in signals}
    skip |= {place.start: place.end for place in places}
    known = KnownWords(page.raw, page.low, tokens, claims, stock)
    counting = [number for number in numbers if not _is_a_year_in_a_name(number, known)]
    return GoodsReader(known, QuantityReader(page.low, counting, contents, stock.by_the_litre), skip).mentions()


def _is_a_year_in_a_name(number: Numeral, known: KnownWords) -> bool:
    """'The whole lot of 2024 jerseys': no number of them."""
    return not number.spelled and 1950 <= number.value <= 2099 and known.is_name_number(known.index_from(number.start))


S = TypeVar("S", Signal[Reason], Signal[Cause], Signal[Use])


def _outside(signals: Sequence[S], mentions: Sequence[Mention]) -> tuple[S, ...]:
    """Signals that are not part of the name of goods: 'fire pit', 'sour cream', 'storm lantern'."""
    named = [piece for mention in mentions for piece in mention.pieces]
    return tuple(signal for signal in signals if not any(start <= signal.start < end for start, end in named))


def _of_no_place(
    uses: Sequence[Signal[Use]], places: Sequence[PlaceSaid], low: str, accounts: Sequence[str]
) -> tuple[Signal[Use], ...]:
    """Uses that are neither the name of a place ('the showroom') nor goods that these books trade in ('purchases - uniforms')."""
    traded = plain(" ".join(name for name in accounts if _TRADED.search(plain(name))))
    return tuple(
        signal
        for signal in uses
        if not any(place.start <= signal.start and signal.end <= place.end for place in places)
        and not (_UNIFORMS.fullmatch(low, signal.start, signal.end) and "uniform" in traded)
    )


_UNIFORMS = regex(r"uniforms?")
_TRADED = regex(r"\b(?:purchases?|stock|inventory|sales|cost of)\b")


def _reasons_outside(low: str, told: Sequence[Signal[Reason]], mentions: Sequence[Mention]) -> tuple[Signal[Reason], ...]:
    """The reasons that are no part of a name; where one was, what is told beside the names: 'white paint spilled'."""
    kept = _outside(told, mentions)
    if len(kept) == len(told):
        return longest(kept)
    for start, end in (piece for mention in mentions for piece in mention.pieces):
        low = low[:start] + "·" * (end - start) + low[end:]
    return reasons_in(low)


def within(said: Iterable[P], sentences: Iterable[Sentence]) -> tuple[P, ...]:
    """What stands in these sentences."""
    spans = sorted((sentence.start, sentence.end) for sentence in sentences)
    starts, ends = [start for start, _ in spans], list(accumulate((end for _, end in spans), max))
    return tuple(one for one in said if (before := bisect_right(starts, one.start)) and one.start < ends[before - 1])
