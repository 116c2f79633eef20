"""Files that show what happened to a draft's or an entry's evidence: kept, told of in the trail, and on their way to QuickBooks;
what of it is wanted, and what an owner does without.

A draft's evidence is its entry's once it is posted. What comes after an entry has gone out has it go through the sync once more.
"""

import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from assistant.books.draft import OPEN_STATES, Draft
from assistant.books.entry import PostedEntry
from assistant.books.evidence import Attachment, EvidenceFile, EvidenceKind, Handed, Waiver
from assistant.books.people import Action, may
from assistant.books.policy import Policy
from assistant.books.remote import Company
from assistant.errors import NotFound, RefusedByBooks, WrongUsage
from assistant.stages.evidence import NeedStanding, amount_of, required, standing
from assistant.stages.review import allow, still_open
from assistant.store import ClientTransaction

A_DRAFT = re.compile(r"D-\d+")
MOST_FILES = 200  # of one draft or entry
LONGEST_REASON = 1000  # characters of why something is waived


class EvidenceTransaction(ClientTransaction, Protocol):
    def entry(self, number: str) -> PostedEntry:
        """The entry of this number, or NotFound."""
        ...

    def policy(self) -> Policy: ...
    def add_evidence(self, file: EvidenceFile, content: bytes) -> None: ...
    def say_what_shows(self, file: EvidenceFile, *, by: str, at: datetime) -> None: ...
    def evidence_content(self, digest: str) -> bytes: ...
    def save_waiver(self, subject: str, waiver: Waiver) -> None: ...
    def send_again(self, number: str) -> None: ...
    def company(self, service: str = "quickbooks") -> Company | None: ...
    def attachments(self, realm: str, entry: str) -> tuple[Attachment, ...]: ...


