"""Lines of a count to what the books say and what was found: 'book 18 counted 15', 'bk 54 / ct 48', columns under a heading."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from assistant.books.numerals import Numeral
from assistant.books.proposal import Quantity, QuantityPart, QuantityRelation
from assistant.patterns import regex
from assistant.readers.rules.blocks import Page, Sentence
from assistant.readers.rules.scan import compiled, phrases, quote
from assistant.readers.rules.tables.acts import COUNT

_BOOKED = regex(
    r"\b(?:(?:per |the |our )*(?:(?<!please )(?<!pls )(?<!to )(?<!you )(?<!must )(?<!and )book|books|"
    r"bk|booked|sys|system|records?|stock record|computer|"
    r"ledger|pos|screen|file|on file|theory|theoretical|expected|stock file|inventory record|"
    r"software|quickbooks|qb|perpetual)\b"
    r"(?: (?:stock|qty|quantity|count|balance|figure|on hand|says?|shows?|showed|has|have|"
    r"had|said|thinks|reckons|of|is|was|at|as|there (?:are|is)|we have|should be|it at))*"
    r"|should (?:be|have|have been|be showing)|supposed to (?:be|have)|meant to (?:be|have)|"
    r"keyed as|entered as|down as|recorded as|supposed to be)[:\s=~-]*(?=\S)"
)
_MONTHS = "jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec"
_DAY = rf"\d{{1,2}}/\d{{1,2}}\b|\d{{1,2}}(?:st|nd|rd|th)?(?= (?:of )?(?:{_MONTHS})[a-z]*\b)"
_COUNT_LINE = rf"(?:re-?)?count(?:ed|s)?\b(?:[^.;:\n\d]|{_DAY}){{1,60}}:(?=\s*\d)"
"""'count of 18 October: 30 totes', 'counted the hammers on 9/28: 15': up to the colon no number but the day's."""

_COUNTED = regex(
    rf"\b(?:{_COUNT_LINE}|"
    r"(?:re-?)?count(?:ed|s)?(?: today| in| of(?: the)? [a-z' ]{2,30}| (?:came|comes) to|"
    r" is| was| at| shows?| says?| found| just| only| them and got| again)*|ctd|cnt|ct|act|phys|actual(?:ly)?(?: count|"
    r" on hand| stock| is| was| only)*|physical(?:ly)?(?: count| stock| is)*|"
    r"(?:we |i )?(?:only )?(?:found|find|see|have|got|make it|get)(?: only| just)?|there(?:'s|"
    r"s| are| is| were| was)(?: only| just| actually| really)*|theres|(?:came|comes|come) to|"
    r"on (?:the )?(?:shelf|hand|floor)(?: is| are|:)?|"
    r"only|(?:adj(?:ust)?|bring|set|correct|take)(?: it| them| the [a-z]+| stock)* to|tally|really|shelf)[:\s=~-]*(?=\S)"
)
_BOOKED_BEHIND = regex(
    r"\s*(?:[a-z]+ )?(?:(?:(?:as )?(?:per|in|on) )?(?:the )?(?:books?|bk|system|sys|record|file)"
    r"(?=\s*(?:[.,;)]|\Z|\n|and\b|but\b))|on file|on the books|in the books|in the system|on the system|per books|"
    r"per the books|on record|in books|on paper|on system|expected|according to the (?:system|"
    r"books))\b"
)
_COUNTED_BEHIND = regex(
    r"\s*(?:[a-z]+ )?(?:there|counted|found|on the shelf|on hand|in fact|actual|physical|present|actually there)\b"
)
_BOOKED_ANY = regex(rf"{_BOOKED.pattern}(?=\d)|\b\d+(?={_BOOKED_BEHIND.pattern})")
_OVER = regex(r"\b(?:over by|up by|extra|surplus of|overage of|plus|gained|more than the books)\s+(?=\S)")
_OVER_BEHIND = regex(
    r"\s*(?:[a-z]+ )?(?:over\b(?! the)|extra|surplus|too many|more than (?:the )?(?:books?|system|record))"
    r"|\s*(?:[a-z'-]+ ){2,4}?too many\b"
)
_SHORT = regex(r"\b(?:short(?: by| of)?|down(?: by)?|missing|lost|under by|off by|shy(?: by| of)?|less)\s+(?=\S)")
_SHORT_BEHIND = regex(
    r"\s*(?:[a-z'-]+ ){0,4}?(?:short\b|light|missing|under|fewer|less than (?:the )?(?:books?|system|record))"
)
_SIGNED = regex(r"(?:\A|[\s(:])([+-])\Z")  # "-4 SSD-1T per cycle count"
_MORE = regex(  # "found 3 extra", "found 4 wrenches too many": a difference
    r"\s*(?:(?:extra|more|additional|surplus|too many|fewer|less)\b|(?:[a-z'-]+ ){1,4}?too (?:many|few)\b)"
)
_ONLY_THERE = regex(
    r"\s*(?:[a-z]+ ){0,2}?(?:there|left|on the shelf|on hand|on shelf|in the bin|present|in the rack|in fact|in total)\b"
)
_COLUMN = regex(
    r"\b(?:(book|books|system|sys|expected|record|records|theory|on file|qoh|per books)|(count|"
    r"counted|actual|physical|found|ct|cnt|phys|shelf)|(diff|difference|variance|var|over/short|\+/-))\b"
)
_KEYED = regex(r"\b(?:keyed|typed|entered|posted|recorded|down) (?:as|in|on)?\s*\Z|\b(?:keyed|typed|entered)\b")
_HINTS = phrases(COUNT)


