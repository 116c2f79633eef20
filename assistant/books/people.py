"""People and what their role in a client's books allows them to do."""

from enum import StrEnum


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
    READ = "read"
    SYNC = "sync"
    SETTLE_PRECEDENTS = "settle_precedents"  # set by hand what approvals taught, or have it forgotten
    SETTLE_POLICY = "settle_policy"  # accounts, limits, closing date
    OVERRIDE = "override"  # have an entry go to QuickBooks in a way that parts its stock from its accounts
    MANAGE_PEOPLE = "manage_people"


_ALL = frozenset(Action)
ALLOWED: dict[PersonRole, frozenset[Action]] = {
    PersonRole.OWNER: _ALL,
    PersonRole.APPROVER: frozenset(
        {Action.DRAFT, Action.REVISE, Action.APPROVE, Action.READ, Action.SYNC, Action.SETTLE_PRECEDENTS}
    ),
    PersonRole.BOOKKEEPER: frozenset({Action.DRAFT, Action.REVISE, Action.READ, Action.SYNC}),
    PersonRole.REPORTER: frozenset({Action.DRAFT}),
    PersonRole.AUDITOR: frozenset({Action.READ}),
}


def may(role: PersonRole, action: Action) -> bool:
    return action in ALLOWED[role]
