"""Tokens to mentions of goods: a quantity and the words behind it, or words of the stock list standing alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.books.numerals import TENS
from assistant.books.numerals import UNITS as UNITS_SPELLED
from assistant.books.proposal import Quote, QuantityRelation
from assistant.matching import tokens as matching_tokens
from assistant.readers.rules.quantities import QuantityReader, QuantitySaid
from assistant.readers.rules.scan import Claims, Token, quote
from assistant.readers.rules.stocklist import StockList
from assistant.readers.rules.tables.nouns import ATTRIBUTES, FILLERS, STOPS, UNITS

_MOST_WORDS = 9  # in the name of goods
_JOINERS = frozenset("-/'&.+")
_CONNECTS = frozenset(["and", "&", "of", "with", "for", "in"])
_NO_NAME_BEHIND = frozenset(["everything", "the lot", "all of them", "all of it", "every one of them"])
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
            spoken = self._low[said.start : said.end].strip()
            used, following = ([], begin) if spoken in _NO_NAME_BEHIND else self._name(begin)
            if said.relation is QuantityRelation.ALL and not used and said.number is None and not self._stands_alone(said):
                return None, index + 1
            if spoken == "some" and not used:
                return None, index + 1
            if said.number is None and used and self._stock.goods and not self._stock.fitting(self._words(used)):
                if said.relation is QuantityRelation.ALL or spoken == "some":
                    return None, index + 1  # "some kid", "all useless"
            if re.match(r"\s+per\b", self._low[(used[-1].end if used else said.end) :]):
                return None, index + 1  # "one hamper per casual"
            if used and all(token.low in UNITS for token in used) and not self._stock.has(self._canon(self._tokens.index(used[0]))):
                used = []  # "every box": a number of the goods named elsewhere
            said, used = self._with_modifier(said, used)
            said, following = self._restated(said, used, max(following, begin))
            return self._mention(said, used, following), following
        if self._opens_name(index):
            used, following = self._name(index, bare=True)
            words = self._words(used)
            if used and len(words) > 1 and (self._has_sku(used) or self._is_attribute(words) or self._is_strong(used, words)):
                mention = self._mention(None, used, following)
                return mention, following
            return None, max(following, index + 1) if used else index + 1
        return None, index + 1

    def _with_modifier(self, said: QuantitySaid, used: list[Token]) -> tuple[QuantitySaid, list[Token]]:
        """'16 box fans', '3 cylinder vases': a singular behind a plural number is part of the name where goods on file have it."""
        if not used or not said.parts or said.parts[-1].number == 1 or said.parts[-1].unit not in UNITS:
            return said, used
        at = self._tokens.index(used[0]) - 1
        unit = self._tokens[at]
        if at < 0 or unit.low != said.parts[-1].unit or unit.low in ("each", "dozen", "pair", "gross", "kg", "g", "lb", "oz", "l", "ml", "m", "ft"):
            return said, used
        if not self._stock.fitting(f"{unit.low} {self._words(used)}") or not self._stock.has(self._canon(at)):
            return said, used
        return replace(said, parts=(*said.parts[:-1], replace(said.parts[-1], unit=""))), [unit, *used]

    def _restated(self, said: QuantitySaid, used: list[Token], following: int) -> tuple[QuantitySaid, int]:
        """'half a sack (30 kg, …)', '1 tray (20)': the brackets behind say how many it is in smaller units."""
        end = used[-1].end if used else said.end
        opens = re.compile(r"\s*\((?:total |that's |i\.?e\.? |= ?|x ?)?").match(self._low, end)
        if opens is None or not said.parts or said.parts[0].per is not None or said.parts[0].unit in ("", "each"):
            return said, following
        inner = self._numbers.at_place(opens.end())
        if inner is None or not inner.parts or not re.match(r"\s*(?:total|in all|units|each|ea)?\s*[),]", self._low[inner.end :]):
            return said, following
        self._claims.take(opens.start(), inner.end)
        return replace(said, parts=inner.parts, end=inner.end), following

    def _is_strong(self, used: list[Token], words: str) -> bool:
        """Words that surely name goods: rare ones of the stock list, one of them at least spelt as it is there, or long."""
        exact = any(self._stock.has(self._canon(self._tokens.index(token))) or len(token.low) >= 6 for token in used)
        return exact and self._stock.weight(words) >= _STRONG

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
        return bool(plain) and not any(c.isdigit() for c in words) and all(word in ATTRIBUTES for word in plain)

    def _opens_name(self, index: int) -> bool:
        token = self._tokens[index]
        if token.start in self._skus:
            return True
        if not token.is_word and not token.is_number:
            return False
        if token.start in self._skip or not self._is_known(index):
            return False
        return token.low not in STOPS or self._measure(index) > 0

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
        if token.start in self._skip and not self._goes_with(at, used) and not (not used and self._pairs(at)):
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
        if count := self._measure(at):
            return count
        hyphened = at + 2 < len(self._tokens) and self._tokens[at + 1].low == "-" and self._tokens[at + 1].start == self._tokens[at].end
        if not used:
            return 1 if hyphened or self._stock.items(self._canon(at)) or self._touches_letters(at) else 0
        return 1 if self._goes_with(at, used) else 0

    def _word(self, at: int, used: list[Token], bare: bool) -> int:
        low = self._tokens[at].low
        if count := self._measure(at):
            return count
        if not used and self._pairs(at):
            return 1
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
        if spoken.startswith(("not ", "no ")):
            return -(close - at + 1)  # "3 new (not reman) alternators"
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
            if token.is_number and not self._measure(here) and not self._stock.has(self._canon(here)):
                break
            more.append(token)
            here += 1
        behind = self._tokens[here].low if here < len(self._tokens) else "\n"
        counted = begin < len(self._tokens) and self._numbers.at(self._tokens[begin]) is not None and not self._measure(begin)
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
            if token.low in "()" or (token.low == '"' and token.start != last):
                last = -1
                continue
            if token.start == last and pieces:
                pieces[-1] += text
            else:
                pieces.append(text)
            last = token.end
        return " ".join(piece for piece in pieces if piece.strip("-"))

    def _canon(self, at: int) -> str:
        token = self._tokens[at]
        plain = matching_tokens(token.low)
        return plain[0] if plain else token.low

    def _measured(self, at: int) -> tuple[str, int]:
        """A number and the measure behind it as one token of the stock list ('32oz', '22in'), and how many tokens it takes."""
        token = self._tokens[at]
        if not token.is_number and token.low not in _SPELLED:
            return "", 0
        for count in (4, 3, 2):
            last = self._tokens[at + count - 1] if at + count <= len(self._tokens) else None
            if last is None or last.end - token.start > 24 or any(t.low in ",.;:()\n" for t in self._tokens[at : at + count]):
                continue
            joined = matching_tokens(self._low[token.start : last.end])
            if len(joined) == 1 and not joined[0].isdigit() and joined[0][0] in _NUMERIC and self._stock.has(joined[0]):
                return joined[0], count
        return "", 0

    def _measure(self, at: int) -> int:
        return self._measured(at)[1]

    def _pairs(self, at: int) -> bool:
        """The word and the one behind it stand in one name on file ('smoked salmon', 'whole milk')."""
        if at + 1 >= len(self._tokens) or not self._tokens[at].is_word or not self._tokens[at + 1].is_word:
            return False
        if not self._stock.has(self._canon(at)):
            return False
        return bool(self._stock.items(self._canon(at)) & self._stock.items(self._canon(at + 1)))

    def _is_known(self, at: int) -> bool:
        token = self._tokens[at]
        if self._measure(at):
            return True
        return bool(self._stock.items(self._canon(at))) and not (token.is_number and len(token.low) < 3)

    def _goes_with(self, at: int, used: Sequence[Token]) -> bool:
        """Some item has this token and the name so far."""
        for token in (self._measured(at)[0], self._canon(at)):
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
        if self._measure(at):
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


_NUMERIC = frozenset("0123456789.")
_SPELLED = frozenset([*UNITS_SPELLED, *TENS])


def words_of(mentions: Sequence[Mention]) -> Iterator[str]:
    return (mention.words for mention in mentions if mention.named)


def with_words(mention: Mention, words: str) -> Mention:
    return replace(mention, words=words)
