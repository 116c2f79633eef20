"""Two sides of a pair to the facts that they come to differently, each in words; none where both come to the same."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from assistant.agreement.coming import Coming, entries_of, postings, summed
from assistant.agreement.pairing import Pair
from assistant.books.accounts import Side
from assistant.books.disagreement import ComparedFact, Disagreement
from assistant.books.draft import MappedEntry
from assistant.books.finding import Problem
from assistant.books.proposal import Role
from assistant.books.quantity import format_quantity
from assistant.books.question import Asks, Question
from assistant.books.reasons import Kind
from assistant.stages.mapping.pick import Rule
from assistant.walk import Checked

NOTHING = "nothing"
NAMED = frozenset({Rule.NAMED, Rule.NAMED_ABOUT})
RECOVERIES = frozenset({Role.OWED, Role.RECEIVED, Role.SUPPLIER, Role.REPAY})
# The fact that a question is about, by what it asks.
ASKED = {
    Asks.AMOUNT: ComparedFact.AMOUNT,
    Asks.QUANTITY: ComparedFact.QUANTITY,
    Asks.ITEM: ComparedFact.ITEM,
    Asks.NET_REALIZABLE_VALUE: ComparedFact.AMOUNT,
    Asks.WHICH_ENTRY: ComparedFact.ENTRY,
    Asks.ACCOUNT: ComparedFact.ACCOUNT,
}


def differences(pair: Pair) -> tuple[Disagreement, ...]:
    """Every fact that differs, each once. Where only one side has the event, that alone."""
    model, rules = pair.model, pair.rules
    if not model or not rules:
        return (Disagreement(ComparedFact.EVENTS, told(model), told(rules)),)
    if questions_of(model) or questions_of(rules):
        return (*_of_questions(model, rules), *_of_facts_as_read(model, rules))
    if postings(model) == postings(rules):
        return tuple(_of_problems(model, rules))
    found = (*_of_the_event(model, rules), *_of_goods(model, rules), *_of_recoveries(model, rules), *_of_named(model, rules))
    return found or tuple(_of_accounts(model, rules)) or (Disagreement(ComparedFact.OUTCOME, told(model), told(rules)),)


def told(side: Sequence[Coming]) -> str:
    """'12 of MUG-01, 49.80 damaged on 2026-10-02', 'a question (which mug?)'; NOTHING where there is no event."""
    said = [coming.outcome.says if isinstance(coming.outcome, Question) else "" for coming in side]
    words = [f"a question ({says})" for says in said if says]
    for entry in entries_of(side):
        goods = [f"{format_quantity(line.quantity)} of {line.item}" for line in entry.valued.resolved.goods]
        words.append(", ".join([*goods, f"{debits(entry)} {entry.valued.reason.value} on {entry.entry_date.isoformat()}"]))
    return "; ".join(words) or NOTHING


def debits(entry: MappedEntry) -> Decimal:
    return sum((line.amount.amount for line in entry.lines if line.side is Side.DEBIT), Decimal(0))


def questions_of(side: Sequence[Coming]) -> tuple[Question, ...]:
    return tuple(coming.outcome for coming in side if isinstance(coming.outcome, Question))


def _of_questions(model: Sequence[Coming], rules: Sequence[Coming]) -> Iterator[Disagreement]:
    """A question beside none, or beside one that asks for something else."""
    ours, theirs = questions_of(model), questions_of(rules)
    asked = [frozenset(asks for question in side for asks in (question.asks, *question.or_asks)) for side in (ours, theirs)]
    if ours and theirs and asked[0] & asked[1]:
        return
    first = (*ours, *theirs)[0]
    yield Disagreement(ASKED.get(first.asks, ComparedFact.OUTCOME), told(model), told(rules))


def _of_facts_as_read(model: Sequence[Coming], rules: Sequence[Coming]) -> Iterator[Disagreement]:
    """What can be compared where a question keeps one side from coming to an entry: what was read, as it was read. The reason of
    a reversal is that of the entry it takes back, and no reading's."""
    facts: tuple[tuple[ComparedFact, Callable[[Coming], str]], ...] = (
        (ComparedFact.KIND, lambda one: one.event.kind.value),
        (ComparedFact.REASON, lambda one: one.event.reason.value if one.event.kind is not Kind.REVERSAL else ""),
        (ComparedFact.DATE, lambda one: one.day.isoformat()),
    )
    for fact, of in facts:
        ours, theirs = (_listed(of(one) for one in side) for side in (model, rules))
        if ours != theirs:
            yield Disagreement(fact, ours, theirs)


def _of_problems(model: Sequence[Coming], rules: Sequence[Coming]) -> Iterator[Disagreement]:
    """The same entry, which only the rules' reading has a problem with: a currency that the model did not see."""
    ours, theirs = _problems(model), _problems(rules) - {Problem.UNTRACED_NUMBER}
    if theirs and not ours:
        yield Disagreement(ComparedFact.OUTCOME, "an entry without a problem", f"one with {_listed(theirs)}")


