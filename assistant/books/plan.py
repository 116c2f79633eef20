"""An entry as the documents that QuickBooks is to keep of it: each line of goods in exactly one, with the reasons."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from string import ascii_uppercase

from assistant.books.accounts import Side
from assistant.books.money import Money
from assistant.books.remote import DocumentKind


class HeldReason(StrEnum):
    """Why an entry does not go out (yet). Each comes with a sentence and what would let it."""

    ACCOUNT_NOT_LINKED = "account_not_linked"
    ITEM_NOT_LINKED = "item_not_linked"
    LINKS_NOT_CONFIRMED = "links_not_confirmed"
    SUPPLIER_MISSING = "supplier_missing"
    CUSTOMER_MISSING = "customer_missing"
    CLASS_MISSING = "class_missing"  # a class that the company has no more, or not active
    GOODS_NEEDED = "goods_needed"  # an amount on goods whose quantity QuickBooks tracks
    ORIGINAL_WAITS = "original_waits"  # a reversal goes out after what it reverses
    PLAN_CHANGED = "plan_changed"  # it would go out otherwise than approved
    FOUND_THERE = "found_there"  # documents that we did not make may be of the same loss
    PERIOD_CLOSED = "period_closed"
    BEFORE_START = "before_start"  # dated before QuickBooks began to track the goods
    QUANTITY_TOO_FINE = "quantity_too_fine"  # of goods that QuickBooks tracks, in finer parts than it keeps
    VARIANCE_WAITS = "variance_waits"  # QuickBooks' own cost differs by more than is taken over unasked
    CONNECTION = "connection"


@dataclass(frozen=True, slots=True)
class Hold:
    """Why an entry does not go out, and what would let it."""

    reason: HeldReason
    says: str
    remedy: str


@dataclass(frozen=True, slots=True)
class GoodsLine:
    """Units of an item (by key), signed as its quantity on hand moves: negative leaves. `value` is what our books carry them at,
    signed alike: an estimate of what QuickBooks will relieve."""

    item: str
    location: str
    quantity: Decimal
    value: Money
    klass: str = ""


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One side to an account (by key)."""

    side: Side
    account: str
    amount: Money
    party: str = ""
    klass: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """One document. `account` is what an adjustment (or the task of one) goes against, or the payable that a vendor credit
    lessens; `party` its vendor. The lines of a vendor credit are what it books beside its goods and that payable. `after` is
    the last of the parts that must be there, and their cost read back, before this goes. `because` says why it is of its kind."""

    part: int  # from 1; the number's suffix is A, B, …
    kind: DocumentKind
    because: str
    goods: tuple[GoodsLine, ...] = ()
    lines: tuple[AccountLine, ...] = ()
    account: str = ""
    party: str = ""
    after: int = 0

    @property
    def suffix(self) -> str:
        return ascii_uppercase[self.part - 1]


@dataclass(frozen=True, slots=True)
class Plan:
    """The documents of one entry, in the order they go out. `hold` says why they do not go yet; without documents, why none can
    say the entry. None of both: there is nothing to send, and `because` says why. `through` is the account that tracked goods
    leave against. `estimated`: QuickBooks' own cost of them leads, so that the amounts here are estimates until it is read back.
    `overridden` is an owner's written reason for a journal to the asset account of tracked goods."""

    documents: tuple[PlannedDocument, ...] = ()
    because: tuple[str, ...] = ()
    hold: Hold | None = None
    through: str = ""
    estimated: bool = False
    overridden: str = ""

    def fingerprint(self) -> str:
        """SHA-256 of what would be sent; sentences do not count, nor what only holds it up."""
        unsayable = self.hold.reason if self.hold and not self.documents else ""
        told = [[_told(document) for document in self.documents], unsayable, self.through]
        return hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()


def _told(document: PlannedDocument) -> list[object]:
    goods = [
        [
            each.item,
            each.location,
            str(each.quantity.normalize()),
            each.value.minor,
            each.klass,
        ]
        for each in document.goods
    ]
    lines = [[line.side, line.account, line.amount.minor, line.party, line.klass, line.location] for line in document.lines]
    return [document.part, document.kind, document.account, document.party, document.after, goods, lines]


@dataclass(frozen=True, slots=True)
class TheirCost:
    """What QuickBooks says an item of part `part` cost, positive where it left, as our books have taken it over."""

    part: int
    item: str
    cost: Money


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """The plan of a posted entry as it was approved (or, for one posted before the connection, as it was first worked out).
    `variances` are the entries that took QuickBooks' own cost into our books, and `costs` what that cost was by the last of them:
    QuickBooks may cost a transaction anew when another comes before it."""

    realm: str
    entry: str
    plan: Plan
    made_at: datetime
    variances: tuple[str, ...] = ()
    costs: tuple[TheirCost, ...] = ()
