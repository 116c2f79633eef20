"""Which row of the company is which of ours: proposed by number, SKU or name, and confirmed once by a person."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from assistant.bookkeeping.doors import BooksTransaction
from assistant.bookkeeping.reports import item_named
from assistant.bookkeeping.settling import find_account
from assistant.books.client_books import ClientBooks
from assistant.books.draft import OPEN_STATES, Draft
from assistant.books.entry import Line
from assistant.books.people import Action
from assistant.books.remote import NAMES, Company, Link, LinkKind, Links
from assistant.books.snapshot import RemoteAccount, Snapshot
from assistant.errors import NotFound, RefusedByBooks, WrongUsage
from assistant.stages.linking.accounts import match_accounts, of_one_kind
from assistant.stages.linking.changes import There, row_of, rows_of
from assistant.stages.linking.items import match_items
from assistant.stages.linking.matching import Matching, spelt
from assistant.stages.linking.names import customers_of, match_names, vendors_of
from assistant.stages.review import allow
from assistant.store import DraftQuery


class LinkingTransaction(BooksTransaction, Protocol):
    def company(self, service: str = "quickbooks") -> Company | None: ...
    def snapshot(self, realm: str) -> Snapshot | None: ...
    def links(self, realm: str) -> Links: ...
    def save_links(self, realm: str, links: Iterable[Link], kinds: Iterable[LinkKind] = ()) -> None: ...


class LinkingStore(Protocol):
    def client(self, client: str, *, reads: bool = False) -> AbstractContextManager[LinkingTransaction]: ...


def matching(books: ClientBooks, snapshot: Snapshot, known: Links, drafts: Iterable[Draft] = ()) -> Matching:
    """All lists compared. Suppliers, customers and classes are those that posted entries and these drafts name; names that the
    company does not keep lists of are not missed."""
    lines = [*books.history.naming()]
    lines += [line.line() for draft in drafts if draft.entry is not None for line in draft.entry.lines]
    found = match_accounts(books.chart, snapshot.accounts, known) + match_items(books.stock, snapshot.items, known)
    for kind, ours, theirs, kept in (
        (LinkKind.VENDOR, vendors_of(lines, books.chart), snapshot.vendors, True),
        (LinkKind.CUSTOMER, customers_of(lines, books.chart), snapshot.customers, True),
        (LinkKind.CLASS, _classes_of(lines), snapshot.classes, snapshot.preferences.tracks_classes),
        (LinkKind.LOCATION, books.stock.locations, snapshot.departments, snapshot.preferences.tracks_locations),
    ):
        names = match_names(kind, ours, theirs, known)
        found += names if kept else replace(names, unmatched=())
    return found


def _classes_of(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.klass for line in lines if line.klass))


# ── A person's word ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of links: `chosen` names a row (its Id or name) for a name of ours, by kind; `not_these` are ours that
    have no counterpart there. Without `chosen`, all that is proposed is confirmed, unless these `alone` are meant."""

    chosen: Mapping[LinkKind, Sequence[tuple[str, str]]] = field(default_factory=dict)
    not_these: Collection[str] = ()
    alone: bool = False

    @property
    def names_some(self) -> bool:
        return self.alone or any(self.chosen.values())


@dataclass(frozen=True, slots=True)
class Confirmed:
    """`settled` are the links as the person settled them now, `matching` how all lists stand since."""

    settled: tuple[Link, ...]
    matching: Matching


