"""What a client may set differently: the policy that the rules of the books ask."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from assistant.books.evidence import EvidenceKind
from assistant.books.goods import CostMethod
from assistant.books.money import Money
from assistant.books.reasons import Reason


class WriteDownMethod(StrEnum):
    DIRECT = "direct"
    ALLOWANCE = "allowance"


class Framework(StrEnum):
    US_GAAP = "us_gaap"
    IFRS = "ifrs"


class InventorySystem(StrEnum):
    PERPETUAL = "perpetual"
    PERIODIC = "periodic"


class UnusualIn(StrEnum):
    """Where rule 5 looks for the account of an unusual loss."""

    EXPENSE = "expense"
    COST_OF_SALES = "cost_of_sales"


class StockKeptBy(StrEnum):
    """Whose stock leads for a client whose company tracks quantities: these books, QuickBooks, or a third system that tells
    QuickBooks by itself."""

    HERE = "here"
    QUICKBOOKS = "quickbooks"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CostTolerance:
    """How far QuickBooks' own cost of an entry's goods may lie from ours and still be taken over unasked: within `percent` of
    ours, and never by more than `most`."""

    percent: Decimal = Decimal(1)
    most: Decimal = Decimal(5)  # in the client's currency


class ModelUse(StrEnum):
    """Which language models may be sent this client's texts."""

    OFF = "off"
    LOCAL = "local"
    HOSTED = "hosted"


@dataclass(frozen=True, slots=True)
class ReasonAccounts:
    """The accounts settled for a reason, by key: for routine and for unusual events; the same one where only one is set."""

    routine: str | None
    unusual: str | None


@dataclass(frozen=True, slots=True)
class StandingApproval:
    """An owner's approval, given beforehand, of drafts with a confidence of `above` (two decimals) or more and nothing found
    about them. `set_by` is the owner, in whose name they are posted."""

    above: Decimal
    set_by: str


class Feature(StrEnum):
    """What a client's plan may leave out."""

    MODEL = "model"  # a language model, whatever the policy allows
    QUICKBOOKS = "quickbooks"
    STANDING_APPROVAL = "standing_approval"
    BULK_APPROVAL = "bulk_approval"
    API = "api"


@dataclass(frozen=True, slots=True)
class Policy:
    """Settings of one client's books. `routine_limit` is in the client's currency; a loss above it is unusual (rule 5).
    `tax_rate` is the percent of VAT, GST or sales tax in prices, None where nobody said. `manual_clearing` is the account (by
    key) that a loss waits in while a quantity is still to be adjusted by hand in QuickBooks; None: the loss waits too.

    `two_pairs_above`: who drafted or revised an entry above it does not approve it; None: one person may. `evidence_by_reason`
    is what shows a loss of that reason (any one of the kinds), where the client wants otherwise than books/evidence.py; without
    it no entry above `evidence_required_above` is approved. `sub_reasons` are the client's own under a reason. `left_out` is what
    the client's plan does not have. `colour` is a hue of 0 to 359 by which its pages are known; None: one made of its name."""

    routine_limit: Money
    write_down_method: WriteDownMethod = WriteDownMethod.DIRECT
    books_closed_through: date | None = None
    accounts_by_reason: Mapping[Reason, ReasonAccounts] = field(default_factory=dict)
    main_inventory: str | None = None
    cost_method: CostMethod = CostMethod.WEIGHTED_AVERAGE
    framework: Framework = Framework.US_GAAP
    inventory_system: InventorySystem = InventorySystem.PERPETUAL
    unusual_in: UnusualIn = UnusualIn.EXPENSE
    model: ModelUse = ModelUse.OFF
    standing_approval: StandingApproval | None = None
    tax_rate: Decimal | None = None
    stock_kept_by: StockKeptBy = StockKeptBy.HERE
    cost_tolerance: CostTolerance = CostTolerance()
    manual_clearing: str | None = None
    two_pairs_above: Money | None = None
    evidence_by_reason: Mapping[Reason, tuple[EvidenceKind, ...]] = field(default_factory=dict)
    evidence_required_above: Money | None = None
    sub_reasons: Mapping[Reason, tuple[str, ...]] = field(default_factory=dict)
    left_out: tuple[Feature, ...] = ()
    colour: int | None = None

    def has(self, feature: Feature) -> bool:
        """Whether the client's plan has it."""
        return feature not in self.left_out

    def is_closed(self, day: date) -> bool:
        return self.books_closed_through is not None and day <= self.books_closed_through

    def account_for(self, reason: Reason, *, unusual: bool) -> str | None:
        """The account settled for the reason on that side of the routine limit, or None (rule 4)."""
        chosen = self.accounts_by_reason.get(reason)
        if chosen is None:
            return None
        return chosen.unusual if unusual else chosen.routine
