"""The tokens from one on to the words that name goods: up to the first that no name holds."""

from collections.abc import Sequence

from assistant.patterns import regex
from assistant.readers.rules.known_words import SPELLED, KnownWords
from assistant.readers.rules.quantities import QuantityReader
from assistant.readers.rules.scan import Token
from assistant.readers.rules.tables.nouns import ATTRIBUTES, FILLERS, STOPS

_MOST_WORDS = 9  # in the name of goods
_JOINERS = frozenset("-/'&.+")
_CONNECTS = frozenset(["and", "&", "of", "with", "for", "in", "on", "off", "up", "over"])
SIZED = frozenset(["size", "sizes", "sz"])
_SIZES = frozenset("s m l xl xxl xs small medium large".split())
_WITHIN = frozenset(["and", "&", "on", "off", "up", "over"])  # "clip on lights"
_JUST = regex(r"\s*(?:just|only)\b")
_SPARES = frozenset(["bar", "save", "less", "minus"])  # "all the mugs bar 4"
_ABBREVIATED = frozenset("ea pr prs pcs pc pkt pkts ctn ctns btl btls doz dz lb lbs oz nos bx cs pk".split())


class NameReader:
    """Reads names of goods. `skip` holds the starts of phrases that tell a reason, an act or a place, to their ends."""

    def __init__(self, known: KnownWords, numbers: QuantityReader, skip: dict[int, int]) -> None:
        self._known, self._numbers, self._skip = known, numbers, skip
        self._tokens = known.tokens

    def read(self, index: int, *, bare: bool = False) -> tuple[list[Token], int]:
        """The tokens that name goods from here on, and the index behind them. `bare`: only words of the stock list count."""
        used: list[Token] = []
        at = index
        if self._dotted(at):
            at += 1
        while at < len(self._tokens) and len(used) < _MOST_WORDS:
            step = self._step(at, used, bare)
            if step == 0:
                break
            used.extend(self._kept(at, abs(step), skipped=step < 0))
            at += abs(step)
        at, used = self._trimmed(at, used)
        if used:
            at, used = self._apposed(at, used)
        return used, at

    def _dotted(self, at: int) -> bool:
        """'500 nos. nylon zips': the dot of a unit written short, with goods on file behind it."""
        if not 0 < at < len(self._tokens) - 1 or self._tokens[at].low != ".":
            return False
        return self._tokens[at - 1].low in _ABBREVIATED and self._known.knows(at + 1)

    def _step(self, at: int, used: list[Token], bare: bool) -> int:
        """How many tokens from here belong to the name (negative: are passed over); 0 where it ends."""
        token = self._tokens[at]
        if not self._known.claims.free(token.start, token.end):
            return 0
        if sku := self._known.skus.get(token.start):
            return self._known.tokens_until(at, sku)
        if token.low == "\n" or token.low in ",;:!?":
            return 0
        if token.low == "(":
            return self._in_brackets(at, used) if used else 0
        if token.low in "\"'":
            return 1 if used and self._tokens[at - 1].is_number else -1
        if not token.is_word and not token.is_number:
            return self._mark(at, used)
        if token.start in self._skip and not self._known.goes_with(at, used) and not (not used and self._opens(at)):
            return self._past_reason(at, used)
        if token.low in ("x", "×") and used and not self._tokens[at - 1].is_number:
            return 0  # "18mm x 4"
        if token.is_number:
            return self._number(at, used)
        return self._word(at, used, bare)

    def _opens(self, at: int) -> bool:
        """Words that may tell a reason open a name where goods on file have them and what stands behind: 'first gen 20000 …'."""
        behind = at + self._known.tokens_until(at, self._skip[self._tokens[at].start])
        if self._known.pairs(at) or behind >= len(self._tokens) or not self._known.stock.has(self._known.canon(at)):
            return self._known.pairs(at)
        stock = self._known.stock
        return bool(stock.items(self._known.canon(at)) & stock.items(self._known.canon(behind)))

    def _mark(self, at: int, used: list[Token]) -> int:
        """A hyphen or stroke between words that touch it belongs to the name."""
        token = self._tokens[at]
        touches = (
            0 < at < len(self._tokens) - 1 and self._tokens[at - 1].end == token.start and self._tokens[at + 1].start == token.end
        )
        if token.low in _JOINERS and used and touches:
            return 1
        if token.low == "%" and used and self._tokens[at - 1].is_number:
            return -1  # "the 75% keyboards"
        if token.low == "&" and used and at + 1 < len(self._tokens) and self._together(used, at + 1):
            return 1
        return 0

    def _past_reason(self, at: int, used: list[Token]) -> int:
        """'3 broken mugs': what happened may stand before the name."""
        if used:
            return 0
        end = self._skip[self._tokens[at].start]
        count = self._known.tokens_until(at, end)
        behind = self._tokens[at + count] if at + count < len(self._tokens) else None
        if behind is None or not (behind.is_word or behind.is_number) or behind.low in STOPS - {"of"}:
            return 0
        return -count

    def _number(self, at: int, used: list[Token]) -> int:
        if count := self._known.measure(at):
            return count
        hyphened = (
            at + 2 < len(self._tokens) and self._tokens[at + 1].low == "-" and self._tokens[at + 1].start == self._tokens[at].end
        )
        if not used:
            return 1 if hyphened or self._known.stock.items(self._known.canon(at)) or self._known.touches_letters(at) else 0
        return 1 if self._known.goes_with(at, used) else 0

    def _word(self, at: int, used: list[Token], bare: bool) -> int:
        low = self._tokens[at].low
        if count := self._known.measure(at):
            return count
        if not used and (count := self._known.number_in_name(at)):
            return count
        if low in SPELLED and not (self._known.goes_with(at, used) if used else self._known.pairs(at)):
            return 0  # "credit all three"
        if self._known.is_code(at):
            return 2
        if self._known.is_capital_name(at) or (not used and self._known.pairs(at)):
            return 1
        if low in SIZED and self._known.gives_size(at):
            if not used:
                return 2  # "size M 40 nos"
            if self._known.goes_with(at + 1, used):
                return -1  # "linen trousers size 34"
        if low == "in" and used and at + 1 < len(self._tokens) and self._tokens[at + 1].low in _SIZES:
            return -1  # "owl shirts in L"
        if low == "of" and used and at + 1 < len(self._tokens):
            return int(self._known.stock.spells(used[-1].low, low, self._tokens[at + 1].low))  # "Queen of Night"
        if low == "for" and used and at + 1 < len(self._tokens) and self._tells_apart(used, [self._tokens[at + 1]]):
            return -1  # "renal diet for dogs"
        if low in _SPARES and used and at + 1 < len(self._tokens) and self._numbers.at(self._tokens[at + 1]):
            return 0
        if low in _CONNECTS and used:
            return 1 if low in _WITHIN and self._together(used, at + 1) else 0
        if low == "of":
            return -1
        if (
            self._known.knows(at)
            and (low not in STOPS or self._known.goes_with(at, used))
            and (not bare or not used or self._known.goes_with(at, used))
        ):
            return 1
        if low == "free" and used:
            return 1  # "alcohol free Weizen"
        if low in STOPS or (used and low in FILLERS and low not in ATTRIBUTES):
            return 0 if used or low not in FILLERS else -1
        if bare:
            return 0
        if low in FILLERS:
            return -1
        if low.endswith(("ed", "ing", "ly")) and len(low) > 4 and used:
            return 0
        return 1

    def _kept(self, at: int, count: int, *, skipped: bool) -> list[Token]:
        return [] if skipped else list(self._tokens[at : at + count])

    def _in_brackets(self, at: int, used: list[Token]) -> int:
        """Brackets behind a name belong to it where they hold only words of the stock list: '(1L)', '(18-5041)', '(the 750s)'."""
        close = next((i for i in range(at + 1, min(at + 8, len(self._tokens))) if self._tokens[i].low == ")"), None)
        if close is None:
            return 0
        inside = [token for token in self._tokens[at + 1 : close] if token.is_word or token.is_number]
        content = [token for token in inside if token.low not in FILLERS and token.low not in ("s", "ones", "one")]
        known = content and all(self._known.stock.items(self._known.canon(self._known.index(token))) for token in content)
        spoken = self._known.low[self._tokens[at].end : self._tokens[close].start]
        if spoken.startswith(("not ", "no ")):
            return -(close - at + 1)  # "3 new (not reman) alternators"
        if _JUST.match(spoken):
            return 0  # "sofa (just 1)"
        numbers = content and all(token.is_number or token.low in SPELLED for token in content)
        numeric_only = numbers and len(spoken.split()) == 1
        numeric_only = numeric_only and (len(spoken.strip()) <= 2 or not content[0].is_number)
        if numeric_only and self._tells_apart(used, content):
            numeric_only = False  # "3 linen trousers (32)"
        return (
            close - at + 1
            if known
            and not numeric_only
            and "not" not in spoken
            and self._known.claims.free(self._tokens[at].start, self._tokens[close].end)
            else 0
        )

    def _tells_apart(self, used: Sequence[Token], more: Sequence[Token]) -> bool:
        """Fewer items fit with these words than without, and some do."""
        stock = self._known.stock
        closer = stock.fitting(self._known.said([*used, *more]))
        return bool(closer) and closer < stock.fitting(self._known.said(used))

    def _trimmed(self, at: int, used: list[Token]) -> tuple[int, list[Token]]:
        while used and (used[-1].low in FILLERS - ATTRIBUTES or used[-1].low in _JOINERS or used[-1].low in ("and", "of")):
            used = used[:-1]
        return at, used

    def _apposed(self, at: int, used: list[Token]) -> tuple[int, list[Token]]:
        """', the women's teal' behind the name, where goods on file have all of it."""
        comma = self._tokens[at] if at < len(self._tokens) else None
        if comma is None or comma.low not in (",", "-", "("):
            return at, used
        begin = at + 1
        while begin < len(self._tokens) and self._tokens[begin].low in ("the", "a", "all", "our", "just", "only"):
            begin += 1
        more: list[Token] = []
        here = begin
        while here < min(len(self._tokens), begin + _MOST_WORDS) and (self._tokens[here].is_word or self._tokens[here].is_number):
            token = self._tokens[here]
            if (
                token.low in STOPS
                or not self._known.claims.free(token.start, token.end)
                or not self._known.goes_with(here, [*used, *more])
            ):
                break
            if token.is_number and not self._known.measure(here) and not self._known.stock.has(self._known.canon(here)):
                break
            more.append(token)
            here += 1
        behind = self._tokens[here].low if here < len(self._tokens) else "\n"
        counted = (
            begin < len(self._tokens) and self._numbers.at(self._tokens[begin]) is not None and not self._known.measure(begin)
        )
        if (
            more
            and not counted
            and (not behind[0].isalnum() or behind in ("in", "at", "from", "model", "modle", "ones", "one", "on", "and"))
        ):
            return here, [*used, *more]
        return at, used

    def _together(self, used: Sequence[Token], at: int) -> bool:
        """Whether 'and' joins two words of one name ('ham and cheese'), not two goods."""
        if at >= len(self._tokens) or self._numbers.at(self._tokens[at]):
            return False
        if any(self._known.canon(self._known.index(token)) == self._known.canon(at) for token in used):
            return False  # "lip balm mint and lip balm raspberry": named anew
        here = self._known.stock.items(self._known.canon(at))
        return bool(
            here
            and self._known.stock.items(self._known.canon(self._known.index(used[-1])))
            & here
            & self._known.stock.fitting(self._known.said(used))
        )