class EvidenceStore(Protocol):
    def client(self, client: str, *, reads: bool = False) -> AbstractContextManager[EvidenceTransaction]: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of evidence; `new` where it came just now, `attachment` where the company has it or is to have it."""

    file: EvidenceFile
    new: bool = False
    attachment: Attachment | None = None


@dataclass(frozen=True, slots=True)
class EvidenceOf:
    """All the evidence of a draft or an entry, and what it is to be shown by. `required`: no approval without it. `open`: it is a
    draft that is not settled yet, so that a need may be waived."""

    subject: str
    files: tuple[Kept, ...]
    needs: tuple[NeedStanding, ...]
    required: bool
    open: bool

    @property
    def missing(self) -> tuple[NeedStanding, ...]:
        return tuple(each for each in self.needs if each.missing)


@dataclass(frozen=True, slots=True)
class _Subject:
    """A draft, the entry that it became, or both; empty and None where there is none."""

    name: str
    entry: str
    draft: Draft | None

    @property
    def files_of(self) -> str:
        return self.entry or self.name


def add(
    store: EvidenceStore,
    client: str,
    subject: str,
    files: Sequence[Handed],
    *,
    by: str,
    at: datetime,
    shows: Sequence[EvidenceKind] = (),
) -> tuple[Kept, ...]:
    """All the evidence of the draft or entry, with these files, each of which shows `shows`. One that it has already, by its
    content, stays as it is; where `shows` names something else than was said of it, that is said of it now.

    Errors: NotAllowed, NotFound where there is no such draft or entry, WrongUsage for more files than MOST_FILES.
    """
    with store.client(client) as transaction:
        about = _named(transaction, subject, by, Action.DRAFT)
        known = {file.digest: file for file in transaction.evidence(about.files_of)}
        new: dict[str, EvidenceFile] = {}
        for handed in files:
            if (digest := handed.digest) in known:
                _say(transaction, known[digest], shows, by=by, at=at)
                continue
            if digest in new:
                continue
            new[digest] = file = EvidenceFile(
                digest, handed.name, handed.content_type, len(handed.content), subject, by, at, tuple(shows)
            )  # fmt: skip
            transaction.add_evidence(file, handed.content)
            detail: dict[str, object] = {"file": file.name, "sha256": digest, "bytes": file.size}
            detail |= {"shows": _said(shows)} if shows else {}
            transaction.record(at=at, who=by, what="evidence.added", subject=subject, detail=detail)
        if len(known) + len(new) > MOST_FILES:
            raise WrongUsage(f"{subject} would have more than {MOST_FILES} files.", "Put several papers into one file.")
        if new and about.entry:
            transaction.send_again(about.entry)
        return tuple(replace(each, new=each.file.digest in new) for each in _kept(transaction, about))


def say(
    store: EvidenceStore, client: str, subject: str, digest: str, shows: Sequence[EvidenceKind], *, by: str, at: datetime
) -> None:  # fmt: skip
    """What a file that is kept shows, from now on. Errors: NotAllowed, NotFound."""
    with store.client(client) as transaction:
        _say(transaction, _file(transaction, _named(transaction, subject, by, Action.DRAFT), digest), shows, by=by, at=at)


def listed(store: EvidenceStore, client: str, subject: str, *, by: str) -> EvidenceOf:
    """The evidence of a draft or an entry, in the order it came, and what is wanted. Errors: NotAllowed, NotFound."""
    with store.client(client, reads=True) as transaction:
        return shown(transaction, subject, by=by)


def shown(transaction: EvidenceTransaction, subject: str, *, by: str) -> EvidenceOf:
    """As `listed`, inside a transaction that is open already."""
    about = _named(transaction, subject, by, Action.SEE_OWN)
    files = _kept(transaction, about)
    if about.draft is None:
        return EvidenceOf(subject, files, (), required=False, open=False)
    policy = transaction.policy()
    needs = standing(about.draft, [each.file for each in files], transaction.waivers(about.draft.id), policy)
    is_open = about.draft.state in OPEN_STATES
    return EvidenceOf(subject, files, needs, required(about.draft, policy) and is_open, is_open)


def content(store: EvidenceStore, client: str, subject: str, digest: str, *, by: str) -> tuple[EvidenceFile, bytes]:
    """A file of the draft's or entry's evidence, and what it holds. Errors: NotAllowed, NotFound."""
    with store.client(client, reads=True) as transaction:
        file = _file(transaction, _named(transaction, subject, by, Action.SEE_OWN), digest)
        return file, transaction.evidence_content(digest)


def waive(
    store: EvidenceStore, client: str, subject: str, need: str, *, because: str, by: str, at: datetime
) -> Waiver:  # fmt: skip
    """An owner has a draft go without what a need (by its name) wants: for good, up to what the draft comes to now.

    Errors: NotAllowed, NotFound, RefusedByBooks where the draft is settled already, WrongUsage where it has no such need, it
    is met or waived, or no reason is given.
    """
    with store.client(client) as transaction:
        allow(by, transaction.role_of(by), Action.WAIVE)
        about = _named(transaction, subject, by, Action.WAIVE)
        if about.draft is None:
            raise RefusedByBooks(f"{subject} is posted already.", "Evidence can still be added to it.")
        draft = about.draft
        still_open(draft, "waived")
        if not (because := " ".join(because.split())[:LONGEST_REASON]):
            raise WrongUsage("A waiver needs its reason.", "Say in a sentence why the loss stands without it.")
        needs = standing(draft, transaction.evidence(about.files_of), transaction.waivers(draft.id), transaction.policy())
        _refuse_needless(draft.id, need, needs)
        amount = amount_of(draft)
        assert amount is not None, draft
        waiver = Waiver(need, because, amount, by, at)
        transaction.save_waiver(draft.id, waiver)
        detail = {"need": need, "because": because, "up_to": amount.plain()}
        transaction.record(at=at, who=by, what="evidence.waived", subject=draft.id, detail=detail)
        return waiver


def _refuse_needless(draft_id: str, need: str, needs: Sequence[NeedStanding]) -> None:
    named = next((each for each in needs if each.need.name == need), None)
    if named is None:
        wants = ", ".join(each.need.name for each in needs if each.missing)
        raise WrongUsage(
            f"{draft_id} needs no evidence called {need!r}.", f"It needs {wants}." if wants else "Nothing of it needs a waiver."
        )
    if not named.missing:
        raise WrongUsage(f"{draft_id} needs no waiver of {need}: it is {'shown' if named.have else 'waived'} already.")


def _named(transaction: EvidenceTransaction, subject: str, by: str, action: Action) -> _Subject:
    """What is meant by the subject's name, for who may do that with it. Who may not read all sees what they drafted themselves;
    the rest is not there for them. Errors: NotAllowed, NotFound."""
    role = transaction.role_of(by)
    allow(by, role, action)
    if A_DRAFT.fullmatch(subject):
        draft = transaction.draft(subject)
        posted = transaction.posted_for(draft.id)
        found = _Subject(subject, posted.number if posted is not None else "", draft)
    else:
        entry = transaction.entry(subject) if may(role, Action.READ) else None
        if entry is None:
            raise NotFound(f"There is no entry {subject} here for you.")
        found = _Subject(subject, entry.number, transaction.draft(entry.draft_id) if entry.draft_id else None)
    if not may(role, Action.READ) and (found.draft is None or found.draft.drafted_by != by):
        raise NotFound(f"There is no draft {subject} here for you.")
    return found


def _file(transaction: EvidenceTransaction, about: _Subject, digest: str) -> EvidenceFile:
    file = next((each for each in transaction.evidence(about.files_of) if each.digest == digest), None)
    if file is None:
        raise NotFound(f"{about.name} has no file {digest[:12]}.", f"writeoff evidence list {about.name} names those it has.")
    return file


def _say(
    transaction: EvidenceTransaction, file: EvidenceFile, shows: Sequence[EvidenceKind], *, by: str, at: datetime
) -> None:  # fmt: skip
    kinds = tuple(dict.fromkeys(shows))
    if not kinds or set(kinds) == set(file.shows):
        return
    transaction.say_what_shows(replace(file, shows=kinds), by=by, at=at)
    before, after = _said(file.shows), _said(kinds)
    detail: dict[str, object] = {"file": file.name, "sha256": file.digest, "before": before, "after": after}
    transaction.record(at=at, who=by, what="evidence.said", subject=file.subject, detail=detail)


def _said(shows: Sequence[EvidenceKind]) -> list[str]:
    return [kind.value for kind in shows]


def _kept(transaction: EvidenceTransaction, about: _Subject) -> tuple[Kept, ...]:
    company = transaction.company() if about.entry else None
    found = transaction.attachments(company.realm, about.entry) if company is not None else ()
    attached = {each.digest: each for each in found}
    return tuple(Kept(file, attachment=attached.get(file.digest)) for file in transaction.evidence(about.files_of))
