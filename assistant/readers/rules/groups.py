"""A page to the stretches that each tell one loss: the entries of a list, or lines of goods with a reason of their own."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from assistant.books.proposal import QuantityRelation
from assistant.books.reasons import Reason
from assistant.patterns import regex
from assistant.readers.rules.blocks import Sentence
from assistant.readers.rules.dates import loss_day
from assistant.readers.rules.day_cues import BOOKED
from assistant.readers.rules.facts import Facts, within
from assistant.readers.rules.goods_line import GoodsLine
from assistant.readers.rules.kinds import says_what_to_do, says_write_down
from assistant.readers.rules.lines import goods_lines
from assistant.readers.rules.mention import Mention
from assistant.readers.rules.number_cues import number_of
from assistant.readers.rules.scan import between
from assistant.readers.rules.signals import the_reason
from assistant.readers.rules.sparing import spared_mention


@dataclass(slots=True)
class Group:
    """Sentences of one loss, narrowed where one sentence tells of two losses, and its lines of goods."""

    sentences: list[Sentence]
    lines: list[GoodsLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a stretch says by itself: its reason, whether it writes down, its day."""

    reason: Reason | None
    down: bool | None
    day: date | None


def groups_of(facts: Facts) -> tuple[list[Sentence], list[Group]]:
    """The sentences that hold for every loss of the text, and the losses."""
    sentences = list(facts.page.sentences)
    items = sorted({sentence.item for sentence in sentences if sentence.item})
    shared = [sentence for sentence in sentences if not sentence.item]
    if items:
        groups = [_group(facts, [s for s in sentences if s.item == item]) for item in items]
        own = [sentence for sentence in shared if _tells_a_loss(facts, sentence)]
        if own and not any(sentence.title for sentence in own):
            groups = [_group(facts, own), *groups]
            shared = [sentence for sentence in shared if sentence not in own]
        return shared, [group for item_group in groups for group in _by_reason(facts, item_group)]
    groups = _prose(facts, [s for s in shared if not s.title])
    return [s for s in shared if s.title or (len(groups) > 1 and _dates_all(facts, s))], groups


def _dates_all(facts: Facts, sentence: Sentence) -> bool:
    """A sentence without goods that says at what day to book: it holds for all that went before."""
    booked = [day for day in within(facts.days, [sentence]) if day.weight >= BOOKED - 1]
    return bool(booked) and not any(mention.named for mention in within(facts.mentions, [sentence]))


def _group(facts: Facts, sentences: list[Sentence]) -> Group:
    said = within(facts.mentions, sentences)
    spared = [mention for mention in said if spared_mention(facts, mention)]
    lines = goods_lines(facts, [mention for mention in said if mention not in spared], sentences)
    for mention in spared:
        _less(facts, mention, lines)
    return Group(sentences, lines)


def _less(facts: Facts, mention: Mention, lines: list[GoodsLine]) -> None:
    """'6 blades fell off the truck, 4 are ok': how many are lost is not said in so many words."""
    told, low = mention.quantity, facts.page.low
    line = next((one for one in reversed(lines) if one.end <= mention.start), None)
    if line is None or line.quantity is None or told is None or told.number is None or mention.named or told.definite:
        return
    if _CORRECTED.search(low, line.start, mention.start):
        return  # "20 bags, actually 18, two were fine"
    number, joined = number_of(line), _AND_OF_THESE.search(low, line.end, mention.start)
    if number is not None and told.bare and told.number < number and joined and line.sentence.end > mention.start:
        line.quantity = replace(line.quantity, relation=QuantityRelation.SOME)


_CORRECTED = regex(r"\b(?:sorry|wait|actually|make that|correction|rather|i mean|i meant|only|oops)\b")
_AND_OF_THESE = regex(r"(?:,|-|;|\(|\b(?:but|and|though|only)\b)\s*(?:only |luckily |at least |of which )*\Z")


def _tells_a_loss(facts: Facts, sentence: Sentence) -> bool:
    """A sentence beside a list that is a loss by itself: goods with a number, and what became of them."""
    counted = [m for m in within(facts.mentions, [sentence]) if m.named and m.quantity and facts.stock.fitting(m.words)]
    return bool(counted and within(facts.reasons, [sentence]))


# ── Prose ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _prose(facts: Facts, sentences: list[Sentence]) -> list[Group]:
    """All lines of the text at once, then parted where reason or kind part them."""
    amounts = _of_own_sentences(facts, sentences)
    if len(amounts) > 1:
        starts = [sentences[0].start, *(sentence.start for sentence in amounts[1:]), sentences[-1].end]
        return [_group(facts, _cut(sentences, start, end)) for start, end in pairwise(starts)]
    return _by_reason(facts, _group(facts, sentences))


def _of_own_sentences(facts: Facts, sentences: list[Sentence]) -> list[Sentence]:
    """Sentences that each state an amount of a kind of goods ('$22 of sandwiches …. $260 of cups …'), no goods numbered."""
    if any(m.quantity and m.named and facts.stock.fitting(m.words) for m in within(facts.mentions, sentences)):
        return []
    totals = [a for a in facts.amounts if not a.each and _AMOUNT_OF.match(facts.page.low, a.end)]
    return [sentence for sentence in sentences if within(totals, [sentence])]


_AMOUNT_OF = regex(r"\s*(?:worth )?(?:of|in) (?!it\b|that\b|them\b|the (?:loss|cost|claim)\b)")


