"""Text to the amounts of money and the percentages it states: how much, in what currency, for one or for all, cost or price."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.books.numerals import Numeral, numerals, readings
from assistant.books.proposal import Basis, Quote, Value, ValueRelation
from assistant.patterns import regex
from assistant.readers.rules.now_worth import amounts_brought
from assistant.readers.rules.reserving import sets_aside
from assistant.readers.rules.scan import Claims, compiled, phrases, quote
from assistant.readers.rules.tables import money


@dataclass(frozen=True, slots=True)
class AmountSaid:
    """An amount at [start, end); `each` where it is for one unit; `bare` where no currency was said."""

    start: int
    end: int
    amount: Decimal
    currency: str = ""
    each: bool = False
    basis: Basis = Basis.UNSTATED
    bare: bool = False

    def value(self, raw: str) -> Value:
        relation = ValueRelation.EACH if self.each else ValueRelation.TOTAL
        return Value(relation, self.amount, self.currency, basis=self.basis, quote=self.quote(raw))

    def quote(self, raw: str) -> Quote:
        return quote(raw, self.start, self.end)


@dataclass(frozen=True, slots=True)
class ShareSaid:
    """A share of something ('40 %', 'half'), and whether the text takes it off ('by 40 %') or goes down to it."""

    start: int
    end: int
    share: Decimal
    off: bool = False
    of_money: bool = False  # '60 cents on the dollar'

    def quote(self, raw: str) -> Quote:
        return quote(raw, self.start, self.end)


_SIGN = "|".join(re.escape(sign) for sign in sorted(money.SIGNS, key=len, reverse=True))
_CODE = "|".join(sorted(money.CODES))
_WORD = "|".join(sorted(money.WORDS, key=len, reverse=True))
_NUMBER = r"\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?(?![\d.,]*\d)|\d+(?:[.,']\d+)*|\.\d\d"
_SPOKEN_FIRST = r"(?<!\d )(?:rupees?|euros?|rand)"
_BEFORE = regex(
    rf"(?<![a-z0-9])(?:({_CODE})[,:]?\s*)?(?:({_SIGN}|{_SPOKEN_FIRST})\s?)?(?<![\d.,])({_NUMBER})(?:\s?(k|m|grand|"
    rf"thousand|million|lakhs?|lacs?|crores?)\b)?"
)
_AFTER = regex(rf"\s?(?:(€|£|{_CODE})(?![a-z])|(?:[a-z]+ )?({_WORD})\b|(c|cents?|p|pence|¢)(?![a-z0-9]))")
_SCALES = {
    "k": 1000, "grand": 1000, "thousand": 1000, "m": 1_000_000, "million": 1_000_000,
    "lakh": 100_000, "lac": 100_000, "crore": 10_000_000,
}  # fmt: skip
_CURRENCY_FIRST = regex(r"\b(rupees|dollars|euros?|rand|rs\.?)\s+\Z")
_NRV_BEFORE = regex(r"\b(?:nrv|net reali[sz]able value)(?: of| is| now|:)? \Z")
_NOTES = {"fiver": 5, "tenner": 10}
_NOTE = regex(r"\b(?:an? )?(fiver|tenner)\b")
_CENTED = regex(r"\d+[.,]\d\d\Z")
_MEASURE = regex(
    r"\s?(?:kgs?|kilos?|g|grams?|lbs?|oz|ml|cl|l|litres?|liters?|m|mm|cm|in|inch(?:es)?|ft|"
    r"x|gal|qts?|v|w|hrs?|hours)\b|\s?(?:%|\"|percent|per cent|pct)"
)
_ON_THE_DOLLAR = regex(r"(?<![\d.,])(\d{1,2})\s?(?:c|cents?|p|pence|paise) (?:on|in) the (?:dollar|pound|euro|rupee|rand)\b")
_REFERENCE = regex(r"\b(?:ias|ifrs|asc|section|para|paragraph|clause|rule|version|v|no\.?|page)\s*\Z")
_LABELLED = regex(
    r"(?:\bvalue(?:d at)?|\bworth|\bcost(?:ed|ing)?(?: of| is| was| at)?|\bnrv(?: of| is)?|"
    r"\b(?:write|writing|written|mark|marked|marking)(?: [a-z]+){0,3} down(?: further| again| more)?,? to|\bprice(?: of| is)?|"
    r"\btotal(?:s|ling|ing)?|\bamount|@|=|\bpaid)[:\s]+(?:about |around |"
    r"only |is |of |at )*\Z"
)
_EACH = regex(rf"\s*(?:(?:net|cost|retail|at cost|or so)\s+)?(?:{'|'.join(money.EACH)})(?![\w])")
_TIMES = regex(r"(?:@|\d\s*[x×*]|\beach(?: at| worth)?|\bea\.?(?: at)?|\bunit cost(?: of| is)?|\bper unit)\s*\Z")
_PERCENT = regex(r"(?<![\d.,])(\d{1,3}(?:[.,]\d+)?)\s?(?:%|percent|per cent|pct)(?![a-z])")
_SHARE_WORDS = regex(r"\b(half|a third|two[- ]thirds|a quarter|three[- ]quarters)\b")
_SHARES = {"half": "0.5", "a third": "1/3", "two thirds": "2/3", "a quarter": "0.25", "three quarters": "0.75"}
_OFF_BEFORE = regex(
    r"(?:\bby|\bdown|\bless|\bminus|\breduce[sd]?|\boff|\bcut|\bdiscount(?: of)?|\bdropp?e?d?|"
    r"\bhaircut(?: of)?|\bwrite-?down(?: of)?|\blost)\s+(?:another |a further |about |around )?\Z"
)
_OFF_BEHIND = regex(r"\s*(?:off|less|below|under|write-?down|mark-?down|reduction|haircut|discount|drop)\b")
_NEAR = 26  # characters on either side in which a word says what an amount measures

_RESERVE = regex(r"\b(?:reserves?|provisions?|allowances?|prov'n)\b")
_RAISES = regex(
    r"\b(?:add|adding|bump|raise|increase|put|release|take|lower|reduce|drop|cut|set aside|another|extra|further|additional|"
    r"by|up|with|at|to|of)"
    r" (?:it |that |them |a |an |by |up |to |with |another |extra |further |about |around )*\Z"
)
_OF_RESERVE = regex(
    r"\s*(?:(?:more |extra |back |up |off )?(?:to|into|onto|in|from|out of|of|on|against|off|for|at|as)\b|"
    r"(?:more|extra|please|pls|now|up)\b|[,;!)]|\.(?!\d)|\Z|\n)"
)
_SELLING, _COST = phrases(money.SELLING), phrases(money.COST)


def amounts_in(low: str, claims: Claims, currency: str) -> tuple[AmountSaid, ...]:
    """Every amount that is free to be read, in its order."""
    found = [*_in_digits(low, claims, currency), *_in_words(low, claims, currency)]
    return tuple(sorted(found, key=lambda said: said.start))


def shares_in(low: str, claims: Claims) -> tuple[ShareSaid, ...]:
    """Every percentage, and halves, thirds and quarters."""
    found = []
    for match in _PERCENT.finditer(low):
        share = Decimal(match[1].replace(",", ".")) / 100
        if claims.free(match.start(), match.end()) and 0 < share <= 1:
            found.append(ShareSaid(match.start(), match.end(), share, _is_off(low, match)))
    for match in _ON_THE_DOLLAR.finditer(low):
        found.append(ShareSaid(match.start(), match.end(), Decimal(match[1]) / 100, of_money=True))
    for match in _SHARE_WORDS.finditer(low):
        if claims.free(match.start(), match.end()):
            top, _, bottom = _SHARES[match[1].replace("-", " ")].partition("/")
            share = Decimal(top) / Decimal(bottom or "1")
            found.append(ShareSaid(match.start(), match.end(), share, _is_off(low, match)))
    return tuple(sorted(found, key=lambda said: said.start))


def _is_off(low: str, match: re.Match[str]) -> bool:
    return bool(_OFF_BEFORE.search(low, max(0, match.start() - 40), match.start()) or _OFF_BEHIND.match(low, match.end()))


def currency_of(names: tuple[str, ...], own: str) -> str:
    """The currency that a sign or word means: '' where the client's own goes by it, else the commonest that does."""
    return "" if own in names else names[0]


