"""What a revision would make of a draft, worked out as `revise` does it, and kept nowhere: for whoever is still typing."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Protocol

from assistant.books.draft import Draft
from assistant.books.people import Action
from assistant.books.question import Settled
from assistant.drafting import revised
from assistant.stages.review import allow, refuse_unfit, still_open
from assistant.store import ClientTransaction


class PreviewStore(Protocol):
    def client(self, client: str, *, reads: bool = False) -> AbstractContextManager[ClientTransaction]: ...


def preview(
    store: PreviewStore,
    client: str,
    draft_id: str,
    settled: Sequence[Settled],
    overrides: Sequence[tuple[int, str]] = (),
    *,
    by: str,
    today: date,
) -> Draft:
    """The draft as Bookkeeper.revise would leave it, with the same errors."""
    with store.client(client, reads=True) as books:
        allow(by, books.role_of(by), Action.REVISE)
        draft = books.draft(draft_id)
        still_open(draft, "revised")
        standing = books.books(without_draft=draft.id)
        refuse_unfit(draft, tuple(settled), standing)
        return revised(draft, books.text(draft.text_id), standing, settled, overrides, by=by, today=today)
