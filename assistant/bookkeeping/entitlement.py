"""A client's plan to what may be used in its books: refused where it is used, in words that name who can change it."""

from collections.abc import Mapping, Sequence

from assistant.books.people import PersonRole
from assistant.books.policy import Feature, Policy
from assistant.errors import NotAllowed

NAMES: Mapping[Feature, str] = {
    Feature.MODEL: "A language model",
    Feature.QUICKBOOKS: "QuickBooks",
    Feature.STANDING_APPROVAL: "Standing approval",
    Feature.BULK_APPROVAL: "Bulk approval",
    Feature.API: "The API",
}
NOT_IN_PLAN = "not_in_plan"


def allow_feature(policy: Policy, feature: Feature, owners: Sequence[str] = ()) -> None:
    """Refuses what the client's plan leaves out, with the code `not_in_plan`; `owners` of its books can change that."""
    if not policy.has(feature):
        raise NotAllowed(f"{NAMES[feature]} is not in this client's plan.", f"{who_can(owners)}.", code=NOT_IN_PLAN)


def feature_note(policy: Policy, feature: Feature, owners: Sequence[str] = ()) -> str:
    """What a button says that cannot be used: why, and who can change it; '' where the plan has the feature."""
    return "" if policy.has(feature) else f"{NAMES[feature]} is not in this client's plan. {who_can(owners)}."


def who_can(owners: Sequence[str]) -> str:
    """'ada or ben can switch it on under Settings, Plan'."""
    return f"{one_of(owners) or 'An owner of these books'} can switch it on under Settings, Plan"


def one_of(names: Sequence[str]) -> str:
    """'ada', 'ada or ben', 'ada, ben or cal'."""
    return " or ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def owners_of(people: Mapping[str, PersonRole]) -> tuple[str, ...]:
    """The owners among the people of a client's books."""
    return tuple(name for name, role in people.items() if role is PersonRole.OWNER)
