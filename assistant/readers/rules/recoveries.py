"""Sentences to what another side bears of a loss: who, whether it is agreed, paid, open or refused, how much, where it went."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.books.numerals import Numeral
from assistant.books.proposal import Basis, RecoverySaid, RecoverySource, RecoveryStatus, Value, ValueRelation
from assistant.patterns import regex
from assistant.readers.rules.accounts import bank_words
from assistant.readers.rules.amounts import AmountSaid, ShareSaid
from assistant.readers.rules.blocks import Page, Sentence
from assistant.readers.rules.scan import compiled, phrases, plain, quote
from assistant.readers.rules.signals import negated
from assistant.readers.rules.tables import parties
from assistant.readers.rules.tables.nouns import UNITS

_SOURCES = {source: phrases(table) for source, table in parties.SOURCES.items()}
_STATUSES = {status: phrases(table) for status, table in parties.STATUSES.items()}
_FULL, _EXCESS, _LESS = phrases(parties.FULL), phrases(parties.EXCESS), phrases(parties.LESS)
_OF_COST = regex(
    r"\s*(?:of|on) (?:what|our|your|the|their|it)?\s*(?:[a-z]+ )?(?:cost|costs|paid|value|loss|"
    r"it|them|that|the lot)\b|\s*of (?:it|that|the loss|everything)\b"
)
_INSURER = regex(r"\b(?:insur(?!ed\b)|adjuster|underwriter|policy|broker|assessor)")
_FIRM = regex(
    r"\b(?:agree[ds]|approved|accepted|confirm(?:ed|s)|promise[ds]|issu(?:ed|ing)|paid|signed|sanctioned|passed|"
    r"settled|credited|refunded|"
    r"reimbursed|admit(?:s|ted)|banked|received|arrived|landed|cleared|gave|handed|sent|coughed|took|bought|"
    r"ok(?:'?d|ayed|ed)|guaranteed)\b"
)
_FINAL = regex(
    r"\b(?:refus|reject|denied|declin|turn|knock|no\b|won't|will not|nothing\b|below\b|under\b|excess\b|deductible\b)"
)
_YET = regex(r"\b(?:yet|so far|as of now|at this stage)\b")
_IN_PART = regex(r"\d|\b(?:half|rest|others?|remaining|part|third|quarter|two|three|four|five|six|seven|eight|nine|ten)\b")
_BY_US = regex(r"\b(?:we|i|you)(?:'ve|'d| have| had)?\s?\Z")
_WE_PAY = regex(
    r"\b(?:pay|paid|cover|bear|absorb|wear|took|bought|had|got|gave|sent|hand|replac|pick|settl|foot|meet|put|agree|"
    r"offer)"
)
# The other side's own words, quoted.
_THEIR_VOICE = regex(r"\b(?:settlement|your|liability|your claim|credit (?:note|memo))\b")
_CLAUSES = regex(r",\s+(?:and\s+|but\s+)?|;\s*|\s(?:but|and|while|though)\s+")
_OF_MONEY = regex(
    r"\b(?:claim|liability|settlement|credit|debit note|insur|refund|reimburs|compensat|payout|paid us|pay us|cash|"
    r"cheque|check|owes? us|"
    r"make good|made good)"
)
_ABOUT_US = regex(
    r"\b(?:us|me|we|our|claim|credit|debit note|refund|pay|pays|paid|paying|insur|reimburs|compensat|cash|cheque|"
    r"back|excess|deductible|"
    r"cover|good|liabilit|responsib)|[$£€₹]|\brs\b"
)
_PAID = regex(
    r"(?:pay|credit|paid|gave|give|sen[dt]|approv|agree|payout|refund|settle|cash|cover|promis|offer|owe|reimburs|"
    r"sanction|pass|claim|compensat|"
    r"cheque|check|good|cough|stump|fork|hand|chip|contribut|took|bought|award|allow|collect|receiv|got|"
    r"sold)[a-z]*\W+(?:\w+\W+){0,4}\Z"
)
_WORTH = regex(
    r"\b(?:worth|value[ds]?|total(?:s|ling)?|cost(?:s|ing)?(?: us)?|price[ds]?|retail\w*|"
    r"ticket\w*)\W+(?:\w+\W+){0,2}\Z"
)
_THIS_PART = regex(r"\b(?:this|that|said|same|affected|bad|faulty)\s+\Z")
_CREDIT = regex(r"\s*(?:credit|refund|reimbursement|compensation|cover)\b")
_FEE = regex(r"\b(?:charg(?:e|es|ing|ed)|bill(?:s|ed|ing)?|costs?) (?:us|me)\b")
_NAME = r"(?P<name>[A-Z][\w'&-]+(?: (?:[A-Z][\w'&-]+|&|of|and)(?= [A-Z])| (?:[A-Z][\w'&-]+|Co|Ltd|Inc))*)"
_PARTY = (
    regex(
        rf"(?:^|[\s,;(]){_NAME}(?= (?:has |have |had |is |are |will |also |also has |just )*(?:shipped|"
        rf"sent|mou?lded|sewed|agreed|supplied|delivered|printed|packed|credit|issu|giv|admit|"
        rf"refus|confirm|made|filled|labell?ed|stitched|messed|put))"
    ),
    regex(rf"\b(?:back to|from|emailed|to|supplier|vendor|with|by|bought from|rep at) {_NAME}"),
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
    page: Page,
    sentences: Sequence[Sentence],
    amounts: Sequence[AmountSaid],
    shares: Sequence[ShareSaid],
    borne: Sequence[Numeral],
    labels: tuple[str, ...],
) -> tuple[RecoveryFound, ...]:
    """The recoveries that these sentences tell of, one a source: what is agreed or paid stands over what was only hoped for."""
    found: list[RecoveryFound] = []
    known: RecoverySource | None = None
    pieces = [piece for sentence in sentences for piece in _by_source(page, sentence)]
    for index, piece in enumerate(pieces):
        low = page.said(piece)
        source, status = _source(low), status_of(low)
        if source is RecoverySource.SUPPLIER and known is RecoverySource.CARRIER and _is_anyones(low):
            source = known
        paid = _is_paid_by_someone(low, status)
        if status and (source or known or paid or _OF_MONEY.search(low)) and (source or paid or _ABOUT_US.search(low)):
            who = source or known or _likely(low, page)
            following = pieces[index + 1] if index + 1 < len(pieces) else None
            found.append(_found(page, piece, following, who, status, amounts, shares, borne, labels))
        known = source or known
    return _settled(found)


def _is_paid_by_someone(low: str, status: RecoveryStatus | None) -> bool:
    """'She will pay', 'Max is paying half', 'he's good for the money': anyone but us, whoever it is."""
    if status not in (RecoveryStatus.AGREED, RecoveryStatus.RECEIVED):
        return False
    said = [low[max(0, match.start() - 32) : match.start()] for match in _PAYS.finditer(low)]
    return any(not _OURS.search(before) and not _NOT_SO.search(before) for before in said)


