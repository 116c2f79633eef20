"""One practice company: what an API call asks of it to what it answers, by its lists, its transactions and its preferences.

Every method runs inside the store's transaction, opened by its caller; a `Refused` takes the whole call back. `now` is seconds
since 1970; `author` is an app, or a person in the web app, who is held to no entitlement, no lapsed subscription and no closed
period. `Account.CurrentBalance` is signed by the account's normal side (a debit raises assets and expenses, a credit the others),
income and expense accounts too; whether a live company signs it so is unproved. A moved balance or quantity leaves the account's
and the item's SyncToken and times as they were. README.md beside this file says what is kept and what is not.
"""

from dataclasses import dataclass
from decimal import Decimal

from assistant.practice import refusals
from assistant.practice.adjustment import must_be_entitled
from assistant.practice.documents import ADJUSTMENT, JOURNAL, TRANSACTIONS, Documents, times
from assistant.practice.entities import DEBIT_BALANCES, LISTS, QUERYABLE
from assistant.practice.ledger import Ledger, exact
from assistant.practice.lists import EQUITY, Lists
from assistant.practice.names import with_names
from assistant.practice.narrowing import narrowed
from assistant.practice.query import Query, matching, page, parse, read_moment
from assistant.practice.store import APP, Kept, Store
from assistant.practice.wire import Json, timestamp

KINDS = {name.lower(): name for name in (*LISTS, *TRANSACTIONS)}
"""The word in an address to the entity it names."""

CHANGES_REACH_SECONDS = 30 * 24 * 3600
MOST_CHANGES = 1000


