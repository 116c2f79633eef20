"""An amount without goods to the kind of goods it is of ("$340 of brake pads"), and the inventory account named for it."""

from collections.abc import Sequence

from assistant.books.accounts import Side
from assistant.books.proposal import GoodsSaid, LineSaid, Role
from assistant.patterns import regex
from assistant.readers.rules.amounts import AmountSaid, is_part
from assistant.readers.rules.blocks import Sentence
from assistant.readers.rules.facts import Facts, within
from assistant.readers.rules.scan import compiled, quote
from assistant.readers.rules.tables.days import MONTHS
from assistant.readers.rules.tables.nouns import FILLERS, STOPS

_OF = regex(
    r"\s*(?:worth )?(?:\(?(?:at cost|cost|our cost)\)?,? )?(?:worth )?(?:of |in |off |out of |from )?(?:the |our |my |some )?"
)
_PLAIN_GOODS = frozenset(
    "odds ends bits bobs stock inventory goods merchandise stuff product products items merch inv things lines".split()
)
_STOCK_WORD = r"(?:inventory|inv\b|stock|merch(?:andise)?)"
_NAMED_STOCK = regex(
    rf"\b(?:of|from|out of|in|off|to|on|against)\s+(?:the |our )?((?:[a-z&'-]+ ){{0,4}}?{_STOCK_WORD}(?: account|"
    rf" a/c)?(?: \(?\d[\d-]*\)?)?)"
    rf"|\b((?:[a-z&'-]+ ){{1,3}}?{_STOCK_WORD})\b"
)
_BEFELL = frozenset("missing lost damaged obsolete spoiled expired stolen unlocated broken ruined dead old stale".split())
_TRAILING = regex(r"\s+(?:out of|from|off|in|at|on|for|to)\b.*\Z")


def category_of(facts: Facts, amount: AmountSaid, sentences: Sequence[Sentence]) -> GoodsSaid | None:
    """The kind of goods behind the amount, or named before it; None where the text only says stock."""
    low, raw = facts.page.low, facts.page.raw
    match = _OF.match(low, amount.end)
    start = match.end() if match else amount.end
    if is_part(low, amount):
        wholes = [one for one in facts.amounts if one.end <= amount.start and one.amount > amount.amount]
        if wholes:
            return category_of(facts, wholes[-1], sentences)
    words = _noun_phrase(facts, start, next((s.end for s in sentences if s.start <= amount.start < s.end), len(low)))
    if words and not all(word in _PLAIN_GOODS for word in low[slice(*words)].split()):
        return GoodsSaid(raw[slice(*words)], quote(raw, *words), category=True)
    beside = [s for s in sentences if s.start <= amount.start < s.end]
    if beside and (words := _before(facts, beside[0].start, amount.start)):
        return GoodsSaid(raw[slice(*words)], quote(raw, *words), category=True)
    named = [m for m in within(facts.mentions, beside) if m.named and not m.attribute]
    named = named or [m for m in within(facts.mentions, sentences) if m.named and m.quantity and not m.attribute]
    if named:
        best = max(named, key=lambda mention: facts.stock.weight(mention.words) or 0.1)
        return GoodsSaid(best.words, best.quote(raw), category=True)
    return None


def _noun_phrase(facts: Facts, start: int, stop: int) -> tuple[int, int] | None:
    """The words from here to the first that no kind of goods is named by; what befell them may stand before."""
    skip = {signal.start: signal.end for signal in facts.reasons}
    begin, end, at = -1, -1, start
    for token in facts.tokens:
        if token.start < at:
            continue
        if token.start >= stop or (not token.is_word and token.low not in "&-'"):
            break
        if token.start in skip and begin < 0:
            at = skip[token.start]
            continue
        if token.start in skip or (token.low in STOPS and token.low not in ("and", "&")) or (token.low in FILLERS and begin >= 0):
            break
        if token.low in FILLERS or (begin < 0 and token.low in ("and", "&", "of")):
            continue
        begin = token.start if begin < 0 else begin
        end = token.end if token.low not in ("and", "&", "-") else end
    return (begin, end) if begin >= 0 and end > begin else None


