"""People and what their role in a client's books allows them to do."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.books.money import Money


class PersonRole(StrEnum):
    OWNER = "owner"
    APPROVER = "approver"
    BOOKKEEPER = "bookkeeper"
    REPORTER = "reporter"
    AUDITOR = "auditor"


class Action(StrEnum):
    DRAFT = "draft"
    REVISE = "revise"
    APPROVE = "approve"  # post, reject, reverse
    SEE_OWN = "see_own"  # drafts that they made themselves, and the names of goods and places
    READ = "read"
    HANDLE = "handle"  # claim, assign, hand over, let rest; set goods aside
    WAIVE = "waive"  # do without evidence that the policy wants
    SYNC = "sync"
    SETTLE_PRECEDENTS = "settle_precedents"  # set by hand what approvals taught, or have it forgotten
    SETTLE_POLICY = "settle_policy"  # accounts, limits, closing date
    OVERRIDE = "override"  # have an entry go to QuickBooks in a way that parts its stock from its accounts
    IMPORT = "import"  # take another program's journal into the books as it stands
    MANAGE_PEOPLE = "manage_people"


_ALL = frozenset(Action)
ALLOWED: dict[PersonRole, frozenset[Action]] = {
    PersonRole.OWNER: _ALL,
    PersonRole.APPROVER: frozenset(
        {
            Action.DRAFT, Action.REVISE, Action.APPROVE, Action.SEE_OWN, Action.READ, Action.HANDLE, Action.SYNC,
            Action.SETTLE_PRECEDENTS,
        }
    ),
    PersonRole.BOOKKEEPER: frozenset(
        {Action.DRAFT, Action.REVISE, Action.SEE_OWN, Action.READ, Action.HANDLE, Action.SYNC}
    ),
    PersonRole.REPORTER: frozenset({Action.DRAFT, Action.SEE_OWN}),
    PersonRole.AUDITOR: frozenset({Action.SEE_OWN, Action.READ}),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """What a person is in a client's books, and the largest entry (its debits) they may approve; None: of any amount."""

    role: PersonRole
    limit: Money | None = None


def may(role: PersonRole, action: Action) -> bool:
    return action in ALLOWED[role]
