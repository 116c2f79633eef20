"""Mentions of goods to those that stand: what is said last where a person corrects it, all but what is spared."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.books.proposal import QuantityRelation
from assistant.patterns import regex
from assistant.readers.rules.mention import Mention
from assistant.readers.rules.scan import compiled
from assistant.readers.rules.tables.nouns import ATTRIBUTES

_OPENS = r"\s*(?:\.{2,}|[,;:(?–-]|…)*(?:\s*-)?\s*"
_SAYS = (
    r"(?:(?:(?:oh|er+|um+|ah|hmm|eh|uh) )?(?:no|nope|nah|sorry|wait|oops|whoops|hang on|hold on|scratch that|strike that|"
    r"correction|er+m?|uh|i mean|i meant|i should say|make that|make it|rather|actually|my mistake|my bad|apologies|"
    r"should (?:be|read)|should have (?:been|said)|let me correct (?:that|myself)|or rather)[\s,.:;…–-]*){1,4}"
)
_IT_IS = (
    r"(?:(?:that's|thats|it's|its|it was|there were|there was|there's|theres|there are|that should be|make that|i mean|i meant|"
    r"we have|i see)\s+)?(?:not [a-z]+ but )?(?:only |just )?(?:the |all )?"
)
_CORRECTS = regex(_OPENS + _SAYS + _IT_IS)
_CORRECTS_BEHIND = regex(
    r"(?: [a-z]+){1,3}\s*(?:\.{2,}|[,;:(–-]|…)\s*"
    r"(?:no,? (?:sorry|wait|make that)|sorry|wait|correction|i mean|i meant|make that|scratch that)[\s,:]*"
    r"(?:no[\s,:]*)?(?:make that )?"
    r"(?:(?:i|we|he|she|they) (?:mis)?(?:counted|read|typed|wrote|said|got|keyed|heard|told you)(?: (?:it|that|them))?"
    r"(?: (?:wrong|badly|too many))?[\s,;:.-]*)?(?:(?:it's|its|it was|there were|there are|that's|should be)\s+)?(?:only |just )?"
)
# In a sentence of its own, of the same goods: "…, smashed. Correction: 3 lamps."
_CORRECTS_LATER = regex(
    r"[^.;!?\n]{0,60}[.;!?\n]+\s*(?:oh |er |um |sorry,? |oops,? |wait,? |no,? )*"
    r"(?:correction|make that|make it|scratch that|strike that|i meant?|that should (?:be|read|have been)|should (?:be|read)|"
    r"no,? it's|it's only|it was only)[\s,:-]*(?:it's |that's |make that )?"
)


_CORRECTS_GOODS_LATER = regex(  # "all but 3 of the green vases smashed. no sorry the CLEAR ones, the greens are fine"
    r"[^.;!?\n]{0,60}[.;!?\n]+\s*(?:(?:no|nope|oh|er|um|ah|oops|whoops|sorry|wait|hang on|actually)[\s,.:;-]*){0,3}"
    r"(?:(?:no|oh|oops|ah)[\s,.:;-]*(?:no|sorry|wait|hang on|actually)|sorry|correction|scratch that|strike that|"
    r"my mistake|my bad|i meant?|make that|should (?:be|read)|should have (?:been|said)|that should be)[\s,.:;-]*"
    r"(?:(?:i meant?|make that|it was|it's|that's|they were|not the [a-z]+(?: ones)?,? but)[\s,]*)?(?:only |just )?(?:the )?"
)
_ENDS_CLAUSE = regex(r"\s*(?:ones?\b)?\s*(?:[.,;:!)\n-]|\Z)")
_SPARED_FIRST = regex(
    r"(?:^|[.;:!?\n,-])\s*(?:all )?(?:except(?:ing)?(?: for)?|apart from|other than|excluding|save for|bar)(?: the)? \Z"
)


def corrected(found: Sequence[Mention], low: str) -> tuple[Mention, ...]:
    """'4 tarps... no 5 tarps', '6 tea cups, sorry, 6 espresso cups', '8 white caulk, er no, clear': what is said last stands."""
    kept: list[Mention] = []
    for mention in found:
        before = kept[-1] if kept else None
        if before and (
            mended := _mended(before, mention, low) or _all_but(before, mention, low) or _but_first(before, mention, low)
        ):
            kept[-1] = mended
        else:
            kept.append(mention)
    return tuple(kept)


def _mended(before: Mention, mention: Mention, low: str) -> Mention | None:
    """The mention that stands in the place of both; None where the later corrects nothing."""
    said = low[before.end : mention.start]
    if before.quantity is None:
        return None
    if mention.quantity is None:
        later = _CORRECTS_GOODS_LATER.fullmatch(said) and _ENDS_CLAUSE.match(low, mention.end)
        other = mention.named and (_CORRECTS.fullmatch(said) or later)
        return _other_goods(before, mention) if other else None
    same = _is_same(before.words, mention.words)
    if _CORRECTS.fullmatch(said) or (same and (_CORRECTS_BEHIND.fullmatch(said) or _CORRECTS_LATER.fullmatch(said))):
        return mention if mention.words else replace(before, quantity=mention.quantity, end=mention.end)
    return None


def _other_goods(before: Mention, mention: Mention) -> Mention:
    """As many of the goods named last; a colour or size alone stands in the place of the one said before."""
    kept = [word for word in before.words.split() if word.lower() not in ATTRIBUTES] if mention.attribute else []
    words = " ".join([*kept, mention.words])
    return replace(before, words=words, end=mention.end, pieces=(*before.pieces, *mention.pieces))


def _is_same(before: str, later: str) -> bool:
    """The later words name no other goods: none, or words of the earlier ones ('2 circular saws', '1 saw')."""
    first, second = ({word.rstrip("s") for word in words.lower().split()} for words in (before, later))
    return second <= first or first <= second


_EXCEPT = regex(
    r"[^.;!?\n]{0,40}?\b(?:except(?:ing)?(?: for)?|(?:all )?but|bar|apart from|other than|excluding|save(?: for)?|minus|less)"
    r"(?: the| about| for)?\s+"
)


def _all_but(every: Mention, spared: Mention, low: str) -> Mention | None:
    """'All the mugs in the store except 4'; in 'all the mugs and the jugs except 4' the number may be of either."""
    said, stays = every.quantity, spared.quantity if not spared.words else None
    between = low[every.end : spared.start]
    if said is None or stays is None or not stays.parts or said.relation is not QuantityRelation.ALL or said.parts:
        return None
    if compiled(r"\b(?:and|plus|or)\b|&|,[^,]*,").search(between) or not _EXCEPT.fullmatch(between):
        return None
    return replace(every, quantity=replace(stays, relation=QuantityRelation.ALL_BUT), end=spared.end)


def _but_first(spared: Mention, every: Mention, low: str) -> Mention | None:
    """'Except for 20 boxes of 24 which are promised, write all of them down', 'Apart from 3, all the lamps were crushed'."""
    said, stays = every.quantity, spared.quantity
    if said is None or stays is None or not stays.parts or said.relation is not QuantityRelation.ALL or said.parts:
        return None
    if not _SPARED_FIRST.search(low, max(0, spared.start - 24), spared.start) or compiled(r"[.;!?\n]").search(
        low, spared.end, every.start
    ):
        return None
    return replace(every, quantity=replace(stays, relation=QuantityRelation.ALL_BUT))