_PAYS = regex(
    r"\b(?:pay(?:s|ing)?(?! (?:rise|roll|slip|day))|paid|repa(?:ys?|ying|id)|reimburs(?:es?|ed|ing)|refund(?:s|ed|ing)?|good for|"
    r"(?:giv(?:es?|ing)|gave|hand(?:s|ed|ing)) us)\b|"
    r"(?<=he|ho|ey)(?:'ll|'s|'ve| will| is| has| have| would)? (?:also |now |gladly )?"
    r"cover(?:s|ing|ed)? (?:it|them|the|half|all|for|us|\d)"
)
_NOT_SO = regex(
    r"\b(?:nobody|no ?one|none|neither|not|never|without|if|unless|whether|should|must|ought|asked?|wants?|made|makes?)\b"
    r"[^.;!?]*\Z|n't\b[^.;!?]*\Z|(?:\A|[.;!?] )who\b[^.;!?]*\Z"
)
_OURS = regex(
    r"\b(?:we|i|you)(?:'(?:ll|ve|d|re|m))?(?: (?:will|have|had|are|am|must|can|did|just|already|also|now|would|only)){0,3} ?\Z"
)


def _is_anyones(low: str) -> bool:
    """'Their rep', 'a credit note': words that speak of a supplier where no one else is named."""
    named = [match.group() for match in _SOURCES[RecoverySource.SUPPLIER].finditer(low)]
    return all(_ANYONES.fullmatch(words) for words in named)


