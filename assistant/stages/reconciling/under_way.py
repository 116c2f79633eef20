"""Plans and documents to what these books have and the company has not: units and amounts that are on their way there, or that
somebody there edited or deleted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.connected import Connected
from assistant.books.entry import PostedEntry
from assistant.books.found import Verdict
from assistant.books.plan import GoodsLine, KeptPlan, PlannedDocument
from assistant.books.record import Record
from assistant.books.remote import THERE, DocumentKind, DocumentState, LinkKind, RemoteDocument
from assistant.stages.already.effects import of_documents, of_record, units_of
from assistant.stages.reconciling.drifting import key_there
from assistant.stages.reconciling.papers import Papers

NO_MORE = frozenset({DocumentState.CHANGED, DocumentState.DELETED})  # as they were sent


@dataclass(frozen=True, slots=True)
class UnderWay:
    """`units`, by item of ours, are those that the pull does not know of; `amounts` what is debited less what is credited, by
    account Id. `moving` are items whose goods are not there (as they should be) and `uncosted` those that are there at a cost
    not taken over yet: until then their value there is not ours. `without_goods`, by account Id, is what journals of ours moved
    there on the accounts of tracked goods, by an owner's word."""

    units: Mapping[str, Decimal]
    amounts: Mapping[str, Decimal]
    moving: frozenset[str]
    uncosted: frozenset[str]
    without_goods: Mapping[str, Decimal]


def under_way(plans: Sequence[KeptPlan], papers: Papers, books: ClientBooks) -> UnderWay:
    connected = books.connected
    assert connected is not None, books.client
    documents = {(document.entry, document.part): document for document in papers.every}
    going = tuple(_going(plans, documents))
    edited = tuple(_edited(plans, documents))
    amounts: dict[str, Decimal] = defaultdict(Decimal, of_documents((planned for _, planned in going), connected))
    units = _units(edited, papers, connected)
    others = _mistakes(papers)
    _less_what_is_there((document for document, _ in edited), papers, connected, amounts)
    _less_mistakes(others, papers, connected, units, amounts)
    _with_what_lost_its_document(papers, books, connected, units, amounts)
    _with_variances(plans, documents, books, connected, amounts)
    return UnderWay(
        units={item: quantity for item, quantity in units.items() if quantity},
        amounts={account: amount for account, amount in amounts.items() if amount},
        moving=frozenset(goods.item for _, planned in going for goods in planned.goods) | frozenset(units),
        uncosted=frozenset(goods.item for goods in _uncosted(plans, documents)),
        without_goods=_without_goods(plans, documents, connected),
    )


Documents = Mapping[tuple[str, int], RemoteDocument]


def _planned(plans: Iterable[KeptPlan]) -> Iterator[tuple[KeptPlan, PlannedDocument]]:
    return ((kept, planned) for kept in plans for planned in kept.plan.documents)


def _going(plans: Sequence[KeptPlan], documents: Documents) -> Iterator[tuple[KeptPlan, PlannedDocument]]:
    """The planned documents that the company does not have, or not as they were sent. One of theirs that stands for an entry
    stands for all of it."""
    linked = {document.entry for document in documents.values() if document.state is DocumentState.THEIRS}
    for kept, planned in _planned(plans):
        document = documents.get((kept.entry, planned.part))
        if kept.entry not in linked and (document is None or document.state not in THERE):
            yield kept, planned


def _edited(plans: Sequence[KeptPlan], documents: Documents) -> Iterator[tuple[RemoteDocument, PlannedDocument]]:
    for kept, planned in _planned(plans):
        document = documents.get((kept.entry, planned.part))
        if document is not None and document.state is DocumentState.CHANGED:
            yield document, planned


def _uncosted(plans: Sequence[KeptPlan], documents: Documents) -> Iterator[GoodsLine]:
    for kept, planned in _planned(plans):
        document = documents.get((kept.entry, planned.part))
        if document is not None and document.state is DocumentState.UNCOSTED:
            yield from planned.goods


