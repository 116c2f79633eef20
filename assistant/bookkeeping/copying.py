"""Copies of books proved: of each client, that the trail holds, that all that is posted answers to it, and that stock ties out.

No role is asked: whoever can open the file or the database of the books has all that a copy has.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.bookkeeping.reports import tie_outs
from assistant.books.audit import Held
from assistant.books.client_books import ClientBooks
from assistant.books.remote import Company
from assistant.errors import RefusedByBooks


class ProvedTransaction(Protocol):
    def hold_against_trail(self) -> Held:
        """Every row of the journal against the trail, the trail against itself, and balances and layers against the journal."""
        ...

    def books(self) -> ClientBooks: ...
    def company(self) -> Company | None: ...
    def record(self, *, at: datetime, who: str, what: str, subject: str, detail: Mapping[str, object]) -> None: ...


class ProvedStore(Protocol):
    def clients(self) -> tuple[str, ...]: ...
    def client(self, client: str, *, reads: bool = False) -> AbstractContextManager[ProvedTransaction]: ...


@dataclass(frozen=True, slots=True)
class Proof:
    """What a client's books come to: so many entries and events, the last of which has this hash; `amiss` is empty where all of
    it agrees. `connected` where they go out to a company."""

    client: str
    entries: int
    events: int
    last: str
    amiss: tuple[str, ...]
    connected: bool


def proofs(store: ProvedStore) -> tuple[Proof, ...]:
    """One a client, each read at one moment of its books."""
    return tuple(_proof(store, client) for client in store.clients())


def refuse_amiss(found: Sequence[Proof]) -> None:
    """RefusedByBooks, with the first of what is wrong, where anything is."""
    amiss = [f"{proof.client}: {says}" for proof in found for says in proof.amiss]
    if amiss:
        more = f" And {len(amiss) - 1} more." if len(amiss) > 1 else ""
        remedy = "Open the file itself with --books to look at it, or take an older one."
        raise RefusedByBooks(f"The books in the file do not agree. {amiss[0]}{more}", remedy, code="copy_differs")


def differences(copy: Sequence[Proof], restored: Sequence[Proof]) -> tuple[str, ...]:
    """What of the copy is otherwise in the books that it was brought back into, a sentence each."""
    there = {proof.client: proof for proof in restored}
    says = [f"{proof.client} is in the copy and not here" for proof in copy if proof.client not in there]
    for proof in copy:
        if (now := there.pop(proof.client, None)) is None:
            continue
        told = {"entries": (proof.entries, now.entries), "events": (proof.events, now.events), "last": (proof.last, now.last)}
        says += [f"{proof.client}: {name} {was} in the copy, {here} here" for name, (was, here) in told.items() if was != here]
        says += [f"{proof.client}: only here, {each}" for each in now.amiss if each not in proof.amiss]
        says += [f"{proof.client}: only in the copy, {each}" for each in proof.amiss if each not in now.amiss]
        says += [f"{proof.client}: connected in one of the two alone"] if proof.connected != now.connected else []
    return (*says, *(f"{client} is here and not in the copy" for client in there))


def record_restored(store: ProvedStore, found: Sequence[Proof], *, file: str, by: str, at: datetime) -> None:
    """Each trail says that it was brought back, from which file, and where it stood."""
    for proof in found:
        with store.client(proof.client) as books:
            detail = {"file": file, "events": proof.events, "last": proof.last}
            books.record(at=at, who=by, what="books.restored", subject=proof.client, detail=detail)


def _proof(store: ProvedStore, client: str) -> Proof:
    with store.client(client, reads=True) as books:
        held = books.hold_against_trail()
        connected = False
        try:
            apart = tuple(_apart(books))
            connected = books.company() is not None
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:  # what no program of ours wrote
            apart = (f"Accounts and goods cannot be compared: {type(error).__name__} {error}.",)
        return Proof(client, held.entries, held.events, held.last, (*held.faults, *apart), connected)


def _apart(books: ProvedTransaction) -> Iterator[str]:
    for tie in tie_outs(books.books()):
        if tie.unexplained:
            yield f"Account {tie.account.label} is {tie.unexplained} apart from its goods."