_ANYONES = regex(r"(?:their )?rep|(?:full )?credit|credit (?:notes?|memos?|us)|credit is coming|debit notes?")


def _by_source(page: Page, sentence: Sentence) -> list[Sentence]:
    """The sentence, parted where its clauses speak of different payers: 'the carrier refuses, but the insurer will pay'."""
    starts = [sentence.start, *(match.end() for match in _CLAUSES.finditer(page.low, sentence.start, sentence.end))]
    pieces: list[Sentence] = []
    for start, end in zip(starts, [*starts[1:], sentence.end], strict=True):
        clause = replace(sentence, start=start, end=end)
        source = _source(page.said(clause))
        if pieces and (source is None or not _speaks_of_another(page.said(pieces[-1]), source)):
            pieces[-1] = replace(pieces[-1], end=end)
        else:
            pieces.append(clause)
    return pieces


def _speaks_of_another(before: str, source: RecoverySource) -> bool:
    """What stands before names another payer, and says what came of that one."""
    other = _source(before)
    return other is not None and other is not source and status_of(before) is not None


def _likely(low: str, page: Page) -> RecoverySource:
    """Whom a sentence means that names no one: who credits is a supplier, who settles a claim one who is named elsewhere."""
    person = compiled(r"\b(?:he|she|who|his|her)\b").search(low)
    if (compiled(r"credit|debit note|refund").search(low) and not person) or "supplier" in page.low:
        return RecoverySource.SUPPLIER
    elsewhere = _source(plain(page.raw))  # a sender, too
    return elsewhere or (RecoverySource.INSURER if compiled(r"\b(?:claim|insur|adjuster)").search(low) else RecoverySource.OTHER)


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


def _source(low: str) -> RecoverySource | None:
    """Who is spoken of: an insurer or carrier before a customer, who is more often the cause than the payer."""
    named = [source for source, pattern in _SOURCES.items() if pattern.search(low)]
    if len(named) > 1 and RecoverySource.INSURER in named and not _INSURER.search(low):
        named.remove(RecoverySource.INSURER)  # a carrier has its deductible too
    for source in (
        RecoverySource.INSURER, RecoverySource.SALVAGE, RecoverySource.SUPPLIER, RecoverySource.CARRIER, RecoverySource.CUSTOMER,
    ):  # fmt: skip
        if source in named:
            return source
    return None


def status_of(low: str) -> RecoveryStatus | None:
    """What was said or done about it. An open word takes the firm word in it along: 'not agreed', 'nobody pays us'."""
    spoken = [(status, match) for status, words in _STATUSES.items() for match in words.finditer(low)]
    still_open = [match.span() for status, match in spoken if status in _OPEN]
    firm = [
        (status, match)
        for status, match in spoken
        if status not in _OPEN and not _denied(low, match) and not any(a <= match.start() < b + 2 for a, b in still_open)
    ]
    said = {status for status, _ in firm} | {status for status, _ in spoken if status in _OPEN}
    settled = any(_FIRM.search(match.group()) for _, match in firm)
    if RecoveryStatus.DISPUTED in said:
        return RecoveryStatus.DISPUTED
    refusals = (match.group() for status, match in spoken if status is RecoveryStatus.REFUSED)
    final = any(map(_FINAL.search, refusals)) and not _YET.search(low)
    if RecoveryStatus.PENDING in said and not settled and not final:
        return RecoveryStatus.PENDING
    in_part = said & {RecoveryStatus.RECEIVED, RecoveryStatus.AGREED} and _IN_PART.search(low)
    if RecoveryStatus.REFUSED in said and not in_part:
        return RecoveryStatus.REFUSED
    order = (RecoveryStatus.RECEIVED, RecoveryStatus.AGREED, RecoveryStatus.RETURNED, RecoveryStatus.REFUSED)
    return next((status for status in order if status in said), None)


