"""Text to the accounts that it names itself: 'debit 5105', 'to shrinkage', 'hit COGS', 'code to Community Donations'."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.books.proposal import Quote
from assistant.matching import Candidate, Candidates, tokens
from assistant.patterns import regex
from assistant.readers.rules.scan import compiled, plain, quote


@dataclass(frozen=True, slots=True)
class AccountSaid:
    """An account named at [start, end) by `words`; `by_number` where its number stands there."""

    start: int
    end: int
    words: str
    by_number: bool = False

    def quote(self, raw: str) -> Quote:
        return quote(raw, self.start, self.end)


_OBJECT = (
    r"(?:\s+(?:it|them|this|that|these|those|all|everything|both|the lot|the whole lot|the loss|"
    r"the cost|the difference|the write-?off|"
    r"(?:\d+|two|three|four|five|six|an?|one)(?: [a-z'-]+){1,5}|"
    r"the full amount|the total|straight|directly|of it|of them|off|the [a-z]+|[\d.,$£€]+)){0,4}"
)
_NAMED = regex(
    rf"\b(?:charg(?:e|ed|ing)|book(?:ed|ing)?|post(?:ed|ing)?|cod(?:e|ed|ing)|allocat(?:e|ed)|assign(?:ed)?|expens(?:e|ed))"
    rf"{_OBJECT}\s+(?:to|under|against|as)\s+(?:the |our |a/c |account |acct |gl |g/l |code |nominal |no\.? ){{0,3}}"
    r"(?P<number>\d[\d-]{2,7})(?=\s*(?:[,;:)!]|\.(?!\d)|\n|\Z|(?:please|pls|plz|for|as|and|thanks|ta|thx|then|on|since|because)\b))"
    rf"|\b(?:debit(?:ing)?|dr\b\.?)(?: (?:to|account|acct|a/c)){{0,3}}\s+(?P<debit>\S[^\n.;]*)"
    rf"|\b(?:charg(?:e|ed|ing)|book(?:ed|ing)?|post(?:ed|ing)?|cod(?:e|ed|ing)|run|put|push|"
    rf"allocat(?:e|ed)|assign(?:ed)?|expens(?:e|ed)|send|stick|goes?|write|wrote|written|w/o|"
    rf"dump|drop|lump|throw|chuck|record(?:ed)?|tak(?:e|ing)|hit|releas(?:e|ed)|class(?:ify|"
    rf"ified)?|move)\b{_OBJECT}\s+(?:to|through|under|thru|into|against|as)\s+(?:the |our |"
    rf"a/c |account |acct |gl |g/l |code |nominal ){{0,3}}(?P<to>\S[^\n.;]*)"
    rf"|\bhit(?:ting|s)?\s+(?:the |our )?(?P<hit>\S[^\n.;]*)"
    r"|[,;:]\s*(?P<plain>[a-z][a-z &'-]{2,40}?)"
    r"(?=\s(?:account|acct|a/c)\b(?:\s(?:please|pls|plz|thanks|ta))?\s*(?:[.,;)!]|\Z|\n))"
    rf"|\b(?:take|taken|comes?|knock)(?:{_OBJECT})? off (?:the |our )?(?P<off>\S[^\n.;]*\d\S*)"
    rf"|\b(?:straight|direct(?:ly)?) to (?:the |our )?(?P<straight>\S[^\n.;]*)"
    # Without a verb, at the head of a clause: "4 hand saws stolen, to shrinkage"; and in, of a verb that puts.
    rf"|(?:^|[,;:(.]|\s[-–—])\s*(?:all |everything |both |straight )?to (?:the |our )?(?P<bare>\S[^\n.;)]*)"
    rf"|\b(?:put|stick|book|lump|throw|pop|bung|drop|record)(?:ed)?\b{_OBJECT}\s+in (?:the |our )?(?P<within>\S[^\n.;)]*)"
    rf"|(?:\(|\s[-–—])\s*(?P<last>[a-z&]+(?: [a-z&]+)?)(?=,? (?:please|pls|plz)\b)"
)
_BY_ITS_WORDS = frozenset({"bare", "within", "last"})  # nothing else says that an account is meant: its first words must
_ENDS = regex(
    r"\s(?:please|pls|plz|thanks|ta|thx|like|as|instead|for|and|but|so|since|because|with|"
    r"per|cos|not|if|when|on|dated|date|we|i|they|he|she|it|today|then|until|at)\b|,\s(?!\d)|"
    r"\s-\s(?=mark\b)|\?|!"
)
_NUMBER = regex(r"(?<![\w.,$£€/-])\(?(\d[\d-]*\d)\)?(?![\w%]|[.,/]\d)")
# Words of accounting that name an account even where the chart has none that fits: the mapper asks.
_ACCOUNTING = frozenset(
    "cogs cos expense shrinkage shrink wastage waste spoilage breakage breakages scrap variance variances loss losses donation "
    "donations "
    "drawings draws marketing promotion promotions samples welfare obsolescence writeoffs "
    "account p&l charge charges supplies".split()
)
_VERBS_TOO = frozenset({"charge", "account", "scrap", "waste", "be", "go", "have", "get"})  # "to charge the carrier for it"
_ALIASES = {"cogs": "cost of goods sold", "cos": "cost of sales", "shrink": "shrinkage", "p&l": ""}
_NO_ACCOUNT = regex(
    r"\s*(?:the )?(?:for|on|in|at|as|by|of|day|stock|inventory|books?|shelf|shelves|system|count|dumpster|bin|skip|"
    r"trash|tip|garbage|landfill|compost|charity|waste(?! )|nrv|cost|zero|nil|"
    r"back|right|date|today|staff|customers?|someone|someplace|pieces|bits|death|school|it|"
    r"them|that|this|me|us|review|follow|adjust|match|actual|same|rest|pile)\b(?! of| expense|"
    r" account| loss| shrink| adjust| varian| write| wast| scrap| damag| spoil| break)"
)
_INTRODUCED = regex(
    r"(?:\b(?:a/c|acct|account|gl|g/l|in|code|nominal|inventory|stock|ledger|bring|take|adjust)\s+|\ba/c:?\s*)\Z"
)
_RESERVE = regex(r"\b(?:reserve|provision|allowance|prov'n)\b")
_LEAST = 0.62  # score from which words count as an account of the chart


def accounts_in(low: str, labels: tuple[str, ...]) -> tuple[AccountSaid, ...]:
    """The accounts named for the loss, in their order."""
    found: list[AccountSaid] = []
    at = 0
    while match := _NAMED.search(low, at):
        group = next(name for name, value in match.groupdict().items() if value)
        start = match.start(group)
        said = _account(low, start, match.end(group), labels, group)
        if said and not _denied(low, match.start()):
            found.append(said)
        at = max(said.end, match.start() + 1) if said else match.end()  # "not to X, charge it to Y"
    return tuple(found)


def account_numbers(low: str, labels: tuple[str, ...]) -> Iterator[AccountSaid]:
    """Numbers that are those of accounts on the chart, wherever they stand: '(630)', 'a/c 631'."""
    known = _numbers(labels)
    for match in _NUMBER.finditer(low):
        if match[1] in known and (
            match.group().startswith("(") or _INTRODUCED.search(low, max(0, match.start() - 14), match.start())
        ):
            yield AccountSaid(match.start(), match.end(), match[1], by_number=True)


def _denied(low: str, start: int) -> bool:
    return bool(compiled(r"\b(?:not|don'?t|do not|never|ignore)\s+(?:to\s+)?\Z").search(low[max(0, start - 12) : start]))


def _account(low: str, start: int, stop: int, labels: tuple[str, ...], group: str) -> AccountSaid | None:
    end = stop
    if cut := _ENDS.search(low, start, stop):
        end = cut.start()
    words = low[start:end].strip(" '\".,-")
    if whole := _whole_name(low[start:stop], labels):
        return AccountSaid(start, start + len(whole), whole)
    if not words or _NO_ACCOUNT.match(words) or _RESERVE.search(words):
        return None
    if group == "plain" and _fitting(words, labels) != words:
        return None  # "…, shrinkage account please" is one, "…, bank account" of no chart is none
    if group == "number":
        return AccountSaid(start, start + len(words), words, by_number=True)
    if group in _BY_ITS_WORDS and not _speaks_of_accounts(words, labels):
        return None
    number = _NUMBER.search(low[start:stop][:60])
    if number and number[1] in _numbers(labels) and number.start() <= len(words) + 2:
        return AccountSaid(
            start, max(end, start + number.end()), low[start : max(end, start + number.end())].strip(" ,"), by_number=True
        )
    kept = _fitting(words, labels)
    if kept:
        return AccountSaid(start, start + low[start:stop].find(kept) + len(kept), kept)
    first = words.split()[:5]
    if group != "off" and any(word.strip("(),") in _ACCOUNTING for word in first):
        return AccountSaid(start, end, words)
    if group == "debit" and compiled(r"\d{3,}").match(words):
        return AccountSaid(start, end, words, by_number=True)
    return None


def _speaks_of_accounts(words: str, labels: tuple[str, ...]) -> bool:
    """Words of accounting open them, or the number of an account."""
    first = [word.strip("(),'") for word in words.split()[:3]]
    said = [word for word in first if word in _ACCOUNTING]
    return (bool(said) and first[0] not in _VERBS_TOO) or (bool(first) and first[0] in _numbers(labels))


def _whole_name(words: str, labels: tuple[str, ...]) -> str:
    """The name of an account, of two words and more, that these words open with as it is on the chart."""
    names = (compiled(r"^\d[\d-]*\s").sub("", plain(label)).rsplit(":", 1)[-1] for label in labels)
    found = [
        name for name in names if " " in name and not _RESERVE.search(name) and compiled(rf"{re.escape(name)}(?!\w)").match(words)
    ]
    return max(found, key=len, default="")


def _fitting(words: str, labels: tuple[str, ...]) -> str:
    """The longest opening of these words that one account of the chart has; '' for none."""
    pieces = words.split()[:7]
    for count in range(len(pieces), 0, -1):
        opening = " ".join(pieces[:count]).strip(",()")
        spoken = " ".join(_ALIASES.get(piece, piece) for piece in opening.split())
        if not tokens(spoken):
            continue
        best = next(iter(_chart(labels).rank(spoken)), None)
        if best and best.coverage > 0.95 and best.score >= _LEAST and (count > 1 or best.complete > 0.3 or spoken in _ACCOUNTING):
            return opening
    return ""


@lru_cache(maxsize=64)
def _chart(labels: tuple[str, ...]) -> Candidates:
    return Candidates(
        Candidate(label, compiled(r"^\d[\d-]*\s").sub("", label).replace(":", " ")) for label in dict.fromkeys(labels)
    )


@lru_cache(maxsize=64)
def _numbers(labels: tuple[str, ...]) -> frozenset[str]:
    return frozenset(match.group() for label in labels if (match := compiled(r"\d[\d-]*").match(label)))


def bank_words(low: str, start: int, end: int, labels: tuple[str, ...]) -> tuple[int, int] | None:
    """Where, in [start, end), the account is named that money landed in."""
    for match in compiled(
        r"\b(?:in|into|to|from|out of|via|by)\s+(?:the |our |my )?(?P<where>[a-z0-9&'-]+(?:[ ][a-z0-9&'-]+){0,4}?)(?= (?:account|"
        r"a/c|acct|box|tin|drawer|already|last|this|today|yesterday|towards|and|so|as|on|for|"
        r"by)\b|[.,;!)\n]|\s*\Z)"
    ).finditer(low[start:end]):
        words = match["where"].strip()
        if tokens(words) and compiled(
            r"\b(?:bank|cash|petty|till|drawer|paypal|current|cheque|checking|savings?|account|"
            r"operating|everyday|maximiser|float|register|stripe|box|tin)\b"
        ).search(low[start + match.start() : start + match.end() + 9]):
            return start + match.start("where"), start + match.end("where")
        best = next(iter(_chart(labels).rank(words)), None) if tokens(words) else None
        if (
            best
            and best.coverage > 0.9
            and best.score > 0.5
            and not compiled(r"stock|inventory|expense|cost").search(best.key.lower())
        ):
            return start + match.start("where"), start + match.end("where")
    return None
