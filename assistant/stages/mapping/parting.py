"""A loss of goods of several kinds to a line for each kind, where the chart has accounts made for each."""

from dataclasses import replace

from assistant.books.client_books import ClientBooks
from assistant.books.draft import ValuedEntry, ValuedLine
from assistant.books.money import Money, total
from assistant.books.proposal import Role
from assistant.stages.mapping.circumstances import Circumstances, only_of
from assistant.stages.mapping.loss import loss_pick, policy_pick


def parted(valued: ValuedEntry, facts: Circumstances) -> list[tuple[ValuedLine, Circumstances]]:
    """Every line with the circumstances its account is to be found by: those of the whole entry, or of its part of the goods.

    Dead plants and mouldy hay are one event; "Plant Losses" and "Spoiled Goods" bear a part of it each. A loss that policy or
    the text sends to one account, or that others or a reserve bear in part, stays whole.
    """
    found = []
    for line in valued.lines:
        by_rule = line.role is Role.LOSS and line.account is None and not line.named and policy_pick(facts) is None
        found += _parts(line, valued, facts) if by_rule else [(line, facts)]
    return found


def _parts(line: ValuedLine, valued: ValuedEntry, facts: Circumstances) -> list[tuple[ValuedLine, Circumstances]]:
    """The line once for each loss account, with what its goods' inventory accounts bear."""
    held = _other_side(line, valued, facts.books)
    whole = total(held.values(), facts.books.currency) if held else None
    if len(held) < 2 or whole != line.amount:
        return [(line, facts)]
    kinds: dict[str, set[str]] = {}
    for inventory in held:
        pick = loss_pick(only_of(facts, valued, frozenset({inventory})))
        kinds.setdefault(pick.account if pick else "", set()).add(inventory)
    if len(kinds) < 2:
        return [(line, facts)]
    return [
        (replace(line, amount=total((held[key] for key in keys), facts.books.currency)), only_of(facts, valued, frozenset(keys)))
        for keys in kinds.values()
    ]


def _other_side(line: ValuedLine, valued: ValuedEntry, books: ClientBooks) -> dict[str, Money]:
    """What each inventory account gives or takes against the line."""
    held: dict[str, Money] = {}
    for other in valued.lines:
        if (
            other.role is Role.INVENTORY
            and other.side is line.side.other
            and other.account
            and other.amount.currency == books.currency
        ):
            held[other.account] = held.get(other.account, Money.zero(books.currency)) + other.amount
    return held