def _without_goods(plans: Sequence[KeptPlan], documents: Documents, connected: Connected) -> Mapping[str, Decimal]:
    there = (
        planned
        for kept, planned in _planned(plans)
        if planned.kind is DocumentKind.JOURNAL_ENTRY
        and (document := documents.get((kept.entry, planned.part))) is not None
        and document.state is DocumentState.DONE
    )
    found: dict[str, Decimal] = defaultdict(Decimal)
    for line in (line for planned in there for line in planned.lines):
        link = connected.links.of(LinkKind.ACCOUNT, line.account)
        if link is not None and connected.snapshot.tracked_in(link.remote_id) is not None:
            found[link.remote_id] += line.amount.amount if line.side is Side.DEBIT else -line.amount.amount
    return found


def _units(edited: Iterable[tuple[RemoteDocument, PlannedDocument]], papers: Papers, connected: Connected) -> dict[str, Decimal]:
    """What edits there left out of the units that we sent; the pull takes what was sent for there."""
    there = {(record.kind, record.id): record for record in papers.records}
    units: dict[str, Decimal] = defaultdict(Decimal)
    for document, planned in edited:
        for goods in planned.goods:
            units[goods.item] += goods.quantity
        record = there.get(key_there(document))
        if record is not None:
            _take(record, connected, units)
    return units


def _take(record: Record, connected: Connected, units: dict[str, Decimal]) -> None:
    """Less the units that the record moves."""
    for item, moved in units_of(record.lines).items():
        if (link := connected.links.to(LinkKind.ITEM, item)) is not None:
            units[link.ours] -= moved


def _mistakes(papers: Papers) -> list[Record]:
    """What somebody made there that may be, or is, of the same loss as ours: these books have the loss once."""
    there = {(record.kind, record.id): record for record in papers.records}
    said = {(each.kind, each.remote_id) for each in papers.found if each.verdict in (Verdict.OURS, Verdict.OPEN)}
    return [there[key] for key in said if key in there]


def _less_mistakes(
    records: Iterable[Record], papers: Papers, connected: Connected, units: dict[str, Decimal], amounts: dict[str, Decimal]
) -> None:
    for record in records:
        _take(record, connected, units)
        for account, amount in of_record(record, papers.movements, connected).items():
            amounts[account] -= amount


def _with_what_lost_its_document(
    papers: Papers, books: ClientBooks, connected: Connected, units: dict[str, Decimal], amounts: dict[str, Decimal]
) -> None:
    """Entries for which a document of somebody's stood, that is there no more."""
    for document in papers.every:
        entry = books.history.find(document.entry)
        if entry is None or document.body or document.state is not DocumentState.DELETED:
            continue
        for move in entry.moves:
            if connected.tracked(move.item) is not None:
                units[move.item] += move.quantity
        _add(entry, connected, amounts)


def _add(entry: PostedEntry, connected: Connected, amounts: dict[str, Decimal]) -> None:
    for line in entry.lines:
        if (link := connected.links.of(LinkKind.ACCOUNT, line.account)) is not None:
            amounts[link.remote_id] += line.amount.amount if line.side is Side.DEBIT else -line.amount.amount


def _less_what_is_there(
    edited: Iterable[RemoteDocument], papers: Papers, connected: Connected, amounts: dict[str, Decimal]
) -> None:
    there = {(record.kind, record.id): record for record in papers.records}
    for document in edited:
        if (record := there.get(key_there(document))) is not None:
            for account, amount in of_record(record, papers.movements, connected).items():
                amounts[account] -= amount


def _with_variances(
    plans: Sequence[KeptPlan], documents: Documents, books: ClientBooks, connected: Connected, amounts: dict[str, Decimal]
) -> None:
    """What QuickBooks' own cost of goods came to beyond ours went with the documents that are there no more."""
    gone = {document.entry for document in documents.values() if document.state in NO_MORE}
    for variance in books.history.those(number for kept in plans if kept.entry in gone for number in kept.variances):
        _add(variance, connected, amounts)
