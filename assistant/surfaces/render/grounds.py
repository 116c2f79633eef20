"""A draft to all that its entry rests on: the facts read, and for its units and lines the record and the rule behind them."""

from collections.abc import Iterator

from assistant.books.draft import Draft, MappedEntry
from assistant.books.proposal import Quote
from assistant.books.quantity import format_quantity
from assistant.stages.mapping.pick import Rule
from assistant.surfaces.render.facts import Fact, facts_of

NAMED = frozenset({Rule.NAMED, Rule.NAMED_ABOUT})


def grounds_of(draft: Draft) -> tuple[Fact, ...]:
    """The facts of the reading, then what the books and the rules made of them: no number of the entry is without its ground."""
    if draft.entry is None:
        return facts_of(draft)
    return (*facts_of(draft), *_of_units(draft.entry), *_of_lines(draft.entry))


def _of_units(entry: MappedEntry) -> Iterator[Fact]:
    """'12 MUG-01 @ Warehouse', how the item, the units and the place were settled, and the words that name the goods."""
    resolved = entry.valued.resolved
    for goods in resolved.goods:
        said = resolved.event.goods[goods.said] if goods.said < len(resolved.event.goods) else None
        of = f"of {resolved.reverses.number}" if resolved.reverses else ""
        place = f" @ {goods.location}" if goods.location else ""
        words = said.quote if said is not None and not resolved.settled else None
        yield Fact("units", f"{format_quantity(goods.quantity)} {goods.item}{place}", words, goods.because or of)


def _of_lines(entry: MappedEntry) -> Iterator[Fact]:
    """Each line's amount with what it was derived from, and its account with the rule that chose it."""
    derived = "; ".join(entry.valued.derived)
    for line, valued in zip(entry.lines, entry.valued.lines, strict=True):
        because = valued.because if derived in valued.because else f"{valued.because}: {derived}"
        yield Fact(f"line {line.n} amount", line.amount.plain(), rule=because.removeprefix(": "))
        yield Fact(f"line {line.n} account", line.account, _words_for(entry, line.chosen_by), line.because)


def _words_for(entry: MappedEntry, chosen_by: str) -> Quote | None:
    """The words that name the account, where the text itself does."""
    event = entry.valued.resolved.event
    return next((said.quote for said in event.lines if said.quote), None) if chosen_by in NAMED else None
