"""What a company's own past tells: 24 months of documents that took goods off its books, offered as precedents and as accounts
by reason, each with its source.

The reason is read from what people wrote on a document, as a text of ours is read: a memo is data and orders nothing. Nothing
counts until a person confirms it; an account by reason is then policy, a precedent one like any other.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from assistant.bookkeeping.pulling import PullTransaction
from assistant.bookkeeping.remembering import MemoReader, Remembered, remembered
from assistant.bookkeeping.settling import CHOSEN_BY_FACTS, policy_words, with_accounts
from assistant.books.client_books import ClientBooks
from assistant.books.people import Action
from assistant.books.policy import ReasonAccounts
from assistant.books.precedent import Chooses, Confirmation, Lesson
from assistant.books.reasons import Reason
from assistant.books.record import Movement, Record
from assistant.errors import NotFound, RefusedByBooks, WrongUsage
from assistant.learning import begun, known_for, told
from assistant.stages.linking.past import KINDS, Past, PastLoss, past_losses
from assistant.stages.mapping.precedents import unfit_because
from assistant.stages.review import allow

MONTHS = 24
AGREED = 0.8  # of a reason's documents to one account: then it is the account of the reason
SEVERAL = 2


class PastCompany(Protocol):
    """The company whose past is read. Raises OutsideServiceFailed where it does not answer."""

    @property
    def realm(self) -> str: ...
    def documents(self, kinds: Sequence[str], since: date, until: date) -> tuple[Record, ...]: ...
    def movements(self, items: Sequence[str], since: date, until: date) -> tuple[Movement, ...]: ...


class WarmStore(Protocol):
    def client(self, client: str, *, reads: bool = False) -> AbstractContextManager[PullTransaction]: ...


@dataclass(frozen=True, slots=True)
class AccountOffer:
    """The account for losses of a reason, within the routine limit or above it: `sources` went to it, `others` did not. `id` is
    'damaged.routine'."""

    reason: Reason
    unusual: bool
    account: str
    sources: tuple[PastLoss, ...]
    others: int

    @property
    def id(self) -> str:
        return f"{self.reason.value}.{'unusual' if self.unusual else 'routine'}"


@dataclass(frozen=True, slots=True)
class PrecedentOffer:
    """One document's account for what was told on it. `id` is the document's."""

    source: PastLoss
    remembered: Remembered

    @property
    def id(self) -> str:
        return self.source.id


Offer = AccountOffer | PrecedentOffer


@dataclass(frozen=True, slots=True)
class Warmth:
    """What the past offers, and what of it cannot count: losses whose words name no reason (`untold`), or whose account no rule
    would put the like of them in (`unfit`)."""

    since: date
    past: Past
    accounts: tuple[AccountOffer, ...]
    precedents: tuple[PrecedentOffer, ...]
    untold: tuple[PastLoss, ...] = ()
    unfit: tuple[PrecedentOffer, ...] = ()

    @property
    def offers(self) -> tuple[Offer, ...]:
        return (*self.accounts, *self.precedents)


def warm(store: WarmStore, client: str, remote: PastCompany, reader: MemoReader, *, by: str, today: date, at: datetime) -> Warmth:
    """Reads the company's past; stores nothing. Errors: NotAllowed; RefusedByBooks where nothing was pulled yet;
    OutsideServiceFailed."""
    with store.client(client, reads=True) as transaction:
        allow(by, transaction.role_of(by), Action.READ)
        books = transaction.books()
        if books.connected is None or books.connected.realm != remote.realm:
            says, remedy = f"Nothing was pulled from a company of {client} yet.", "First: writeoff qbo pull"
            raise RefusedByBooks(says, remedy, code="not_pulled")
        ours = {document.remote_id for document in transaction.documents(remote.realm) if document.remote_id}
        kept = {one.id: transaction.confirmations(one.id) for one in books.precedents}
    since = months_before(today, MONTHS)
    past = past_losses(
        remote.documents(KINDS, since, today), remote.movements((), since, today), books.connected, books.chart, ours
    )
    known = {confirmation.entry for confirmations in kept.values() for confirmation in confirmations}
    return _offered(past, books, reader, since=since, today=today, at=at, known=known)


def months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, 28))


def _offered(
    past: Past, books: ClientBooks, reader: MemoReader, *, since: date, today: date, at: datetime, known: Collection[str]
) -> Warmth:
    read = [(loss, remembered(loss, books, reader, today=today)) for loss in past.losses]
    sides: dict[tuple[Reason, bool], list[PrecedentOffer]] = {}
    for loss, found in read:
        if found is not None:
            sides.setdefault((found.matter.reason, found.matter.unusual), []).append(PrecedentOffer(loss, found))
    accounts: list[AccountOffer] = []
    precedents: list[PrecedentOffer] = []
    unfit: list[PrecedentOffer] = []
    for (reason, unusual), seen in sides.items():
        if books.policy.account_for(reason, unusual=unusual) is not None:
            continue  # settled: it comes before any precedent
        fit = {each.id for each in seen if not _unfit_because(each, books, at)}
        offer = _account_of(reason, unusual, [each.source for each in seen], books, least=SEVERAL if fit else 1)
        accounts += [offer] if offer else []
        for each in seen:
            if offer is None or each.source.account != offer.account:
                (precedents if each.id in fit else unfit).append(each)
    precedents = [each for each in precedents if each.source.source not in known]
    precedents.sort(key=lambda each: (each.source.on, each.id))
    untold = tuple(loss for loss, found in read if found is None)
    return Warmth(since, past, tuple(accounts), tuple(precedents), untold, tuple(unfit))


def _account_of(
    reason: Reason, unusual: bool, losses: Sequence[PastLoss], books: ClientBooks, *, least: int
) -> AccountOffer | None:
    """The account that most of them went to, where policy may settle one for the reason at all."""
    if reason in CHOSEN_BY_FACTS or reason is Reason.OTHER or len(losses) < least:
        return None
    counts = Counter(loss.account for loss in losses)
    account, count = counts.most_common(1)[0]
    if count < AGREED * len(losses):
        return None
    try:
        with_accounts(books, {reason: ReasonAccounts(account, account)})
    except WrongUsage:
        return None
    sources = tuple(loss for loss in losses if loss.account == account)
    return AccountOffer(reason, unusual, account, sources, len(losses) - len(sources))


def _unfit_because(offer: PrecedentOffer, books: ClientBooks, at: datetime) -> str:
    """Why the document's account could not be chosen by a precedent; '' where it could."""
    seen = Confirmation(offer.source.account, offer.remembered.instead, offer.source.source, offer.source.on, "", at)
    return unfit_because(begun("", _lesson(offer.source, offer.remembered), seen), books)


