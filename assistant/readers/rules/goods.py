"""Tokens to mentions of goods: a quantity and the words behind it, or words of the stock list standing alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.books.proposal import Quote
from assistant.matching import tokens as matching_tokens
from assistant.readers.rules.quantities import QuantityReader, QuantitySaid
from assistant.readers.rules.scan import Claims, Token, quote
from assistant.readers.rules.stocklist import StockList
from assistant.readers.rules.tables.nouns import ATTRIBUTES, FILLERS, STOPS, UNITS

_MOST_WORDS = 9  # in the name of goods
_JOINERS = frozenset("-/'&.+")
_CONNECTS = frozenset(["and", "&", "of", "with", "for", "in"])
_STRONG = 2.0  # weight from which words of the stock list name goods without a number before them


@dataclass(frozen=True, slots=True)
class Mention:
    """Goods named at [start, end): `words` as typed, `quantity` where a number stands with them. No words: only a number
    ("all seven of them"). `attribute`: only a colour or size ("the blue ones")."""

    start: int
    end: int
    words: str = ""
    quantity: QuantitySaid | None = None
    attribute: bool = False
    pieces: tuple[tuple[int, int], ...] = ()

    def quote(self, raw: str) -> Quote:
        return quote(raw, self.start, self.end)

    @property
    def named(self) -> bool:
        return bool(self.words)


class GoodsReader:
    """Reads the mentions of goods out of one text, left to right, each character once."""

    def __init__(
        self, raw: str, low: str, tokens: Sequence[Token], claims: Claims, stock: StockList, numbers: QuantityReader, skip: dict[int, int]
    ) -> None:
        self._raw, self._low, self._tokens = raw, low, tuple(tokens)
        self._claims, self._stock, self._numbers = claims, stock, numbers
        self._skip = skip  # starts of phrases that tell a reason or an act, to their ends
        self._skus = self._numbered_goods()

    def mentions(self) -> tuple[Mention, ...]:
        found: list[Mention] = []
        index = 0
        while index < len(self._tokens):
            mention, following = self._at(index)
            if mention:
                found.append(mention)
            index = max(following, index + 1)
        return tuple(found)

    # ── one mention ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _at(self, index: int) -> tuple[Mention | None, int]:
        token = self._tokens[index]
        if not self._claims.free(token.start, token.end):
            return None, index + 1
        if token.start not in self._skus and not self._is_name_number(index) and (said := self._numbers.at(token)):
            begin = self._index_from(said.end)
            used, following = self._name(begin)
            if not used and said.relation.value in ("some", "all") and said.start == said.end:
                return None, index + 1
            if said.relation.value == "all" and not used and said.number is None and not self._stands_alone(said):
                return None, index + 1
            return self._mention(said, used, max(following, begin)), max(following, begin)
        if self._opens_name(index):
            used, following = self._name(index, bare=True)
            words = self._words(used)
            if used and (self._stock.weight(words) >= _STRONG or self._has_sku(used) or self._is_attribute(words)):
                mention = self._mention(None, used, following)
                return mention, following
            return None, max(following, index + 1) if used else index + 1
        return None, index + 1

    def _stands_alone(self, said: QuantitySaid) -> bool:
        """'the lot', 'all of them', 'everything' mean the goods named elsewhere; 'all day' and 'all over' mean none."""
        spoken = self._low[said.start : said.end].strip()
        after = self._low[said.end : said.end + 8]
        if re.match(r"\s*(?:that|what|we|i|you)\b", after) and spoken in ("all", "everything", "every"):
            return False
        return spoken not in ("all", "every", "all of", "everything") or bool(re.match(r"\s*(?:of )?(?:them|it|those|these|gone|dead)\b", after))

    def _mention(self, said: QuantitySaid | None, used: list[Token], following: int) -> Mention:
        start = said.start if said else used[0].start
        end = used[-1].end if used else said.end if said else start
        words = self._words(used)
        self._claims.take(start, end)
        for token in used:
            self._claims.take(token.start, token.end)
        return Mention(start, end, words, said, self._is_attribute(words), tuple((token.start, token.end) for token in used))

    def _is_attribute(self, words: str) -> bool:
        plain = [word.lower() for word in re.findall(r"[A-Za-z']+", words)]
        return bool(plain) and all(word in ATTRIBUTES for word in plain)

    def _opens_name(self, index: int) -> bool:
        token = self._tokens[index]
        if token.start in self._skus:
            return True
        if not token.is_word and not token.is_number:
            return False
        return self._is_known(index) and token.low not in STOPS and token.start not in self._skip

    # ── the words of a name ──────────────────────────────────────────────────────────────────────────────────────────

    def _name(self, index: int, *, bare: bool = False) -> tuple[list[Token], int]:
        """The tokens that name goods from here on, and the index behind them. `bare`: only words of the stock list count."""
        used: list[Token] = []
        at = index
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

    def _step(self, at: int, used: list[Token], bare: bool) -> int:
        """How many tokens from here belong to the name (negative: are passed over); 0 where it ends."""
        token = self._tokens[at]
        if not self._claims.free(token.start, token.end):
            return 0
        if sku := self._skus.get(token.start):
            return sum(1 for other in self._tokens[at:] if other.start < sku)
        if token.low == "\n" or token.low in ",;:!?":
            return 0
        if token.low == "(":
            return self._in_brackets(at) if used else 0
        if token.low in "\"'":
            return 1 if used and self._tokens[at - 1].is_number else -1
        if not token.is_word and not token.is_number:
            return self._mark(at, used)
        if token.start in self._skip and not self._goes_with(at, used):
            return self._past_reason(at, used)
        if token.is_number:
            return self._number(at, used)
        return self._word(at, used, bare)

    def _mark(self, at: int, used: list[Token]) -> int:
        """A hyphen or stroke between words that touch it belongs to the name."""
        token = self._tokens[at]
        touches = 0 < at < len(self._tokens) - 1 and self._tokens[at - 1].end == token.start and self._tokens[at + 1].start == token.end
        if token.low in _JOINERS and used and touches:
            return 1
        if token.low == "&" and used and at + 1 < len(self._tokens) and self._together(used, at + 1):
            return 1
        return 0

    def _past_reason(self, at: int, used: list[Token]) -> int:
        """'3 broken mugs': what happened may stand before the name."""
        if used:
            return 0
        end = self._skip[self._tokens[at].start]
        count = sum(1 for other in self._tokens[at:] if other.start < end)
        behind = self._tokens[at + count] if at + count < len(self._tokens) else None
        if behind is None or not (behind.is_word or behind.is_number) or behind.low in STOPS - {"of"}:
            return 0
        return -count

    def _number(self, at: int, used: list[Token]) -> int:
        if self._is_measure(at):
            return 2 if self._tokens[at + 1].is_word or self._tokens[at + 1].low == '"' else 1
        hyphened = at + 2 < len(self._tokens) and self._tokens[at + 1].low == "-" and self._tokens[at + 1].start == self._tokens[at].end
        if not used:
            return 1 if hyphened or self._stock.items(self._canon(at)) or self._touches_letters(at) else 0
        return 1 if self._goes_with(at, used) else 0

    def _word(self, at: int, used: list[Token], bare: bool) -> int:
        low = self._tokens[at].low
        if low in _CONNECTS and used:
            return 1 if low in ("and", "&") and self._together(used, at + 1) else 0
        if low == "of":
            return -1
        if self._is_known(at) and (low not in STOPS or self._goes_with(at, used)) and (not bare or not used or self._goes_with(at, used)):
            return 1
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

    def _in_brackets(self, at: int) -> int:
        """Brackets behind a name belong to it where they hold only words of the stock list: '(1L)', '(18-5041)', '(the 750s)'."""
        close = next((i for i in range(at + 1, min(at + 8, len(self._tokens))) if self._tokens[i].low == ")"), None)
        if close is None:
            return 0
        inside = [token for token in self._tokens[at + 1 : close] if token.is_word or token.is_number]
        content = [token for token in inside if token.low not in FILLERS and token.low not in ("s", "ones", "one")]
        known = content and all(self._stock.items(self._canon(self._tokens.index(token))) for token in content)
        spoken = self._low[self._tokens[at].end : self._tokens[close].start]
        numeric_only = all(token.is_number for token in content) and len(spoken.strip()) <= 2
        return close - at + 1 if known and not numeric_only and "not" not in spoken and self._claims.free(self._tokens[at].start, self._tokens[close].end) else 0

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
        while here < len(self._tokens) and (self._tokens[here].is_word or self._tokens[here].is_number):
            token = self._tokens[here]
            if token.low in STOPS or not self._claims.free(token.start, token.end) or not self._goes_with(here, [*used, *more]):
                break
            if token.is_number and not self._is_measure(here) and not self._stock.has(self._canon(here)):
                break
            more.append(token)
            here += 1
        behind = self._tokens[here].low if here < len(self._tokens) else "\n"
        counted = begin < len(self._tokens) and self._numbers.at(self._tokens[begin]) is not None and not self._is_measure(begin)
        if more and not counted and (not behind[0].isalnum() or behind in ("in", "at", "from", "model", "modle", "ones", "one", "on", "and")):
            return here, [*used, *more]
        return at, used

    # ── what belongs with what ───────────────────────────────────────────────────────────────────────────────────────

    def _words(self, used: Sequence[Token]) -> str:
        """The words as typed, stretches of the text joined by a space."""
        pieces: list[str] = []
        last = -1
        for token in used:
            text = self._raw[token.start : token.end]
            if token.start == last and pieces:
                pieces[-1] += text
            elif token.low not in "()\"" or (token.low == '"' and token.start == last):
                pieces.append(text)
            last = token.end
        return " ".join(piece for piece in pieces if piece.strip("()-"))

    def _canon(self, at: int) -> str:
        token = self._tokens[at]
        plain = matching_tokens(token.low)
        return plain[0] if plain else token.low

    def _measure_token(self, at: int) -> str:
        """A number and the measure behind it as one token ('32oz', '22in'), or ''."""
        if not self._tokens[at].is_number and self._tokens[at].low not in _SPELLED_MEASURES or at + 1 >= len(self._tokens):
            return ""
        following = self._tokens[at + 1]
        if following.start - self._tokens[at].end > 1 and not self._low[self._tokens[at].end : following.start].isspace():
            return ""
        joined = matching_tokens(self._low[self._tokens[at].start : following.end])
        return joined[0] if len(joined) == 1 and joined[0] != self._canon(at) else ""

    def _is_measure(self, at: int) -> bool:
        joined = self._measure_token(at)
        return bool(joined and self._stock.has(joined))

    def _is_known(self, at: int) -> bool:
        token = self._tokens[at]
        return self._is_measure(at) or bool(self._stock.items(self._canon(at))) and not (token.is_number and len(token.low) < 3)

    def _goes_with(self, at: int, used: Sequence[Token]) -> bool:
        """Some item has this token and the name so far."""
        joined = self._measure_token(at)
        for token in (joined, self._canon(at)):
            here = self._stock.items(token) if token else frozenset()
            if here and used and here & self._stock.fitting(self._words(used)):
                return True
        return False

    def _together(self, used: Sequence[Token], at: int) -> bool:
        """Whether 'and' joins two words of one name ('ham and cheese'), not two goods."""
        if at >= len(self._tokens) or self._numbers.at(self._tokens[at]):
            return False
        here = self._stock.items(self._canon(at))
        return bool(here and self._stock.items(self._canon(self._tokens.index(used[-1]))) & here & self._stock.fitting(self._words(used)))

    def _touches_letters(self, at: int) -> bool:
        following = self._tokens[at + 1] if at + 1 < len(self._tokens) else None
        return bool(following and following.start == self._tokens[at].end and following.is_word)

    def _is_name_number(self, at: int) -> bool:
        """A number that is part of a name: '2024 tundra boots', '22 inch blades', '5W-30', '450 headlamp' behind 'the'."""
        token = self._tokens[at]
        if self._is_measure(at):
            return True
        if not token.is_number:
            return False
        following = self._tokens[at + 1] if at + 1 < len(self._tokens) else None
        if self._touches_letters(at) and following and UNITS.get(following.low) is None and following.low not in ("x", "s", "k"):
            return True
        if following and following.low == "s" and following.start == token.end:
            return True
        exact = self._stock.items(self._canon(at))
        if not exact or len(token.low) < 3 or following is None:
            return False
        behind = self._stock.items(self._canon(at + 1)) if following.is_word else frozenset()
        the = self._tokens[at - 1].low in ("the", "of", "our", "reman", "group") if at else False
        return bool(exact & behind) and (the or len(token.low) >= 4)

    def _index_from(self, place: int) -> int:
        return next((i for i, token in enumerate(self._tokens) if token.start >= place), len(self._tokens))

    # ── numbers of goods ─────────────────────────────────────────────────────────────────────────────────────────────

    def _numbered_goods(self) -> dict[int, int]:
        """Where a stock number stands as it is on file: its start to its end."""
        keys = sorted((item.key.lower() for item in self._stock.goods if re.search(r"\d|-", item.key)), key=len, reverse=True)
        if not keys:
            return {}
        pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, keys))})(?![\w]|-\w)")
        return {match.start(): match.end() for match in pattern.finditer(self._low) if self._claims.free(match.start(), match.end())}

    def _has_sku(self, used: Sequence[Token]) -> bool:
        return any(token.start in self._skus for token in used)


_SPELLED_MEASURES = frozenset("one two three four five six eight ten twelve twenty half".split())


def words_of(mentions: Sequence[Mention]) -> Iterator[str]:
    return (mention.words for mention in mentions if mention.named)


def with_words(mention: Mention, words: str) -> Mention:
    return replace(mention, words=words)
