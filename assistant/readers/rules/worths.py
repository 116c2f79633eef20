"""The amounts of a stretch of text to what each is: what goods will bring, what selling them costs, a value stated, a fee."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.books.proposal import Basis, Quote, Value, ValueRelation
from assistant.patterns import regex
from assistant.readers.rules.amounts import AmountSaid, ShareSaid
from assistant.readers.rules.blocks import Page, Sentence
from assistant.readers.rules.now_worth import amounts_brought
from assistant.readers.rules.phrasebook import Phrases
from assistant.readers.rules.scan import compiled, phrases, quote
from assistant.readers.rules.tables import money, proceeds

_DISPOSAL, _BRING, _NO_COSTS = phrases(money.DISPOSAL), phrases(money.BRING), phrases(money.NO_COSTS)
_CHARGES, _WHOLE, _SPENT_ON = phrases(proceeds.CHARGES), phrases(proceeds.WHOLE), phrases(proceeds.SPENT_ON)
_DEDUCTED, _ASKED, _PAST = phrases(proceeds.DEDUCTED), phrases(proceeds.ASKED), phrases(proceeds.PAST)
# What may stand between such words and the amount.
_HEDGES = frozenset(
    "a an the our their his her about around roughly another say only just up to maybe some of at is be us me for was".split()
)
_OF_GOODS = regex(r"\b(?:they|these|those|each|it|one|that|which)\s+\Z")
_PAST_BEHIND = regex(
    r"\s*(?:each |ea |apiece )?\(?(?:retail|rrp|msrp|full price|ticket|list|normal(?:ly)?|cost price|originally|before|new)\b"
)
_ON_US = regex(r"\s*(?:[a-z]+ ){0,2}(?:on us|to us|our end|our side)\b")
_FOR_EACH = regex(r"\b(?:each|apiece|every one|per (?!cent)\w+|a (?:unit|piece|time|set|box|bag|bottle|pair|copy))\b")
_ALTOGETHER = regex(r"\b(?:total|altogether|combined|lump sum|job lot)\b")
_FOR_ALL = regex(
    r"\b(?:run|trip|load|bill|flat|total|altogether|pallet|truck|one-?off|all|lot|whole|everything|combined|lump sum)\b"
)
_CLAUSE_BEFORE = regex(
    r"[;:]|,\s|\.\s|\bbut\b|\band\b(?! (?:handling|commission|freight|delivery|carriage|postage|[a-z-]+ing\b))|[()]"
)
_CLAUSE_BEHIND = regex(r"[,;](?= )|[.](?= |$)|\bbut\b|\band\b|[()]")
_TO_SHARE = regex(r"\b(?:to|only|worth|at|about|just|recover|get|fetch|bring|of)\s+(?:only |about |just |around |maybe )*\Z")
_OF_PRICE = regex(
    r"\s*(?:off |of |below |under )?(?:the |our |their |its )?"
    r"(?:retail|ticket|shelf|full|list|rrp|msrp|selling|sale|normal|regular|sticker|tag|menu|marked)\b"
)
_CUT = regex(
    r"\s*(?:off the top|(?:of )?(?:a |the |their |in |for )?(?:selling |auction |agent'?s? |sale |seller'?s? |"
    r"platform |listing )?"
    r"(?:commission|cut|fees?|charges?|premium|brokerage))\b"
)
_CUT_BEFORE = regex(
    r"\b(?:keeps?|kept|skims?|takes|charges?|deducts?|commission(?: of| is)?|cut(?: of| is)?|fees?(?: of| is| are)?|less|minus)"
    r"\s+(?:us |a |their |about |off )*\Z"
)
_FULL_COST = regex(
    r"\b(?:back (?:up )?|up )to (?:full |its |their |our |the )?(?:full |original )?(?:cost|book value)\b|"
    r"\b(?:back )?(?:up )?to what (?:we|they|it) (?:paid|cost)|\breinstate\b"
)
_FEE_WITHOUT_AMOUNT = regex(r"\b(?:disposal|skip hire|haulage|removal|incineration) (?:fee|cost|charge|bill)s?\b")


@dataclass(slots=True)
class Worths:
    """What the amounts of a stretch are. Lists keep the order of the text."""

    bring: list[AmountSaid] = field(default_factory=list)
    to_sell: list[AmountSaid] = field(default_factory=list)
    stated: list[AmountSaid] = field(default_factory=list)
    fees: list[AmountSaid] = field(default_factory=list)
    disposal: Quote | None = None


@dataclass(frozen=True, slots=True)
class _Around:
    """The clause on either side of an amount, and the words up to it in its sentence."""

    before: str
    behind: str
    sentence: str


def sorted_worths(page: Page, amounts: Sequence[AmountSaid], sentences: Sequence[Sentence], *, write_down: bool) -> Worths:
    """Every amount in its role; where goods are written down, what no cue names is what they will bring, each of them."""
    worths, brought = Worths(), amounts_brought(page.low) if write_down else frozenset[int]()
    for amount in amounts:
        sentence = next((s for s in sentences if s.start <= amount.start < s.end), None)
        if sentence is None:
            continue
        if not write_down and _is_disposal(page.low, amount, sentence):
            worths.fees.append(amount)
            worths.disposal = quote(page.raw, sentence.start, sentence.end)
            continue
        if not write_down:
            worths.stated.append(amount)
            continue
        around = _around(page.low, amount, sentence)
        if _is_to_sell(around, alone=len(amounts) == 1):
            worths.to_sell.append(amount)
        elif _is_past(around, amount) and not any(amount.start <= at < amount.end for at in brought):
            worths.stated.append(amount)
        else:
            worths.bring.append(_each_unless_whole(page.low, amount, sentence))
    worths.to_sell = [_like(page.low, amount, worths.bring, sentences) for amount in worths.to_sell]
    if worths.disposal is None and not write_down and (match := _FEE_WITHOUT_AMOUNT.search(page.low)):
        worths.disposal = quote(page.raw, match.start(), match.end())
    return worths


def _around(low: str, amount: AmountSaid, sentence: Sentence) -> _Around:
    said = low[max(sentence.start, amount.start - 90) : amount.start]
    behind = low[amount.end : min(sentence.end, amount.end + 60)]
    return _Around(_CLAUSE_BEFORE.split(said)[-1], _CLAUSE_BEHIND.split(behind)[0], said)


def _is_disposal(low: str, amount: AmountSaid, sentence: Sentence) -> bool:
    """What it costs to be rid of the goods."""
    before, behind = (
        low[max(sentence.start, amount.start - 45) : amount.start],
        low[amount.end : min(sentence.end, amount.end + 40)],
    )
    near = f"{before} 0 {behind}"
    charged = compiled(r"\b(?:charg|cost|fee|bill|haul|pay|dispos|skip|tip|dump|hire)").search(near)
    return bool(_DISPOSAL.search(near) and charged) and not compiled(r"\b(?:gave|gives|paid|pays|offered?) (?:us|me)\b").search(
        near
    )


def _is_to_sell(around: _Around, *, alone: bool) -> bool:
    """A part that we or others keep of what the goods bring: named before it, or what it is spent on behind it."""
    if _NO_COSTS.search(around.before) or _NO_COSTS.search(around.behind):
        return False
    if _leads_up(_DEDUCTED, around.before) or _SPENT_ON.match(_without_each(around.behind)):
        return True
    charges = [match.end() for match in _CHARGES.finditer(around.before)]
    if charges and max(charges) > max(_brings(around.before), default=-1):
        return True
    asked = None if around.before.rstrip().endswith((" at", " for")) else _leads_up(_ASKED, around.before)
    return not alone and bool(asked or _ON_US.match(around.behind))


def _leads_up(words: Phrases, before: str) -> re.Match[str] | None:
    """The phrase with nothing between it and the amount but hedges; 'they cost us' is said of the goods."""
    for match in words.finditer(before):
        of_goods = match.group().startswith("costs") and _OF_GOODS.search(before[: match.start()])
        if not of_goods and all(word in _HEDGES for word in before[match.end() :].split()):
            return match
    return None


def _without_each(behind: str) -> str:
    each = compiled(r"\s*(?:each|apiece|ea|a (?!the\b)\w+|per \w+)?\s*").match(behind)
    return behind[each.end() :] if each else behind


def _brings(before: str) -> list[int]:
    """Where words end that say what goods bring; a mere "to" is one right before the amount only ('charges to his godown')."""
    found = _BRING.finditer(before)
    return [match.end() for match in found if match.group() not in ("to", "@") or not before[match.end() :].strip()]


def _is_past(around: _Around, amount: AmountSaid) -> bool:
    """What they cost or were ticketed at."""
    brings = _brings(around.before)
    past = _leads_up(_PAST, around.before)
    if past and not (brings and max(brings) > past.start() + 5) and "only" not in around.before[-12:]:
        return True
    return bool(_PAST_BEHIND.match(around.behind)) or (amount.basis is Basis.COST and not brings)


def _each_unless_whole(low: str, amount: AmountSaid, sentence: Sentence) -> AmountSaid:
    """'down to $4' is for each; '$200 for the lot' for all."""
    return amount if amount.each or _says_whole(low, amount, sentence) else replace(amount, each=True)


def _says_whole(low: str, amount: AmountSaid, sentence: Sentence) -> bool:
    around = _around(low, amount, sentence)
    return bool(_leads_up(_WHOLE, around.before) or _WHOLE.search(around.behind) or _ALTOGETHER.search(around.before))


def _like(low: str, cost: AmountSaid, bring: Sequence[AmountSaid], sentences: Sequence[Sentence]) -> AmountSaid:
    """'$30 a bag, less $2': what is small beside a price for each is for each too, unless it is said to be for all."""
    sentence = next(s for s in sentences if s.start <= cost.start < s.end)
    around = _around(low, cost, sentence)
    if _FOR_EACH.search(around.before) or _FOR_EACH.search(around.behind):
        return replace(cost, each=True)
    small = any(one.each and cost.amount * 2 < one.amount for one in bring)
    said_for_all = _FOR_ALL.search(around.before) or _FOR_ALL.search(around.behind)
    return replace(cost, each=True) if small and not said_for_all else cost


# ── What goods will bring, and what selling them costs ───────────────────────────────────────────────────────────────


def nrv_for(page: Page, worths: Worths, shares: Sequence[ShareSaid], start: int, end: int, *, only: bool) -> Value | None:
    """What the goods of [start, end) will bring; for the only goods, wherever the text says it."""
    here = [amount for amount in worths.bring if only or start <= amount.start < end]
    if here:
        cued = [amount for amount in here if _BRING.search(page.low[max(0, amount.start - 40) : amount.start])]
        return (cued or here)[-1].value(page.raw)
    for share in shares:
        if (only or start <= share.start < end) and (value := _share_of_cost(page, share)):
            return value
    if only and (match := _FULL_COST.search(page.low)):
        return Value(ValueRelation.FULL_COST, quote=quote(page.raw, match.start(), match.end()))
    return None


def _share_of_cost(page: Page, share: ShareSaid) -> Value | None:
    """'down by 40%', 'to 60% of cost'; a part of the selling price, or of the goods themselves, is no value."""
    low, said = page.low, share.quote(page.raw)
    if _OF_PRICE.match(low, share.end) or _is_cut(low, share):
        return None
    if share.off:
        return Value(ValueRelation.LESS_SHARE_OF_COST, share=share.share, quote=said)
    reached = _TO_SHARE.search(low[max(0, share.start - 30) : share.start]) or compiled(r"\s*(?:of|what)\b").match(
        low[share.end : share.end + 6]
    )
    if share.of_money or (reached and not _counts_goods(low, share)):
        return Value(ValueRelation.SHARE_OF_COST, share=share.share, quote=said)
    return None


def cost_to_sell(page: Page, worths: Worths, shares: Sequence[ShareSaid], start: int, end: int, *, only: bool) -> Value | None:
    """What selling the goods of [start, end) costs: an amount, or a share of what they bring ('the gallery keeps 20%')."""
    here = [amount for amount in worths.to_sell if only or start <= amount.start < end]
    if here:
        return here[0].value(page.raw)
    for share in shares:
        if (only or start <= share.start < end) and worths.bring and _is_cut(page.low, share):
            return Value(ValueRelation.SHARE_OF_COST, share=share.share, quote=share.quote(page.raw))
    return None


def _is_cut(low: str, share: ShareSaid) -> bool:
    return bool(_CUT.match(low, share.end) or _CUT_BEFORE.search(low, max(0, share.start - 40), share.start))


def _counts_goods(low: str, share: ShareSaid) -> bool:
    """'half of what we have' and 'half a sack' count goods; 'half of what they cost' is a value."""
    behind = low[share.end : share.end + 40]
    return not compiled(
        r"\s*(?:of|what|off)?\s*(?:what|our|the|their|its)?\s*(?:[a-z]+ ){0,3}(?:cost|paid|price|value|worth|retail)\b|"
        r"\s*(?:of (?:it|cost))\b|\s*[.,;]|\s*\Z"
    ).match(behind)
