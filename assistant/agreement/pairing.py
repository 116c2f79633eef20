"""What two readings come to, side by side: the events of one that are the same as events of the other, by what they come to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.agreement.coming import Coming, postings
from assistant.books.question import Question
from assistant.matching import tokens


@dataclass(frozen=True, slots=True)
class Pair:
    """Events of the model's reading and of the rules' that are about the same; one side is empty where only the other has it."""

    model: tuple[Coming, ...] = ()
    rules: tuple[Coming, ...] = ()

    @property
    def items(self) -> frozenset[str]:
        return frozenset(item for coming in (*self.model, *self.rules) for item in coming.items)


def paired(model: Sequence[Coming], rules: Sequence[Coming]) -> tuple[Pair, ...]:
    """Every event in one pair. An event that one reading took apart into several is paired with all of them."""
    asks = any(isinstance(coming.outcome, Question) for coming in (*model, *rules))
    if model and rules and not asks and postings(model) == postings(rules):
        return (Pair(tuple(model), tuple(rules)),)
    pairs, alone = _by_likeness(model, rules)
    for one in alone:
        pairs = _joined(pairs, one)
    return tuple(pairs)


def _by_likeness(model: Sequence[Coming], rules: Sequence[Coming]) -> tuple[list[Pair], list[Pair]]:
    """The likest two first, in the order of the text among equals; and the events that are left over."""
    ranked = sorted(
        ((-likeness(first, second), abs(at - to), at, to) for at, first in enumerate(model) for to, second in enumerate(rules)),
    )
    taken, given, pairs = set(), set(), []
    for _, _, at, to in ranked:
        if at not in taken and to not in given:
            taken.add(at)
            given.add(to)
            pairs.append(Pair((model[at],), (rules[to],)))
    alone = [Pair(model=(one,)) for at, one in enumerate(model) if at not in taken]
    alone += [Pair(rules=(one,)) for at, one in enumerate(rules) if at not in given]
    return pairs, alone


def likeness(first: Coming, second: Coming) -> float:
    """Of two events, by goods before all, then by what happened, when, and what it comes to."""
    one, other = first.entry, second.entry
    like = sum((first.event.kind is second.event.kind, first.event.reason is second.event.reason))
    if one is None or other is None:
        return like + 4 * _share(_words(first), _words(second))
    like += one.entry_date == other.entry_date
    like += one.valued.loss == other.valued.loss
    return like + 4 * _share(first.items, second.items)


def _words(coming: Coming) -> frozenset[str]:
    return frozenset(token for goods in coming.event.goods for token in tokens(goods.words))


def _share(first: frozenset[str], second: frozenset[str]) -> float:
    whole = first | second
    return len(first & second) / len(whole) if whole else 1.0


def _joined(pairs: list[Pair], alone: Pair) -> list[Pair]:
    """With an event that is left over beside the pair that it is a part of, else by itself."""
    for index, pair in _parts(pairs, alone):
        whole = replace(pair, model=pair.model + alone.model, rules=pair.rules + alone.rules)
        return [*pairs[:index], whole, *pairs[index + 1 :]]
    return [*pairs, alone]


def _parts(pairs: list[Pair], alone: Pair) -> Iterator[tuple[int, Pair]]:
    for index, pair in enumerate(pairs):
        if pair.items & alone.items:
            yield index, pair
