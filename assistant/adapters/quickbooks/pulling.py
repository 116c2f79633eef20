"""The company's lists, preferences and figures to a `Snapshot`, all rows of all pages; and what changed there since a moment.

Reads are metered, so a company that is known already is asked anew for what carries figures (accounts, tracked goods, values) and
for the company itself, and by one change feed for the rest. The feed (CDC) reaches 30 days back and tells at most 1,000 objects;
whether it tells of adjustments is not written down, so these are asked for by their time of change as well.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from assistant.adapters.quickbooks import reports
from assistant.adapters.quickbooks.asking import ALL, Asking, equals
from assistant.adapters.quickbooks.faults import QuickBooksFault
from assistant.adapters.quickbooks.sentences import BY_PLAN
from assistant.books.record import Changes, Record
from assistant.books.snapshot import Adjustments, Preferences, RemoteAccount, RemoteItem, RemoteName, Snapshot
from assistant.stages.documents.records import record_of
from assistant.stages.documents.shapes import Shape, day, named_value, number, part, parts, ref, text
from assistant.syncing.port import NotTold

Row = TypeVar("Row", RemoteAccount, RemoteItem, RemoteName)

NAMES = ("Vendor", "Customer", "Class", "Department")
ADJUSTMENT = "InventoryAdjustment"
REACH = timedelta(days=30)
MOST_CHANGES = 1000
LESSER_PLANS = ("simple start", "simplestart", "easy start", "essentials", "lite", "self-employed", "ledger", "solopreneur")
ADJUSTING_PLANS = ("plus", "advanced")


def pull(company: Asking, *, at: datetime, known: Snapshot | None = None, values: bool = True) -> Snapshot:
    """The company as it stands. With `known`, as it was last pulled, fewer reads are needed; the company's refusal to adjust
    quantities then stays known, and is tried anew where nothing is."""
    info, preferences = company.entity(f"companyinfo/{company.realm}", "CompanyInfo"), preferences_of(company)
    names, items = _names(company, at, known), _items(company)
    country = text(info, "Country")
    allowed = _adjustments(company, country, named_value(info, "OfferingSku"), known)
    tracks = any(item.tracked for item in items)
    tomorrow = at.astimezone(UTC).date() + timedelta(days=1)  # the company's own day may be ahead of UTC's
    return Snapshot(
        pulled_at=at,
        name=text(info, "CompanyName"),
        country=country,
        preferences=preferences,
        adjustments=allowed,
        accounts=accounts(company),
        items=items,
        vendors=names["Vendor"],
        customers=names["Customer"],
        classes=names["Class"],
        departments=names["Department"],
        values=reports.values(company, tomorrow) if values and tracks else {},
    )


def changes(company: Asking, since: datetime, kinds: Sequence[str], *, at: datetime) -> Changes:
    """What changed of these kinds from then to now, `at`. Where the feed does not reach so far, or then is yet to come by a clock
    that was ahead, nothing is asked and `more` is set."""
    if not kinds or not timedelta(0) <= at - since < REACH:
        return Changes(more=bool(kinds))
    rows, more = _feed(company, since, kinds)
    records = {(kind, text(row, "Id")): record_of(kind, row) for kind in rows for row in rows[kind] if _is_record(kind, row)}
    if ADJUSTMENT in kinds:
        moment = since.astimezone(UTC).isoformat(timespec="seconds")
        found = company.rows_by_plan(ADJUSTMENT, f"MetaData.LastUpdatedTime > '{moment}'")
        records.update({(ADJUSTMENT, text(row, "Id")): record_of(ADJUSTMENT, row) for row in found})
    gone = tuple((kind, text(row, "Id")) for kind in rows for row in rows[kind] if _is_deleted(row))
    return Changes(
        accounts=tuple(account_of(row) for row in _living(rows, "Account")),
        items=tuple(item_of(row) for row in _living(rows, "Item") if _is_goods(row)),
        names={kind: tuple(name_of(kind, row) for row in _living(rows, kind)) for kind in NAMES if kind in kinds},
        records=tuple(records.values()),
        deleted=gone,
        more=more,
    )


def documents(company: Asking, kind: str, conditions: Iterable[str]) -> tuple[Record, ...]:
    """The documents of a kind for which these conditions hold; none where the company's plan has no such kind."""
    return tuple(record_of(kind, row) for row in company.rows_by_plan(kind, *conditions))


def numbered(company: Asking, kind: str, called: str) -> tuple[Record, ...]:
    """The documents of a kind that bear this number. NotTold where the company's plan has no such kind: that none is told of does
    not say that there is none."""
    try:
        return tuple(record_of(kind, row) for row in company.rows(kind, equals("DocNumber", called)))
    except QuickBooksFault as error:
        if BY_PLAN & set(error.fault.codes):
            says = f"Whether QuickBooks keeps {called} cannot be known: the company's plan shows no {kind} any more."
            remedy = "Look it up there by that number. Once the plan allows such documents again: writeoff sync"
            raise NotTold(says, remedy) from None
        raise


# ── Lists ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def accounts(company: Asking) -> tuple[RemoteAccount, ...]:
    return tuple(account_of(row) for row in company.rows("Account", ALL))


def _items(company: Asking) -> tuple[RemoteItem, ...]:
    return tuple(item_of(row) for row in company.rows("Item", ALL) if _is_goods(row))


def _names(company: Asking, at: datetime, known: Snapshot | None) -> dict[str, tuple[RemoteName, ...]]:
    if known is not None:
        told = changes(company, known.changes_since, NAMES, at=at)
        if not told.more:
            before = {
                "Vendor": known.vendors,
                "Customer": known.customers,
                "Class": known.classes,
                "Department": known.departments,
            }
            return {kind: _merged(before[kind], told.names[kind], kind, told.deleted) for kind in NAMES}
    return {kind: tuple(name_of(kind, row) for row in company.rows_by_plan(kind, ALL)) for kind in NAMES}


