"""A value as the text states it, and the carrying cost it is of, to an exact amount."""

from decimal import Decimal

from assistant.books.proposal import Value, ValueRelation

ZERO = Decimal(0)
LARGEST = Decimal(10) ** 11  # an amount above it is a slip of the pen: kept as this, it shows as beyond any loss


def worked_out(value: Value, *, cost: Decimal, units: Decimal | None) -> Decimal | None:
    """The amount that the relation gives, not below zero; None where the text leaves it open."""
    amount: Decimal | None = None
    match value.relation:
        case ValueRelation.TOTAL | ValueRelation.COUNTED_TOTAL:
            amount = value.amount
        case ValueRelation.EACH if value.amount is not None and units is not None:
            amount = value.amount * units
        case ValueRelation.SHARE_OF_COST if value.share is not None:
            amount = cost * value.share
        case ValueRelation.LESS_SHARE_OF_COST if value.share is not None:
            amount = cost * (1 - value.share)
        case ValueRelation.COST_LESS if value.amount is not None:
            amount = cost - value.amount
        case ValueRelation.COST_OF_UNITS if value.amount is not None and units:
            amount = cost * value.amount / units
        case ValueRelation.FULL_COST:
            amount = cost
        case _:
            amount = None
    return None if amount is None else min(max(amount, ZERO), LARGEST)


def says(value: Value) -> str:
    """The relation in words, for a reviewer: '60% of cost', 'cost less 500'."""
    share = f"{(value.share * 100).normalize():f}%" if value.share is not None else "a share"
    amount = f"{value.amount:,f}" if value.amount is not None else "an unstated amount"
    match value.relation:
        case ValueRelation.EACH:
            return f"{amount} each"
        case ValueRelation.SHARE_OF_COST:
            return f"{share} of cost"
        case ValueRelation.LESS_SHARE_OF_COST:
            return f"cost less {share}"
        case ValueRelation.COST_LESS:
            return f"cost less {amount}"
        case ValueRelation.COST_OF_UNITS:
            return f"the cost of {amount}"
        case ValueRelation.FULL_COST:
            return "the full cost"
        case _:
            return amount
