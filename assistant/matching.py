"""A phrase to the labelled candidates it fits: whole tokens, typos forgiven, rare words weighed most."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from assistant.tokens import CONTAINERS, MEASURES, STOP_WORDS, tokens, without_size

__all__ = [
    "CONTAINERS", "MEASURES", "STOP_WORDS", "Candidate", "Candidates", "Match", "abbreviates", "alike", "tokens", "without_size",
]  # fmt: skip

_YEAR = re.compile(r"(?:19|20)(\d\d)\Z")
_MEASURED = re.compile(r"(\d+(?:\.\d+)?)([a-z]+)\Z")
CONTAINER_WEIGHT = 0.3  # "bags", "bottles": they say how the goods are packed more often than which goods they are
UNKNOWN_WEIGHT = 0.5  # of the weight of the rarest known word: a word that no candidate has
RANKED = 60
CONFIRMS = 0.15  # of the score: how much of the candidate's own words the phrase says


@lru_cache(maxsize=50_000)
def alike(said: str, known: str) -> float:
    """How well one token stands for another, 0 to 1: equal, a number without its measure, a vintage, a typo, a shortened word."""
    if said == known:
        return 1.0
    if said[0].isdigit() or known[0].isdigit():
        return _numbers_alike(said, known)
    shorter, longer = sorted((len(said), len(known)))
    if shorter >= 4 and (said[0] == known[0] or shorter >= 6):
        allowed = 1 if longer < 8 else 2
        distance = OSA.distance(said, known, score_cutoff=allowed)
        another_word = longer == 4 and sorted(said) != sorted(known)  # "plug", "plum": too short for a changed letter
        if distance <= allowed and not another_word:
            return 1 - 0.1 * distance
    if len(said) >= 4 and known.startswith(said) and len(known) >= len(said) + 3:
        return 0.75  # "choc" for chocolate
    return 0.0


def _numbers_alike(said: str, known: str) -> float:
    if (year := _YEAR.match(known)) and said == year.group(1):
        return 0.95
    if (measured := _MEASURED.match(known)) and said == measured.group(1):
        return 0.9
    return 0.0


def abbreviates(short: str, word: str) -> bool:
    """'TOL' or 'KNX' for Toledo, Knoxville: its letters in order from the first on, fewer than the word's."""
    short, word = short.casefold(), word.casefold()
    if len(short) < 2 or len(short) >= len(word) or short[0] != word[0]:
        return False
    letters = iter(word)
    return all(letter in letters for letter in short)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something a phrase may mean: its key, the label its words come from, and further words for it that count as well."""

    key: str
    label: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """How well a phrase fits one candidate, all shares 0 to 1.

    `coverage`: the phrase's words that the candidate has, by weight; `complete`: the label's words that the phrase says;
    `score`: both; `matched`: the phrase's tokens found; `against`: tokens that a sibling has instead, or another measure;
    `margin`: the lead of the score over the next candidate's (0 for a tie, negative for those behind).
    """

    key: str
    score: float
    coverage: float
    complete: float
    matched: tuple[str, ...]
    against: tuple[str, ...]
    margin: float = 0.0


class Vocabulary:
    """Known tokens, looked up by one that may stand for them."""

    def __init__(self, known: Iterable[str]) -> None:
        self._near: dict[str | int, list[str]] = {}  # a first letter, or a length from six on -> the tokens that have it
        self._forms: dict[str, dict[str, float]] = {}
        for token in known:
            self._near.setdefault(token[0], []).append(token)
            if len(token) >= 6:
                self._near.setdefault(len(token), []).append(token)

    def alike_to(self, token: str) -> dict[str, float]:
        """The known tokens that are `alike` to this one, and how well."""
        if token not in self._forms:
            self._forms[token] = {form: how for form in self._alikely(token) if (how := alike(token, form))}
        return self._forms[token]

    def _alikely(self, token: str) -> Iterable[str]:
        """Tokens among which are all that this one is `alike`: a number's are numbers, a word's begin like it or are as long."""
        if token[0].isdigit():
            return (form for digit in "0123456789" for form in self._near.get(digit, ()))
        length = len(token)
        if length < 4:
            return ()  # too short for a typo, or to stand for a longer word
        long = range(length - 2, length + 3) if length >= 6 else ()
        near = dict.fromkeys(form for near in (token[0], *long) for form in self._near.get(near, ()))
        return (form for form in near if -2 <= len(form) - length <= 2 or form.startswith(token))


class Candidates:
    """A list of candidates made ready to be matched with many phrases."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self.entries = tuple(candidates)
        self._own = [tokens(entry.label) for entry in self.entries]
        self._own_of = {entry.key: own for entry, own in zip(self.entries, self._own, strict=True)}
        self._weights: dict[str, float] = {}
        self._holders: dict[str, list[int]] = {}  # a token, or two in a row made one -> the entries that have it
        for index, (own, entry) in enumerate(zip(self._own, self.entries, strict=True)):
            owned = own + tokens(" ".join(entry.also))
            for token in dict.fromkeys((*owned, *map("".join, pairwise(owned)))):
                self._holders.setdefault(token, []).append(index)
        self._vocabulary = Vocabulary(self._holders)

    def knows(self, token: str) -> bool:
        """Some candidate has this token, or one that it stands for."""
        return bool(self._stands_for(token))

    def weight(self, token: str) -> float:
        """How much a token tells the candidates apart: that of a token in one candidate is the largest."""
        if token not in self._weights:
            self._weights[token] = self._weigh(token)
        return self._weights[token]

    def _weigh(self, token: str) -> float:
        forms = [token] if token in self._holders else self._stands_for(token)
        held_by = min((len(self._holders[form]) for form in forms), default=0)
        weight = math.log(1 + len(self.entries) / held_by) if held_by else UNKNOWN_WEIGHT * math.log(1 + len(self.entries))
        if token in CONTAINERS:
            return weight * CONTAINER_WEIGHT if held_by else 0.0
        return weight

    def rank(self, phrase: str | Sequence[str]) -> tuple[Match, ...]:
        """The candidates that share a word with the phrase (its tokens may be given), the best first, at most `RANKED`."""
        said = self._said(phrase)
        return _compared(self._fitting(said, most=RANKED)[:RANKED], said, self._own_of)

    def fitting(self, phrase: str | Sequence[str]) -> list[Match]:
        """As `rank`, without what speaks against each and its lead over the others: for those who ask for neither."""
        return self._fitting(self._said(phrase))

    def _said(self, phrase: str | Sequence[str]) -> tuple[str, ...]:
        said = tokens(phrase) if isinstance(phrase, str) else tuple(phrase)
        return tuple(dict.fromkeys(self._fused(said)))

    def _fitting(self, said: tuple[str, ...], most: int | None = None) -> list[Match]:
        weights = {token: self.weight(token) for token in said}
        hits: dict[int, dict[str, float]] = {}
        spoken: dict[int, set[str]] = {}
        for token in said:
            for form, how in self._stands_for(token).items():
                for index in self._holders[form]:
                    hit = hits.setdefault(index, {})
                    hit[token] = max(how, hit.get(token, 0.0))
                    spoken.setdefault(index, set()).add(form)
        matches = [self._match(index, hits[index], spoken[index], weights) for index in _foremost(hits, weights, most)]
        matches.sort(key=lambda match: -match.score)
        return matches

    def _stands_for(self, token: str) -> dict[str, float]:
        """The known tokens that this one stands for, and how well. A known word stands for itself alone, a number for more."""
        if token in self._holders and not token[0].isdigit():
            return {token: 1.0}
        return self._vocabulary.alike_to(token)

    def _fused(self, said: tuple[str, ...]) -> Iterable[str]:
        """The phrase's tokens; two that only make sense as one word ("snow shoe") are made one."""
        skip = False
        for token, following in zip(said, (*said[1:], ""), strict=False):
            if skip:
                skip = False
                continue
            together = token + following
            if following and together in self._holders and not (token in self._holders and following in self._holders):
                skip = True
                yield together
            else:
                yield token

    def _match(self, index: int, hits: dict[str, float], spoken: set[str], weights: dict[str, float]) -> Match:
        own = self._own[index]
        whole = sum(weights.values())
        coverage = sum(weights[token] * how for token, how in hits.items()) / whole if whole else 0.0
        in_pairs = {token for pair in pairwise(own) if "".join(pair) in spoken for token in pair}
        label = {token: self.weight(token) for token in own}
        said = sum(weight for token, weight in label.items() if token in spoken or token in in_pairs)
        complete = said / (sum(label.values()) or 1.0)
        score = coverage * (1 - CONFIRMS + CONFIRMS * complete)
        return Match(self.entries[index].key, score, coverage, complete, tuple(hits), ())


