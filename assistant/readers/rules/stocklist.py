"""Words to the items of the stock list that they may mean: which words name goods at all, and which goods fit them together."""

from collections.abc import Iterable
from itertools import pairwise
from math import log

from assistant.books.once import by_identity
from assistant.books.proposal import GoodsName
from assistant.matching import CONTAINERS, Vocabulary, tokens, without_size
from assistant.patterns import regex
from assistant.readers.rules.scan import Token, compiled, plain, tokenize
from assistant.readers.rules.tables.nouns import ATTRIBUTES, FILLERS, NOT_COUNTED, STOPS

_SHORTEST_TYPO = 4
_LITRES = ("l", "litre", "liter", "litres", "liters")
_CODED = regex(r"(?<![\w-])(?=[a-z]*\d)[a-z0-9]{2,}(?:[-/x][a-z0-9]+)+(?<=\d)(?![\w-])")  # "700x28-32", "10-10-20"
_GOES_ON = regex(r"\w|-\w")


class StockList:
    """The items a text may name, by the tokens of their names and numbers."""

    def __init__(self, goods: tuple[GoodsName, ...]) -> None:
        self.goods = goods
        self._by_token: dict[str, set[int]] = {}
        for index, item in enumerate(goods):
            names = tokens(item.name)
            joined = {"".join(pair) for pair in pairwise(names)}
            for token in {*names, *tokens(item.key), *joined}:
                self._by_token.setdefault(token, set()).add(index)
        self._vocabulary = Vocabulary(self._by_token)
        self.capitals = {word for item in goods for word in compiled(r"\b[A-Z]{2,}\b").findall(item.name)}
        self.codes = {word for item in goods for word in compiled(r"\b[a-z]+\d+\b").findall(plain(item.name))}
        self.dashed = {run for item in goods for run in compiled(r"\d+(?:[-/.]\d+)+").findall(item.name)}  # "10-10-20", no day
        self._runs = {run for item in goods for run in _runs(item.name)}
        self.by_the_litre = frozenset(word for item in goods if item.unit.lower() in _LITRES for word in tokens(item.name))
        self._found: dict[str, frozenset[int]] = {}
        self._fitting: dict[str, frozenset[int]] = {}
        self._keys: dict[str, list[str]] = {}  # a key's first token -> the keys with a digit or hyphen that begin with it
        for item in goods:
            key = item.key.lower()
            if compiled(r"\d|-").search(key) and (opening := tokenize(key)):
                self._keys.setdefault(opening[0].low, []).append(key)
            for code in _CODED.findall(plain(item.name)):
                self._keys.setdefault(tokenize(code)[0].low, []).append(code)
        for keys in self._keys.values():
            keys.sort(key=len, reverse=True)
        self._by_key = {item.key.lower(): frozenset([index]) for index, item in enumerate(goods)}

    def items(self, token: str) -> frozenset[int]:
        """The items that have this token, or one that it is a typo or a short form of."""
        if token not in self._found:
            exact = self._by_token.get(token)
            measured = token[0].isdigit()  # "500" is a 500 and a 500mg
            self._found[token] = frozenset(exact or ()) | (self._nearly(token) if measured or not exact else frozenset())
        return self._found[token]

    def has(self, token: str) -> bool:
        """Some item has exactly this token."""
        return token in self._by_token

    def numbered_at(self, low: str, token: Token) -> int:
        """Where the key ends, as it is on file, that stands at this token of a text; 0 where none does."""
        if compiled(r"[\w-]").match(low[max(0, token.start - 1) : token.start]):
            return 0
        for key in self._keys.get(token.low, ()):
            end = token.start + len(key)
            if low.startswith(key, token.start) and not _GOES_ON.match(low, end):
                return end
        return 0

    def names(self, words: str) -> bool:
        """A word and a number that some one item has both of: 'gate 12' of a 12 ft gate is no reference."""
        said = tokens(words)
        both = len(said) == 2 and said[0].isalpha() and self.has(said[0])
        return both and bool(self.items(said[0]) & self.items(said[1]))

    def spells(self, *words: str) -> bool:
        """These two or three words stand in a row in some item's name."""
        return tuple(word.rstrip("s") for word in words) in self._runs

    def _nearly(self, token: str) -> frozenset[int]:
        if token in STOPS or token in FILLERS or token in NOT_COUNTED or (len(token) < _SHORTEST_TYPO and not token[0].isdigit()):
            return frozenset()
        scores = self._vocabulary.alike_to(token)
        best = max(scores.values(), default=0.0)
        return frozenset(index for form, score in scores.items() if score == best for index in self._by_token[form])

    def knows(self, words: str) -> bool:
        """Every token of these words is in some item's name."""
        said = tokens(words)
        return bool(said) and all(self.items(token) for token in said)

    def fitting(self, words: str) -> frozenset[int]:
        """The items that have all of the words that any item has; none where no word is known."""
        if words not in self._fitting:
            self._fitting[words] = self._fit(words)
        return self._fitting[words]

    def _fit(self, words: str) -> frozenset[int]:
        numbered = [self._by_key[piece] for piece in words.lower().split() if piece in self._by_key]
        known = numbered or [items for token in without_size(tokens(words)) if (items := self.items(token))]
        return frozenset.intersection(*known) if known else frozenset()

    def weight(self, words: str) -> float:
        """How much the words tell: rare ones most; packing, colours and sizes little by themselves."""
        total = 0.0
        for token in tokens(words):
            held = len(self.items(token))
            if held and token not in CONTAINERS:
                share = 0.3 if token in ATTRIBUTES else 1.0
                total += share * log(1 + len(self.goods) / held)
        return total

    def together(self, phrases: Iterable[str]) -> frozenset[int]:
        return self.fitting(" ".join(phrases))


def _runs(name: str) -> Iterable[tuple[str, ...]]:
    """Each two and three words in a row of a name, lower-case, without a plural's s."""
    words = [word.rstrip("s") for word in compiled(r"[^\W_]+").findall(plain(name))]
    yield from pairwise(words)
    yield from zip(words, words[1:], words[2:], strict=False)


@by_identity
def stock_list(goods: tuple[GoodsName, ...]) -> StockList:
    return StockList(goods)