@dataclass(frozen=True, slots=True)
class PracticeCompany:
    """The company of one realm."""

    store: Store
    realm: str
    now: float
    author: str = APP

    # Reading

    def info(self) -> Json:
        return self.shown("CompanyInfo", self.store.info(self.realm))

    def preferences(self) -> Json:
        return self.shown("Preferences", self.store.preferences(self.realm))

    def read(self, entity: str, key: str) -> Json:
        self._must_have(entity)
        return self.shown(entity, self.existing(entity, key).body)

    def query(self, text: str) -> Json:
        """The rows of a page, or a count; an answer without rows is empty, not a list of none."""
        query = parse(text)
        if query.entity not in QUERYABLE:
            raise refusals.invalid_query(f"Invalid context declaration: {query.entity}")
        self._must_have(query.entity)
        found = matching(query, self._rows(query), QUERYABLE[query.entity])
        if query.counts:
            return {"totalCount": len(found)}
        rows = [self.shown(query.entity, body) for body in page(query, found)]
        return {query.entity: rows, "startPosition": query.start, "maxResults": len(rows)} if rows else {}

    def _rows(self, query: Query) -> list[Json]:
        """The rows among which a query looks: those of its kind that the store cannot rule out."""
        if query.entity == "CompanyInfo":
            return [self.info()]
        if query.entity == "Preferences":
            return [self.preferences()]
        rows = [kept.body for kept in self.store.select(self.realm, query.entity, *narrowed(query))]
        return [self.shown("Account", row) for row in rows] if query.entity == "Account" else rows

    def changes(self, entities: str, since: str) -> Json:
        """What was written or deleted since a moment of the last 30 days, at most 1000 objects in all."""
        moment = read_moment(since)
        if moment is None:
            raise refusals.unsupported_property("changedSince", "is not a date and time")
        seconds = int(moment.timestamp())
        if seconds < self.now - CHANGES_REACH_SECONDS:
            raise refusals.business_rule("changedSince may reach back 30 days and no further.")
        lists_adjustments = self.store.traits(self.realm)["cdc_lists_adjustments"]
        answers, room = [], MOST_CHANGES
        for name in filter(None, (part.strip() for part in entities.split(","))):
            if name not in KINDS.values() or (name == ADJUSTMENT and not lists_adjustments):
                raise refusals.bad_enumeration("entities", name)
            rows = [self._change(kept) for kept in self.store.changed(self.realm, name, seconds)][:room]
            room -= len(rows)
            answers.append({name: rows, "startPosition": 1, "maxResults": len(rows)} if rows else {})
        if not answers:
            raise refusals.missing("entities")
        return {"CDCResponse": [{"QueryResponse": answers}]}

    def _change(self, kept: Kept) -> Json:
        return kept.body if kept.deleted else self.shown(kept.entity, kept.body)

    def shown(self, entity: str, body: Json) -> Json:
        """An object as the API shows it: balances, quantities and the names beside references are today's."""
        body = {**body, "domain": "QBO", "sparse": False}
        if entity == "Account":
            balance = Ledger(self.store, self.realm).balance(body["Id"])
            return {**body, "CurrentBalance": balance if body["Classification"] in DEBIT_BALANCES else -balance}
        if entity == "Item" and body["TrackQtyOnHand"]:
            return {**body, "QtyOnHand": self._on_hand(body["Id"])}
        if entity not in TRANSACTIONS:
            return body
        shown: Json = with_names(body, lambda kind, key: self.store.name_of(self.realm, kind, key))
        return {**shown, "TotalAmt": 0, "TxnTaxDetail": {}} if entity == JOURNAL else shown

    def _on_hand(self, item: str) -> Decimal:
        rows = self.store.run("SELECT quantity FROM holding WHERE realm = ? AND item = ?", (self.realm, int(item)))
        return exact(rows[0][0]) if rows else Decimal(0)

    # Writing

    def write(self, entity: str, sent: Json, include: frozenset[str] = frozenset()) -> Json:
        """Creates where no Id is sent, else updates: sparse where it says so, else in full."""
        self._must_have(entity)
        existing = self._to_change(entity, sent) if sent.get("Id") else None
        documents = self.documents()
        if entity in TRANSACTIONS:
            key, body = documents.write(entity, sent, existing, include)
            kept = self._kept(entity, key, body["DocNumber"], body, existing)
            self.store.keep(self.realm, kept)
            return self.shown(entity, kept.body)
        lists = Lists(documents)
        name, body = lists.row(entity, sent, existing)
        quantity = body.pop("QtyOnHand", None)
        key = self.store.next_id(self.realm, entity) if existing is None else existing.id
        kept = self._kept(entity, key, name, body, existing)
        self.store.keep(self.realm, kept)
        if existing is None and quantity and body["Type"] == "Inventory":
            lists.open_item(key, Decimal(quantity), self.equity_account())
        if existing is not None and kept.name != existing.name:
            lists.rename_below(kept)
        return self.shown(entity, kept.body)

    def delete(self, entity: str, sent: Json) -> Json:
        """Deletes a transaction; what stays is its Id and the day it went."""
        self._must_have(entity)
        if entity not in TRANSACTIONS:
            raise refusals.unsupported(f"delete of {entity}")
        existing = self._to_change(entity, sent)
        self.documents().delete(existing)
        gone = {"Id": existing.id, "domain": "QBO", "status": "Deleted", "MetaData": {"LastUpdatedTime": timestamp(self.now)}}
        self.store.keep(self.realm, Kept(entity, existing.id, None, int(self.now), gone, deleted=True, author=self.author))
        return {"Id": existing.id, "domain": "QBO", "status": "Deleted"}

    def documents(self) -> Documents:
        return Documents(self.store, self.realm, self.now, self.author)

    def equity_account(self) -> str:
        """The Id of the account against which opening stock stands; it is made where there is none."""
        for kept in self.store.all(self.realm, "Account"):
            if kept.body["AccountSubType"] == EQUITY["AccountSubType"] and kept.body["Active"]:
                return kept.id
        return str(self.write("Account", dict(EQUITY))["Id"])

    def existing(self, entity: str, key: str) -> Kept:
        kept = self.store.find(self.realm, entity, key)
        if kept is None or kept.deleted:
            raise refusals.not_found("transaction" if entity in TRANSACTIONS else "name")
        return kept

    def must_be_active(self) -> None:
        """A company whose subscription lapsed answers nothing; whether a live one still shows its books is unproved."""
        if self.store.traits(self.realm)["lapsed"]:
            raise refusals.lapsed()

    def _must_have(self, entity: str) -> None:
        if entity == ADJUSTMENT and self.author == APP:
            must_be_entitled(self.store.info(self.realm)["Country"], self.store.traits(self.realm)["plan"])

    def _to_change(self, entity: str, sent: Json) -> Kept:
        existing = self.existing(entity, str(sent.get("Id") or ""))
        if sent.get("SyncToken") in (None, ""):
            raise refusals.missing("SyncToken")
        if str(sent["SyncToken"]) != existing.body["SyncToken"]:
            raise refusals.stale()
        return existing

    def _kept(self, entity: str, key: str, name: str | None, body: Json, existing: Kept | None) -> Kept:
        """The object with its Id, its version and its times."""
        token = "0" if existing is None else str(int(existing.body["SyncToken"]) + 1)
        created = None if existing is None else existing.body["MetaData"]["CreateTime"]
        stamps = {"Id": key, "SyncToken": token, "MetaData": times(self.now, created)}
        return Kept(entity, key, name, int(self.now), {**body, **stamps}, day=body.get("TxnDate"), author=self.author)
