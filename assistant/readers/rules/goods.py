"""Tokens to mentions of goods: a quantity and the words behind it, or words of the stock list standing alone."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.books.proposal import QuantityRelation
from assistant.patterns import regex
from assistant.readers.rules.corrections import corrected
from assistant.readers.rules.known_words import KnownWords
from assistant.readers.rules.mention import Mention
from assistant.readers.rules.naming import SIZED, NameReader
from assistant.readers.rules.quantities import QuantityReader, QuantitySaid
from assistant.readers.rules.scan import Token, compiled
from assistant.readers.rules.tables.nouns import LOOSE, STOPS, UNITS

_WEAK = 0.7  # weight from which words name goods where a number stands behind them
_PER_PACK = regex(r"\s*(?:to|per|in|a|an|each|/|makes?|on)\s*(?:the |a |an |each |every |full )?([a-z]+)\s*\)")
_NO_NAME_BEHIND = frozenset(["everything", "the lot", "all of them", "all of it", "every one of them"])


class GoodsReader:
    """Reads the mentions of goods out of one text, left to right, each character once."""

    def __init__(self, known: KnownWords, numbers: QuantityReader, skip: dict[int, int]) -> None:
        self._known, self._numbers, self._skip = known, numbers, skip
        self._tokens = known.tokens
        self._names = NameReader(known, numbers, skip)

    def mentions(self) -> tuple[Mention, ...]:
        found: list[Mention] = []
        index = 0
        while index < len(self._tokens):
            mention, following = self._at(index, found)
            if mention:
                found.append(mention)
            index = max(following, index + 1)
        return corrected(found, self._known.low)

    def _at(self, index: int, found: Sequence[Mention]) -> tuple[Mention | None, int]:
        token = self._tokens[index]
        if not self._known.claims.free(token.start, token.end):
            return None, index + 1
        if (again := self._size_again(index, found)) is not None:
            return again, index + 1
        if token.start not in self._known.skus and not self._known.is_name_number(index) and (said := self._numbers.at(token)):
            begin = self._known.index_from(said.end)
            spoken = self._known.low[said.start : said.end].strip()
            used, following = ([], begin) if spoken in _NO_NAME_BEHIND else self._names.read(begin)
            if self._is_unknown(used):
                if spoken in ("one", "a", "an") or self._known.is_label(index) or self._is_means(index, spoken):
                    return None, index + 1  # "one trader", "Route 9 will", "by a box knife"
                if said.parts and said.parts[-1].unit and self._named_before(found):
                    used, following = [], begin  # "42.5 mtr spoild"
            elif not used and self._known.is_label(index):
                return None, index + 1
            if said.relation is QuantityRelation.ALL and not used and said.number is None and not self._stands_alone(said):
                return None, index + 1
            if spoken == "some" and not used:
                return None, index + 1
            if said.number is None and self._is_unknown(used) and (said.relation is QuantityRelation.ALL or spoken == "some"):
                return None, index + 1  # "some kid", "all useless"
            if compiled(r"\s+per\b").match(self._known.low[(used[-1].end if used else said.end) :]):
                return None, index + 1  # "one hamper per casual"
            if (
                used
                and all(token.low in UNITS or token.low in LOOSE for token in used)
                and not self._known.stock.has(self._known.canon(self._known.index(used[0])))
            ):
                used = []  # "every box": a number of the goods named elsewhere
            said, used = self._with_modifier(said, used)
            said, following = self._restated(said, used, max(following, begin))
            return self._mention(said, used, following), following
        if self._opens_name(index):
            used, following = self._names.read(index, bare=True)
            words = self._known.said(used)
            if (
                used
                and len(words) > 1
                and (
                    self._known.has_sku(used)
                    or self._known.is_attribute(words)
                    or self._known.is_strong(used, words)
                    or self._heads_number(used[-1], words)
                )
            ):
                mention = self._mention(None, used, following)
                return mention, following
            return None, max(following, index + 1) if used else index + 1
        return None, index + 1

    def _size_again(self, index: int, found: Sequence[Mention]) -> Mention | None:
        """'trouser 32 - 3 nos & 34 - 2 nos': a size of the goods named before, its number behind a dash or colon."""
        token = self._tokens[index]
        if not token.is_number or not compiled(r"\s*[-:=]\s*\d").match(self._known.low[token.end : token.end + 6]):
            return None
        before = next((mention for mention in reversed(found) if mention.named), None)
        if before is None:
            return None
        base = " ".join(word for word in before.words.split() if not word[0].isdigit())
        words = f"{base} {self._known.raw[token.start : token.end]}"
        other = self._known.stock.fitting(words)
        if base == before.words or not base or not other or other & self._known.stock.fitting(before.words):
            return None
        self._known.claims.take(token.start, token.end)
        return Mention(token.start, token.end, words, pieces=((token.start, token.end),))

    def _heads_number(self, last: Token, words: str) -> bool:
        """Even weak words name goods where a colon or a dash and a number stand behind: 'IPA cans: 2 cases'."""
        mark = compiled(r"\s*(?::|-|=|,|\.{2,}|[x×](?= ?\d))?\s*(?=\d)").match(self._known.low, last.end)
        counted = self._numbers.at_place(mark.end()) if mark else None
        return counted is not None and self._known.stock.weight(words) >= _WEAK

    def _is_unknown(self, used: list[Token]) -> bool:
        """Words of which goods on file have none."""
        return bool(used and self._known.stock.goods) and not self._known.stock.fitting(self._known.said(used))

    def _is_means(self, index: int, spoken: str) -> bool:
        """'cut by a box knife', 'with a case cutter': what it was done with."""
        return spoken.startswith(("a ", "an ")) and index > 0 and self._tokens[index - 1].low in ("by", "with", "using")

    def _named_before(self, found: Sequence[Mention]) -> bool:
        """The last goods named stand without a number so far."""
        named = [mention for mention in found if mention.named and not mention.attribute]
        return bool(named) and named[-1].quantity is None and self._known.stock.weight(named[-1].words) > 0

    def _with_modifier(self, said: QuantitySaid, used: list[Token]) -> tuple[QuantitySaid, list[Token]]:
        """'16 box fans', '3 cylinder vases': a singular behind a plural number is part of the name if goods on file have it."""
        if not used or not said.parts or said.parts[-1].number == 1 or said.parts[-1].unit not in UNITS:
            return said, used
        at = self._known.index(used[0]) - 1
        unit = self._tokens[at]
        if (
            at < 0
            or unit.low != said.parts[-1].unit
            or unit.low in ("each", "dozen", "pair", "gross", "kg", "g", "lb", "oz", "l", "ml", "m", "ft")
        ):
            return said, used
        if not self._known.stock.fitting(f"{unit.low} {self._known.said(used)}") or not self._known.stock.has(
            self._known.canon(at)
        ):
            return said, used
        return replace(said, parts=(*said.parts[:-1], replace(said.parts[-1], unit=""))), [unit, *used]

    def _restated(self, said: QuantitySaid, used: list[Token], following: int) -> tuple[QuantitySaid, int]:
        """'half a sack (30 kg, …)', '1 tray (20)': the brackets behind say how many it is in smaller units."""
        end = used[-1].end if used else said.end
        opens = compiled(r"\s*\((?:total |that's |i\.?e\.? |= ?|x ?)?").match(self._known.low, end)
        if opens is None or not said.parts or said.parts[0].per is not None or said.parts[0].unit in ("", "each"):
            return said, following
        inner = self._numbers.at_place(opens.end())
        per = _PER_PACK.match(self._known.low, inner.end) if inner and inner.parts else None
        if inner and per and UNITS.get(per[1]) == said.parts[0].unit:
            self._known.claims.take(opens.start(), per.end())
            return replace(said, parts=(replace(said.parts[0], per=inner.number),), end=per.end()), following
        if (
            inner is None
            or not inner.parts
            or not compiled(r"\s*(?:total|in all|units|each|ea)?\s*[),]").match(self._known.low[inner.end :])
        ):
            return said, following
        self._known.claims.take(opens.start(), inner.end)
        if compiled(r"\s*each\s*[),]").match(self._known.low[inner.end :]) and inner.parts[0].unit:
            return replace(said, parts=(replace(said.parts[0], per=inner.number),), end=inner.end), following  # "(25 kg each)"
        return replace(said, parts=inner.parts, end=inner.end), following

    def _stands_alone(self, said: QuantitySaid) -> bool:
        """'the lot', 'all of them', 'everything' mean the goods named elsewhere; 'all day' and 'all over' mean none."""
        spoken = self._known.low[said.start : said.end].strip()
        after = self._known.low[said.end : said.end + 8]
        if compiled(r"\s*(?:that|what|we|i|you)\b").match(after) and spoken in ("all", "everything", "every"):
            return False
        return spoken not in ("all", "every", "all of", "everything") or bool(
            compiled(r"\s*(?:of )?(?:them|it|those|these|gone|dead)\b").match(after)
        )

    def _mention(self, said: QuantitySaid | None, used: list[Token], following: int) -> Mention:
        start = said.start if said else used[0].start
        end = used[-1].end if used else said.end if said else start
        words = self._known.said(used)
        self._known.claims.take(start, end)
        for token in used:
            self._known.claims.take(token.start, token.end)
        return Mention(
            start, end, words, said, self._known.is_attribute(words), tuple((token.start, token.end) for token in used)
        )

    def _opens_name(self, index: int) -> bool:
        token = self._tokens[index]
        if token.start in self._known.skus:
            return True
        if not token.is_word and not token.is_number:
            return False
        if self._known.opens_with_number(index) or self._known.is_code(index):
            return True
        if token.low in SIZED and self._known.gives_size(index):
            return True
        if not self._known.knows(index) or (token.start in self._skip and not self._known.pairs(index)):
            return False
        return token.low not in STOPS or self._known.measure(index) > 0 or self._known.is_capital_name(index)