def _before(facts: Facts, start: int, stop: int) -> tuple[int, int] | None:
    """The words of a kind of goods that a word of worth joins to the amount: 'blazers costing KES 900', 'syrups, cream, $40'."""
    low = facts.page.low
    joined = _COSTING.search(low, start, stop)
    if joined is None:
        return None
    skip = {place for signal in facts.reasons for place in range(signal.start, signal.end)}
    begin, end = joined.start(), joined.start()
    in_a_list = joined.group().lstrip()[:1] in (",", "-")
    for token in reversed([token for token in facts.tokens if start <= token.start < joined.start()]):
        joins = token.low in ("and", "&", "-", "'", "of") or (token.low == "," and in_a_list)
        ends = token.low in _NO_GOODS and not (token.low == "books" and end == token.end)
        if token.start in skip or not (token.is_word or joins) or (not joins and ends):
            break
        begin = begin if joins else token.start
    listed = not in_a_list or "," in low[begin:end] or low[start:begin].rstrip().endswith(":")
    words = low[begin:end].split()
    return (begin, end) if words and listed and not all(word in _PLAIN_GOODS for word in words) else None


_NO_GOODS = (STOPS | FILLERS) | set("away pay pays paid sell sold bought offered ate eaten claim claimed".split())
_COSTING = regex(
    r"(?:\s+(?:(?:(?:that|which) )?(?:had )?cost(?:ing|s|ed)?(?: us| me)?|worth|valued at|with an? (?:[a-z]+ )?(?:cost|value) of|"
    r"at an? (?:[a-z]+ )?cost of|of|for|totall?ing|to the value of)|\s*[,-])(?: (?:about|around|roughly|some|only))?\s+\Z"
)


def inventory_line(facts: Facts, sentences: Sequence[Sentence]) -> LineSaid | None:
    """The inventory account that an amount-only text names: by number ('(630)', 'a/c 631') or as '… stock', '… inventory'."""
    raw, low = facts.page.raw, facts.page.low
    for said in within(facts.account_numbers, sentences):
        before = low[max(0, said.start - 40) : said.start]
        if not compiled(r"\b(?:to|debit|charge|book|post|code|hit|against)\s+(?:it |them )?(?:to )?(?:account |a/c )?\Z").search(
            before
        ):
            words = compiled(r"((?:[a-z&'-]+ ){1,5})\(?\Z").search(before)
            start = said.start - len(words.group(1)) - (1 if before.endswith("(") else 0) if words else said.start
            return LineSaid(
                Side.CREDIT, Role.INVENTORY, raw[max(start, 0) : said.end].strip(" ()"), quote(raw, max(start, 0), said.end)
            )
    for sentence in sentences:
        if sentence.title:
            continue
        for match in _NAMED_STOCK.finditer(low, sentence.start, sentence.end):
            group = 1 if match[1] else 2
            kept = _distinct(match[group])
            if kept and not _is_a_period(kept):
                start = match.start(group) + match[group].find(kept)
                return LineSaid(Side.CREDIT, Role.INVENTORY, raw[start : start + len(kept)], quote(raw, start, start + len(kept)))
    return None


def _is_a_period(words: str) -> bool:
    """'EOM Sept unlocated stock', 'September stock': when, not what."""
    return words.split()[0] in {*MONTHS, "eom", "month", "quarter", "old", "dead"}


def _distinct(words: str) -> str:
    """The words without what leads up to them; '' where only 'stock' is left."""
    pieces = words.split()
    cut = max((index + 1 for index, piece in enumerate(pieces[:-1]) if piece in STOPS or piece in FILLERS), default=0)
    kept = [piece for piece in pieces[cut:] if not (piece in _BEFELL and pieces.index(piece) == cut)]
    return " ".join(kept) if len(kept) > 1 or any(piece not in _PLAIN_GOODS for piece in kept) else ""
