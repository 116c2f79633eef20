"""The amounts of a stretch of text to what each is: what goods will bring, what selling them costs, a value stated, a fee, the loss itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from assistant.books.proposal import Basis, Quote, Value, ValueRelation
from assistant.readers.rules.amounts import AmountSaid, ShareSaid
from assistant.readers.rules.blocks import Page, Sentence
from assistant.readers.rules.scan import phrases, quote
from assistant.readers.rules.tables import money

_DISPOSAL, _SELL_COST, _BRING = phrases(money.DISPOSAL), phrases(money.SELL_COST), phrases(money.BRING)
_NO_COSTS = phrases(money.NO_COSTS)
_US = re.compile(r"\b(?:costs?|charge[sd]?|less|minus|plus|but|after|fee|on us|freight|commission|to (?:ship|get|fix|repair|deliver|finish|clean|repack))\b")
_TO_SHARE = re.compile(r"\b(?:to|only|worth|at|about|just|recover|get|fetch|bring)\s+(?:only |about |just |around )*\Z")
_ZERO = re.compile(r"\b(?:down )?to (?:zero|nil|0(?![\d.]))\b")
_FULL_COST = re.compile(r"\bback (?:up )?to (?:full |its |their |our |the )?(?:full |original )?cost\b|\breinstate\b")


@dataclass(slots=True)
class Worths:
    """What the amounts of a stretch are. Lists keep the order of the text."""

    bring: list[AmountSaid] = field(default_factory=list)
    to_sell: list[AmountSaid] = field(default_factory=list)
    stated: list[AmountSaid] = field(default_factory=list)
    fees: list[AmountSaid] = field(default_factory=list)
    disposal: Quote | None = None


def sorted_worths(page: Page, amounts: Sequence[AmountSaid], sentences: Sequence[Sentence], *, write_down: bool) -> Worths:
    """Every amount in its role; where goods are written down, what no cue names is what they will bring."""
    worths = Worths()
    for amount in amounts:
        sentence = next((s for s in sentences if s.start <= amount.start < s.end), None)
        if sentence is None:
            continue
        before, behind = _around(page.low, amount, sentence)
        if _is_disposal(before, behind):
            worths.fees.append(amount)
            worths.disposal = quote(page.raw, sentence.start, sentence.end)
        elif write_down and _is_to_sell(before, behind):
            worths.to_sell.append(amount)
        elif write_down and _is_bring(before, behind, amount):
            worths.bring.append(amount)
        else:
            worths.stated.append(amount)
    if worths.disposal is None and (match := _FEE_WITHOUT_AMOUNT.search(page.low)):
        worths.disposal = quote(page.raw, match.start(), match.end())
    return worths


_FEE_WITHOUT_AMOUNT = re.compile(r"\b(?:disposal|skip hire|haulage|removal|incineration) (?:fee|cost|charge|bill)s?\b")


def _around(low: str, amount: AmountSaid, sentence: Sentence) -> tuple[str, str]:
    return low[max(sentence.start, amount.start - 60) : amount.start], low[amount.end : min(sentence.end, amount.end + 50)]


def _is_disposal(before: str, behind: str) -> bool:
    near = f"{before[-45:]}\x00{behind[:40]}"
    return bool(_DISPOSAL.search(near.replace("\x00", " 0 ")) and re.search(r"\b(?:charg|cost|fee|bill|haul|pay|dispos|skip|tip|dump|hire)", near)) and not re.search(
        r"\b(?:gave|gives|paid|pays|offered?) (?:us|me)\b", near
    )


def _is_to_sell(before: str, behind: str) -> bool:
    here = re.split(r"[,;]|\bbut\b|\band it\b", before)[-1]
    after = re.split(r"[,;](?= )|[.](?= |$)|\bbut\b|\band\b", behind)[0]
    cue = _SELL_COST.search(here) or _SELL_COST.search(after)
    return bool(cue and (_US.search(here) or _US.search(after)) and not _NO_COSTS.search(after) and not _NO_COSTS.search(here))


def _is_bring(before: str, behind: str, amount: AmountSaid) -> bool:
    """A cue says what they bring, or no cue says that it is a cost or an old price."""
    here = re.split(r"[;]|,\s(?!net)", before)[-1]
    cue = [match.end() for match in _BRING.finditer(here)] + [0 for _ in _BRING.finditer(behind[:16])]
    if re.search(r"\b(?:ticket|was|retailed|used to|originally|cost|costs|paid|rrp|msrp|down from|from|normally)\b\s*(?:us |was |were |is |at |for |of |sell |price )*\Z", here) and "only" not in here[-12:]:
        return False
    return bool(cue) or amount.basis is not Basis.COST


def nrv_for(page: Page, worths: Worths, shares: Sequence[ShareSaid], start: int, end: int, *, only: bool) -> Value | None:
    """What the goods of [start, end) will bring; for the only goods, wherever the text says it."""
    here = [amount for amount in worths.bring if only or start <= amount.start < end]
    if here:
        cued = [amount for amount in here if _BRING.search(page.low[max(0, amount.start - 40) : amount.start])]
        return (cued or here)[-1].value(page.raw)
    for share in shares:
        if not only and not start <= share.start < end:
            continue
        said = share.quote(page.raw)
        if share.off:
            return Value(ValueRelation.LESS_SHARE_OF_COST, share=share.share, quote=said)
        if _TO_SHARE.search(page.low[max(0, share.start - 30) : share.start]) or re.match(r"\s*(?:of|what)\b", page.low[share.end : share.end + 6]):
            if not _counts_goods(page.low, share):
                return Value(ValueRelation.SHARE_OF_COST, share=share.share, quote=said)
    if match := _ZERO.search(page.low):
        return Value(ValueRelation.EACH, Decimal(0), quote=quote(page.raw, match.start(), match.end()))
    if only and (match := _FULL_COST.search(page.low)):
        return Value(ValueRelation.FULL_COST, quote=quote(page.raw, match.start(), match.end()))
    return None


def _counts_goods(low: str, share: ShareSaid) -> bool:
    """'half of what we have' and 'half a sack' count goods; 'half of what they cost' is a value."""
    behind = low[share.end : share.end + 40]
    return not re.match(r"\s*(?:of|what|off)?\s*(?:what|our|the|their|its)?\s*(?:[a-z]+ ){0,3}(?:cost|paid|price|value|worth|retail)\b|\s*(?:of (?:it|cost))\b|\s*[.,;]|\s*\Z", behind)