def _foremost(hits: dict[int, dict[str, float]], weights: dict[str, float], most: int | None) -> Iterable[int]:
    """Those that can come among the first `most`: a score is the coverage, or up to a share of CONFIRMS less."""
    if most is None or len(hits) <= most:
        return hits
    covered = {index: sum([weights[token] * how for token, how in hit.items()]) for index, hit in hits.items()}
    least = sorted(covered.values(), reverse=True)[most - 1] * (1 - CONFIRMS)
    return [index for index, by in covered.items() if by >= least]


def _compared(matches: list[Match], said: tuple[str, ...], own: dict[str, tuple[str, ...]]) -> tuple[Match, ...]:
    """With what speaks against each, and its lead over the next."""
    first, second = (*(match.score for match in matches), 0.0, 0.0)[:2]
    compared = [
        Match(
            match.key, match.score, match.coverage, match.complete, match.matched,
            against=tuple(token for token in said if _speaks_against(token, match, own[match.key], matches)),
            margin=match.score - (second if index == 0 else first),
        )
        for index, match in enumerate(matches)
    ]
    compared.sort(key=lambda match: (-match.score, len(match.against)))
    return tuple(compared)


def _speaks_against(token: str, match: Match, own: tuple[str, ...], matches: list[Match]) -> bool:
    """A sibling, sharing half of what this candidate was matched by, has the token; or it has the measure with another number."""
    if token in match.matched or token in CONTAINERS:
        return False
    measured, known = _MEASURED.match(token), [other for one in own if (other := _MEASURED.match(one))]
    if measured and any(other.group(2) == measured.group(2) for other in known):
        return True
    ours = set(match.matched)
    return any(token in other.matched and 2 * len(ours.intersection(other.matched)) >= len(ours) for other in matches)