def _merged(before: Iterable[Row], after: Iterable[Row], kind: str, deleted: Iterable[tuple[str, str]]) -> tuple[Row, ...]:
    rows = {row.id: row for row in before} | {row.id: row for row in after}
    gone = {key for of, key in deleted if of == kind}
    return tuple(row for key, row in rows.items() if key not in gone)


def account_of(row: Shape) -> RemoteAccount:
    return RemoteAccount(
        id=text(row, "Id"),
        number=text(row, "AcctNum"),
        name=text(row, "FullyQualifiedName") or text(row, "Name"),
        classification=text(row, "Classification"),
        active=row.get("Active") is not False,
        type=text(row, "AccountType"),
        detail_type=text(row, "AccountSubType"),
        balance=number(row, "CurrentBalance"),
    )


def item_of(row: Shape) -> RemoteItem:
    tracked = row.get("Type") == "Inventory" and row.get("TrackQtyOnHand") is True
    return RemoteItem(
        id=text(row, "Id"),
        name=text(row, "FullyQualifiedName") or text(row, "Name"),
        sku=text(row, "Sku"),
        tracked=tracked,
        active=row.get("Active") is not False,
        quantity=number(row, "QtyOnHand") if tracked else None,
        asset_account=ref(row, "AssetAccountRef"),
        expense_account=ref(row, "ExpenseAccountRef"),
        start=day(row, "InvStartDate"),
        purchase_cost=number(row, "PurchaseCost"),
    )


def name_of(kind: str, row: Shape) -> RemoteName:
    """Vendors and customers by the name they are shown by, classes and departments by their full one."""
    names = ("DisplayName",) if kind in ("Vendor", "Customer") else ("FullyQualifiedName", "Name")
    name = next(filter(None, (text(row, each) for each in names)), "")
    return RemoteName(text(row, "Id"), name, row.get("Active") is not False)


def _is_goods(row: Shape) -> bool:
    """Categories and bundles only group what is sold."""
    return row.get("Type") not in ("Category", "Group")


# ── The company ──────────────────────────────────────────────────────────────────────────────────────────────────────


def preferences_of(company: Asking) -> Preferences:
    """From the raw JSON: the library's own object takes what is absent for true."""
    told = company.entity("preferences", "Preferences")
    accounting, currency = part(told, "AccountingInfoPrefs"), part(told, "CurrencyPrefs")
    return Preferences(
        currency=ref(currency, "HomeCurrency"),
        multicurrency=currency.get("MultiCurrencyEnabled") is True,
        closed_through=day(accounting, "BookCloseDate"),
        warns_of_numbers=named_value(part(told, "OtherPrefs"), "WarnDuplicateJournalNumber").lower() == "true",
        tracks_classes=any(accounting.get(name) is True for name in ("ClassTrackingPerTxn", "ClassTrackingPerTxnLine")),
        tracks_locations=accounting.get("TrackDepartments") is True,
        tracks_quantity=part(told, "ProductAndServicesPrefs").get("QuantityOnHand") is True,
    )


def _adjustments(company: Asking, country: str, plan: str, known: Snapshot | None) -> Adjustments:
    """Whether quantities can be adjusted there: by the country, the plan's name, and a question that changes nothing. A refusal
    that was met before is believed; a plan that says nothing is tried."""
    plan = plan.casefold()
    if known is not None and known.adjustments is Adjustments.REFUSED:
        return Adjustments.REFUSED
    if country not in ("", "US") or any(word in plan for word in LESSER_PLANS):
        return Adjustments.REFUSED
    try:
        company.rows(ADJUSTMENT, "Id = '0'")
    except QuickBooksFault as error:
        return Adjustments.REFUSED if BY_PLAN & set(error.fault.codes) else Adjustments.UNTRIED
    return Adjustments.ALLOWED if any(word in plan for word in ADJUSTING_PLANS) else Adjustments.UNTRIED


# ── The change feed ──────────────────────────────────────────────────────────────────────────────────────────────────


def _feed(company: Asking, since: datetime, kinds: Sequence[str]) -> tuple[dict[str, list[Shape]], bool]:
    """The rows of each kind, and whether there may be more. A company that tells of no adjustments is asked without them."""
    moment = since.astimezone(UTC).isoformat(timespec="seconds")
    asked = [list(kinds)] + ([[kind for kind in kinds if kind != ADJUSTMENT]] if ADJUSTMENT in kinds else [])
    for each in filter(None, asked):
        try:
            told = company.get("cdc", entities=",".join(each), changedSince=moment)
        except QuickBooksFault as error:
            if error.fault.definite and each is not asked[-1]:
                continue
            if error.fault.definite:
                return {}, True
            raise
        rows: dict[str, list[Shape]] = {}
        for answer in parts(told, "CDCResponse"):
            for found in parts(answer, "QueryResponse"):
                for kind in each:
                    rows.setdefault(kind, []).extend(row for row in parts(found, kind) if text(row, "Id"))
        return rows, sum(map(len, rows.values())) >= MOST_CHANGES
    return {}, False


def _is_record(kind: str, row: Shape) -> bool:
    return kind not in (*NAMES, "Account", "Item") and not _is_deleted(row)


def _is_deleted(row: Shape) -> bool:
    return text(row, "status").casefold() == "deleted"


def _living(rows: Mapping[str, list[Shape]], kind: str) -> list[Shape]:
    return [row for row in rows.get(kind, ()) if not _is_deleted(row)]
