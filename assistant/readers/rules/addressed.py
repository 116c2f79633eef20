"""A text to the stretches of it that are addressed to software: dropped before facts are read, whoever reads them.

accounting-rules.md, 'When to ask instead of drafting'. The tables mail.txt and smuggled.txt hold the wordings.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from assistant.patterns import regex
from assistant.readers.rules.disguise import encoded, seen
from assistant.readers.rules.scan import phrases, plain
from assistant.readers.rules.tables import mail, smuggled

Span = tuple[int, int]

STOP = regex(r"(?<![!?])[!?]++[\"')]*(?=\s|\Z)|(?<!\.)\.{1,3}[\"')]*(?=\s|\Z)(?!\s*\d+\s*(?:am|pm))")

_ADDRESSED = phrases(mail.ADDRESSEES)
_ORDERED = phrases((*mail.ORDERS, *smuggled.ORDERS))
_BRACKETED = regex(r"\[[^\[\]]*\]|\{[^{}]*\}|#{2,}[^#]*#{2,}|<<[^<>]*>>|^[ ]*--[^\n]*--[ ]*$", re.M)
_NAMES, _ALSO = "|".join(smuggled.NAMES), "|".join(smuggled.ALSO)
_WARES = "|".join(smuggled.WARES)
# Where a sentence, a quoted line, a comment or a bracket begins with the name of software that is spoken to.
_BEGINS = r"(?:^|[\n.!?>;*(\[{<#\"'`|/!:-])[ \t]*"
_SPOKEN_TO = regex(
    rf"{_BEGINS}(?P<at>(?:(?:hey|dear|hello|hi|ok|okay|please|attention|p\.?s\.?)[ ,]+)?@?(?:"
    rf"(?:{_NAMES})[ ]?[:,](?!\w)|(?:{_NAMES})[ ]readers?[ ]?:|"
    rf"(?:{_ALSO})[ ]?:(?![ ]*(?:{'|'.join(smuggled.RECORDS)}))(?!\w)|"
    rf"(?:(?:{_ALSO}),|(?:{_WARES})[:,])[ ](?:please[ ]|kindly[ ]|do[ ])?(?:{'|'.join(smuggled.VERBS)})\b|"
    rf"(?:{_NAMES})\)?[ ]*\]|(?<=@)(?:{_NAMES}|{_ALSO})\b))",
)
_AMID = regex(rf", (?P<at>(?:{_NAMES})), (?:please )?[a-z]")
_CALLS = "@:,]"  # without one of these nobody is spoken to by name
_SCRIPTS = regex("|".join(smuggled.SCRIPTS))
_ENDS = regex("|".join(rf"(?<!\w)(?:{phrase})" for phrase in smuggled.ENDS))
_KEY = regex(rf"[\"'<\[]?(?:\w*_)?(?:{'|'.join(smuggled.KEYS)})(?:_\w+)?[\"']?\s*[:=]|\"role\"")
_FENCED = regex(r"```.*?(?:```|\Z)|^---[ ]*\n.*?\n---[ ]*$", re.M | re.S)
_ROLE = r"(?:inst|system|sys|admin|prompt|instructions?|assistant|developer|tool\w*|function\w*|script|hidden)"
_TAGGED = regex(
    rf"\[({_ROLE})\].*?(?:\[/\1\]|$)|<({_ROLE})\b[^>]*>.*?(?:</\2>|\Z)|<\|im_start\|>.*?(?:<\|im_end\|>|\Z)|<<sys>>.*?<</sys>>",
    re.S,
)
_COMMAND = regex(r"^[ \t]*(?:#!/|/)[a-z][^\n]*$|\{\{[^{}]*\}\}", re.M)  # of a chat, a shell, a template
_SUSPECT = regex(r"[<\[{`|]|---|:")  # without one of these no markup stands in a text
_HEADS = regex(r"[^\n]*:[ ]*\Z|[ ]*#+[^\n]*\Z")  # what the lines below belong to


@lru_cache(maxsize=64)
def addressed(raw: str) -> tuple[Span, ...]:
    """The stretches to drop: the block or the rest of the line that is addressed, or the sentence that orders, in order."""
    low = plain(raw)
    found = list(_blocks(low))
    found += _lines(low, found)
    for other in seen(raw):
        found += [other.span(*span) for span in (*_blocks(other.low), *_lines(other.low, []))]
    found += [(_sentence_start(low, at), _line_end(low, end)) for at, end in encoded(raw)]
    return tuple(sorted(dict.fromkeys(found)))


def without_addressed(raw: str, also: tuple[Span, ...] = ()) -> str:
    """The text with those stretches, and these, blank: as long as before, so that places in it stay places in the text."""
    for start, end in (*addressed(raw), *also):
        raw = raw[:start] + re.sub(r"[^\n]", " ", raw[start:end]) + raw[end:]
    return raw


def begins_at(name: str) -> int | None:
    """Where an order begins in a name of the books, into which somebody has written one; None where there is none."""
    low = plain(name)
    starts = [start for start, _ in _blocks(low)] + [start for start, _, _ in _told(low)] + [start for start, _ in encoded(name)]
    for other in seen(name):
        starts += [other.places[start] for start, _ in _blocks(other.low)]
        starts += [other.places[start] for start, _, _ in _told(other.low)]
    return min(starts, default=None)


def _blocks(low: str) -> Iterator[Span]:
    """Marked-up stretches that speak to software, and all that stands behind a made-up end of the text."""
    for block in _BRACKETED.finditer(low):
        if _ADDRESSED.search(block.group()) or _ORDERED.search(block.group()) or _SPOKEN_TO.search(block.group()):
            yield block.span()
    for command in _COMMAND.finditer(low):
        yield command.span()
    if not _SUSPECT.search(low) and "end" not in low:
        return
    for block in _FENCED.finditer(low):
        if _KEY.search(block.group()) or _SPOKEN_TO.search(block.group()):
            yield block.span()
    for block in _TAGGED.finditer(low):
        yield block.span()
    for start, end in _braced(low):
        if _KEY.search(low, start, end):
            yield start, end
    if ended := _ENDS.search(low):
        yield ended.start(), len(low)


def _braced(low: str) -> Iterator[Span]:
    """Outermost pairs of braces."""
    depth, begun = 0, 0
    for found in re.finditer(r"[{}]", low):
        if found.group() == "{":
            begun = found.start() if depth == 0 else begun
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield begun, found.end()


def _lines(low: str, blocks: list[Span]) -> list[Span]:
    """Sentences and lines outside the blocks: of an addressed one the rest of its line, of an order its sentence."""
    found = list(blocks)
    for start, end, ends in _told(low):
        if not any(begin <= start < stop for begin, stop in found):
            found.append((_sentence_start(low, start), ends(low, end)))
    return found[len(blocks) :]


def _told(low: str) -> Iterator[tuple[int, int, Callable[[str, int], int]]]:
    """Where software is spoken to or told what to do, and what ends the stretch."""
    yield from ((match.start(), match.end(), _paragraph_end) for match in _ADDRESSED.finditer(low))
    if any(sign in low for sign in _CALLS):
        for match in (*_SPOKEN_TO.finditer(low), *_AMID.finditer(low)):
            yield match.start("at"), match.end(), _paragraph_end
    yield from ((match.start(), match.end(), _sentence_end) for match in _ORDERED.finditer(low))
    if not low.isascii():
        yield from ((match.start(), match.end(), _line_end) for match in _SCRIPTS.finditer(low))


def _sentence_start(low: str, place: int) -> int:
    line = low.rfind("\n", 0, place) + 1
    stops = [match.end() for match in STOP.finditer(low, line, place)]
    return max([line, *stops])


def _sentence_end(low: str, place: int) -> int:
    stop = STOP.search(low, place, _line_end(low, place))
    return stop.end() if stop else _paragraph_end(low, place)


def _line_end(low: str, place: int) -> int:
    end = low.find("\n", place)
    return len(low) if end < 0 else end


def _paragraph_end(low: str, place: int) -> int:
    """The end of the line or, where the line only heads those below it, of these."""
    end = _line_end(low, place)
    if not _HEADS.match(low, low.rfind("\n", 0, place) + 1, end):
        return end
    below = low.find("\n\n", end)
    return len(low) if below < 0 else below