@dataclass(frozen=True, slots=True)
class CountSaid:
    """What a sentence tells of a count. `counted` or `difference` (negative: short) is set; numbers by their place."""

    sentence: Sentence
    start: int
    end: int
    counted: Decimal | None = None
    booked: Decimal | None = None
    difference: Decimal | None = None
    bare: bool = False  # two numbers side by side, not labelled

    def quantity(self, page: Page) -> Quantity:
        said = quote(page.raw, self.start, self.end)
        booked = (QuantityPart(self.booked),) if self.booked is not None else ()
        if self.counted is not None:
            return Quantity(QuantityRelation.COUNTED, (QuantityPart(self.counted),), booked=booked, quote=said)
        difference = self.difference or Decimal(0)
        relation = QuantityRelation.OVER if difference > 0 else QuantityRelation.EXACTLY
        return Quantity(relation, (QuantityPart(abs(difference)),), quote=said)

    @property
    def change(self) -> Decimal | None:
        """Found less booked, where the text tells both."""
        if self.difference is not None:
            return self.difference
        return self.counted - self.booked if self.counted is not None and self.booked is not None else None


def is_count(page: Page) -> bool:
    """The text speaks of a count at all."""
    return bool(_HINTS.search(page.low))


def counts_in(page: Page, numbers: Sequence[Numeral]) -> tuple[CountSaid, ...]:
    """What each sentence tells of a count, in the order of the text."""
    columns = _columns(page)
    found: list[CountSaid] = []
    for sentence in (part for whole in page.sentences for part in _parts(page.low, whole)):
        here = [n for n in numbers if sentence.start <= n.start < sentence.end]
        said = _said(page, sentence, here) or (_in_columns(sentence, here, columns) if columns else None)
        if said:
            found.append(said)
        elif pair := _bare_pair(page.low, sentence, here):
            found.append(pair)
    found = found or _across(page, numbers)
    labelled = [said for said in found if said.booked is not None and said.counted is not None and not said.bare]
    return tuple(said for said in found if labelled or not said.bare)


def _across(page: Page, numbers: Sequence[Numeral]) -> list[CountSaid]:
    """What was found and what the books say in sentences of their own: '41 on the peg. System says 44.'"""
    if len(numbers) % 2 or not is_count(page):
        return []
    labelled = {match.end() for match in _BOOKED.finditer(page.low)}
    found: list[CountSaid] = []
    for pair in zip(numbers[::2], numbers[1::2], strict=True):
        booked = [n for n in pair if n.start in labelled or _BOOKED_BEHIND.match(page.low, n.end)]
        if len(booked) != 1:
            return []
        counted = pair[0] if booked[0] is pair[1] else pair[1]
        start, end = (next(s for s in page.sentences if s.start <= n.start < s.end) for n in pair)
        said = replace(start, end=end.end)
        found.append(CountSaid(said, pair[0].start, pair[1].end, counted.value, booked[0].value))
    return found


def _bare_pair(low: str, sentence: Sentence, numbers: Sequence[Numeral]) -> CountSaid | None:
    """'40 / 38' in a list whose other lines say which is which: the books before the shelf."""
    if len(numbers) < 2 or not compiled(r"\s*(?:/|vs\.?|->|→|\||;)\s*").fullmatch(low[numbers[-2].end : numbers[-1].start]):
        return None
    booked, counted = numbers[-2:]
    return CountSaid(sentence, booked.start, counted.end, counted.value, booked.value, bare=True)


def _parts(low: str, sentence: Sentence) -> list[Sentence]:
    """A sentence that counts several goods ('X book 74 counted 71, Y book 31 counted 31') in as many."""
    booked = [match.start() for match in _BOOKED_ANY.finditer(low, sentence.start, sentence.end)]
    if len(booked) < 2:
        return [sentence]
    cuts = []
    for first, second in pairwise(booked):
        comma = [match.end() for match in compiled(r"[,;]|\band\b").finditer(low, first, second)]
        cuts.append(comma[-1] if comma else second)
    return [replace(sentence, start=start, end=end) for start, end in pairwise([sentence.start, *cuts, sentence.end])]