def _in_digits(low: str, claims: Claims, own: str) -> Iterator[AmountSaid]:
    brought = amounts_brought(low)
    for match in _BEFORE.finditer(low):
        code, sign, digits, scale = match.groups()
        after = _AFTER.match(low, match.end())
        signed = bool(code or sign)
        if not signed and " " in digits:
            digits = digits.split(" ")[0]  # thousands stand apart only behind a currency: "2 400" may be two numbers
            after = None
        value = _money(digits, scale)
        start, end = match.start(), match.end() if signed or " " not in match[3] else match.start(3) + len(digits)
        if value is None or not claims.free(start, end) or _ON_THE_DOLLAR.match(low, start):
            continue
        said = ""
        if code:
            said = code.upper()
        elif sign:
            said = currency_of(money.SIGNS.get(sign) or money.WORDS.get(sign, ("INR",)), own)
        elif after and (unit := after[1] or after[2]):
            names = money.SIGNS.get(unit) or money.WORDS.get(unit) or (unit.upper(),)
            if unit in ("pound", "pounds") and own != "GBP":
                continue
            said = currency_of(names, own)
        elif after and after[3]:
            if (after[3].startswith("p") and own not in ("GBP", "EUR")) or (own == "GBP" and after[3] == "c"):
                continue
            value, said = value / 100, ""
        elif match.start(3) not in brought and not _plainly_money(low, match, digits, scale):
            continue
        if not signed and after:
            end = after.end()
        told = match.start(3) in brought or _is_paid_to_us(low, match) or _changes_reserve(low, match)
        bare = not signed and not after and not told
        yield _described(low, AmountSaid(start, end, value, "" if said == own else said, bare=bare))


