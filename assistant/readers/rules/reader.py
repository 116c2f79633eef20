"""Text to Proposal by rules alone: no key, no network, the same answer every time."""

from decimal import Decimal

from assistant.books.proposal import Event, Proposal, Quote, ReadingContext
from assistant.books.reasons import Kind, Reason
from assistant.patterns import regex
from assistant.readers.rules.blocks import Page, Sentence, lay_out, masked
from assistant.readers.rules.book_names import names_alone
from assistant.readers.rules.counting import count_events, unmeasured_count, value_count
from assistant.readers.rules.counts import counts_in, is_count
from assistant.readers.rules.facts import ACT, Facts, gather
from assistant.readers.rules.groups import groups_of
from assistant.readers.rules.impossible import refuse_what_cannot_be
from assistant.readers.rules.kinds import changes_reserve
from assistant.readers.rules.losses import loss_event
from assistant.readers.rules.merging import dated_alike, merged
from assistant.readers.rules.scan import MOST_CHARACTERS, quote
from assistant.readers.rules.scope import declines, speaks_of_trade, states_a_loss
from assistant.readers.rules.several import apart
from assistant.readers.rules.tables.nouns import FILLERS, STOPS
from assistant.readers.rules.tables.topics import NOTHING
from assistant.readers.rules.taking_back import asks_reversal
from assistant.readers.rules.tallies import is_headed_count, lost_and_found, other_losses, outside_names, tallied, with_unread
from assistant.readers.rules.understood import has_words, share_understood
from assistant.readers.rules.undoing import reversal_event

_TOTALLED = regex(
    r"\b(?:totals?|totall?ed|total at|comes? to|came to|came out at|adds? up|got|at cost|"
    r"price tags|ticket|count(?:ed)? (?:was|is|of|at|value)|to the count)\b"
)
_UNMEASURED = regex(
    r"\b(?:came up short|is short|are short|don't match|doesn't match|the (?:difference|variance|shortfall|shortage))\b"
)
_MOST_READ = 600  # sentences, or facts of a kind: what people write in one go stays far below
_TOO_MUCH = "The text tells too much to be read as one. Draft it in parts, or write the goods as a CSV file, a row each."
_TOO_LONG = f"The text is too long to read as one: only its first {MOST_CHARACTERS:,} characters were read."


class RulesReader:
    """The embedded reader. Reads at most MOST_CHARACTERS of a text and says so where there is more."""

    name = "rules"

    def interpret(self, text: str, context: ReadingContext) -> Proposal:
        if not has_words(text[:MOST_CHARACTERS]):
            return Proposal((), NOTHING, reader=self.name)
        page, context = lay_out(text), names_alone(context)
        if len(page.sentences) > _MOST_READ:
            return self._declined(page, _TOO_MUCH, ())
        outside = [(sentence, says) for sentence in page.sentences if (says := declines(page, sentence))]
        kept = masked(page, tuple(sentence for sentence, _ in outside))
        declined_quotes = tuple(quote(page.raw, sentence.start, sentence.end) for sentence, _ in outside)
        facts = gather(kept, context)
        if max(len(facts.mentions), len(facts.amounts), len(facts.reasons)) > _MOST_READ:
            return self._declined(page, _TOO_MUCH, ())
        spoken = states_a_loss(kept.low) or _asks_anything(kept, context) or _names_goods_alone(facts) or _charges_goods(facts)
        events = _events(facts) if spoken else ()
        if not events or (outside and not any(_is_concrete(facts, event) for event in events)):
            return self._declined(page, outside[0][1] if outside else NOTHING, declined_quotes)
        refuse_what_cannot_be(kept.low, context.date_order)
        says = " ".join(dict.fromkeys(reason for _, reason in outside))
        if len(text) > MOST_CHARACTERS:
            says = f"{says} {_TOO_LONG}".strip()
        return Proposal(
            events, says, declined_quotes, page.instructions, reader=self.name, understood=share_understood(facts, events)
        )

    def _declined(self, page: Page, says: str, quotes: tuple[Quote, ...]) -> Proposal:
        return Proposal((), says, quotes, page.instructions, reader=self.name, understood=Decimal(1))


def _is_concrete(facts: Facts, event: Event) -> bool:
    """Names goods on file, a kind of goods or an amount. Beside what is declined, "write it off" alone means what is declined."""
    if event.value is not None or event.kind not in (Kind.WRITE_OFF, Kind.WRITE_DOWN):
        return True
    return any(goods.category or facts.stock.fitting(goods.words) for goods in event.goods) or not facts.stock.goods


def _names_goods_alone(facts: Facts) -> bool:
    """Goods on file with a number, and no word of trade: whatever befell them, they are told to these books as lost."""
    named = any(mention.named and facts.stock.fitting(mention.words) for mention in facts.mentions)
    counted = any(mention.quantity for mention in facts.mentions)  # of the name itself, or apart: "cough syrup, 4 sticky"
    told = any(signal.meaning is Reason.LOST for signal in facts.reasons)  # "10 bags short"
    return named and counted and (told or not speaks_of_trade(facts.page.low))


def _charges_goods(facts: Facts) -> bool:
    """Goods on file with a number, and an account that they are to be charged to."""
    return bool(facts.accounts) and any(m.quantity and m.named and facts.stock.fitting(m.words) for m in facts.mentions)


def _asks_anything(page: Page, context: ReadingContext) -> bool:
    """What states no loss in so many words may still take an entry back, count stock or change a reserve."""
    return asks_reversal(page, context) or is_count(page) or changes_reserve(page.low) is not None


def _events(facts: Facts) -> tuple[Event, ...]:
    if asks_reversal(facts.page, facts.context):
        return (reversal_event(facts),)
    if counted := _count(facts):
        return counted
    shared, groups = groups_of(facts)
    events = [
        event
        for group in groups
        if any(line.quantity for line in group.lines) or _has_content(facts, group.sentences)
        for event in apart(facts, group, loss_event(facts, group, shared))
    ]
    return merged(dated_alike(events))


def _count(facts: Facts) -> tuple[Event, ...]:
    if both := lost_and_found(facts):
        return count_events(facts, both)
    if not is_count(facts.page):
        return ()
    counts = counts_in(facts.page, outside_names(facts)) or tallied(facts)
    if counts and not other_losses(facts, counts):
        return with_unread(facts, counts, count_events(facts, counts))
    counted_goods = any(mention.quantity for mention in facts.mentions if mention.named)
    if facts.amounts and not counted_goods and _TOTALLED.search(facts.page.low):
        return (value_count(facts, facts.amounts),)
    unmeasured = not facts.amounts and not counted_goods and _UNMEASURED.search(facts.page.low)
    if unmeasured or is_headed_count(facts):
        return (unmeasured_count(facts),)
    return ()


def _has_content(facts: Facts, sentences: list[Sentence]) -> bool:
    """Some word of these sentences is more than filling."""
    if any(ACT.search(facts.page.said(sentence)) for sentence in sentences):
        return True
    return any(
        token.is_word and token.low not in STOPS and token.low not in FILLERS
        for token in facts.tokens
        if any(s.start <= token.start < s.end for s in sentences)
    )
