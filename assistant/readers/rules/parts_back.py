"""How much of an earlier entry a text takes back: an amount, all but an amount, a share of it, a part it puts no number to."""

from dataclasses import replace
from decimal import Decimal

from assistant.books.proposal import Basis, GoodsSaid, Quantity, QuantityRelation, Value, ValueRelation
from assistant.patterns import regex
from assistant.readers.rules.amounts import AmountSaid
from assistant.readers.rules.facts import Facts
from assistant.readers.rules.quantities import share_named
from assistant.readers.rules.scan import compiled, phrases, quote
from assistant.readers.rules.tables.reversals import UNDO
from assistant.readers.rules.taking_back import LESSENS

_UNDO = phrases(UNDO)
_HEDGES = r"(?:(?:only|just|about|around|roughly|up to|another|a further|a part of|part of it|some|out|back|off|an amount of) )*"
_ALONE = regex(rf"\s*{_HEDGES}")
_MEASURED = regex(
    r"\b(?:by|in the (?:amount|sum) of|for the (?:amount|sum) of|to the (?:extent|tune|value|amount) of|amounting to|up to|"
    rf"only|just|limited to|at)[,:]? {_HEDGES}\Z|(?:\d|\b(?:entry|it|that|this|them)) for {_HEDGES}\Z|\d\s?[:,-] {_HEDGES}\Z"
)
_OF_IT = regex(
    r"\s*(?:worth )?(?:of|from|out of|off|on|in|against|for|back|again|please|pls|only|and|as|because|since|too)\b|"
    r"\s*(?:[,;!)]|\.(?!\d)|\Z|\n)"
)
_IN_PART = regex(r"\b(?:partly|partially|in part|partial(?: reversal)?)\b")
_TOO_MUCH = regex(
    r"\s*(?:too (?:high|much)|over(?:stated|booked|done)?\b|in excess\b|"
    r"more than (?:it|that|we|was|is) (?:should|needed|right|due))"
)
_TOO_MUCH_BY = regex(r"\b(?:overstated|overbooked|too (?:high|much|large|big)|over) by \Z")
# What stays on the books, so that the rest comes back.
_THE_REST = regex(
    r"\b(?:the|all the) (?:rest|remainder|balance|difference|excess|surplus|other part|remaining part)\b|"
    r"\b(?:all|everything|the lot|whatever is|what is|what's) (?:above|over|beyond|but|except|more than)\b"
)
_STAYS_BEFORE = regex(
    r"\b(?:should(?:'ve| have)? (?:only |really |just )*(?:be|been|read|stand at|say)|ought to (?:be|have been)|except(?: for)?|"
    r"all but|bar|but|apart from|other than|leav(?:e|ing)|keep(?:ing)?|above|over|beyond|more than|save(?: for)?)"
    r" (?:only |just |about |the )*\Z"
)
_STAYS_BEHIND = regex(
    r"\s*(?:of (?:it|that|this|which|them|[a-z]{1,5}-?\d+) )?(?:only )?(?:was|were|is|are|stays?|stands?|remains?|"
    r"should (?:stay|stand|remain)|"
    r"has to (?:stay|stand)|really (?:was|were|got))\b(?! (?:too|wrong|fine|ok|okay|good|a mistake|back|found|over))"
)
_SOME_OF_IT = regex(
    r"(?:\s+(?:only|just|back|out|off))*\s+(?:(?:a )?(?:small |large |big )?(?:part|bit|portion|piece)|some) of\b"
)
_SHARE = (
    r"(half|a third|one third|two[- ]thirds|a quarter|three[- ]quarters|(\d{1,2}(?:\.\d+)?) ?(?:%|percent|per cent)|(\d)/([2-9]))"
)
_SHARE_OF_ENTRY = regex(
    rf"(?<![\w.,/]){_SHARE}(?: of)? (?:the |that |our |my |this )?"
    r"(?=[a-z]{1,5}-?\d|it\b|them\b|that\b|this\b|those\b|"
    r"(?:[a-z'-]+ ){0,4}?(?:entry|write-?(?:off|down)|posting|adjustment|release)\b)"
)
_BY_A_SHARE = regex(rf"\bby (?:about |only |just )?{_SHARE}(?!\w)")
_UNEVEN = regex(r"\b(?:an?|one|two|three|four|five) (?:fif|six|seven|eigh|nin|ten|twentie)ths?\b")