def _money(digits: str, scale: str | None) -> Decimal | None:
    """The reading of the digits that has at most two decimals; the greater where two do: "1.000" is a thousand."""
    read = [value for value in readings(f"0{digits}" if digits[0] == "." else digits) if scale or value == round(value, 2)]
    exponent = _SCALES.get((scale or "").rstrip("s"), 1)
    thousands = [value for value in read if value == value.to_integral_value()]
    best = max(thousands) if len(read) > 1 and thousands and not scale else (read[0] if read else None)
    return None if best is None else best * exponent


def _plainly_money(low: str, match: re.Match[str], digits: str, scale: str | None) -> bool:
    """A number without a currency that can only be an amount: 412.60, 2.4k, 'NRV 6'."""
    if _changes_reserve(low, match):
        return True
    if _MEASURE.match(low, match.end()) or _REFERENCE.search(low, max(0, match.start() - 12), match.start()):
        return False
    if scale == "k":
        return not compiled(r"\s*(?:run|km|race)").match(low[match.end() : match.end() + 6])
    if _is_large(digits) and (
        (_PAYS.search(low, max(0, match.start() - 40), match.start()) and _PAID_UP.match(low, match.end()))
        or (_OF_WHICH.search(low, max(0, match.start() - 24), match.start()) and _SIGNED_BEFORE.search(low, 0, match.start()))
    ):
        return True
    if _is_paid_to_us(low, match):
        return True
    if _DOWN_TO.search(low, max(0, match.start() - 90), match.start()) and _EACH.match(low, match.end()):
        return True
    if _ADDED_TO.search(low, max(0, match.start() - 70), match.start()) and _OF_MORE.match(low, match.end()):
        return True
    if _PRICED.search(low, max(0, match.start() - 30), match.start()) and _EACH.match(low, match.end()):
        return True
    return bool(_CENTED.match(digits)) or bool(_LABELLED.search(low, max(0, match.start() - 40), match.start()) and not scale)


def _is_large(digits: str) -> bool:
    """Four digits or more: too many to be units of what the sentence says is paid."""
    return sum(digit.isdigit() for digit in digits) > 3


_PAYS = regex(
    r"\b(?:pays?|paid|paying|credit(?:s|ed)?|refund(?:s|ed)?|reimburse[sd]?|compensate[sd]?|offer(?:s|ed)?|award(?:s|ed)?|remit(?:s|ted)?)"
    r"(?: (?:us|me|out|about|only|over|back|up to|just)){0,3}\s+\Z"
)
_DOWN_TO = regex(
    r"\b(?:writ(?:e|ing|ten)|mark(?:ed|ing)?|tak(?:e|ing)|bring(?:ing)?|knock(?:ed|ing)?)\b[^.;!?\n]{0,70}?\bdown\b[^.;!?\n]{0,70}?"
    r"\bto (?:only |just |about |say )?\Z"
)


def _is_paid_to_us(low: str, match: re.Match[str]) -> bool:
    """'Promised to pay us 40': money, however few."""
    paid = _PAYS_US.search(low, max(0, match.start() - 40), match.start())
    return bool(paid and _PAID_UP.match(low, match.end()))


