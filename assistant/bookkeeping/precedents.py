"""What a client's own past decides, for a person to see, to set otherwise, and to have forgotten."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from assistant.bookkeeping.doors import BooksStore
from assistant.bookkeeping.reports import item_named
from assistant.bookkeeping.settling import find_account
from assistant.books.client_books import ClientBooks
from assistant.books.people import Action
from assistant.books.precedent import Chooses, Confirmation, Precedent
from assistant.books.proposal import Role
from assistant.errors import RefusedByBooks, WrongUsage
from assistant.learning import told
from assistant.stages.mapping.precedents import unfit_because
from assistant.stages.review import allow


@dataclass(frozen=True, slots=True)
class Learned:
    """A precedent, all that it was learned from, oldest first, and why it decides nothing now ('' where it does)."""

    precedent: Precedent
    confirmations: tuple[Confirmation, ...]
    unused: str


def learned(store: BooksStore, client: str, *, by: str) -> tuple[Learned, ...]:
    """Every precedent of the client, oldest first."""
    with store.client(client) as transaction:
        allow(by, transaction.role_of(by), Action.READ)
        books = transaction.books()
        return tuple(Learned(one, transaction.confirmations(one.id), unused_because(one, books)) for one in books.precedents)


def unused_because(precedent: Precedent, books: ClientBooks) -> str:
    """Why the precedent decides nothing as the books are now, in a sentence; '' where it does."""
    if precedent.chooses is Chooses.ITEM:
        return "" if books.stock.item(precedent.choice) else f"There is no item {precedent.choice} any more."
    return unfit_because(precedent, books)


def set_choice(
    store: BooksStore, client: str, precedent_id: str, *, account: str, item: str, by: str, today: date, at: datetime
) -> Learned:
    """The precedent's account or item set by hand; it counts from here. WrongUsage for one that it cannot choose."""
    with store.client(client) as transaction:
        allow(by, transaction.role_of(by), Action.SETTLE_PRECEDENTS)
        before, books = transaction.precedent(precedent_id), transaction.books()
        choice = chosen(before, account, item, books)
        if choice == before.choice:
            raise WrongUsage(f"{before.id} chooses {choice} already.", "writeoff precedents shows what each was learned from.")
        after = transaction.confirm(before, Confirmation(choice, before.choice, "", today, by, at))
        detail = {"before": told(before), "after": told(after)}
        transaction.record(at=at, who=by, what="precedent.set", subject=after.id, detail=detail)
        return Learned(after, transaction.confirmations(after.id), unused_because(after, books))


def chosen(precedent: Precedent, account: str, item: str, books: ClientBooks) -> str:
    """The key of what is named, where a precedent of this kind may choose it."""
    if precedent.chooses is Chooses.ITEM:
        if not item:
            raise WrongUsage(f"{precedent.id} says which item “{precedent.phrase}” is.", "Name the item: --item MUG-01")
        return item_named(books, item)
    if not account:
        raise WrongUsage(f"{precedent.id} says which account is debited.", "Name the account: --account 5050")
    key = find_account(books.chart, account).key
    if unfit := unfit_because(replace(precedent, choice=key), books):
        says = f"{books.chart[key].label} cannot be set for {precedent.id}. {unfit}"
        raise RefusedByBooks(says, by_policy(precedent, key), code="account_unusable")
    return key


def by_policy(precedent: Precedent, account: str) -> str:
    """How an account outside what the rule calls for is settled: as the client's policy, which comes before precedents."""
    matter = precedent.matter
    if matter is None or matter.role is not Role.LOSS:
        return "Name another account."
    side = ".unusual" if matter.unusual else ".routine"
    settled = f"writeoff accounts --confirm --set {matter.reason.value}{side}={account}"
    return f"If all such losses go there, an owner makes it policy: {settled}"


def forget(store: BooksStore, client: str, precedent_id: str, *, by: str, at: datetime) -> Precedent:
    """The precedent gone, with what it was learned from; the entries stay, and the next approval may teach it anew."""
    with store.client(client) as transaction:
        allow(by, transaction.role_of(by), Action.SETTLE_PRECEDENTS)
        before = transaction.precedent(precedent_id)
        transaction.forget(before.id)
        transaction.record(at=at, who=by, what="precedent.forgotten", subject=before.id, detail={"before": told(before)})
        return before
