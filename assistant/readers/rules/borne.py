"""Numbers to those that count what another side bears or refuses: 'they will credit eight', 'nothing on the other 2'."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.books.numerals import Numeral
from assistant.books.proposal import RecoveryStatus
from assistant.patterns import regex
from assistant.readers.rules.scan import compiled, phrases
from assistant.readers.rules.tables import parties
from assistant.readers.rules.tables.nouns import UNITS

_AGREED = ("ok(?:'?d|ayed|ed)", "approved", "agreed(?: to)?", "accepted", "allowed", "passed", "sanctioned")
_PAYS = ("(?:pay|credit|refund|cover|replace|reimburse)s", "credit(?: notes?| memos?)?", "refund", "debit note", "claim")
_PAY = phrases([*parties.PAY, *_PAYS, "replacements?", *_AGREED])
_NOTHING = phrases(["nothing(?: back)?", "not a (?:cent|penny)", "no (?:credit|refund|claim|cover|replacements?)", *parties.NOT])
_OPEN = phrases([*parties.STATUSES[RecoveryStatus.PENDING], *parties.STATUSES[RecoveryStatus.DISPUTED]])
_REST = regex(r"\b(?:other|last|remaining)\s+\Z")
_STOP = regex(r"[.;,\n]")
_LEADS = frozenset(
    "us me back note notes memo for only just on against of the a an another all in respect out up to full at least is was "
    "agreed other last remaining with".split()
)
_OF_THEM = regex(r"\s*(?:only\b\s*)?(?:of (?:them|those|these|it|the)\b|ones?\b|only\b|out of\b)")
_OF_OTHERS = regex(r"\s*of (?!them|those|these|it|the\b)")
_ENDS = regex(
    r"\s*(?:[.,;:)!]|\Z|\n|-\s|(?:and|but|at|so|by|with|in|on|not|the (?:rest|other|remaining|last)|leaving|as|"
    r"while|we|this|next|"
    r"today|since)\b)"
)
_PAPER = regex(r"\b(?:credit|debit) (?:notes?|memos?)\b")
_REACH = 60  # characters before a number in which the word for paying stands


@dataclass(frozen=True, slots=True)
class UnitsBorne:
    """Units that another side bears (`numbers`), and those that it says it will not (`refused`)."""

    numbers: tuple[Numeral, ...] = ()
    refused: tuple[Numeral, ...] = ()


def units_borne(low: str, numbers: Sequence[Numeral]) -> UnitsBorne:
    """The numbers, behind another one in the text, that stand with a word for paying and count no goods by name."""
    spoken = [number for index, number in enumerate(numbers) if index and _is_borne(low, number)]
    refused = tuple(
        number
        for index, number in enumerate(numbers)
        if index and (_is_left_open(low, number) or (number in spoken and _NOTHING.search(_clause_before(low, number))))
    )
    return UnitsBorne(tuple(number for number in spoken if number not in refused), refused)


def papers(low: str) -> Iterator[tuple[int, int]]:
    """Credit notes and the like: no goods, whatever cards and notes are on file."""
    return (match.span() for match in _PAPER.finditer(low))


def _clause_before(low: str, number: Numeral) -> str:
    begin = max(low.rfind(stop, 0, number.start) for stop in ".;,\n") + 1
    return low[max(begin, number.start - _REACH) : number.start]


def _is_left_open(low: str, number: Numeral) -> bool:
    """'The remaining four are still under discussion': of the same goods, and not agreed."""
    rest = _REST.search(low, max(0, number.start - 12), number.start)
    stop = _STOP.search(low, number.end)
    return bool(rest and _OPEN.search(low[number.end : stop.start() if stop else len(low)]))


def _is_borne(low: str, number: Numeral) -> bool:
    before = _clause_before(low, number)
    spoken = (match for words in (_PAY, _NOTHING) for match in words.finditer(before))
    led = any(all(word in _LEADS for word in before[match.end() :].split()) for match in spoken)
    if not led or compiled(r"[$£€₹]\s*\Z|\brs\.?\s*\Z").search(before):
        return False
    behind = low[number.end :]
    unit = compiled(r"\s*([a-z]+)\b").match(behind)
    if unit and unit[1] in UNITS and unit[1] not in ("m", "l", "g"):
        return not _OF_OTHERS.match(behind, unit.end())
    return bool(_OF_THEM.match(behind) or _ENDS.match(behind))
