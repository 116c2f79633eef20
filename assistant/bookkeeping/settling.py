"""What an owner settles about a client's books: policy, the account for each reason, the closing day, and who may do what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from assistant.bookkeeping.doors import BooksStore
from assistant.bookkeeping.entitlement import allow_feature
from assistant.books.accounts import Account, AccountType, Chart
from assistant.books.client_books import ClientBooks
from assistant.books.money import Money
from assistant.books.people import Action, PersonRole
from assistant.books.policy import Feature, Policy, ReasonAccounts, StandingApproval
from assistant.books.quantity import plain_quantity
from assistant.books.reasons import Reason
from assistant.errors import ChangedSinceShown, NotFound, RefusedByBooks, WrongUsage
from assistant.stages.review import allow

# accounting-rules.md, 'Which accounts may stand where': a loss; own use may also be put into service; a supplier's credit.
LOSS_TYPES = (AccountType.COST_OF_GOODS_SOLD, AccountType.EXPENSE, AccountType.OTHER_EXPENSE)
MORE_TYPES = {
    Reason.INTERNAL_USE: (AccountType.FIXED_ASSET,),
    Reason.SUPPLIER_ERROR: (AccountType.OTHER_CURRENT_ASSET, AccountType.ACCOUNTS_PAYABLE),
}
# Whose account the facts choose (rules 2 and 3): what the goods were used for, what the supplier agreed to. One account settled
# for the reason would stand over these, so it is settled only where a person names it.
CHOSEN_BY_FACTS = frozenset({Reason.INTERNAL_USE, Reason.SUPPLIER_ERROR})
LEAST_STANDING = Decimal("0.50")  # below it a draft is likelier wrong than right


@dataclass(frozen=True, slots=True)
class Changed:
    """One setting (by its name in policy_words, with the reason and side where it has them) before and after; None: not set."""

    name: str
    before: object
    after: object


def settle_policy(
    store: BooksStore, client: str, change: Callable[[ClientBooks], Policy], *, by: str, at: datetime, seen: int | None = None
) -> Policy:
    """The policy that `change` makes of the books as they stand, from now on; the trail keeps what it was before.

    `seen` is the version of the policy that the person was shown: ChangedSinceShown where another has been set since.
    """
    with store.client(client) as transaction:
        allow(by, transaction.role_of(by), Action.SETTLE_POLICY)
        books = transaction.books()
        if seen is not None and seen != transaction.policy_version():
            raise ChangedSinceShown(
                "Somebody has changed these settings since they were shown, so nothing of yours was saved.",
                "Look at them as they are now, and change them again.",
            )
        policy = change(books)
        if policy != books.policy:
            before, after = policy_words(books.policy), policy_words(policy)
            changed = [name for name in after if before[name] != after[name]]
            transaction.set_policy(policy, by=by, at=at)
            detail = {"before": {name: before[name] for name in changed}, "after": {name: after[name] for name in changed}}
            transaction.record(at=at, who=by, what="policy.set", subject=client, detail=detail)
        return policy


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[Changed, ...]:
    """What differs between two policies in plain words (policy_words, or what the trail keeps of them), setting by setting."""
    was, now = _flat(before), _flat(after)
    return tuple(Changed(name, was.get(name), now.get(name)) for name in {**now, **was} if was.get(name) != now.get(name))


def _flat(words: Mapping[str, object], above: str = "") -> dict[str, object]:
    """'accounts_by_reason.damaged.routine' for what stands in tables within the table."""
    found: dict[str, object] = {}
    for name, value in words.items():
        found |= _flat(value, f"{above}{name}.") if isinstance(value, Mapping) else {above + name: value}
    return found


def with_accounts(books: ClientBooks, chosen: Mapping[Reason, ReasonAccounts]) -> Policy:
    """The policy with these accounts settled, beside those that were. Raises WrongUsage for one that may not stand there."""
    for reason, accounts in chosen.items():
        for key in {accounts.routine, accounts.unusual} - {None}:
            _refuse_unfit(reason, books.chart[str(key)])
    settled = {**books.policy.accounts_by_reason, **chosen}
    return replace(books.policy, accounts_by_reason={each: of for each, of in settled.items() if of.routine or of.unusual})


def may_take(reason: Reason, account: Account) -> bool:
    """Whether the account may be settled for what has this reason: usable, and of a type that takes it."""
    holds = account.holds_goods or account.is_allowance
    return account.usable and account.type in (*LOSS_TYPES, *MORE_TYPES.get(reason, ())) and not holds


def _refuse_unfit(reason: Reason, account: Account) -> None:
    if not account.usable:
        raise WrongUsage(f"{account.label} is {'a heading' if account.active else 'inactive'}.", "Name one that takes postings.")
    if not may_take(reason, account):
        fitting = (*LOSS_TYPES, *MORE_TYPES.get(reason, ()))
        raise WrongUsage(
            f"{account.label} is of type {account.type.value}, which cannot take what is {reason.value}.",
            f"Name an account of type {', '.join(fitting)}.",
        )


def with_closing(books: ClientBooks, through: date, *, today: date, reopen: bool) -> Policy:
    """The books closed through a day. An earlier day than they are closed through reopens what lies between, where asked."""
    closed = books.policy.books_closed_through
    if through >= today:
        raise WrongUsage(f"{through} is not over yet.", "Close the books through a day that is past.")
    if closed is not None and through < closed and not reopen:
        raise RefusedByBooks(
            f"The books are closed through {closed}; closing through {through} would reopen days after it.",
            f"Say so if that is meant: writeoff close {through} --reopen",
        )
    return replace(books.policy, books_closed_through=through)


def with_standing_approval(books: ClientBooks, above: Decimal | None, *, by: str) -> Policy:
    """The policy by which drafts of that confidence or more are posted in the name of `by`; None: each waits for a person."""
    if above is None:
        return replace(books.policy, standing_approval=None)
    allow_feature(books.policy, Feature.STANDING_APPROVAL, (by,))
    if not LEAST_STANDING <= above < 1 or above != round(above, 2):
        raise WrongUsage(
            f"A confidence of {above} cannot stand for an approval.",
            f"Write two decimals, from {LEAST_STANDING} to 0.99, such as 0.97.",
        )
    return replace(books.policy, standing_approval=StandingApproval(above, by))


def set_role(
    store: BooksStore, client: str, name: str, role: PersonRole, *, by: str, at: datetime, limit: Money | None = None
) -> None:
    """Gives a person a role in the client's books, in place of the one they had, and the largest entry that they may approve. The
    last owner stays owner."""
    with store.client(client) as transaction:
        allow(by, transaction.role_of(by), Action.MANAGE_PEOPLE)
        if name == by and role is not PersonRole.OWNER:
            raise RefusedByBooks(f"{name} cannot give up being owner.", "Make another person owner, who may then change it.")
        if limit is not None and limit.minor <= 0:
            raise WrongUsage("A limit of nothing lets nobody approve.", "Give a role that does not approve instead.")
        transaction.add_person(name, role, at=at, limit=limit)
        detail = {"role": role.value} | ({"limit": limit.plain()} if limit is not None else {})
        transaction.record(at=at, who=by, what="person.role", subject=name, detail=detail)


def remove_role(store: BooksStore, client: str, name: str, *, by: str, at: datetime) -> None:
    """The person works in these books no more. What they did stays theirs; nobody removes themselves, so an owner stays."""
    with store.client(client) as transaction:
        allow(by, transaction.role_of(by), Action.MANAGE_PEOPLE)
        role = transaction.role_of(name)
        if name == by:
            raise RefusedByBooks(f"{name} cannot leave by themselves.", "Another owner may remove you.")
        transaction.remove_person(name)
        transaction.record(at=at, who=by, what="person.removed", subject=name, detail={"role": role.value})


def find_account(chart: Chart, said: str) -> Account:
    """The account that a person names: its number, its full name or its label, else the only one of that name. NotFound says
    which come near."""
    wanted = _spelt(said)
    if exact := chart.get(said.strip()):
        return exact
    named = [a for a in chart if wanted in map(_spelt, (a.number, a.full_name, a.label, a.name))]
    if len(named) == 1:
        return named[0]
    near = named or [account for account in chart if wanted and wanted in account.label.casefold()]
    listed = "; ".join(account.label for account in near[:5])
    raise NotFound(f"There is no account {said!r}." if not named else f"Several accounts are called {said!r}.",
                   f"Did you mean {listed}?" if listed else "writeoff accounts lists them.")  # fmt: skip


def _spelt(name: str) -> str:
    return " ".join(name.split()).casefold()


# What no client's folder says: it is settled here alone.
SETTLED_HERE = frozenset({
    "auto_approve_above", "two_pairs_above", "evidence_required_above", "evidence", "sub_reasons", "left_out", "colour",
})  # fmt: skip


def policy_words(policy: Policy) -> dict[str, object]:
    """The policy in plain values, under the names of a client's client.json, then those of SETTLED_HERE."""
    return {
        "routine_limit": policy.routine_limit.plain(),
        "write_down_method": policy.write_down_method.value,
        "books_closed_through": policy.books_closed_through.isoformat() if policy.books_closed_through else None,
        "accounts_by_reason": {
            reason.value: {"routine": chosen.routine, "unusual": chosen.unusual}
            for reason, chosen in policy.accounts_by_reason.items()
        },
        "main_inventory": policy.main_inventory,
        "cost_method": policy.cost_method.value,
        "framework": policy.framework.value,
        "inventory_system": policy.inventory_system.value,
        "unusual_in": policy.unusual_in.value,
        "model": policy.model.value,
        "tax_rate": plain_quantity(policy.tax_rate) if policy.tax_rate is not None else None,
        "stock_kept_by": policy.stock_kept_by.value,
        "cost_tolerance": f"{plain_quantity(policy.cost_tolerance.percent)}% {plain_quantity(policy.cost_tolerance.most)}",
        "manual_clearing": policy.manual_clearing,
        "auto_approve_above": str(policy.standing_approval.above) if policy.standing_approval else None,
        "two_pairs_above": policy.two_pairs_above.plain() if policy.two_pairs_above is not None else None,
        "evidence_required_above": policy.evidence_required_above.plain() if policy.evidence_required_above is not None else None,
        "evidence": {reason.value: [kind.value for kind in kinds] for reason, kinds in policy.evidence_by_reason.items()},
        "sub_reasons": {reason.value: list(names) for reason, names in policy.sub_reasons.items()},
        "left_out": [feature.value for feature in policy.left_out],
        "colour": policy.colour,
    }
