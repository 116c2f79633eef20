"""A text that takes back an earlier entry to its event: which one, how many came back, or that the value rose."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.books.proposal import Basis, Event, GoodsSaid, Value
from assistant.books.reasons import Kind, Reason
from assistant.patterns import regex
from assistant.readers.rules.accounts import bank_words
from assistant.readers.rules.day_cues import BOOKED
from assistant.readers.rules.day_said import DaySaid
from assistant.readers.rules.facts import Facts, within
from assistant.readers.rules.goods_line import GoodsLine
from assistant.readers.rules.lines import goods_lines
from assistant.readers.rules.losses import quantity_of
from assistant.readers.rules.mention import Mention
from assistant.readers.rules.now_worth import amounts_brought
from assistant.readers.rules.number_cues import number_of
from assistant.readers.rules.parts_back import amount_back, share_back, uneven_share
from assistant.readers.rules.quantities import QuantitySaid
from assistant.readers.rules.reversals import entry_said
from assistant.readers.rules.scan import compiled, quote
from assistant.readers.rules.signals import the_reason
from assistant.readers.rules.taking_back import value_recovered
from assistant.readers.rules.worths import Worths, cost_to_sell, nrv_for, sorted_worths

_REPAID = regex(
    r"\b(?:refunded|repaid|(?:paid|gave|given|handed|sent|wired|transferred)(?: [a-z0-9'$£€₹.,]+){0,6}? back|"
    r"returned (?:the|his|her|their) (?:money|\$|£|€))\b"
)
_THEN = regex(
    r"\b(?:written|wrote|write|marked|took|taken|booked|knocked) (?:it |them )?(?:off|down|out)(?: on| in| at)?\s*\Z"
)
_HISTORY = regex(
    r"\b(?:marked|written|wrote|write|took|taken|down|off|was|were|still)\b[^.;$£€₹\d]{0,30}\b(?:to|at)\s+(?:only |just )?\Z"
)


def reversal_event(facts: Facts) -> Event:
    """The reversal that a text asks for; dated only where it says at what day to book it."""
    page = facts.page
    sentences = [sentence for sentence in page.sentences if not sentence.title] or list(page.sentences)
    mentions = [mention for mention in within(facts.mentions, sentences) if not _stays_away(facts, mention)]
    told = goods_lines(facts, mentions, sentences)
    lines = [line for line in told if not (line.quantity and line.quantity.other)] or told
    rose = value_recovered(page, facts.context)
    lines = _asked_back(facts, lines)
    goods = tuple(_said(facts, line, rose) for line in lines[:3]) or share_back(facts)
    counted = any(one.number is not None for one in _quantities(lines))
    value = None if rose or counted else amount_back(facts) or _part_of_value(facts)
    value = value if rose else uneven_share(facts) or value
    if value is not None:
        goods = ()
    if rose and not lines:
        goods, value = (), _new_value(facts)
    day = _day(facts)
    reason = the_reason(facts.reasons)
    words = " ".join(
        dict.fromkeys(
            [
                *([line.name for line in lines if line.name] or _described(page.low)),
                *(quote(page.raw, s.start, s.end).text for s in facts.reasons[:2]),
            ]
        )
    )
    return Event(
        Kind.REVERSAL,
        reason.meaning if reason else Reason.OTHER,
        goods,
        value,
        entry_date=day.day if day else None,
        date_quote=quote(page.raw, day.start, day.end) if day else None,
        entry=entry_said(page, facts.context, facts.days, words),
        value_recovered=rose,
        repaid_from=_repaid_from(facts),
        quote=quote(page.raw, 0, len(page.raw)),
    )


def _described(low: str) -> list[str]:
    """What a text calls the entry, where it names no goods: 'the packaging write-off', 'last week's release of the reserve'."""
    return [match[1] for match in _ENTRY.finditer(low)][:2]


_ENTRY = regex(
    r"(?:\b(?:the|that|our|my|this|last|of|from)|'s) (?:[$£€₹]?\d[\d.,]* )?((?:(?!of\b|from\b|the\b)[a-z'&-]+ ){0,4}"
    r"(?:write-?(?:off|down)|entry|adjustment|posting|release|top-?up|increase|raise|reserve|provision|allowance)"
    r"(?: (?:of|for|on|to) (?:the )?(?:[a-z'&-]+ ?){1,4})?)"
)


def _quantities(lines: Sequence[GoodsLine]) -> list[QuantitySaid]:
    return [line.quantity for line in lines if line.quantity is not None]


