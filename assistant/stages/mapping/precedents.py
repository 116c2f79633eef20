"""An event to the account that this client booked the like of it to before: within the choice that rules 2, 5 and 6 leave.

Only what shares role, kind, reason, cause, use and side of the routine limit is compared; the goods and the words of what
happened then say how alike two events are. A precedent never takes an account of another type than the rule calls for.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.books.accounts import AccountType
from assistant.books.client_books import ClientBooks
from assistant.books.draft import Evidence
from assistant.books.policy import UnusualIn
from assistant.books.precedent import Matter, Precedent, Precedents, as_booked
from assistant.books.proposal import Role
from assistant.books.reasons import Reason, Use
from assistant.matching import alike
from assistant.stages.mapping.chance import chance
from assistant.stages.mapping.circumstances import OTHER_GOODS, Circumstances, names_of, token_set, told_of
from assistant.stages.mapping.pick import RUNNERS_UP, Pick, Rule
from assistant.stages.mapping.purposes import made_for
from assistant.stages.mapping.standing import LOSS_TYPES, SPOKEN

EXPENSES = frozenset({AccountType.EXPENSE, AccountType.OTHER_EXPENSE})
COST_OF_SALES = frozenset({AccountType.COST_OF_GOODS_SOLD})
SAME_WORD = 0.8  # of `alike`: a typo of it
SIMILAR_GOODS, SAME_GOODS = 0.6, 0.9
TOLD_ALIKE = 0.5  # of the words of what happened
TOLD_ADDS = 0.4  # of the likeness, above that of the goods
NAMES_ONLY = 0.85  # of the likeness of goods that share words, and are other items
NEARLY_AS_LIKE = 0.05  # two precedents so near each other in likeness: the later one stands
HABIT = 3  # other goods for which the same account was corrected to another
HABIT_LIKENESS = 0.5


@dataclass(frozen=True, slots=True)
class Like:
    """A precedent, and how like the event it is, 0 to 1."""

    precedent: Precedent
    likeness: float


def matter_of(role: Role, facts: Circumstances) -> Matter:
    """The features of the event by which its choice will be found again."""
    items, goods, told = frozenset[str](), frozenset[str](), frozenset[str]()
    if facts.of is not None:
        resolved = facts.of.resolved
        items, goods = frozenset(line.item for line in resolved.goods), names_of(facts.of, facts.books)
        told = told_of(resolved.event, goods | facts.goods)
    return Matter(
        role, facts.kind, facts.reason, facts.cause, facts.use, facts.unusual, items=tuple(sorted(items)),
        goods=tuple(sorted(goods)), around=tuple(sorted(facts.goods - goods)), told=tuple(sorted(told)),
    )  # fmt: skip


def with_precedent(found: Pick | None, role: Role, facts: Circumstances) -> Pick | None:
    """What the rules found by words, or what precedents choose before them; with the matter that an approval teaches."""
    if found is None:
        return None
    matter = matter_of(role, facts)
    past = facts.books.precedents
    likes = applying(matter, found, facts) if past else []
    found = replace(found, matter=matter)
    if not likes:
        return found
    first = foremost(likes)
    agreeing = [like for like in likes if like.precedent.choice == first.precedent.choice]
    times = sum(like.precedent.times for like in agreeing)
    because = as_booked(first.precedent, times)
    if first.precedent.choice == found.account:
        evidence = replace(found.evidence, confirmations=times)
        return replace(found, because=f"{because}; {found.because}", evidence=evidence)
    against = max((like.likeness for like in likes if like not in agreeing), default=0.0)
    lead = 1.0 if len(agreeing) == len(likes) else max(first.likeness - against, 0.0)
    evidence = Evidence(Rule.PRECEDENT, round(first.likeness, 4), round(lead, 4), confirmations=times)
    side = f"; {facts.because}" if role is Role.LOSS else ""
    return Pick(first.precedent.choice, because + side, evidence, passed_over(first.precedent.choice, found, evidence), matter)


def passed_over(choice: str, found: Pick, evidence: Evidence) -> tuple[tuple[str, float], ...]:
    """The runners-up to a precedent's choice: what words had found, and what came next to that."""
    left = 1 - chance(evidence)
    others = [(key, left * share) for key, share in found.runners_up if key != choice][: RUNNERS_UP - 1]
    shares = [(found.account, left - sum(share for _, share in others)), *others]
    return tuple((key, round(share, 4)) for key, share in shares)


def applying(matter: Matter, found: Pick, facts: Circumstances) -> list[Like]:
    """The client's precedents that are like enough and choose an account that may be chosen here, the most like first."""
    past = facts.books.precedents

    def fits(one: Precedent) -> bool:
        return not unfit_because(one, facts.books) and not _names_other_goods(one, found, matter, facts)

    kin = past.of_like_goods(matter, _same, SIMILAR_GOODS, of_others=SIMILAR_GOODS / NAMES_ONLY)
    likes = [Like(one, how) for one in kin if one.matter is not None and (how := likeness(matter, one.matter)) and fits(one)]
    likes.sort(key=lambda like: -like.likeness)
    if likes or sum(1 for one in past.of_sort(matter) if one.instead == found.account) < HABIT:
        return likes
    return habit(filter(fits, past.of_sort(matter)), found)