def _lesson(loss: PastLoss, found: Remembered) -> Lesson:
    return Lesson(Chooses.ACCOUNT, found.phrase, loss.account, found.instead, found.matter)


# ── A person's word ──────────────────────────────────────────────────────────────────────────────────────────────────


def confirm(store: WarmStore, client: str, warmth: Warmth, ids: Iterable[str], *, by: str, at: datetime) -> tuple[Offer, ...]:
    """Makes what these offers say count. Errors: NotAllowed; NotFound for an id that nothing is offered under."""
    offers = {offer.id: offer for offer in warmth.offers}
    wanted = [_wanted(said, offers) for said in dict.fromkeys(ids)]
    accounts = [offer for offer in wanted if isinstance(offer, AccountOffer)]
    precedents = [offer for offer in wanted if isinstance(offer, PrecedentOffer)]
    with store.client(client) as transaction:
        role = transaction.role_of(by)
        if accounts:
            allow(by, role, Action.SETTLE_POLICY)
            _settle(transaction, client, accounts, by=by, at=at)
        if precedents:
            allow(by, role, Action.SETTLE_PRECEDENTS)
        for offer in precedents:
            _learn(transaction, offer, by=by, at=at)
    return tuple(wanted)


def _wanted(said: str, offers: dict[str, Offer]) -> Offer:
    found = offers.get(said.strip())
    if found is None:
        raise NotFound(f"Nothing is offered as {said!r}.", "writeoff qbo warm lists what is.")
    return found


def _settle(transaction: PullTransaction, client: str, offers: Sequence[AccountOffer], *, by: str, at: datetime) -> None:
    books = transaction.books()
    policy = books.policy
    for offer in offers:
        before = policy.accounts_by_reason.get(offer.reason) or ReasonAccounts(None, None)
        side = replace(before, unusual=offer.account) if offer.unusual else replace(before, routine=offer.account)
        policy = with_accounts(replace(books, policy=policy), {offer.reason: side})
    transaction.set_policy(policy, by=by, at=at)
    name = "accounts_by_reason"
    detail: dict[str, object] = {
        "before": {name: policy_words(books.policy)[name]},
        "after": {name: policy_words(policy)[name]},
        "because": {offer.id: [loss.source for loss in offer.sources] for offer in offers},
    }
    transaction.record(at=at, who=by, what="policy.set", subject=client, detail=detail)


def _learn(transaction: PullTransaction, offer: PrecedentOffer, *, by: str, at: datetime) -> None:
    """As an approval would teach it, dated by the document."""
    loss, lesson = offer.source, _lesson(offer.source, offer.remembered)
    if transaction.confirmed_in(loss.source):
        return
    seen = Confirmation(loss.account, lesson.instead, loss.source, loss.on, by, at)
    before = known_for(lesson, transaction.precedents())
    after = transaction.confirm(before or begun(transaction.next_precedent_id(), lesson, seen), seen)
    detail: dict[str, object] = {
        "before": told(before) if before else None,
        "after": told(after),
        "source": {"document": loss.source, "remote_id": loss.id, "date": loss.on.isoformat(), "memo": loss.told},
    }
    transaction.record(at=at, who=by, what="precedent.learned", subject=after.id, detail=detail)
