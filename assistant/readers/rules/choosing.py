"""The words of an answer to the one meant of several choices, or of the entries posted before."""

import re
from dataclasses import replace
from datetime import date

from assistant.books.proposal import ReadingContext
from assistant.books.question import Choice
from assistant.matching import Candidate
from assistant.patterns import regex
from assistant.readers.rules.answered import Answer, clearly_best

_ORDINALS = {
    "first": 1, "1st": 1, "former": 1, "top": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5,
    "5th": 5, "sixth": 6, "6th": 6, "last": -1, "latter": -1, "bottom": -1,
}  # fmt: skip
_NUMBERED = regex(r"(?:number|no\.?|nr\.?|option|choice|#)?\s*(\d{1,2})\)?")
_LATEST = regex(r"\b(?:latest|newest|most recent|later)\b")
_EARLIEST = regex(r"\b(?:oldest|earliest|earlier)\b")


def chosen(choices: tuple[Choice, ...], words: str) -> str | None:
    """The choice meant: its own value or label, its place in the list, or the one that the words fit clearly best."""
    said = words.casefold().strip(" .!")
    for choice in choices:
        if said in (choice.value.casefold(), choice.label.casefold()):
            return choice.value
    place = place_in_list(said)
    if place is not None and choices and (place == -1 or 1 <= place <= len(choices)):
        return choices[place - 1 if place > 0 else -1].value
    return clearly_best([Candidate(choice.value, f"{choice.value} {choice.label}") for choice in choices], words)


def place_in_list(said: str) -> int | None:
    """'2', 'number 2', 'the second one please', 'the last'."""
    words = [word for word in said.split() if word not in ("the", "one", "item", "entry", "please", "pls", "thanks")]
    if len(words) == 1 and words[0] in _ORDINALS:
        return _ORDINALS[words[0]]
    numbered = _NUMBERED.fullmatch(" ".join(words))
    return int(numbered[1]) if numbered else None


def entry_meant(choices: tuple[Choice, ...], said: Answer) -> str | None:
    """The earlier entry meant: by its number, its day ("last Tuesday's"), its words, its place in the list, or as the latest."""
    offered = {choice.value for choice in choices}
    earlier = [entry for entry in said.context.earlier if not offered or entry.ref in offered]
    found = named_entry(said.words, said.context)
    if not found and said.facts.days:
        dated = [entry.ref for entry in earlier if entry.entry_date in {one.day for one in said.facts.days}]
        found = dated[0] if len(dated) == 1 else None
    if not found:
        days = {entry.ref: entry.entry_date for entry in earlier}
        told = tuple(replace(choice, label=_dated(choice, days.get(choice.value))) for choice in choices)
        found = chosen(told, said.words) or _by_age(days, said.facts.page.low)
    return found


def _dated(choice: Choice, day: date | None) -> str:
    """The label with the names of its day, as people say them: 'Tuesday 29 September'."""
    return f"{choice.label} {day:%A %B}" if day is not None else choice.label


def _by_age(days: dict[str, date], low: str) -> str | None:
    """'The latest', 'the earlier one': of entries that have different days."""
    ordered = sorted(days, key=lambda ref: days[ref])
    if len(set(days.values())) < 2 or bool(_LATEST.search(low)) == bool(_EARLIEST.search(low)):
        return None
    end, next_one = (ordered[-1], ordered[-2]) if _LATEST.search(low) else (ordered[0], ordered[1])
    return end if days[end] != days[next_one] else None


def named_entry(words: str, context: ReadingContext) -> str | None:
    """The earlier entry whose number stands in the words."""
    said = words.casefold()
    found = [entry.ref for entry in context.earlier if re.search(rf"(?<!\w){re.escape(entry.ref.casefold())}(?!\w)", said)]
    return found[0] if len(found) == 1 else None