def _denied(low: str, match: re.Match[str]) -> bool:
    """'not agreed'; 'we paid', 'we'll cover it': what we do is nothing that another side bears."""
    said = _BY_US.search(low, max(0, match.start() - 12), match.start()) or compiled(r"(?:we|i|you)'ll\b").match(match.group())
    ours = said and _WE_PAY.search(match.group()) and not _THEIR_VOICE.search(low)
    return negated(low, match.start()) or bool(ours)


_OPEN = frozenset({RecoveryStatus.PENDING, RecoveryStatus.REFUSED, RecoveryStatus.DISPUTED})


def _found(
    page: Page,
    sentence: Sentence,
    following: Sentence | None,
    source: RecoverySource,
    status: RecoveryStatus,
    amounts: Sequence[AmountSaid],
    shares: Sequence[ShareSaid],
    borne: Sequence[Numeral],
    labels: tuple[str, ...],
) -> RecoveryFound:
    here = [amount for amount in amounts if sentence.start <= amount.start < sentence.end]
    if status is RecoveryStatus.REFUSED:
        excess = [amount for amount in here if _EXCESS.search(page.low, sentence.start, sentence.end)]
        said = RecoverySaid(source, status, quote=quote(page.raw, sentence.start, sentence.end))
        return RecoveryFound(said, sentence, tuple(excess))  # "the $250 excess is more than that"
    units = [number for number in borne if sentence.start <= number.start < sentence.end]
    here_shares = [share for share in shares if sentence.start <= share.start < sentence.end]
    value, used = _value(page, sentence, here, here_shares, units)
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
    page: Page, sentence: Sentence, amounts: list[AmountSaid], shares: list[ShareSaid], units: list[Numeral]
) -> tuple[Value | None, list[AmountSaid]]:
    """How much: of some units, an amount, a share of cost, cost less an excess, all of it; None where it is not said."""
    if units:
        said = quote(page.raw, units[0].start, units[0].end)
        return Value(ValueRelation.COST_OF_UNITS, units[0].value, quote=said), amounts
    low = page.low
    for amount in amounts:
        around = low[max(sentence.start, amount.start - 30) : min(sentence.end, amount.end + 26)]
        if _EXCESS.search(around) and (_LESS.search(low[sentence.start : amount.start]) or _FULL.search(page.said(sentence))):
            return Value(ValueRelation.COST_LESS, amount.amount, amount.currency, quote=amount.quote(page.raw)), [amount]
    paid = [amount for amount in amounts if not _FEE.search(low[max(sentence.start, amount.start - 24) : amount.start])]
    start = sentence.start
    cued = [amount for amount in paid if _PAID.search(low, start, amount.start) or "cash" in low[amount.end : amount.end + 8]]
    plain = [amount for amount in paid if amount.basis is Basis.UNSTATED and not _WORTH.search(low, sentence.start, amount.start)]
    if chosen := next(iter(cued or plain), None):
        relation = ValueRelation.EACH if chosen.each else ValueRelation.TOTAL
        used = [amount for amount in paid if amount.amount == chosen.amount]
        return Value(relation, chosen.amount, chosen.currency, quote=chosen.quote(page.raw)), used
    for share in shares:
        if _THIS_PART.search(low, max(0, share.start - 14), share.start):
            continue  # "a credit note for this half": of the goods that are written off
        spent = _OF_COST.match(low, share.end) or _PAID.search(low, sentence.start, share.start) or _CREDIT.match(low, share.end)
        if share.share < 1 and spent:
            return Value(ValueRelation.SHARE_OF_COST, share=share.share, quote=share.quote(page.raw)), []
    if match := _FULL.search(low, sentence.start, sentence.end):
        return Value(ValueRelation.FULL_COST, quote=quote(page.raw, match.start(), match.end())), []
    return None, []


def _party(raw: str) -> str:
    """The name of the other side: capitals that are no pronoun, weekday or pack."""
    for pattern in _PARTY:
        for match in pattern.finditer(raw):
            words = match["name"].split()
            while words and words[0].lower().split("'")[0] in _NO_NAME:
                words = words[1:]
            first = words[0].lower().split("'")[0] if words else ""
            if words and words[0][0].isupper() and first not in _NO_NAME and first not in UNITS:
                return " ".join(words)
    return ""
