"""A client's chart to the accounts proposed for each reason, routine and unusual: settled once by a person, they are policy."""

from dataclasses import dataclass

from assistant.books.client_books import ClientBooks
from assistant.books.proposal import Role
from assistant.books.reasons import Kind, Reason, Use
from assistant.stages.mapping.balances import supplier_credit
from assistant.stages.mapping.circumstances import CAUSE_WORDS, Circumstances, with_english
from assistant.stages.mapping.loss import loss_pick
from assistant.stages.mapping.own_use import chart_pick, policy_pick
from assistant.stages.mapping.pick import Pick, Rule
from assistant.stages.mapping.standing import SPOKEN
from assistant.stages.mapping.wanted import BY_USE, CAUSE_OF_REASON


@dataclass(frozen=True, slots=True)
class AccountProposal:
    """The accounts for a reason's routine and unusual events, each with `confidence` and `because`; None where the chart has no
    usable account that fits. Theft and what the law bans are always unusual: both sides are the same."""

    reason: Reason
    routine: Pick | None
    unusual: Pick | None


def propose_accounts(books: ClientBooks) -> tuple[AccountProposal, ...]:
    """A proposal for each of the thirteen reasons, by the rules that map a loss of that reason without further cause."""
    books, proposals = with_english(books), []
    for reason in Reason:
        unusual = _pick(reason, books, unusual=True)
        routine = unusual if reason in CAUSE_OF_REASON else _pick(reason, books, unusual=False)
        proposals.append(AccountProposal(reason, routine, unusual))
    return tuple(proposals)


def _pick(reason: Reason, books: ClientBooks, *, unusual: bool) -> Pick | None:
    cause = CAUSE_OF_REASON.get(reason)
    limit = f"{'above' if unusual else 'within'} the limit of {books.policy.routine_limit}"
    because = f"{CAUSE_WORDS[cause]} is out of the ordinary, whatever the amount" if cause else limit
    facts = Circumstances(books, reason, Kind.WRITE_OFF, cause, unusual, because)
    if reason is Reason.SUPPLIER_ERROR:
        return supplier_credit(facts)
    if reason is Reason.INTERNAL_USE:
        return policy_pick(facts) or chart_pick(
            facts, BY_USE[Use.OTHER], frozenset(), Rule.OWN_USE, f"expense for {{}}; {SPOKEN[Role.OWN_USE]}"
        )
    return loss_pick(facts)
