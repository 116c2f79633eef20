"""A document as QuickBooks holds it, whoever made it: what is compared with what we sent, and with what we posted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from assistant.books.snapshot import RemoteAccount, RemoteItem, RemoteName


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One line. References are Ids; `side` is 'Debit' or 'Credit' where the line has one; `quantity` is signed as the item's
    quantity on hand moves; `amount` is as the document states it. Its `memo` makes no difference between lines."""

    side: str = ""
    account: str = ""
    amount: Decimal | None = None
    item: str = ""
    quantity: Decimal | None = None
    party: str = ""
    klass: str = ""
    department: str = ""
    memo: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Record:
    """`kind` is QuickBooks' name of the entity, `on` its day as ISO text. `account` is what an adjustment goes against or the
    payable of a vendor credit, `party` its vendor. `made` and `changed` are QuickBooks' own times, as it writes them."""

    kind: str
    id: str
    sync_token: str
    number: str
    on: str
    lines: tuple[RecordLine, ...]
    account: str = ""
    party: str = ""
    note: str = ""
    made: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Movement:
    """A row of QuickBooks' inventory valuation detail: what one transaction did to one item. `cost` is signed like `quantity`:
    negative left the inventory asset."""

    item: str
    kind: str  # the report's own word: 'Inventory Qty Adjust', 'Bill', …
    id: str
    number: str
    on: str
    quantity: Decimal
    cost: Decimal


@dataclass(frozen=True, slots=True)
class Changes:
    """What the company says changed there since a moment: rows of its lists, documents, and what was deleted (kind and Id).
    `more`: the company tells no more than so much, or not so far back, and there may be others; only a full look tells."""

    accounts: tuple[RemoteAccount, ...] = ()
    items: tuple[RemoteItem, ...] = ()
    names: Mapping[str, tuple[RemoteName, ...]] = field(default_factory=dict)  # by kind: Vendor, Customer, Class, Department
    records: tuple[Record, ...] = ()
    deleted: tuple[tuple[str, str], ...] = ()
    more: bool = False
