"""Books and a company to what differs between them, document by document, item by item, and what is told each time."""

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.books.client_books import ClientBooks
from assistant.books.plan import KeptPlan
from assistant.books.remote import RemoteDocument
from assistant.stages.reconciling.clearing import clearing, left_in_clearing
from assistant.stages.reconciling.drifting import key_there
from assistant.stages.reconciling.goods import compare_goods
from assistant.stages.reconciling.names import Listed, Reconciliation
from assistant.stages.reconciling.papers import Papers, accepted, compare_papers
from assistant.stages.reconciling.theirs import standing_otherwise
from assistant.stages.reconciling.under_way import under_way


def reconcile(books: ClientBooks, plans: Sequence[KeptPlan], papers: Papers) -> Reconciliation:
    """`plans` are those of all entries of the connection. Books that are not connected compare to nothing: AssertionError."""
    connected = books.connected
    assert connected is not None, books.client
    way = under_way(plans, papers, books)
    items, accounts, goods = compare_goods(books, way)
    unseen = [document for document in papers.documents if key_there(document) in papers.unseen]
    return Reconciliation(
        pulled_at=connected.snapshot.pulled_at,
        entries=len({document.entry for document in papers.documents} | set(papers.waiting)),
        documents=len(papers.documents) - len(unseen),
        items=items,
        accounts=accounts,
        differences=(*compare_papers(papers), *goods, *left_in_clearing(books, connected, way)),
        listed=(
            *_overrides(plans, papers),
            *accepted(papers),
            *standing_otherwise(papers, books, connected),
            *_unseen(unseen),
            *clearing(books, connected, papers.every),
        ),
    )


def _overrides(plans: Sequence[KeptPlan], papers: Papers) -> Iterator[Listed]:
    """For ever: a journal moved the balance of tracked goods and no quantity."""
    for kept in plans:
        if kept.plan.overridden:
            says = f"An owner had {kept.entry} go out as a journal to tracked goods: {kept.plan.overridden!r}"
            yield Listed(kept.entry, f"{says}{papers.overrides.get(kept.entry, '')}.")


def _unseen(documents: Sequence[RemoteDocument]) -> Iterator[Listed]:
    """What the company's plan shows no more: its goods are still in the quantities and values."""
    for kind, count in Counter(document.kind for document in documents).items():
        says = f"The company's plan shows no {kind} any more: {count} of ours could not be compared but by quantities and values."
        yield Listed(kind, says)
