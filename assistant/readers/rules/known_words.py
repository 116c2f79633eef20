"""The tokens of one text to what the stock list knows of them: which name goods, which belong in one name."""

from bisect import bisect_left
from collections.abc import Sequence

from assistant.books.numerals import TENS
from assistant.books.numerals import UNITS as UNITSSPELLED
from assistant.matching import tokens as matching_tokens
from assistant.readers.rules.scan import Claims, Token, compiled
from assistant.readers.rules.stocklist import StockList
from assistant.readers.rules.tables.nouns import ATTRIBUTES, STOPS, UNITS, WEIGHTS

_STRONG = 2.0  # weight from which words of the stock list name goods without a number before them
_NUMERIC = frozenset("0123456789.")
SPELLED = frozenset([*UNITSSPELLED, *TENS])


class KnownWords:
    """A text's tokens beside the stock list. `skus`: where a stock number stands as it is on file, its start to its end."""

    def __init__(self, raw: str, low: str, tokens: Sequence[Token], claims: Claims, stock: StockList) -> None:
        self.raw, self.low, self.tokens = raw, low, tuple(tokens)
        self.claims, self.stock = claims, stock
        self._starts = [token.start for token in self.tokens]
        self.skus = self._numbered_goods()
        self._shouted = raw.isupper()

    def index(self, token: Token) -> int:
        return bisect_left(self._starts, token.start)

    def tokens_until(self, at: int, end: int) -> int:
        """How many tokens from here begin before this place of the text."""
        return bisect_left(self._starts, end) - at

    def said(self, used: Sequence[Token]) -> str:
        """The words as typed, stretches of the text joined by a space."""
        pieces: list[str] = []
        last = -1
        for token in used:
            text = self.raw[token.start : token.end]
            if token.low in "()" or (token.low == '"' and token.start != last):
                last = -1
                continue
            if token.start == last and pieces:
                pieces[-1] += text
            else:
                pieces.append(text)
            last = token.end
        return " ".join(piece for piece in pieces if piece.strip("-"))

    def canon(self, at: int) -> str:
        token = self.tokens[at]
        plain = matching_tokens(token.low)
        return plain[0] if plain else token.low

    def _measured(self, at: int) -> tuple[str, int]:
        """A number and the measure behind it as one token of the stock list ('32oz', '22in'), and how many tokens it takes."""
        token = self.tokens[at]
        if not token.is_number and token.low not in SPELLED:
            return "", 0
        for count in (4, 3, 2):
            last = self.tokens[at + count - 1] if at + count <= len(self.tokens) else None
            if last is None or last.low in ("x", "×") or last.end - token.start > 24:
                continue
            if any(t.is_number for t in self.tokens[at + 1 : at + count]):
                continue
            if any(t.low in ",.;:()\n" for t in self.tokens[at : at + count]):
                continue
            joined = matching_tokens(self.low[token.start : last.end])
            if len(joined) == 1 and not joined[0].isdigit() and joined[0][0] in _NUMERIC and self.stock.has(joined[0]):
                return joined[0], count
        return "", 0

    def measure(self, at: int) -> int:
        return self._measured(at)[1]

    def pairs(self, at: int) -> bool:
        """The word and the one behind it stand in one name on file ('smoked salmon', 'whole milk')."""
        behind = at + 2 if at + 2 < len(self.tokens) and self.tokens[at + 1].low == "-" else at + 1
        if behind >= len(self.tokens) or not self.tokens[at].is_word or not self.tokens[behind].is_word:
            return False
        if behind == at + 2 and self.stock.spells(self.tokens[at].low, self.tokens[behind].low):
            return True  # "in-ear"
        if not self.stock.has(self.canon(at)):
            return False
        return bool(self.stock.items(self.canon(at)) & self.stock.items(self.canon(behind)))

    def opens_with_number(self, at: int) -> bool:
        """A number word that a name on file opens with, two more of its words behind: 'One Pan, Seven Days'."""
        return self.number_in_name(at) > 0

    def number_in_name(self, at: int) -> int:
        """How many tokens such an opening takes, commas and all; 0 where none opens here."""
        if self.tokens[at].low not in SPELLED:
            return 0
        words = [index for index in range(at, min(at + 6, len(self.tokens))) if self.tokens[index].low not in (",", "-", ":")][:3]
        spelt = len(words) == 3 and self.stock.spells(*(self.tokens[index].low for index in words))
        return words[-1] - at + 1 if spelt else 0

    def gives_size(self, at: int) -> bool:
        """The word "size" with a size that goods on file have behind it."""
        return at + 1 < len(self.tokens) and bool(self.stock.items(self.canon(at + 1)))

    def is_code(self, at: int) -> bool:
        """Letters and digits in one, as in a name on file: 'A5', 'B12'."""
        return self.touches(at) and self.low[self.tokens[at].start : self.tokens[at + 1].end] in self.stock.codes

    def touches(self, at: int) -> bool:
        """A number stands right behind this word."""
        behind = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return bool(behind and self.tokens[at].is_word and behind.is_number and behind.start == self.tokens[at].end)

    def is_capital_name(self, at: int) -> bool:
        """A common word in capitals that a name on file has so: CAN fertiliser."""
        token = self.tokens[at]
        typed = self.raw[token.start : token.end]
        return typed in self.stock.capitals and not self._shouted

    def is_label(self, at: int) -> bool:
        """A number behind the name of something else: 'Route 9', 'Police file 26-4471'."""
        token, before = self.tokens[at], self.tokens[at - 1] if at else None
        if before is None or not token.is_number or not before.is_word or token.start - before.end != 1:
            return False
        if before.low in STOPS or before.low in UNITS or self.stock.items(self.canon(at - 1)):
            return False
        typed = self.raw[before.start : before.end]
        opens_sentence = compiled(r"(?:^|[.!?:\n>-])\s*\Z").search(self.low[max(0, before.start - 4) : before.start])
        return typed[0].isupper() and not typed.isupper() and not opens_sentence

    def knows(self, at: int) -> bool:
        token = self.tokens[at]
        if self.measure(at):
            return True
        return bool(self.stock.items(self.canon(at))) and not (token.is_number and len(token.low) < 3)

    def goes_with(self, at: int, used: Sequence[Token]) -> bool:
        """Some item has this token and the name so far."""
        for token in (self._measured(at)[0], self.canon(at)):
            here = self.stock.items(token) if token else frozenset()
            if here and used and here & self.stock.fitting(self.said(used)):
                return True
        return False

    def touches_letters(self, at: int) -> bool:
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return bool(following and following.start == self.tokens[at].end and following.is_word)

    def is_name_number(self, at: int) -> bool:
        """A number that is part of a name: '2024 tundra boots', '22 inch blades', '5W-30', '450 headlamp' behind 'the'."""
        token = self.tokens[at]
        if self.measure(at):
            return not self._weighs_others(at)
        if self.opens_with_number(at):
            return True
        if not token.is_number:
            return False
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if self.touches_letters(at) and following and UNITS.get(following.low) is None and following.low not in ("x", "s", "k"):
            return True
        if following and following.low == "s" and following.start == token.end:
            return True
        exact = self.stock.items(self.canon(at))
        if not exact or len(token.low) < 3 or following is None:
            return False
        behind = self.stock.items(self.canon(at + 1)) if following.is_word else frozenset()
        the = self.tokens[at - 1].low in ("the", "of", "our", "reman", "group") if at else False
        return bool(exact & behind) and (the or len(token.low) >= 4)

    def _weighs_others(self, at: int) -> bool:
        """'10 kg live lobster', where 10 kg is the size of other goods and lobster is held by the kg."""
        measured, _ = self._measured(at)
        unit = UNITS.get(self.tokens[at + 1].low)
        near = range(at + 2, min(at + 6, len(self.tokens)))
        named = (index for index in near if self.tokens[index].is_word and self.tokens[index].low not in STOPS | {"of"})
        known = next((index for index in named if self.stock.items(self.canon(index))), None)
        if unit not in WEIGHTS or known is None:
            return False
        meant = self.stock.items(self.canon(known))
        return not meant & self.stock.items(measured) and any(
            UNITS.get(self.stock.goods[index].unit.lower()) == unit for index in meant
        )

    def index_from(self, place: int) -> int:
        return bisect_left(self._starts, place)

    def has_sku(self, used: Sequence[Token]) -> bool:
        return any(token.start in self.skus for token in used)

    def is_attribute(self, words: str) -> bool:
        plain = [word.lower() for word in compiled(r"[A-Za-z']+").findall(words)]
        return bool(plain) and not any(c.isdigit() for c in words) and all(word in ATTRIBUTES for word in plain)

    def is_strong(self, used: list[Token], words: str) -> bool:
        """Words that surely name goods: rare ones of the stock list, one of them at least spelt as it is there, or long."""
        exact = any(self.stock.has(self.canon(self.index(token))) or len(token.low) >= 6 for token in used)
        return exact and self.stock.weight(words) >= _STRONG

    def _numbered_goods(self) -> dict[int, int]:
        """Where a stock number stands as it is on file: its start to its end."""
        found: dict[int, int] = {}
        behind = 0
        for token in self.tokens:
            if token.start >= behind and (end := self.stock.numbered_at(self.low, token)):
                behind = end
                if self.claims.free(token.start, end):
                    found[token.start] = end
        return found
