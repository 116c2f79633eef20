"""The numbers of earlier entries in a text to the one that is to be taken back: 'WO-205 is right, reverse 206 only'."""

import re
from collections.abc import Sequence
from datetime import date

from assistant.patterns import regex
from assistant.readers.rules.scan import compiled

Number = tuple[int, int, str]  # where it stands, and the number of the entry on file

_UNDO_BEFORE = regex(
    r"\b(?:reverse|revers(?:al|ing)(?: of)?|undo|void|cancel|delete|remove|strike|kill|drop|back out|take (?:out|back)|take)"
    r"(?: (?:out|back|only|just|the|entry|number|no\.?|#|duplicate|double|second|later|other|one|please|for|of))*[\s,(:#]*\Z"
)
_WRONG_BEHIND = regex(
    r"\)?,? (?:(?:is|was|being|as) (?:just |only |clearly )?(?:an? |the |our |my )?(?:exact )?"
    r"(?:duplicate|double|dup|dupe|copy|repeat|extra|wrong|mistake|error|second one|one to (?:reverse|undo|go|cancel|void|drop)|"
    r"(?:entered|keyed|booked|posted|made|typed|put in) (?:by mistake|in error|twice|again|wrongly|by accident|a second time))|"
    r"should (?:go|be reversed|never|not)|(?:repeats?|duplicates?|doubles?) |needs? (?:to go|reversing|to be reversed|undoing)|"
    r"(?:only |alone )?(?:back )?out\b|has to go|only\b|must go)"
)
_KEEP_BEFORE = regex(
    r"\b(?:keep|leave|not|except|but not|unlike|instead of|rather than|(?:duplicate|double|copy|repeat) of|same as|repeats|"
    r"duplicates|doubles|already (?:in|on|under|as))(?: (?:the|entry|number|no\.?|#|first|original|one|in))*[\s,(:#]*\Z"
)
_KEEP_BEHIND = regex(
    r"\)?,? (?:(?:is|was|looks) (?:the |quite |perfectly )?"
    r"(?:right|correct|fine|ok|okay|good|real|original|genuine|valid|true|proper|one to keep|one that stands|keeper)\b|"
    r"stands|stays|can (?:stand|stay)|should (?:stand|stay)|as it (?:is|stands)|alone\b|remains)"
)
_ALONE = regex(  # no goods behind it that it could count
    r"(?<![\w$£€₹¥.,/-])\d{3,}"
    r"(?=\s*(?:[,;:)!?\n]|\.(?!\d)|\Z|(?:only|please|and|as|out|instead|not|but|because|since|it|is|was|too|back)\b))"
)
_LATER = regex(r"\b(?:second|later|latter|last|latest|newer|most recent|twice|double|duplicate)\b")
_EARLIER = regex(r"\b(?:first|earlier|former|older|original) (?:one|entry|of (?:them|the two))\b")


def short_numbers(low: str, known: Sequence[str]) -> list[Number]:
    """Entries named by the last figures of their number alone: 'reverse 206', 'leave 205 as it is'."""
    alone = list(_ALONE.finditer(low))
    tail = compiled(r"(?<=[^\d])\d{3,}\Z")
    tails = {match[0]: ref for ref in known if (match := tail.search(ref))} if alone else {}
    found: list[Number] = []
    for match in alone:
        before = low[max(0, match.start() - 40) : match.start()]
        if match[0] in tails and (_UNDO_BEFORE.search(before) or compiled(r"\b(?:keep|leave|not)\s+(?:#)?\Z").search(before)):
            found.append((match.start(), match.end(), tails[match[0]]))
    return found


def meant(low: str, numbers: Sequence[Number], days: dict[str, date]) -> str:
    """The number of the entry to take back; '' where the text names none, or asks for several at once.

    `days`: the day of each entry on file. Of two that repeat each other the later one goes.
    """
    refs = list(dict.fromkeys(ref for _, _, ref in numbers))
    if len(refs) < 2:
        return refs[0] if refs else ""
    kept = {ref for start, end, ref in numbers if _is(low, start, end, _KEEP_BEFORE, _KEEP_BEHIND)}
    asked = {ref for start, end, ref in numbers if _is(low, start, end, _UNDO_BEFORE, _WRONG_BEHIND)}
    for pool in (asked - kept, set(refs) - kept):
        if len(pool) == 1:
            return pool.pop()
    ordered = sorted(refs, key=lambda ref: (days.get(ref, date.min), refs.index(ref)))
    if _EARLIER.search(low):
        return ordered[0]
    return ordered[-1] if _LATER.search(low) else refs[0]


def _is(low: str, start: int, end: int, before: re.Pattern[str], behind: re.Pattern[str]) -> bool:
    return bool(before.search(low, max(0, start - 50), start) or behind.match(low, end))
