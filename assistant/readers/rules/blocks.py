"""Text to a page: headers, greetings, signatures and what is addressed to software blanked out, the rest cut into sentences."""

import re
from dataclasses import dataclass, replace

from assistant.books.proposal import Quote
from assistant.patterns import regex
from assistant.readers.rules.addressed import STOP, addressed
from assistant.readers.rules.scan import MOST_CHARACTERS, compiled, plain, quote
from assistant.readers.rules.tables import mail


@dataclass(frozen=True, slots=True)
class Sentence:
    """[start, end) of the text. `item` counts the entries of a list (0: outside one); `title` marks a mail's subject."""

    start: int
    end: int
    item: int = 0
    title: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A text laid out: `low` is as long as what is read of `raw`, with the parts that say nothing of an event blank."""

    raw: str
    low: str
    sentences: tuple[Sentence, ...]
    instructions: tuple[Quote, ...] = ()

    def said(self, sentence: Sentence) -> str:
        return self.low[sentence.start : sentence.end]

    @property
    def items(self) -> int:
        return max((sentence.item for sentence in self.sentences), default=0)


_HEADER = regex(rf"^[ ]*(?:{'|'.join(mail.HEADERS)})[ ]*:.*$", re.M)
_MAIL_HEADER = regex(r"^[ ]*(?:from|to|sent|subject|subj|cc)[ ]*:", re.M)
_DATE_LINE = regex(r"^[ ]*date[ ]*:", re.M)
_SUBJECT = regex(rf"^[ ]*(?:{'|'.join(mail.SUBJECTS)})[ ]*:(?:[ ]*(?:{'|'.join(mail.SUBJECTS)})[ ]*:)*", re.M)
_FORWARD = regex(
    r"^[ ]*-{2,}[ ]*(?:forwarded|original).*$|^[ ]*begin forwarded message:?[ ]*$|^[ ]*on [^\n]{4,60} wrote:[ ]*$", re.M
)
_QUOTED = regex(r"^[ ]*(?:>[ ]?)+", re.M)
_GREETING = regex(
    rf"^[ ]*(?:{'|'.join(phrase.replace(' ', '[ ]+') for phrase in mail.GREETINGS)})[ ]*(?:[,!:]+|-(?= )|$)", re.M
)
_CLOSING_WORDS = "|".join(phrase.replace(" ", "[ ]+") for phrase in mail.CLOSINGS)
_CLOSING = regex(
    rf"(?:^|(?<=[.!?\n]))[ ]*(?:{_CLOSING_WORDS})[ ]*"
    r"(?:[,.!-]{1,6}[ ]*(?:[a-z.'-]++[ ]*){0,3}(?:- [^\n]{0,40})?[.!]?)?$", re.M,
)
_SIGNED = regex(r"(?:^|(?<=[.!?:]))[ ]*-{1,2}[ ]?[a-z]+(?: [a-z]+)?(?: \([a-z ]+\))?[ ]*$", re.M)
_BY_NAME = regex(r"(?<=[.!?])[ ]+[A-Z][a-z]+ x{1,3}\s*\Z")
_NAME_LINE = regex(r"(?<=\n\n)[ ]*[A-Z][\w.'-]*(?: [A-Z][\w.'-]*)?[ ]*\Z")
_SHORT_LINE = regex(r"[ ]*[^\d\n]{0,40}\Z")

_MARKER = regex(r"[ ]*(?:[-*•·▪][ ]+|\(?\d{1,2}[.)][ ]+|\(?[a-z][)][ ]+)")
_INLINE = regex(r"(?:(?<=\s)|^)\(?([1-9a-h]|i{1,3}|iv|vi{0,3})[.)][ ]+")
_SPELT = regex(r"\b(?:one|two|three|four|five|six|seven|eight|nine)\s*\Z")  # "two (2) rakes": the number once more
_RUNS = ("123456789", "abcdefgh", "iiiiiiivvviviiviii")  # what an inline list counts by
_COUNTED_LINE = regex(
    r"[ ]*(?:\d[\d.,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?:[ ]*x)?[ ]+[a-z]"
)
# "… w/o pls & could you also print me …": another request begins.
_ANOTHER = regex(
    r"(?:\s(?:&|and|also|plus|oh and|then)(?:\s+also)?|;)(?=\s(?:could|can|would) (?:you|u)\b)|"
    r"[,;]?\s(?=also (?:please |pls )?(?:send|pay|invoice|order|release)\b)|"
    r"(?<! you)(?<! u)[,;]?\s(?:&|and|also|plus|then)\s+(?=(?:also |then |please |pls |kindly )*"
    r"(?:re-?order|order|pay|invoice|refund|remind|chase|print|buy|release (?:the )?wages|"
    r"run (?:the )?payroll|file (?:the|our)|raise (?:an?|the) invoice|schedule)\b)"
)
_ABBREVIATED = regex(
    r"\b(?:approx|rs|st|no|vs|mr|mrs|ms|dr|inc|ltd|co|pkt|ctn|qty|ea|incl|etc|e\.g|i\.e|exp|acct|dept|conc|misc|asst|assy)\.\Z"
)
_CONTINUES = regex(r"[ ]*[a-z(&]")


def lay_out(text: str) -> Page:
    """The page of a text; of a longer one, the first MOST_CHARACTERS are read."""
    raw = text[:MOST_CHARACTERS]
    low = plain(raw)
    cut = addressed(raw)
    for start, end in cut:
        low = _blank(low, start, end)
    low = _without_letterhead(low, raw)
    return Page(raw, low, _sentences(low, raw), tuple(quote(raw, start, end) for start, end in cut))


def masked(page: Page, dropped: tuple[Sentence, ...]) -> Page:
    """The page without some of its sentences."""
    low = page.low
    for sentence in dropped:
        low = _blank(low, sentence.start, sentence.end)
    kept = tuple(sentence for sentence in page.sentences if sentence not in dropped)
    return Page(page.raw, low, kept, page.instructions)


def _blank(low: str, start: int, end: int) -> str:
    return low[:start] + compiled(r"[^\n]").sub(" ", low[start:end]) + low[end:]


# ── Headers, greetings, signatures ───────────────────────────────────────────────────────────────────────────────────


def _without_letterhead(low: str, raw: str) -> str:
    low = _QUOTED.sub(lambda match: " " * len(match.group()), low)
    patterns = [_FORWARD, _GREETING, _SIGNED]
    if _MAIL_HEADER.search(low) or not _DATE_LINE.search(low):
        patterns.insert(0, _HEADER)
    for pattern in patterns:
        for match in list(pattern.finditer(low)):
            low = _blank(low, match.start(), match.end())
    for match in (*_BY_NAME.finditer(raw), *_NAME_LINE.finditer(raw.rstrip())):
        low = _blank(low, match.start(), match.end())
    return _without_signature(low)


def _without_signature(low: str) -> str:
    """A closing word blanked, and the lines under it where they are short and without a number: a name, a post."""
    for match in list(_CLOSING.finditer(low)):
        low = _blank(low, match.start(), match.end())
        at = match.end()
        for _ in range(3):
            line_end = _line_end(low, at + 1)
            line = low[at + 1 : line_end]
            if at + 1 >= len(low) or not _SHORT_LINE.match(line) or len(line.split()) > 4 or "." in line:
                break
            low = _blank(low, at + 1, line_end)
            at = line_end
    return low


def _line_end(low: str, place: int) -> int:
    end = low.find("\n", place)
    return len(low) if end < 0 else end


# ── Sentences ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    marked: bool = False
    title: bool = False


def _sentences(low: str, raw: str) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    item, last_marked = 0, False
    for line in _with_counted_lines(low, _lines(low, raw)):
        if line.marked:
            item += 1
        elif not (last_marked and _CONTINUES.match(raw, line.start, line.end)):
            last_marked = False
        last_marked = last_marked or line.marked
        pieces = _split(low, line.start, line.end)
        found.extend(
            Sentence(start, end, item if last_marked else 0, line.title and index == 0)
            for index, (start, end) in enumerate(pieces)
        )
    if all(sentence.title for sentence in found):
        return tuple(replace(sentence, title=False) for sentence in found)
    return tuple(found)


def _lines(low: str, raw: str) -> list[_Line]:
    """The lines of a text, wrapped ones joined, entries of an inline list ('1) … 2) …') on lines of their own."""
    joined: list[_Line] = []
    at = 0
    for piece in low.split("\n"):
        start, end = at, at + len(piece)
        at = end + 1
        if not piece.strip():
            joined.append(_Line(start, start))
            continue
        subject = _SUBJECT.match(low, start, end)
        marker = None if subject else _MARKER.match(low, start, end)
        wraps = joined and joined[-1].end > joined[-1].start and not marker and not subject and _CONTINUES.match(raw, start, end)
        before = low[joined[-1].start : joined[-1].end].rstrip() if wraps else ""
        if wraps and not joined[-1].title and len(before) > 50 and before[-1] not in ".!?:":
            joined[-1] = _Line(joined[-1].start, end, joined[-1].marked)
        elif subject:
            joined.append(_Line(subject.end(), end, title=True))
        else:
            joined.extend(_inline(low, marker.end() if marker else start, end, bool(marker)))
    return [line for line in joined if line.end > line.start]


def _inline(low: str, start: int, end: int, marked: bool) -> list[_Line]:
    marks = list(_INLINE.finditer(low, start, end))
    marks = [match for match in marks if not _SPELT.search(low, max(start, match.start() - 9), match.start())]
    counted = "".join(match.group(1) for match in marks)
    if len(marks) < 2 or not any(run.startswith(counted) for run in _RUNS):
        return [_Line(start, end, marked)]
    cuts = [match.end() for match in marks]
    ends = [match.start() for match in marks[1:]] + [end]
    lead = [_Line(start, marks[0].start(), marked)] if low[start : marks[0].start()].strip() else []
    return lead + [_Line(cut, stop, marked=True) for cut, stop in zip(cuts, ends, strict=True)]


def _with_counted_lines(low: str, found: list[_Line]) -> list[_Line]:
    """Two or more lines in a row that each open with a number are a list without markers."""
    opens = [bool(_COUNTED_LINE.match(low, line.start, line.end)) and not line.marked and not line.title for line in found]
    return [
        _Line(line.start, line.end, marked=True)
        if here and ((index and opens[index - 1]) or opens[index + 1 : index + 2] == [True])
        else line
        for index, (line, here) in enumerate(zip(found, opens, strict=True))
    ]


def _split(low: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces, at = [], start
    for stop in sorted([*STOP.finditer(low, start, end), *_ANOTHER.finditer(low, start, end)], key=lambda match: match.start()):
        if _ABBREVIATED.search(low, max(at, stop.end() - 8), stop.end()) and low[stop.end() : end].strip():
            continue
        if low[at : stop.end()].strip():
            pieces.append((at, stop.end()))
        at = stop.end()
    if low[at:end].strip():
        pieces.append((at, end))
    return pieces