def _asked_back(facts: Facts, lines: list[GoodsLine]) -> list[GoodsLine]:
    """'… four showed up. The other eight now too. Put those eight back': the number to put back, of the goods named."""
    low = facts.page.low
    for mention in facts.mentions:
        counted = mention.quantity is not None and mention.quantity.number is not None and not mention.named
        again = mention.quantity and any(number_of(line) == mention.quantity.number for line in lines)
        asked = _PUT.search(low, max(0, mention.start - 40), mention.start) and _BACK.match(low, mention.end)
        if counted and asked and not again:
            before = [one for one in facts.mentions if one.named and one.start < mention.start]
            named = [one for one in before if facts.stock.fitting(one.words)]
            sentence = next((s for s in facts.page.sentences if s.start <= mention.start < s.end), facts.page.sentences[0])
            return [GoodsLine(sentence, mention.start, mention.end, [named[0].words] if named else [], mention.quantity)]
    return lines


_PUT = regex(
    r"\b(?:put|add|book|bring|take|restore|return|reinstate)\s+(?:those|these|the|them|all|that|back)?"
    r"\s*(?:other |last |remaining )?\Z"
)
_BACK = regex(
    r"\s*(?:of (?:them|those|these)|bottles|units|pcs|pieces|ones)?\s*"
    r"(?:back\b|(?:in|on)to (?:stock|the books|inventory)\b)"
)


def _part_of_value(facts: Facts) -> Value | None:
    """What the part cost that came back, of an entry of an amount: 'what we got back had cost $200, the rest is gone'."""
    low = facts.page.low
    totals = (said for said in facts.amounts if not said.each)
    own = [said for said in totals if not _WHOLE_THEN.search(low, max(0, said.start - 40), said.start)]
    if len({said.amount for said in own}) != 1 or not _IN_PART.search(low):
        return None
    return replace(own[0], basis=Basis.COST).value(facts.page.raw)


_WHOLE_THEN = regex(
    r"(?:\b(?:write-?offs?|wrote off|written off|entry|loss|booked|posted|reverse|adjustment|of|out of)"
    r"(?: (?:of|for|the|that|our))*|\b(?:the|that|our))\s+\Z"
)
_IN_PART = regex(
    r"\b(?:part|some|half|rest|remainder|remaining|only|got back|came back|come back|turned up|found|recovered|returned|"
    r"worth|back)\b"
)


_AWAY = regex(
    r"\b(?:still (?:missing|awol|gone|lost)|(?:is|are) gone|gone for good|"
    r"(?:have|has|been|were)(?: since)?(?: been)? sold|stays? written off)\b"
)


def _stays_away(facts: Facts, mention: Mention) -> bool:
    """These did not come back: 'the other 6 are still missing', 'ten have since been sold'."""
    low = facts.page.low
    stop = compiled(r"[.;!?\n,]").search(low, mention.end)
    return bool(_AWAY.search(low, mention.end, stop.start() if stop else len(low)))


def _day(facts: Facts) -> DaySaid | None:
    """A day to book at; the day it was written off, or found again, is none."""
    low = facts.page.low
    booked = [said for said in facts.days if said.weight >= BOOKED - 1]
    return next((said for said in booked if not _THEN.search(low, max(0, said.start - 30), said.start)), None)


def _said(facts: Facts, line: GoodsLine, rose: bool) -> GoodsSaid:
    return GoodsSaid(
        line.name,
        quote(facts.page.raw, line.start, line.end),
        quantity_of(facts.page.raw, line),
        nrv=_new_value(facts) if rose else None,
        cost_to_sell=_costs(facts) if rose else None,
    )


def _new_value(facts: Facts) -> Value | None:
    """What they will bring now: not what they had been written down to."""
    page = facts.page
    worths = _worths_now(facts)
    return nrv_for(page, worths, facts.shares, 0, len(page.low), only=True)


def _costs(facts: Facts) -> Value | None:
    """What it costs to sell them."""
    return cost_to_sell(facts.page, _worths_now(facts), facts.shares, 0, len(facts.page.low), only=True)


def _worths_now(facts: Facts) -> Worths:
    page = facts.page
    now = amounts_brought(page.low)
    then = {
        said.amount
        for said in facts.amounts
        if _HISTORY.search(page.low[max(0, said.start - 60) : said.start]) and not any(said.start <= at < said.end for at in now)
    }
    amounts = [amount for amount in facts.amounts if amount.amount not in then]
    worths = sorted_worths(page, amounts, page.sentences, write_down=True)
    apiece = [said for said in worths.stated if said.each and said.basis is not Basis.COST]
    if not worths.bring and len({said.amount for said in apiece}) == 1:
        return replace(worths, bring=apiece[:1])  # "a buyer signed for all 100, at 5,25 net each"
    return worths


def _repaid_from(facts: Facts) -> str:
    """The account that a recovery was already paid back from, in the text's words."""
    page = facts.page
    for match in _REPAID.finditer(page.low):
        sentence = next((s for s in page.sentences if s.start <= match.start() < s.end), None)
        if sentence is None or compiled(r"\b(?:haven't|hasn't|not|not yet|have not|yet to)\b").search(page.said(sentence)):
            continue
        if into := bank_words(page.low, match.end(), sentence.end, facts.context.accounts):
            return page.raw[slice(*into)].strip()
    return ""
