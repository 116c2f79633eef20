"""The kiln's company at QuickBooks: the connection, a pull of it, and which of its rows is which of the kiln's."""

from datetime import timedelta
from decimal import Decimal

from assistant.adapters.sql.transaction import SqlTransaction
from assistant.books.remote import Company, DocumentState, Environment, Lifetime, Link, LinkKind, Links, RemoteDocument
from assistant.books.snapshot import Adjustments, Preferences, RemoteAccount, RemoteItem, RemoteName, Snapshot
from tests.adapters.sql.pottery import NOON, TODAY

REALM = "9130"
LIFETIME = Lifetime(NOON + timedelta(hours=1), NOON + timedelta(days=100), NOON + timedelta(days=1800))
COMPANY = Company("quickbooks", REALM, Environment.PRACTICE, "Practice Pottery", "sealed", "ann", NOON, LIFETIME)
SNAPSHOT = Snapshot(
    pulled_at=NOON,
    name="Practice Pottery",
    country="US",
    preferences=Preferences("USD", closed_through=TODAY - timedelta(days=60), tracks_quantity=True),
    adjustments=Adjustments.ALLOWED,
    accounts=(
        RemoteAccount("81", "1200", "Inventory", "Asset", True, "Other Current Asset", "Inventory", Decimal("255.67")),
        RemoteAccount("82", "5050", "Breakage", "Expense", True, "Cost of Goods Sold"),
    ),
    items=(
        RemoteItem("7", "Mug, blue", "MUG", True, True, Decimal("-2.5"), "81", "82", TODAY, Decimal("4.15")),
        RemoteItem("8", "Clay", "", False, True),
    ),
    vendors=(RemoteName("3", "Clay & Sons"), RemoteName("4", "Old Kiln Ltd", active=False)),
    values={"7": Decimal("255.67")},
)
LINKS = (
    Link(LinkKind.ACCOUNT, "1200", "81", "Inventory", "ann", NOON),
    Link(LinkKind.ACCOUNT, "5050", "82", "Breakage"),
    Link(LinkKind.ITEM, "MUG", "7", "Mug, blue"),
    Link(LinkKind.VENDOR, "Clay & Sons", "3", "Clay & Sons", "ann", NOON),
)


def connect(books: SqlTransaction) -> None:
    books.save_company(COMPANY)
    books.save_snapshot(REALM, SNAPSHOT, unknown_from="WO-1001")
    books.save_links(REALM, LINKS)


def linked(*links: Link) -> Links:
    """Links as they are read: by kind, then by ours."""
    return Links(tuple(sorted(links, key=lambda link: (link.kind, link.ours))))


def document(entry: str = "WO-1001", part: int = 1, state: DocumentState = DocumentState.QUEUED) -> RemoteDocument:
    return RemoteDocument(REALM, entry, part, "JournalEntry", f"{entry}-{part}", entry, '{"Line":[]}', state, NOON)