def _by_reason(facts: Facts, whole: Group) -> list[Group]:
    """A group for each run of lines that share a reason, a kind and a day; lines without their own take those beside them."""
    if len(whole.lines) < 2:
        return [whole]
    spans = _spans(facts, whole)
    told = _filled(_told_of_lists(facts, whole, spans), [line.sentence for line in whole.lines])
    if len(set(told)) < 2:
        return [whole]
    groups: list[Group] = []
    for index, (line, span) in enumerate(zip(whole.lines, spans, strict=True)):
        if groups and told[index - 1] == told[index]:
            groups[-1].lines.append(line)
            groups[-1].sentences = _cut(whole.sentences, groups[-1].sentences[0].start, span[1])
        else:
            groups.append(Group(_cut(whole.sentences, span[0], span[1]), [line]))
    return groups


def _told_of_lists(facts: Facts, whole: Group, spans: Sequence[tuple[int, int]]) -> list[_Told]:
    """What is said of each line; lines with nothing but 'and' or a comma between them share what is said around them all."""
    told: list[_Told] = []
    begin = 0
    for index in range(len(whole.lines)):
        last = index + 1 == len(whole.lines)
        if last or not _is_listed(facts, whole.lines[index], whole.lines[index + 1]):
            said = _told(facts, whole, (spans[begin][0], spans[index][1]))
            told += [said] * (index + 1 - begin)
            begin = index + 1
    return told


def _is_listed(facts: Facts, line: GoodsLine, following: GoodsLine) -> bool:
    between = facts.page.low[line.end : following.start]
    listed = line.sentence == following.sentence and bool(_LISTED.fullmatch(between))
    return listed and not _are_told_apart(facts, line, following)


def _are_told_apart(facts: Facts, line: GoodsLine, following: GoodsLine) -> bool:
    """'Broke 4 mugs, 6 lamps got stolen': each has its own reason right beside it, on the far side of the comma."""
    low = facts.page.low
    said = [signal for signal in within(facts.reasons, [line.sentence]) if not signal.weak]
    did = {signal.meaning for signal in said if _BEFORE.fullmatch(low, signal.end, line.start)}
    befell = {signal.meaning for signal in said if _BEHIND.fullmatch(low, following.end, signal.start)}
    return bool(did and befell) and Reason.LOST not in did and did.isdisjoint(befell)  # "lost 4 mugs, 6 lamps stolen"


_BEFORE = regex(r"\s+(?:(?:up|about|another|some|the|these|all)\s+)*")
_BEHIND = regex(r"\s+(?:(?:got|were|was|are|is|been|have|had|has|also|then|all|both)\s+)*")

_LISTED = regex(r"\s*(?:(?:,|;|/|\+|&|\band\b|\bplus\b)\s*)+(?:(?:also|the|another|some|then)\s+)*")


def _spans(facts: Facts, whole: Group) -> list[tuple[int, int]]:
    """From each line's sentence, or where it shares one from what is told to do with it, up to the next."""
    starts: list[int] = []
    for index, line in enumerate(whole.lines):
        before = whole.lines[index - 1] if index else None
        if before is None or before.sentence != line.sentence:
            starts.append(line.sentence.start)
        else:
            starts.append(_act_before(facts, before.end, line.start))
    first = whole.sentences[0].start
    starts[0] = min(starts[0], first)
    ends = [*starts[1:], whole.sentences[-1].end]
    return list(zip(starts, ends, strict=True))


def _act_before(facts: Facts, begin: int, start: int) -> int:
    """Where the clause begins that ends at goods and says what to do with them: 'and write down | 16 lamps'."""
    between = facts.page.low[begin:start]
    joint = max((match.end() for match in _JOINT.finditer(between)), default=None)
    if joint is None:
        return start
    told = any(begin + joint <= signal.start < start and not signal.weak for signal in facts.reasons)  # "…, plus we lost a drill"
    return begin + joint if told or says_what_to_do(between[joint:]) else start


_JOINT = regex(r"[,;]\s|\b(?:and|then|but|also|plus)\b")


def _told(facts: Facts, whole: Group, span: tuple[int, int]) -> _Told:
    cut = _cut(whole.sentences, *span)
    signals = [signal for signal in within(facts.reasons, cut) if not signal.weak]
    reason = the_reason(signals)
    used = within(facts.uses, cut)
    meaning = Reason.INTERNAL_USE if used and reason is None else reason.meaning if reason else None
    text = " ".join(facts.page.said(sentence) for sentence in cut)
    own = [s for s in cut if between(facts.mentions, s.start, s.end)]
    day = loss_day(within(facts.days, own))
    return _Told(meaning, True if says_write_down(text) else None, day.day if day else None)


def _filled(told: Sequence[_Told], sentences: Sequence[Sentence]) -> list[_Told]:
    """Lines in a row without a reason take that of the line behind them ('5 green and 2 blue ones smashed'), else before;
    of their own sentence first."""
    filled = list(told)
    backward, forward = range(len(told) - 2, -1, -1), range(1, len(told))
    for within_sentence in (True, False):
        for indexes, step in ((backward, 1), (forward, -1)):
            for index in indexes:
                if not within_sentence or sentences[index] == sentences[index + step]:
                    filled[index] = _taking(filled[index], filled[index + step])
    return filled


def _taking(here: _Told, beside: _Told) -> _Told:
    if here.reason is None and here.down is None:
        here = replace(here, reason=beside.reason, down=beside.down)
    return replace(here, day=here.day or beside.day)


def _cut(sentences: Sequence[Sentence], start: int, end: int) -> list[Sentence]:
    return [replace(s, start=max(s.start, start), end=min(s.end, end)) for s in sentences if s.start < end and start < s.end]
