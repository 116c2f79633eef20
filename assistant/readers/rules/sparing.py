"""Goods and places that a text says are fine, or were dealt with before: they take no part in the loss."""

from assistant.patterns import regex
from assistant.readers.rules.facts import Facts
from assistant.readers.rules.mention import Mention
from assistant.readers.rules.scan import between, compiled, phrases
from assistant.readers.rules.tables import spared

LONGEST_CLAUSE = 400  # characters: what stands further behind goods says nothing of them
_FINE, _NOT_THESE, _LEFT = phrases(spared.FINE), phrases(spared.NOT_THESE), phrases(spared.LEFT)
_CLAUSE = regex(r"[.;:!?\n()]|,(?!\d)|\s-\s|\b(?:but|so|while|though|because|and then|only the)\b")
_WROTE = regex(
    r"\b(?:wrote|written|writing|booked|took|taken|binned|marked|entered|did)(?: (?:off|out|down))?(?: the| all)?\s*\Z"
)
_ALREADY = regex(r"\b(?:already|earlier|before)\b")
_LEAD = regex(r"[,;:\s]*(?:(?:so|and|but)\b)?\s*(?:please |just )?")
_EXCEPT = regex(r"\b(?:except(?: for)?|bar|save) \Z")
_NEAR = 90  # characters behind a name in which "leave those" speaks of it


def spared_mention(facts: Facts, mention: Mention) -> bool:
    """The clause says that these goods are fine, or were dealt with."""
    if not mention.words and _EXCEPT.search(facts.page.low[max(0, mention.start - 14) : mention.start]):
        return False  # of goods before it that are named without a number
    return spared_at(facts, mention.start, mention.end)


def _clause_end(low: str, start: int) -> int:
    behind = _CLAUSE.search(low, start, start + LONGEST_CLAUSE)
    return behind.start() if behind else min(len(low), start + LONGEST_CLAUSE)


def spared_at(facts: Facts, start: int, end: int) -> bool:
    """The clause says of the goods or the place named at [start, end) that they are fine: 'the depot is not affected'."""
    low, stop = facts.page.low, end
    before = [match.end() for match in _CLAUSE.finditer(low, max(0, start - 60), start)]
    begin = max([max(0, start - 60), *before])
    if _NOT_THESE.closes(low[begin:start]):
        return True
    if _WROTE.search(low[begin:start]) and _ALREADY.search(low, stop, _clause_end(low, stop)):
        return True  # "wrote off 5 mugs on Monday already"
    end = _clause_end(low, stop)
    others = [other.start for other in between(facts.mentions, stop, end) if other.named]
    other_goods = not others or compiled(r"\A\s*(?:and|&|or)\s").search(low[stop : others[0]])
    clause = low[stop : end if other_goods else others[0]]
    if any(
        not compiled(r"\b(?:never|not|didn't|hasn't|haven't|can't be) \Z").search(clause[: match.start()])
        for match in _FINE.finditer(clause)
    ):
        return True
    alone = _LEFT.search(clause[:_NEAR])
    if alone and not compiled(r"\b(?:and|,)\s*\Z").search(clause[: alone.start()]):
        return True
    following = low[end : end + 40]
    lead = _LEAD.match(following)
    left = lead is not None and _LEFT.match(following, lead.end()) is not None
    return left and not compiled(r"[.!?]\s*\Z").search(low[stop:end])