def likeness(matter: Matter, known: Matter | None) -> float:
    """How like two matters of one sort are, 0 where too little: by their goods, and what is told of them."""
    if known is None or (goods := _goods_alike(matter, known)) < SIMILAR_GOODS:
        return 0.0
    told = shared(matter.told, known.told)
    by_words_alone = not matter.goods or matter.reason is Reason.OTHER or _says_no_use(matter)
    if told < TOLD_ALIKE and (by_words_alone or goods < SAME_GOODS):
        return 0.0
    return goods * (1 - TOLD_ADDS + TOLD_ADDS * told)


def same_phrase(matter: Matter, past: Precedents) -> Precedent | None:
    """The precedent that another approval of the matter confirms or corrects: the same goods, and mostly the same words."""
    likes = [
        Like(one, how)
        for one in past.of_like_goods(matter, _same, SAME_GOODS, of_others=SAME_GOODS / NAMES_ONLY)
        if one.matter is not None
        and shared(matter.told, one.matter.told) >= TOLD_ALIKE
        and _goods_alike(matter, one.matter) >= SAME_GOODS
        and (how := likeness(matter, one.matter))
    ]
    return max(likes, key=lambda like: like.likeness).precedent if likes else None


def foremost(likes: list[Like]) -> Like:
    """The most like; among those nearly as like, the one settled last."""
    near = [like for like in likes if like.likeness >= likes[0].likeness - NEARLY_AS_LIKE]
    return max(near, key=lambda like: like.precedent.at)


def habit(kin: Iterable[Precedent], found: Pick) -> list[Like]:
    """Corrections of this very account to one and the same other, for several goods, and never confirmed for any."""
    kin = list(kin)
    away = [one for one in kin if one.instead == found.account]
    alone = {one.choice for one in away}
    confirmed = any(one.choice == found.account for one in kin)
    if confirmed or len(alone) != 1 or len({one.matter.goods for one in away if one.matter}) < HABIT:
        return []
    return [Like(one, HABIT_LIKENESS) for one in away]


def unfit_because(precedent: Precedent, books: ClientBooks) -> str:
    """Why the account of a precedent is not chosen, in a sentence; '' where it may be."""
    account, matter = books.chart.get(precedent.choice), precedent.matter
    assert matter is not None, precedent
    if account is None or not account.usable or made_for(account, books.chart).stale:
        return "The account takes no postings any more."
    allowed = types_called_for(matter, books.policy.unusual_in)
    if account.type in allowed or (account.type in LOSS_TYPES and not books.chart.of_type(*allowed)):
        return ""
    side = "that is unusual" if matter.unusual else "that is routine"
    where = f"{SPOKEN[matter.role]} {side}" if matter.role is Role.LOSS else SPOKEN[matter.role]
    return f"The rules put {where} in {' or '.join(kind.value for kind in AccountType if kind in allowed)}."


def types_called_for(matter: Matter, unusual_in: UnusualIn) -> Collection[AccountType]:
    """Rule 2 calls for an expense, rule 5 for one too unless policy has it otherwise, rule 6 for cost of goods sold."""
    if matter.role is not Role.LOSS or (matter.unusual and unusual_in is UnusualIn.EXPENSE):
        return EXPENSES
    return COST_OF_SALES


@lru_cache(maxsize=20_000)
def shared(first: tuple[str, ...], second: tuple[str, ...]) -> float:
    """How much of their words two texts share, 0 to 1; a typo is the same word. Both silent are alike. One text after another
    is held against the same ones."""
    if not first and not second:
        return 1.0
    pairs = sum(1 for word in first if word in second or any(_same(word, other) for other in second))
    return min(2 * pairs / (len(first) + len(second)), 1.0)


def _same(word: str, other: str) -> bool:
    return alike(word, other) >= SAME_WORD


def _goods_alike(matter: Matter, known: Matter) -> float:
    """Of their items; of their names, where these are other items."""
    ours, theirs = set(matter.items), set(known.items)
    items = len(ours & theirs) / len(ours | theirs) if ours and theirs else 0.0
    return max(items, shared(matter.goods, known.goods) * (NAMES_ONLY if ours and theirs else 1.0))


def _says_no_use(matter: Matter) -> bool:
    return matter.role is Role.OWN_USE and matter.use in (None, Use.OTHER)


def _names_other_goods(precedent: Precedent, found: Pick, matter: Matter, facts: Circumstances) -> bool:
    """The account found by words names these goods or their place, and the precedent is not about them; or its own account
    names others."""
    if precedent.choice == found.account or precedent.matter is None:
        return False
    chart, theirs = facts.books.chart, {*precedent.matter.goods, *precedent.matter.around}
    if token_set(chart[found.account].wording) & facts.goods - theirs:
        return True
    return facts.goods_fit(chart[precedent.choice]) == OTHER_GOODS and precedent.matter.items != matter.items
