"""Sentences to what another side bears of a loss: who, whether it is agreed, paid, open or refused, how much, where it went."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from assistant.books.proposal import Basis, RecoverySaid, RecoverySource, RecoveryStatus, Value, ValueRelation
from assistant.readers.rules.accounts import bank_words
from assistant.readers.rules.amounts import AmountSaid, ShareSaid
from assistant.readers.rules.blocks import Page, Sentence
from assistant.readers.rules.phrasebook import Phrases
from assistant.readers.rules.scan import phrases, quote
from assistant.readers.rules.signals import negated
from assistant.readers.rules.tables import parties

T = TypeVar("T")
_SOURCES = {source: phrases(table) for source, table in parties.SOURCES.items()}
_STATUSES = {status: phrases(table) for status, table in parties.STATUSES.items()}
_FULL, _EXCESS, _LESS = phrases(parties.FULL), phrases(parties.EXCESS), phrases(parties.LESS)
_OF_COST = re.compile(
    r"\s*(?:of|on) (?:what|our|the|their|it)?\s*(?:[a-z]+ )?(?:cost|costs|paid|value|loss|"
    r"it|them|that|the lot)\b|\s*of (?:it|that|the loss|everything)\b"
)
_FIRM = re.compile(r"\b(?:agreed|approved|accepted|confirmed|promised|issued|issuing|paid|signed)\b")
_WORTH = re.compile(r"\s*(?:worth|of (?!it\b|that\b|the (?:loss|cost|claim)))\b")
_NEVER = re.compile(
    r"\b(?:out of business|bankrupt|nobody pays|nothing (?:is )?(?:coming|recoverable)|no (?:claim|insurance|recovery))\b"
)
_ABOUT_US = re.compile(r"\b(?:us|me|we|our|claim|credit|refund|pay|pays|paid|insur|reimburs|cash|back|excess|deductible)")
_FEE = re.compile(r"\b(?:charg(?:e|es|ing|ed)|bill(?:s|ed|ing)?|costs?) (?:us|me)\b")
_NAME = r"(?P<name>[A-Z][\w'&-]+(?: (?:[A-Z][\w'&-]+|&|of|and)(?= [A-Z])| (?:[A-Z][\w'&-]+|Co|Ltd|Inc))*)"
_PARTY = (
    re.compile(
        rf"(?:^|[\s,;(]){_NAME}(?= (?:has |have |had |is |are |will |also |also has |just )*(?:shipped|"
        rf"sent|mou?lded|sewed|agreed|supplied|delivered|printed|packed|credit|issu|giv|admit|"
        rf"refus|confirm|made|filled|labell?ed|stitched|messed|put))"
    ),
    re.compile(rf"\b(?:back to|from|emailed|to|supplier|vendor|with|by|bought from|rep at) {_NAME}"),
)
_NO_NAME = frozenset(
    """the they he she we it our their this that supplier vendor insurance insurer carrier all both please also and but from to
    subject who monday tuesday wednesday thursday friday saturday sunday today yesterday manufacturer factory grower claim
    credit write shipped sent two three four five six seven eight nine ten""".split()
)


@dataclass(frozen=True, slots=True)
class RecoveryFound:
    """A recovery with the amounts it was read from, so that they are not read as values of the goods."""

    said: RecoverySaid
    sentence: Sentence
    amounts: tuple[AmountSaid, ...]


def recoveries_in(
    page: Page, sentences: Sequence[Sentence], amounts: Sequence[AmountSaid], shares: Sequence[ShareSaid], labels: tuple[str, ...]
) -> tuple[RecoveryFound, ...]:
    """The recoveries that these sentences tell of, one a source: what is agreed or paid stands over what was only hoped for."""
    found: list[RecoveryFound] = []
    known: RecoverySource | None = None
    for index, sentence in enumerate(sentences):
        low = page.said(sentence)
        source = _source(low)
        status = _status(low)
        if (
            status
            and (source or known or re.search(r"\b(?:claim|credit|insur|paid us|pay us|cash)", low))
            and _ABOUT_US.search(low)
        ):
            who = source or known or (RecoverySource.SUPPLIER if "credit" in low else RecoverySource.INSURER)
            following = sentences[index + 1] if index + 1 < len(sentences) else None
            found.append(_found(page, sentence, following, who, status, amounts, shares, labels))
        known = source or known
    return _settled(found)


def _settled(found: list[RecoveryFound]) -> tuple[RecoveryFound, ...]:
    """One a source: where several sentences speak of it, the one that is firm and says how much."""
    order = {
        RecoveryStatus.RECEIVED: 0, RecoveryStatus.AGREED: 1, RecoveryStatus.RETURNED: 2, RecoveryStatus.DISPUTED: 3,
        RecoveryStatus.REFUSED: 4, RecoveryStatus.PENDING: 5,
    }  # fmt: skip
    best: dict[RecoverySource, RecoveryFound] = {}
    for one in found:
        other = best.get(one.said.source)
        if other is None or (order[one.said.status], one.said.value is None) < (
            order[other.said.status],
            other.said.value is None,
        ):
            best[one.said.source] = one
    return tuple(best.values())


def _first(low: str, table: Mapping[T, Phrases]) -> list[tuple[int, T]]:
    return sorted((match.start(), meaning) for meaning, pattern in table.items() if (match := pattern.search(low)))


def _source(low: str) -> RecoverySource | None:
    """Who is spoken of: an insurer or carrier before a customer, who is more often the cause than the payer."""
    named = [source for source, pattern in _SOURCES.items() if pattern.search(low)]
    for source in (
        RecoverySource.INSURER, RecoverySource.SALVAGE, RecoverySource.SUPPLIER, RecoverySource.CARRIER, RecoverySource.CUSTOMER,
    ):  # fmt: skip
        if source in named:
            return source
    return None


def _status(low: str) -> RecoveryStatus | None:
    refused = [match.span() for match in _STATUSES[RecoveryStatus.REFUSED].finditer(low)]
    said = {
        status
        for status, pattern in _STATUSES.items()
        if any(status in _OPEN or not _denied(low, match, refused) for match in pattern.finditer(low))
    }
    if not said:
        return None
    if RecoveryStatus.DISPUTED in said:
        return RecoveryStatus.DISPUTED
    firm = {RecoveryStatus.RECEIVED, RecoveryStatus.AGREED} & said and _FIRM.search(low)
    if RecoveryStatus.PENDING in said and not firm:
        return RecoveryStatus.PENDING
    if RecoveryStatus.REFUSED in said and not (
        said & {RecoveryStatus.RECEIVED, RecoveryStatus.AGREED} and re.search(r"\d|half|rest|other", low)
    ):
        return RecoveryStatus.REFUSED
    for status in (RecoveryStatus.RECEIVED, RecoveryStatus.AGREED, RecoveryStatus.RETURNED):
        if status in said:
            return status
    return RecoveryStatus.REFUSED if RecoveryStatus.REFUSED in said else None


def _denied(low: str, match: re.Match[str], refused: list[tuple[int, int]]) -> bool:
    """'not agreed', or part of a refusal: 'nobody pays us'."""
    return negated(low, match.start()) or any(start < match.end() and match.start() < end for start, end in refused)


_OPEN = frozenset({RecoveryStatus.PENDING, RecoveryStatus.REFUSED, RecoveryStatus.DISPUTED})


def _found(
    page: Page,
    sentence: Sentence,
    following: Sentence | None,
    source: RecoverySource,
    status: RecoveryStatus,
    amounts: Sequence[AmountSaid],
    shares: Sequence[ShareSaid],
    labels: tuple[str, ...],
) -> RecoveryFound:
    here = [amount for amount in amounts if sentence.start <= amount.start < sentence.end]
    if status is RecoveryStatus.REFUSED:
        here = []
    value, used = _value(page, sentence, here, [share for share in shares if sentence.start <= share.start < sentence.end])
    into = None
    if status is RecoveryStatus.RECEIVED:
        into = bank_words(page.low, sentence.start, sentence.end, labels)
        if not into and following:
            into = bank_words(page.low, following.start, following.end, labels)
    said = RecoverySaid(
        source,
        status,
        value,
        into=page.raw[slice(*into)].strip() if into else "",
        into_quote=quote(page.raw, *into) if into else None,
        party=_party(page.raw[sentence.start : sentence.end]) if source is RecoverySource.SUPPLIER else "",
        quote=quote(page.raw, sentence.start, sentence.end),
    )
    return RecoveryFound(said, sentence, tuple(used))


def _value(
    page: Page, sentence: Sentence, amounts: list[AmountSaid], shares: list[ShareSaid]
) -> tuple[Value | None, list[AmountSaid]]:
    """How much: an amount, a share of cost, cost less an excess, all of it; None where the sentence does not say."""
    low = page.low
    for amount in amounts:
        around = low[max(sentence.start, amount.start - 30) : min(sentence.end, amount.end + 26)]
        if _EXCESS.search(around) and (_LESS.search(low[sentence.start : amount.start]) or _FULL.search(page.said(sentence))):
            return Value(ValueRelation.COST_LESS, amount.amount, amount.currency, quote=amount.quote(page.raw)), [amount]
    paid = [amount for amount in amounts if not _FEE.search(low[max(sentence.start, amount.start - 24) : amount.start])]
    cued = [
        amount
        for amount in paid
        if re.search(
            r"(?:pay|credit|paid|gave|sen[dt]|approv|agree|payout|refund|settle|cash|cover|"
            r"promis|offer|owe|pays|reimburs|sanction|transfer)[a-z]*\W+(?:\w+\W+){0,4}\Z",
            low[sentence.start : amount.start],
        )
        or "cash" in low[amount.end : amount.end + 8]
    ]
    if chosen := next(iter(cued or [amount for amount in paid if amount.basis is not Basis.COST and not _WORTH.match(low, amount.end)]), None):
        relation = ValueRelation.EACH if chosen.each else ValueRelation.TOTAL
        used = [amount for amount in paid if amount.amount == chosen.amount]
        return Value(relation, chosen.amount, chosen.currency, quote=chosen.quote(page.raw)), used
    for share in shares:
        if share.share < 1 and (
            _OF_COST.match(low, share.end)
            or re.search(r"(?:credit|pay|cover|refund|reimburs)[a-z]*\W+(?:\w+\W+){0,3}\Z", low[sentence.start : share.start])
        ):
            return Value(ValueRelation.SHARE_OF_COST, share=share.share, quote=share.quote(page.raw)), []
    if match := _FULL.search(low, sentence.start, sentence.end):
        return Value(ValueRelation.FULL_COST, quote=quote(page.raw, match.start(), match.end())), []
    return None, []


def _party(raw: str) -> str:
    for pattern in _PARTY:
        for match in pattern.finditer(raw):
            words = match["name"].split()
            while words and words[0].lower() in _NO_NAME:
                words = words[1:]
            if words and words[0][0].isupper() and words[0].lower() not in _NO_NAME:
                return " ".join(words)
    return ""


def never(low: str) -> bool:
    """The text says that nothing will come back from anyone."""
    return bool(_NEVER.search(low))
