"""Whether a client's books are what their audit trail says, and signed heads of the trail for keeping elsewhere."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from assistant.bookkeeping.doors import BooksTransaction
from assistant.books.audit import Held
from assistant.books.audit_head import Head
from assistant.books.people import Action, may
from assistant.errors import WrongUsage
from assistant.stages.review import allow


class Signer(Protocol):
    """This installation's own keys: `keys` are all the public ones, the first of which signs."""

    @property
    def keys(self) -> tuple[str, ...]: ...
    def sign(self, statement: bytes) -> str: ...


Signed = Callable[[str, str, bytes], bool]
"""Whether a public key made a signature of a statement."""


class AuditTransaction(BooksTransaction, Protocol):
    def hold_against_trail(self, places: Collection[int] = ()) -> Held:
        """Every row of the journal against the trail, and the trail against itself; with the hashes of events at these places."""
        ...

    def heads(self) -> tuple[Head, ...]:
        """The signed heads of months, oldest first."""
        ...

    def save_head(self, head: Head) -> None: ...
    def last_event(self) -> tuple[int, str]:
        """The place and hash of the trail's last event."""
        ...

    def months_unsigned(self, today: date) -> tuple[tuple[str, int, str], ...]:
        """(month, place, hash) of the last event of each month of UTC that is over and has no head yet."""
        ...


class AuditStore(Protocol):
    def client(self, client: str, *, reads: bool = False) -> AbstractContextManager[AuditTransaction]: ...


@dataclass(frozen=True, slots=True)
class Judged:
    """A head held against the trail: `kept` where it was brought from elsewhere. `wrong` says what does not fit, '' where all
    does; `signed` is whether a key made it."""

    head: Head
    kept: bool
    signed: bool
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """What `held` is, and each head; `faults` are all that is wrong, in sentences, the first of `broken`."""

    held: Held
    heads: tuple[Judged, ...]
    faults: tuple[str, ...]
    broken: int

    @property
    def holds(self) -> bool:
        return not self.broken

    @property
    def signed(self) -> bool:
        """Whether a head that was signed fits the trail."""
        return any(judged.signed and not judged.wrong for judged in self.heads)


def verify(
    store: AuditStore, client: str, *, by: str, kept: Sequence[Head] = (), own: Sequence[str] = (), only: bool = False,
    signed_by: Signed,
) -> Verification:  # fmt: skip
    """Holds the books against their trail, and the trail against its heads: those that are stored, and those `kept` elsewhere,
    which find an end that was cut off. `own` are the public keys that heads are expected to be signed by; where none is known, a
    head answers for itself. `only`: a kept head that nobody signed is wrong too, as whoever can write one can leave the signature
    out. WrongUsage where a kept head is another client's."""
    if strange := next((head for head in kept if head.client != client), None):
        raise WrongUsage(f"A head is of the trail of {strange.client}, not of {client}.", "Give heads of this client.")
    with store.client(client, reads=True) as transaction:
        allow(by, transaction.role_of(by), Action.READ)
        return verified(transaction, kept=kept, own=own, only=only, signed_by=signed_by)


def verified(
    transaction: AuditTransaction, *, kept: Sequence[Head], own: Sequence[str], only: bool = False, signed_by: Signed
) -> Verification:
    """The same in a transaction, of books as they stand there."""
    stored = transaction.heads()
    held = transaction.hold_against_trail({head.seq for head in (*stored, *kept)})
    judged = [_judge(head, held, own, signed_by, is_kept=False, only=True) for head in stored]
    judged += [_judge(head, held, own, signed_by, is_kept=True, only=only) for head in kept]
    gone = sorted(held.periods - {head.period for head in stored})
    wrong = [*(each.wrong for each in judged if each.wrong), *(f"the signed head of {period} is gone" for period in gone)]
    return Verification(held, tuple(judged), (*held.faults, *wrong), held.broken + len(wrong))


def _judge(head: Head, held: Held, own: Sequence[str], signed_by: Signed, *, is_kept: bool, only: bool) -> Judged:
    name = f"the head of {head.period}" if head.period else f"the head of {head.made_at:%Y-%m-%d %H:%M} UTC"
    name += ", kept elsewhere," if is_kept else ""
    signed = bool(head.signature) and signed_by(head.key, head.signature, head.statement)
    wrong = ""
    if head.signature and not signed:
        wrong = f"{name} was changed after it was signed"
    elif only and not signed:
        wrong = f"{name} is not signed"
    elif signed and own and head.key not in own:
        wrong = f"{name} was signed by a key that is not known here ({head.key})"
    elif head.seq > held.events:
        wrong = f"the trail was cut off: {name} is of event {head.seq:,}, and the last there is {held.events:,}"
    elif held.hashes.get(head.seq) != head.hash:
        wrong = f"{name} has another hash of event {head.seq:,} than the trail: events up to it were changed"
    elif not is_kept and head.period not in held.periods:
        wrong = f"{name} was signed by no event of the trail"
    return Judged(head, is_kept, signed, wrong)


def sign_heads(store: AuditStore, client: str, signer: Signer | None, *, by: str, today: date, at: datetime) -> tuple[Head, ...]:
    """The head of the trail as it stands, last, for keeping elsewhere; unsigned where there is no signer.

    Where there is one and `by` may settle the client's policy, each month that is over and has no head yet gets its own, stored
    with the trail; these stand before it.
    """
    with store.client(client) as transaction:
        role = transaction.role_of(by)
        allow(by, role, Action.READ)
        months: list[Head] = []
        for period, seq, digest in transaction.months_unsigned(today) if signer and may(role, Action.SETTLE_POLICY) else ():
            assert signer is not None
            head = _signed(Head(client, period, seq, digest, at), signer)
            transaction.save_head(head)
            detail: dict[str, object] = {"seq": seq, "hash": digest, "key": head.key, "signature": head.signature}
            transaction.record(at=at, who=by, what="audit.head_signed", subject=period, detail=detail)
            months.append(head)
        return (*months, head_now(transaction, client, signer, at=at))


def head_now(transaction: AuditTransaction, client: str, signer: Signer | None, *, at: datetime) -> Head:
    """The head of the trail as it stands; unsigned where there is no signer."""
    head = Head(client, "", *transaction.last_event(), at)
    return _signed(head, signer) if signer is not None else head


def _signed(head: Head, signer: Signer) -> Head:
    head = replace(head, key=signer.keys[0])
    return replace(head, signature=signer.sign(head.statement))