def _said(page: Page, sentence: Sentence, numbers: Sequence[Numeral]) -> CountSaid | None:
    low = page.low
    at = {number.start: number for number in numbers}
    if difference := _difference_than(low, sentence, at):
        return difference
    booked = next((at[m.end()] for m in _BOOKED.finditer(low, sentence.start, sentence.end) if m.end() in at), None)
    booked = booked or next((n for n in numbers if _BOOKED_BEHIND.match(low, n.end)), None)
    counted = [at[m.end()] for m in _COUNTED.finditer(low, sentence.start, sentence.end) if m.end() in at]
    counted = [number for number in counted if booked is None or number.start != booked.start]
    counted = [number for number in counted if not _MORE.match(low, number.end)]
    if not counted and booked is None:
        counted = [
            n
            for n in numbers
            if _ONLY_THERE.match(low, n.end) and compiled(r"\b(?:only|just|are)\s+\Z").search(low[sentence.start : n.start])
        ]
    if booked is not None and not counted:
        counted = [n for n in numbers if n.start != booked.start and _COUNTED_BEHIND.match(low, n.end)][:1]
    if booked is not None and not counted:
        others = [n for n in numbers if n.start != booked.start and _ONLY_THERE.match(low, n.end)]
        counted = others[:1]
    if counted and (booked is not None or _HINTS.search(low)):
        ends = [number.end for number in (booked, counted[-1]) if number]
        starts = [number.start for number in (booked, counted[-1]) if number]
        # "keyed as 18 but the docket says 12, and counted there are 12": the last number counted stands
        return CountSaid(sentence, min(starts), max(ends), counted[-1].value, booked.value if booked else None)
    others = [n for n in numbers if booked is not None and n.start != booked.start]
    if booked is not None and len(others) > 1:
        others = [n for n in others if n.end <= booked.start and _BESIDE.fullmatch(low, n.end, _labelled(low, sentence, booked))]
    if booked is not None and len(others) == 1 and _HINTS.search(low) and not _KEYED.search(low, sentence.start, booked.start):
        found = others[0]
        return CountSaid(sentence, min(found.start, booked.start), max(found.end, booked.end), found.value, booked.value)
    return _difference(low, sentence, at)


def _labelled(low: str, sentence: Sentence, booked: Numeral) -> int:
    """Where the words begin that say of a number that it is the books'; its own place where they stand behind it."""
    starts = (match.start() for match in _BOOKED.finditer(low, sentence.start, sentence.end) if match.end() == booked.start)
    return next(starts, booked.start)


_BESIDE = regex(r"[\s(,;:/-]*")  # between a number counted and what is said of the books: 'totes 46 (should be 50)'


def _difference_than(low: str, sentence: Sentence, at: dict[int, Numeral]) -> CountSaid | None:
    """'2 more than the system has', '3 fewer than the books'."""
    for number in at.values():
        if match := compiled(r"\s*(?:[a-z'()-]+ ){0,5}?(more|extra|fewer|less|over|above|short of|under|below)\b[^.;]{0,40}?"
            r"(?:\bthan|(?<=over)|(?<=above)|"
            r"(?<=short of)|(?<=under)|(?<=below)) (?:what )?(?:the |our )?"
            r"(?:books?|booked|system|records?|recorded|computer|ledger|stock (?:record|file)|file|we have on|"
            r"expected|perpetual)\b").match(low, number.end):
            value = number.value if match[1] in ("more", "extra", "over", "above") else -number.value
            return CountSaid(sentence, number.start, number.end, difference=value)
    return None


def _difference(low: str, sentence: Sentence, at: dict[int, Numeral]) -> CountSaid | None:
    for number in at.values():
        before = low[sentence.start : number.start]
        sign = _SIGNED.search(low, max(0, number.start - 3), number.start)
        over = bool(_OVER_BEHIND.match(low, number.end) or (sign and sign[1] == "+")) or any(
            m.end() == number.start for m in _OVER.finditer(low, sentence.start, number.end)
        )
        short = bool(_SHORT_BEHIND.match(low, number.end) or (sign and sign[1] == "-")) or any(
            m.end() == number.start for m in _SHORT.finditer(low, sentence.start, number.end)
        )
        if (over or short) and "keyed" not in before:
            value = number.value if over else -number.value
            return CountSaid(sentence, number.start, number.end, difference=value)
    return None


def _columns(page: Page) -> tuple[str, ...]:
    """The columns that a heading line names: book, count, difference, in its order."""
    for sentence in page.sentences:
        low = page.said(sentence)
        named = tuple("book" if m[1] else "count" if m[2] else "diff" for m in _COLUMN.finditer(low))
        if "book" in named and "count" in named and not compiled(r"\d{1,3}\s*$").search(low):
            return named
    return ()


def _in_columns(sentence: Sentence, numbers: Sequence[Numeral], columns: tuple[str, ...]) -> CountSaid | None:
    wanted = [column for column in columns if column != "diff"]
    tail = list(numbers)[-len(columns) :] if len(numbers) >= len(columns) else list(numbers)[-len(wanted) :]
    if len(tail) < len(wanted):
        return None
    by_column = dict(zip(columns if len(tail) == len(columns) else wanted, tail, strict=True))
    booked, counted = by_column["book"], by_column["count"]
    return CountSaid(sentence, min(booked.start, counted.start), max(booked.end, counted.end), counted.value, booked.value)
