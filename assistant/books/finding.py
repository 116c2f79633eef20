"""Findings: what a check of the books found. A problem blocks the draft; a warning does not."""

from dataclasses import dataclass
from enum import StrEnum


class Problem(StrEnum):
    """accounting-rules.md, 'What may not post'."""

    UNBALANCED = "unbalanced"
    NOT_ENOUGH_STOCK = "not_enough_stock"
    BALANCE_SHORT = "balance_short"
    PERIOD_CLOSED = "period_closed"
    FUTURE_DATE = "future_date"
    OVER_RECOVERY = "over_recovery"
    FOREIGN_CURRENCY = "foreign_currency"
    ACCOUNT_UNUSABLE = "account_unusable"
    UNTRACED_NUMBER = "untraced_number"
    WRITE_UP = "write_up"
    NOTHING_TO_WRITE_DOWN = "nothing_to_write_down"
    ALREADY_REVERSED = "already_reversed"
    GOODS_NEEDED = "goods_needed"
    FOUND_IN_QUICKBOOKS = "found_in_quickbooks"
    EVIDENCE_MISSING = "evidence_missing"


class Warning(StrEnum):
    STATED_VALUE_DIFFERS = "stated_value_differs"
    INSTRUCTION_IN_TEXT = "instruction_in_text"
    PLACE_ASSUMED = "place_assumed"
    ALLOWANCE_SHORT = "allowance_short"
    RECOVERY_NOT_BOOKED = "recovery_not_booked"
    SUPPLIER_MISSING = "supplier_missing"
    FIX_THE_SOURCE = "fix_the_source"
    TAX_TO_CONSIDER = "tax_to_consider"
    DISPOSAL_COST_SEPARATE = "disposal_cost_separate"
    PART_DECLINED = "part_declined"
    WRONG_BASE = "wrong_base"
    POSSIBLE_DUPLICATE = "possible_duplicate"
    READERS_DISAGREE = "readers_disagree"
    FELL_BACK_TO_RULES = "fell_back_to_rules"
    HELD_IN_QUICKBOOKS = "held_in_quickbooks"
    GOODS_OVERRIDDEN = "goods_overridden"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, with the numbers (`says`), and what would settle it (`remedy`)."""

    code: Problem | Warning
    says: str
    remedy: str = ""

    @property
    def blocks(self) -> bool:
        return isinstance(self.code, Problem)