def confirm(store: LinkingStore, client: str, said: Said, *, by: str, at: datetime) -> Confirmed:
    """Stores the links as the person settles them: who approves may say who a supplier is, who settles policy what an account is.
    Errors: NotAllowed; RefusedByBooks where nothing was pulled yet or two of ours would be one there; NotFound and WrongUsage
    for a row or a name that is none."""
    with store.client(client) as transaction:
        role = transaction.role_of(by)
        allow(by, role, Action.APPROVE)
        company = transaction.company()
        snapshot = transaction.snapshot(company.realm) if company is not None else None
        if company is None or snapshot is None:
            says, remedy = f"Nothing was pulled from a company of {client} yet.", "First: writeoff qbo pull"
            raise RefusedByBooks(says, remedy, code="not_connected" if company is None else "not_pulled")
        drafts = transaction.drafts(DraftQuery(states=OPEN_STATES))
        desk = _Desk(transaction.books(), snapshot, by, at)
        known = transaction.links(company.realm)
        found = matching(desk.books, snapshot, known, drafts)
        settled = desk.settled(said, found)
        if any(link.kind not in NAMES for link in settled):
            allow(by, role, Action.SETTLE_POLICY)
        earlier = {(link.kind, link.ours): link for link in known.links if link.confirmed}
        confirmed = earlier | {(link.kind, link.ours): link for link in settled}
        _refuse_shared(settled, confirmed.values(), desk.books)
        after = matching(desk.books, snapshot, Links(tuple(confirmed.values())), drafts)
        transaction.save_links(company.realm, after.links, LinkKind)
        told = [[link.kind.value, link.ours, link.remote_id, link.remote_name] for link in settled]
        detail: dict[str, object] = {"realm": company.realm, "links": told}
        transaction.record(at=at, who=by, what="quickbooks.links_confirmed", subject=client, detail=detail)
    return Confirmed(settled, after)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a person's words are looked up in."""

    books: ClientBooks
    snapshot: Snapshot
    by: str
    at: datetime

    def settled(self, said: Said, found: Matching) -> tuple[Link, ...]:
        """The links that the words come to. Unless some are named: those that wait, and those whose rows are called otherwise
        now, which the person has seen under their present names."""
        none = [self._meant(each, found) for each in said.not_these]
        links = [self._link(kind, ours, "", "") for kind, ours in none]
        links += [self._chosen(kind, ours, theirs) for kind, pairs in said.chosen.items() for ours, theirs in pairs]
        if said.names_some:
            return tuple(links)
        for link in found.links:
            row = row_of(self.snapshot, link)
            new = row is not None and (not link.confirmed or row.name != link.remote_name)
            if row is not None and new and (link.kind, link.ours) not in none:
                links.append(self._link(link.kind, link.ours, row.id, row.name))
        return tuple(links)

    def _link(self, kind: LinkKind, ours: str, remote_id: str, remote_name: str) -> Link:
        return Link(kind, ours, remote_id, remote_name, self.by, self.at)

    def _chosen(self, kind: LinkKind, ours: str, theirs: str) -> Link:
        key, row = self._ours(kind, ours), self._theirs(kind, theirs)
        account = self.books.chart.get(key) if isinstance(row, RemoteAccount) else None
        if account is not None and isinstance(row, RemoteAccount) and not of_one_kind(account, row):
            says = f"{account.label} is {account.type.value}, and {row.name!r} there is of kind {row.classification}."
            raise WrongUsage(says, "A debit must mean the same on both: name another account.")
        return self._link(kind, key, row.id, row.name)

    def _ours(self, kind: LinkKind, said: str) -> str:
        if kind is LinkKind.ACCOUNT:
            return find_account(self.books.chart, said).key
        if kind is LinkKind.ITEM:
            return item_named(self.books, said)
        if kind is LinkKind.LOCATION and said not in self.books.stock.locations:
            listed = ", ".join(self.books.stock.locations) or "none"
            raise NotFound(f"There is no place {said!r} here.", f"Places are: {listed}.")
        return said

    def _theirs(self, kind: LinkKind, said: str) -> There:
        """By Id, else by the only active row of this number or name."""
        rows, wanted = rows_of(self.snapshot, kind), spelt(said)
        named = [row for row in rows if row.active and wanted in (spelt(row.name), spelt(getattr(row, "number", "") or " "))]
        found = next((row for row in rows if row.id == said.strip()), named[0] if len(named) == 1 else None)
        if found is None:
            says = f"{len(named)} are called {said!r} there." if named else f"The company has no {kind.value} {said!r}."
            raise NotFound(says, "Name it by its Id, as writeoff qbo pull lists it; or pull again: writeoff qbo pull --full")
        if not found.active:
            raise WrongUsage(
                f"{found.name!r} is inactive there.", "Make it active in QuickBooks and pull again, or name another."
            )
        return found

    def _meant(self, said: str, found: Matching) -> tuple[LinkKind, str]:
        """What `--not` names: ours, with its kind before a colon where two kinds have one of the name."""
        word, _, rest = said.partition(":")
        kinds = {kind.value: kind for kind in LinkKind}
        wanted, of = (rest, kinds[word]) if rest and word in kinds else (said, None)
        known = dict.fromkeys([*((link.kind, link.ours) for link in found.links), *((u.kind, u.ours) for u in found.unmatched)])
        meant = [one for one in known if one[1].casefold() == wanted.strip().casefold() and of in (None, one[0])]
        if len(meant) != 1:
            says = f"Several kinds have one called {said!r}." if meant else f"Nothing here is called {said!r}."
            raise NotFound(says, "Write its kind first, such as item:MUG-01; writeoff qbo pull lists what matched.")
        return meant[0]


def _refuse_shared(settled: Iterable[Link], confirmed: Iterable[Link], books: ClientBooks) -> None:
    """One item there for two of ours has no quantity of either; the same goes for accounts that hold goods."""
    confirmed = [link for link in confirmed if link.remote_id]
    for link in settled:
        account = books.chart.get(link.ours) if link.kind is LinkKind.ACCOUNT else None
        if link.kind is not LinkKind.ITEM and not (account is not None and account.holds_goods):
            continue
        others = [each for each in confirmed if (each.kind, each.remote_id) == (link.kind, link.remote_id) and each != link]
        if link.remote_id and others:
            says = f"{link.remote_name!r} there is {others[0].ours} here already, and cannot be {link.ours} as well."
            raise RefusedByBooks(
                says, f"If it is not {others[0].ours}: writeoff qbo confirm --not {others[0].ours}", code="linked"
            )