def amount_back(facts: Facts) -> Value | None:
    """The part of an entry's amount that comes back, as the text states it; a Value without an amount where it says a part and
    not how much; None where nothing is said of a part."""
    low = facts.page.low
    totals = [said for said in facts.amounts if not said.each]
    stays = [said for said in totals if _stays(low, said)]
    if stays and (_THE_REST.search(low) or compiled(r"\b(?:except|all but|bar|apart from|other than)\b").search(low)):
        return _value(facts, stays, ValueRelation.COST_LESS)
    asked = [said for said in totals if _is_asked_back(low, said)]
    if not asked and (LESSENS.search(low) or (_IN_PART.search(low) and _UNDO.search(low))):
        asked = [said for said in totals if not _describes_the_whole(low, said)]
    if asked:
        return _value(facts, asked, ValueRelation.TOTAL)
    return _unsaid(facts)


def share_back(facts: Facts) -> tuple[GoodsSaid, ...]:
    """'Reverse half of WO-1001': that share of its units, or of its amount where none had moved."""
    match = _SHARE_OF_ENTRY.search(facts.page.low) or _BY_A_SHARE.search(facts.page.low)
    if match is None:
        return ()
    share = Decimal(match[2]) / 100 if match[2] else Decimal(match[3]) / Decimal(match[4]) if match[3] else share_named(match[1])
    said = quote(facts.page.raw, match.start(1), match.end(1))
    return (GoodsSaid("", said, Quantity(QuantityRelation.SHARE, share=share, quote=said)),)


def uneven_share(facts: Facts) -> Value | None:
    """'Two fifths of WO-7': a part that has to be asked for, and no number of goods."""
    match = _UNEVEN.search(facts.page.low)
    return Value(ValueRelation.TOTAL, quote=quote(facts.page.raw, match.start(), match.end())) if match else None


def _value(facts: Facts, said: list[AmountSaid], relation: ValueRelation) -> Value:
    """One amount, or where several are said, a part that has to be asked for."""
    value = replace(said[0], basis=Basis.UNSTATED).value(facts.page.raw)
    one = len({each.amount for each in said}) == 1
    return replace(value, relation=relation) if one else replace(value, amount=None)


def _stays(low: str, said: AmountSaid) -> bool:
    before = low[max(0, said.start - 40) : said.start]
    return bool(_STAYS_BEFORE.search(before) or _STAYS_BEHIND.match(low, said.end))


def _is_asked_back(low: str, said: AmountSaid) -> bool:
    """Right behind the word for taking back, or measured by it: 'reverse 100.00 of WO-7', 'reverse WO-7 by 100.00'."""
    if _TOO_MUCH.match(low, said.end) or _TOO_MUCH_BY.search(low, max(0, said.start - 30), said.start):
        return True
    begin = max(
        (low.rfind(stop, 0, said.start) + len(stop) for stop in (". ", "; ", "\n", "! ") if stop in low[: said.start]), default=0
    )
    asks = list(_UNDO.finditer(low, begin, said.start))
    if not asks:
        return False
    between = low[asks[-1].end() : said.start]
    if _ALONE.fullmatch(between):
        return bool(_OF_IT.match(low, said.end))
    return bool(_MEASURED.search(between))


def _describes_the_whole(low: str, said: AmountSaid) -> bool:
    """'The 500.00 write-off', 'WO-7, 500.00 of packaging'."""
    return bool(compiled(r"\b(?:the|that|our|this)\s+\Z").search(low[max(0, said.start - 8) : said.start]))


def _unsaid(facts: Facts) -> Value | None:
    """'Reverse part of WO-7': how much has to be asked for, unless goods are counted or a share is said."""
    low = facts.page.low
    counted = any(mention.quantity for mention in facts.mentions) or _SHARE_OF_ENTRY.search(low) or _BY_A_SHARE.search(low)
    some = next((match for match in _UNDO.finditer(low) if _SOME_OF_IT.match(low, match.end())), None)
    match = some or (_IN_PART.search(low) if _UNDO.search(low) else LESSENS.search(low))
    if counted or match is None or facts.amounts:
        return None
    return Value(ValueRelation.TOTAL, quote=quote(facts.page.raw, match.start(), match.end()))