_PAYS_US = regex(
    r"\b(?:re)?(?:pay(?:s|ing)?|paid|owes?|g[ia]ves?|giving|hand(?:s|ed|ing)) (?:us|me|back|out) "
    r"(?:(?:about|only|just|another|us|back|over) )*\Z"
)
_PAID_UP = regex(
    r"\s*(?:[.,;!)](?!\d)|\Z|\n|(?:towards?|for (?:it|this|that|the (?:loss|damage|claim))|of (?:it|the (?:loss|claim))|and|but|"
    r"within|by|next|in|on|to us|so|the|back|again|already|now|today|cash)\b)"
)
_OF_WHICH = regex(r"\b(?:out )?of (?:which|that|these|this|it)(?: only| about| some| around)?,?\s+\Z")
_OF_IT = regex(r"\s*(?:worth )?of (?:it|that|this|which|them|these|those)\b")
_SIGNED_BEFORE = regex(rf"(?:{_SIGN}|\b(?:{_CODE}))\s?\d|\d\s?(?:{_WORD})\b")
_ADDED_TO = regex(
    rf"(?:(?:{_SIGN}|\b(?:{_CODE}))\s?\d[\d.,]*|\d\s?(?:{_WORD})\b)(?: worth)? of [a-z' -]{{2,40}}?"
    r"(?:,? ?(?:\bplus\b|\band\b|&|\+)|,)\s*(?:about |another |also )*\Z"
)
_OF_MORE = regex(r" (?:worth )?of (?!the|those|these|them)[a-z]")
_PRICED = regex(
    r"\b(?:(?:can|could|will|would|'ll|we'd|to|now|only|might|should) (?:now |only |still |just )*(?:get|fetch|bring|make|"
    r"sell (?:them |it |these )?(?:for|at)|go for)|pays?|offers?|offered|takes? (?:them|it|all) (?:for|at))"
    r"(?: (?:us|about|around|only))*\s+\Z"
)


def is_part(low: str, amount: AmountSaid) -> bool:
    """'…, of which 28,600', '$200 of it': a part of an amount before it."""
    return bool(_OF_WHICH.search(low, max(0, amount.start - 24), amount.start) or _OF_IT.match(low, amount.end))


def _changes_reserve(low: str, match: re.Match[str]) -> bool:
    """'Bump the reserve by 400': by how much a reserve changes, no number of goods."""
    aside = sets_aside(low)
    if aside is not None and aside.start("amount") <= match.start(3) < aside.end("amount"):
        return True
    raised = _RAISES.search(low, max(0, match.start() - 30), match.start()) and _OF_RESERVE.match(low, match.end())
    return bool(raised and _RESERVE.search(low, max(0, match.start() - 60), match.end() + 60))


def _in_words(low: str, claims: Claims, own: str) -> Iterator[AmountSaid]:
    for match in _NOTE.finditer(low):
        yield _described(low, AmountSaid(match.start(), match.end(), Decimal(_NOTES[match[1]])))
    for numeral in numerals(low):
        if not numeral.spelled or not claims.free(numeral.start, numeral.end):
            continue
        if numeral.value == 0 and _NRV_BEFORE.search(low, max(0, numeral.start - 30), numeral.start):
            yield AmountSaid(numeral.start, numeral.end, numeral.value)
            continue
        if before := _CURRENCY_FIRST.search(low, max(0, numeral.start - 12), numeral.start):
            said = currency_of(money.WORDS.get(before[1]) or money.SIGNS[before[1]], own)
            yield _described(low, AmountSaid(before.start(), numeral.end, numeral.value, said))
            continue
        if (unit := compiled(rf"[ -]+({_WORD}|cents|pence)\b").match(low, numeral.end)) is None:
            continue
        yield from _worded(low, numeral, unit, own)


def _worded(low: str, numeral: Numeral, unit: re.Match[str], own: str) -> Iterator[AmountSaid]:
    if unit[1] in ("cents", "pence"):
        yield _described(low, AmountSaid(numeral.start, unit.end(), numeral.value / 100))
    elif not (unit[1].startswith("pound") and own != "GBP"):
        yield _described(low, AmountSaid(numeral.start, unit.end(), numeral.value, currency_of(money.WORDS[unit[1]], own)))


def _described(low: str, said: AmountSaid) -> AmountSaid:
    """The amount with what its surroundings say: for one or all, cost or price."""
    behind = _EACH.match(low, said.end)
    each = bool(behind or _TIMES.search(low, max(0, said.start - 16), said.start))
    end = behind.end() if behind else said.end
    return AmountSaid(said.start, end, said.amount, said.currency, each, _basis(low, said.start, end), said.bare)


def _basis(low: str, start: int, end: int) -> Basis:
    """What the nearest word around says: before the amount up to the clause's start, behind it up to its end."""
    before = compiled(r"[.;:!?\n](?=\s)").split(low[max(0, start - _NEAR) : start])[-1]
    behind = compiled(r"[.;:!?\n](?=\s|\Z)").split(low[end : end + _NEAR])[0]
    distances: list[tuple[int, Basis]] = []
    for pattern, basis in ((_SELLING, Basis.SELLING_PRICE), (_COST, Basis.COST)):
        distances += [(len(before) - match.end(), basis) for match in pattern.finditer(before)]
        distances += [(match.start(), basis) for match in pattern.finditer(behind)]
    return min(distances, default=(0, Basis.UNSTATED), key=lambda pair: pair[0])[1]
