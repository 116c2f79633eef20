"""A QuickBooks company as it was last pulled: its lists, its preferences, and what its plan lets an app do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

AHEAD = timedelta(days=1)  # by how much the clock here may have been ahead of theirs


@dataclass(frozen=True, slots=True)
class RemoteAccount:
    """An account of the company. `name` is its full name, parents joined by ':'; `balance` is as the company shows it."""

    id: str
    number: str
    name: str
    classification: str
    active: bool
    type: str = ""
    detail_type: str = ""
    balance: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RemoteItem:
    """Goods or a service of the company. `quantity` is its one quantity on hand over all places, which may be below zero; None
    where it tracks none. Accounts are Ids; `start` is the first day that its quantity may move."""

    id: str
    name: str  # in full
    sku: str
    tracked: bool
    active: bool
    quantity: Decimal | None = None
    asset_account: str = ""
    expense_account: str = ""
    start: date | None = None
    purchase_cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RemoteName:
    """A vendor, customer, class or department (location) of the company."""

    id: str
    name: str
    active: bool = True


class Adjustments(StrEnum):
    """Whether an app may adjust quantities there (InventoryAdjustment: US, Plus and Advanced)."""

    ALLOWED = "allowed"
    REFUSED = "refused"  # by the plan or the country
    UNTRIED = "untried"


@dataclass(frozen=True, slots=True)
class Preferences:
    """`closed_through`: the last closed day. `warns_of_numbers`: a number used twice is refused (6140)."""

    currency: str
    multicurrency: bool = False
    closed_through: date | None = None
    warns_of_numbers: bool = False
    tracks_classes: bool = False
    tracks_locations: bool = False
    tracks_quantity: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every figure of it is as of `pulled_at`. `values` holds the asset value of each tracked item (by Id) by the company's own
    valuation report; `under_way` the signed units (by our item's key) that entries of ours had moved and it did not have yet."""

    pulled_at: datetime
    name: str
    country: str
    preferences: Preferences
    adjustments: Adjustments = Adjustments.UNTRIED
    accounts: tuple[RemoteAccount, ...] = ()
    items: tuple[RemoteItem, ...] = ()
    vendors: tuple[RemoteName, ...] = ()
    customers: tuple[RemoteName, ...] = ()
    classes: tuple[RemoteName, ...] = ()
    departments: tuple[RemoteName, ...] = ()
    values: Mapping[str, Decimal] = field(default_factory=dict)
    under_way: Mapping[str, Decimal] = field(default_factory=dict)
    _accounts: Mapping[str, RemoteAccount] = field(init=False, repr=False, compare=False)
    _items: Mapping[str, RemoteItem] = field(init=False, repr=False, compare=False)
    _assets: Mapping[str, RemoteItem] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_accounts", {account.id: account for account in self.accounts})
        object.__setattr__(self, "_items", {item.id: item for item in self.items})
        tracked = [item for item in self.items if item.tracked and item.asset_account]
        object.__setattr__(self, "_assets", {item.asset_account: item for item in reversed(tracked)})

    @property
    def changes_since(self) -> datetime:
        """From when on the company is asked what changed there: `pulled_at` is by the clock here, changes are by theirs."""
        return self.pulled_at - AHEAD

    def account(self, id_: str) -> RemoteAccount | None:
        return self._accounts.get(id_)

    def item(self, id_: str) -> RemoteItem | None:
        return self._items.get(id_)

    def tracked_in(self, account_id: str) -> RemoteItem | None:
        """A tracked item (the first, where there are several) whose asset account this is."""
        return self._assets.get(account_id)
