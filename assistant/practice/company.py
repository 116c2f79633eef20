"""One practice company: what an API call asks of it to what it answers, by its lists, its journal and its preferences.

Every method runs inside the store's transaction, opened by its caller; a `Refused` takes the whole call back. `now` is seconds
since 1970. Posting moves `Account.CurrentBalance` by the account's normal side (a debit raises assets and expenses, a credit the
others), income and expense accounts too; whether a live company signs it so is unproved. Not kept here: the opening value of a
tracked item, which a live company books by itself; batches, reports, attachments and every transaction but the journal entry.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from assistant.practice import refusals
from assistant.practice.entities import DEBIT_BALANCES, LISTS, QUERYABLE, checked, merged
from assistant.practice.journal import Books, entry, movements, must_be_open, reference
from assistant.practice.query import Query, matching, page, parse, read_moment
from assistant.practice.store import Kept, Store
from assistant.practice.wire import PACIFIC, Json, timestamp

JOURNAL = "JournalEntry"
KINDS = {name.lower(): name for name in (*LISTS, JOURNAL)}
"""The word in an address to the entity it names."""

CHANGES_REACH_SECONDS = 30 * 24 * 3600
MOST_CHANGES = 1000
DEEPEST = 5
DUPLICATE_WARNING = "WarnDuplicateJournalNumber"


@dataclass(frozen=True, slots=True)
class PracticeCompany:
    """The company of one realm."""

    store: Store
    realm: str
    now: float

    # Reading

    def info(self) -> Json:
        return self.shown("CompanyInfo", self.store.info(self.realm))

    def preferences(self) -> Json:
        return self.shown("Preferences", self.store.preferences(self.realm))

    def read(self, entity: str, key: str) -> Json:
        return self.shown(entity, self._existing(entity, key).body)

    def query(self, text: str) -> Json:
        """The rows of a page, or a count; an answer without rows is empty, not a list of none."""
        query = parse(text)
        if query.entity not in QUERYABLE:
            raise refusals.invalid_query(f"Invalid context declaration: {query.entity}")
        found = matching(query, self._rows(query), QUERYABLE[query.entity])
        if query.counts:
            return {"totalCount": len(found)}
        rows = [self.shown(query.entity, body) for body in page(query, found)]
        return {query.entity: rows, "startPosition": query.start, "maxResults": len(rows)} if rows else {}

    def _rows(self, query: Query) -> list[Json]:
        """The rows among which a query looks: all of a kind, or those the store can tell by document number."""
        if query.entity == "CompanyInfo":
            return [self.info()]
        if query.entity == "Preferences":
            return [self.preferences()]
        numbers = [
            condition.values[0] for condition in query.where if (condition.field, condition.operator) == ("DocNumber", "=")
        ]
        if query.entity == JOURNAL and numbers:
            return [kept.body for kept in self.store.named(self.realm, JOURNAL, numbers[0])]
        return [kept.body for kept in self.store.all(self.realm, query.entity)]

    def changes(self, entities: str, since: str) -> Json:
        """What was written or deleted since a moment of the last 30 days, at most 1000 objects in all."""
        moment = read_moment(since)
        if moment is None:
            raise refusals.unsupported_property("changedSince", "is not a date and time")
        seconds = int(moment.timestamp())
        if seconds < self.now - CHANGES_REACH_SECONDS:
            raise refusals.business_rule("changedSince may reach back 30 days and no further.")
        answers, room = [], MOST_CHANGES
        for name in filter(None, (part.strip() for part in entities.split(","))):
            if name not in KINDS.values():
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
        """An object as the API shows it: names beside references are today's, whatever they were when it was written."""
        body = {**body, "domain": "QBO", "sparse": False}
        if entity != JOURNAL:
            return body
        return {**body, "Line": [self._shown_line(line) for line in body["Line"]], "TotalAmt": 0, "TxnTaxDetail": {}}

    def _shown_line(self, line: Json) -> Json:
        detail = dict(line["JournalEntryLineDetail"])
        for field, entity in (("AccountRef", "Account"), ("ClassRef", "Class"), ("DepartmentRef", "Department")):
            if field in detail:
                detail[field] = self._with_name(detail[field], entity)
        if "Entity" in detail:
            party = detail["Entity"]
            detail["Entity"] = {**party, "EntityRef": self._with_name(party["EntityRef"], party["Type"])}
        return {**line, "JournalEntryLineDetail": detail}

    def _with_name(self, ref: Json, entity: str) -> Json:
        kept = self.store.find(self.realm, entity, ref["value"])
        assert kept is not None, ref  # lists are never deleted, only made inactive
        return {**ref, "name": kept.name}

    # Writing

    def write(self, entity: str, sent: Json, include: frozenset[str] = frozenset()) -> Json:
        """Creates where no Id is sent, else updates: sparse where it says so, else in full."""
        existing = self._to_change(entity, sent) if sent.get("Id") else None
        if entity == JOURNAL:
            kept = self._journal_entry(sent, existing, include)
        elif entity == "Item" and existing is not None:
            # A live company reads InvStartDate in an item's update as the day of a stock adjustment: not offered here.
            raise refusals.unsupported("update of Item")
        else:
            kept = self._list_row(entity, sent, existing)
        self.store.keep(self.realm, kept)
        if existing is not None and kept.name != existing.name:
            self._rename_below(kept)
        return self.shown(entity, kept.body)

    def delete(self, entity: str, sent: Json) -> Json:
        """Deletes an entry; what stays is its Id and the day it went."""
        if entity != JOURNAL:
            raise refusals.unsupported(f"delete of {entity}")
        existing = self._to_change(entity, sent)
        must_be_open(existing.body, self._books())
        self._move(existing.body, None)
        gone = {"Id": existing.id, "domain": "QBO", "status": "Deleted", "MetaData": {"LastUpdatedTime": timestamp(self.now)}}
        self.store.keep(self.realm, Kept(entity, existing.id, None, int(self.now), gone, deleted=True))
        return {"Id": existing.id, "domain": "QBO", "status": "Deleted"}

    def _existing(self, entity: str, key: str) -> Kept:
        kept = self.store.find(self.realm, entity, key)
        if kept is None or kept.deleted:
            raise refusals.not_found("transaction" if entity == JOURNAL else "name")
        return kept

    def _to_change(self, entity: str, sent: Json) -> Kept:
        existing = self._existing(entity, str(sent.get("Id") or ""))
        if sent.get("SyncToken") in (None, ""):
            raise refusals.missing("SyncToken")
        if str(sent["SyncToken"]) != existing.body["SyncToken"]:
            raise refusals.stale()
        return existing

    def _kept(self, entity: str, name: str | None, body: Json, existing: Kept | None) -> Kept:
        """The object with its Id, its version and its times."""
        key = existing.id if existing is not None else self.store.next_id(self.realm, entity)
        token = "0" if existing is None else str(int(existing.body["SyncToken"]) + 1)
        created = timestamp(self.now) if existing is None else existing.body["MetaData"]["CreateTime"]
        stamps = {"Id": key, "SyncToken": token, "MetaData": {"CreateTime": created, "LastUpdatedTime": timestamp(self.now)}}
        return Kept(entity, key, name, int(self.now), {**body, **stamps})

    # The journal

    def _books(self) -> Books:
        today = datetime.fromtimestamp(self.now, tz=PACIFIC).date().isoformat()
        return Books(self._object, self.store.preferences(self.realm), today)

    def _object(self, entity: str, key: str) -> Json | None:
        kept = self.store.find(self.realm, entity, key)
        return None if kept is None else kept.body

    def _journal_entry(self, sent: Json, existing: Kept | None, include: frozenset[str]) -> Kept:
        books = self._books()
        before = None if existing is None else existing.body
        if before is not None:
            must_be_open(before, books)
        body = entry(sent, before, books)
        if body["DocNumber"] is None and "allowautodocnum" in include:
            body["DocNumber"] = self._next_number()
        if body["DocNumber"] is not None and "allowduplicatedocnum" not in include:
            self._number_is_free(body["DocNumber"], existing, books)
        self._move(before, body)
        return self._kept(JOURNAL, body["DocNumber"], body, existing)

    def _next_number(self) -> str:
        numbers = [kept.name for kept in self.store.all(self.realm, JOURNAL)]
        return str(1 + max((int(number) for number in numbers if number and number.isdecimal()), default=0))

    def _number_is_free(self, number: str, existing: Kept | None, books: Books) -> None:
        """A number used before is an error only where the company asks to be warned of it."""
        warns = {"Name": DUPLICATE_WARNING, "Value": "true"} in books.preferences["OtherPrefs"]["NameValue"]
        owners = [kept.id for kept in self.store.named(self.realm, JOURNAL, number) if existing is None or kept.id != existing.id]
        if warns and owners:
            raise refusals.duplicate_number(number, owners[0])

    def _move(self, before: Json | None, after: Json | None) -> None:
        """Takes one version of an entry out of the balances and puts the next in."""
        moved = movements(after)
        for key, amount in movements(before).items():
            moved[key] = moved.get(key, Decimal(0)) - amount
        for key, amount in moved.items():
            kept = self.store.find(self.realm, "Account", key)
            assert kept is not None, key  # the entry was checked against it
            account = kept.body
            raised = amount if account["Classification"] in DEBIT_BALANCES else -amount
            balance = Decimal(account["CurrentBalance"]) + raised
            self.store.keep(self.realm, Kept("Account", key, kept.name, kept.updated, {**account, "CurrentBalance": balance}))

    # The lists

    def _list_row(self, entity: str, sent: Json, existing: Kept | None) -> Kept:
        rules = LISTS[entity]
        body = checked(entity, merged(entity, None if existing is None else existing.body, sent))
        name = str(body[rules.named_by])
        if rules.sub_flag is not None:
            name = self._full_name(entity, body, rules.sub_flag, existing)
            body["FullyQualifiedName"] = name
        self._name_is_free(entity, name, existing)
        for field in ("AssetAccountRef", "IncomeAccountRef", "ExpenseAccountRef") if entity == "Item" else ():
            if (key := reference(body, field)) is not None:
                self._books().active("Account", key)
        return self._kept(entity, name, body, existing)

    def _full_name(self, entity: str, body: Json, sub_flag: str, existing: Kept | None) -> str:
        key = reference(body, "ParentRef")
        if bool(body[sub_flag]) is not (key is not None):
            raise refusals.missing("ParentRef" if key is None else sub_flag)
        if key is None:
            return str(body["Name"])
        parent = self._books().active(entity, key)
        if entity == "Account" and parent["AccountType"] != body["AccountType"]:
            raise refusals.business_rule("A subaccount must be of the same account type as its parent.")
        if existing is not None and f"{parent['FullyQualifiedName']}:".startswith(f"{existing.name}:"):
            raise refusals.business_rule("A name cannot stand below itself.")
        full_name = f"{parent['FullyQualifiedName']}:{body['Name']}"
        if full_name.count(":") >= DEEPEST:
            raise refusals.business_rule(f"Names may be nested {DEEPEST} levels deep.")
        return full_name

    def _name_is_free(self, entity: str, name: str, existing: Kept | None) -> None:
        same_list = [kept for kept in self.store.named(self.realm, entity, name) if existing is None or kept.id != existing.id]
        others = [kept for other in LISTS[entity].shares_names_with for kept in self.store.named(self.realm, other, name)]
        if same_list or others:
            raise refusals.duplicate_name(f"Another {entity.lower()} is already using this name. Please use a different name.")

    def _rename_below(self, parent: Kept) -> None:
        """The children's full names follow their parent's."""
        for kept in self.store.all(self.realm, parent.entity):
            if kept.body.get("ParentRef", {}).get("value") == parent.id:
                name = f"{parent.name}:{kept.body['Name']}"
                child = Kept(kept.entity, kept.id, name, kept.updated, {**kept.body, "FullyQualifiedName": name})
                self.store.keep(self.realm, child)
                self._rename_below(child)
