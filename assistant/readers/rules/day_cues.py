"""A day's place in a text to what it is the day of: the loss, an entry to book, a delivery, a claim, a printed date."""

from assistant.patterns import regex
from assistant.readers.rules.scan import compiled, phrases
from assistant.readers.rules.tables import days

BOOKED, SPELLED_OUT, PERIOD, NEAR, TODAY, LOOSE, SENT, ELSEWHERE = 100, 60, 58, 55, 50, 40, 5, 0
_BOOKING, _EXPIRY = phrases(days.BOOKING), phrases(days.EXPIRY)
_ELSEWHERE, _HAPPENED, _SENT = phrases(days.ELSEWHERE), phrases(days.HAPPENED), phrases(days.SENT)
_OF = ((_BOOKING, BOOKED), (_EXPIRY, ELSEWHERE), (_ELSEWHERE, ELSEWHERE), (_SENT, SENT))
_CLOSE_BY = regex(rf"\b(?:{'|'.join(days.CLOSE_BY)})\s+(?:the\s+|last\s+|around\s+|about\s+)?\Z")
_BEHIND = regex(rf"(?:'s)?\s*(?:{'|'.join(days.BEHIND_ELSEWHERE)})\b")
_INCIDENT = regex(
    r"(?:'s)?\s+(?:break-?ins?|burglar\w*|robber\w*|thefts?|raid|fires?|floods?|storms?|hail\w*|accident|incident|spill|leak|"
    r"power (?:cut|failure|outage)|outage|collapse|crash)\b"
)
_NEWS = regex(
    r",?\s+(?:we|i|you|they)(?:'ve| have| had)? "
    r"(?:received|got (?:a|an|your|the|his|her|their) (?:e-?mail|mail|letter|call|note|quote)|"
    r"e-?mailed|wrote|called|rang|phoned|ordered|bought|contacted|reported|notified|filed|claimed|asked|agreed|confirmed)\b"
)
_PLAIN_VERB = regex(r"\b(?:was|were|is|are)\Z")
_OF_A_BAN = regex(
    r"\b(?:ban|bans|banned|order|notice|directive|regulation|law|recall|rule)\b[^.;\n]{0,70}"
    r"(?:effective|in force|with effect)(?: (?:from|as of))?\s+\Z"
)
_CUE_REACH = 46  # characters before a day in which a cue speaks for it
_CLAUSE_END = regex(r"[.;\n](?=\s|$)|,(?=\s*(?:and|but|so|pulled|tossed|binned|thrown|threw|they|we|dumped)\b)")


def weight(low: str, start: int, end: int, plainly: int) -> int:
    """How surely the day named at [start, end) is that of the loss; `plainly` where no cue says what it is the day of."""
    begin = max(0, start - _CUE_REACH)
    for stop in _CLAUSE_END.finditer(low, begin, start):
        begin = stop.end()
    near = low[begin:start]
    if (
        compiled(r"(?:\bfor|\bat|\bof|\bon)\s+\Z").search(near)
        and compiled(r"\boff\b[^,]{0,24}\Z").search(near)
        and "wrote" not in near
    ):
        return BOOKED  # "write them off for today"
    if _NEWS.match(low, end):
        return ELSEWHERE  # "on 11/3 we received your email"
    if _INCIDENT.match(low, end):
        return plainly  # "signed off on the 10/2 break-in"
    if _CLOSE_BY.search(near):
        return ELSEWHERE
    cues = [
        (match.end(), match.end() - match.start(), weight)
        for pattern, weight in (*_OF, (_HAPPENED, plainly))
        for match in pattern.finditer(near)
    ]
    nearest = max(cues, default=None)
    if nearest and _PLAIN_VERB.search(near[: nearest[0]]) and (printed := [cue for cue in cues if cue[2] == ELSEWHERE]):
        nearest = max(printed) if _EXPIRY.search(near) else nearest  # "best before on the seed (5) was 8/31"
    if nearest and nearest[2] == BOOKED and len(near) - nearest[0] > 14:
        nearest = None  # "as of" speaks for the day right behind it
    if nearest and nearest[2] == BOOKED and _OF_A_BAN.search(low, max(0, start - 90), start):
        return LOOSE  # "stop-sale notice, effective 28 Sept": the goods may have gone later
    if nearest and nearest[2] == BOOKED:
        return BOOKED - (plainly in (PERIOD, LOOSE))  # "it belongs in Q2, so date it 6/28"
    if nearest and nearest[2] <= SENT and "," in near[nearest[0] :]:
        nearest = None  # "past date, 9/10": not the date that they were past
    if _BEHIND.match(low, end):
        return ELSEWHERE
    return nearest[2] if nearest else plainly