def _problems(side: Sequence[Coming]) -> set[str]:
    checked = (coming.outcome for coming in side if isinstance(coming.outcome, Checked))
    return {finding.code for outcome in checked for finding in outcome.findings if finding.blocks}


def _of_the_event(model: Sequence[Coming], rules: Sequence[Coming]) -> Iterator[Disagreement]:
    facts: tuple[tuple[ComparedFact, Callable[[MappedEntry], str]], ...] = (
        (ComparedFact.KIND, lambda entry: entry.valued.kind.value),
        (ComparedFact.REASON, lambda entry: entry.valued.reason.value),
        (ComparedFact.DATE, lambda entry: entry.entry_date.isoformat()),
        (ComparedFact.ENTRY, lambda entry: entry.valued.resolved.reverses.number if entry.valued.resolved.reverses else NOTHING),
    )
    for fact, of in facts:
        ours, theirs = (_listed(of(entry) for entry in entries_of(side)) for side in (model, rules))
        if ours != theirs:
            yield Disagreement(fact, ours, theirs)


def _of_goods(model: Sequence[Coming], rules: Sequence[Coming]) -> Iterator[Disagreement]:
    """Items that only one side has, how many, where; and the amount, where it does not follow from these."""
    ours, theirs = _units(model), _units(rules)
    only = [sorted(ours.keys() - theirs.keys()), sorted(theirs.keys() - ours.keys())]
    if any(only):
        yield Disagreement(ComparedFact.ITEM, _listed(only[0]), _listed(only[1]))
    for item in sorted(ours.keys() & theirs.keys()):
        if ours[item] != theirs[item]:
            yield Disagreement(ComparedFact.QUANTITY, format_quantity(ours[item]), format_quantity(theirs[item]), item)
    if ours != theirs:
        return
    for item in sorted(ours):
        here, there = _places(model, item), _places(rules, item)
        if here != there:
            yield Disagreement(ComparedFact.PLACE, here, there, item)
    amounts = [sum((debits(entry) for entry in entries_of(side)), Decimal(0)) for side in (model, rules)]
    if amounts[0] != amounts[1]:
        yield Disagreement(ComparedFact.AMOUNT, f"{amounts[0]:,f}", f"{amounts[1]:,f}")


def _units(side: Sequence[Coming]) -> dict[str, Decimal]:
    return summed((goods.item, goods.quantity) for entry in entries_of(side) for goods in entry.valued.resolved.goods)


def _places(side: Sequence[Coming], item: str) -> str:
    lines = [goods for entry in entries_of(side) for goods in entry.valued.resolved.goods if goods.item == item]
    units = summed((goods.location, goods.quantity) for goods in lines)
    return ", ".join(f"{format_quantity(units[place])} at {place or 'no place'}" for place in sorted(units))


def _of_recoveries(model: Sequence[Coming], rules: Sequence[Coming]) -> Iterator[Disagreement]:
    """What others bear, and what the reserve does."""
    for fact, roles in ((ComparedFact.RECOVERY, RECOVERIES), (ComparedFact.RESERVE, frozenset({Role.ALLOWANCE}))):
        ours, theirs = _borne(model, roles), _borne(rules, roles)
        if ours != theirs:
            yield Disagreement(fact, ours, theirs)


def _borne(side: Sequence[Coming], roles: frozenset[Role]) -> str:
    lines = [line for entry in entries_of(side) for line in entry.lines if line.role in roles]
    sums = summed(((line.side.value, line.role.value), line.amount.amount) for line in lines)
    return ", ".join(f"{amount:,f} {role}" for (_, role), amount in sorted(sums.items())) or NOTHING


def _of_named(model: Sequence[Coming], rules: Sequence[Coming]) -> Iterator[Disagreement]:
    """The accounts that the text itself names, as each reading has it."""
    yield from _of_accounts(model, rules, among=NAMED)


def _of_accounts(
    model: Sequence[Coming], rules: Sequence[Coming], among: frozenset[Rule] = frozenset(Rule)
) -> Iterator[Disagreement]:
    """Accounts that only one side comes to: all of them, for what leads to them (a cause, a use) where nothing else differs."""
    ours, theirs = _accounts(model, among), _accounts(rules, among)
    if ours != theirs:
        yield Disagreement(ComparedFact.ACCOUNT, _listed(ours - theirs), _listed(theirs - ours))


def _accounts(side: Sequence[Coming], among: frozenset[Rule]) -> set[str]:
    return {line.account for entry in entries_of(side) for line in entry.lines if line.chosen_by in among}


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(set(words))) or NOTHING
