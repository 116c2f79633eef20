"""Words to tokens, and a phrase to the labelled candidates it fits: whole tokens, typos forgiven, rare words weighed most."""

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _written_for(table: str) -> dict[str, str]:
    rows = (row.split(":") for row in table.split(";"))
    return {short: word.strip() for word, shorts in rows for short in shorts.split()}


STOP_WORDS = _words(
    "a an the of our my your their his her its and or some any all both every each with for in on at from by to into that this"
    " those these them they it one ones no x ea per we us"
)
# How goods are packed or counted, in the form that `tokens` gives.
CONTAINERS = _words(
    "bag bottle can tube jar tin box pack case carton set pair tray punnet sack pouch roll drum crate dozen unit piece item tub"
    " packaging good stock line product pot bale bundle sheet keg"
)
MEASURES = _words("oz lb g kg mg mcg ml cl l mm cm m in ft yd qt gal pt w v gsm mah tb gb iu")
# A word, and what is written for it.
ABBREVIATIONS = _written_for(
    """
    kg: kilo kilogram kilogramme; g: gm gr gram gramme; oz: ounce; lb: pound; qt: quart; gal: gallon; pt: pint;
    l: litre liter ltr; ml: millilitre milliliter; in: inch incher; ft: foot feet footer; yd: yard; w: watt; v: volt;
    tb: terabyte; gb: gigabyte; mcg: microgram; size: sz; mm: millimetre millimeter;
    cm: centimetre centimeter; m: metre meter mtr; small: s sm sml; medium: m med; large: l lg lge lrg; black: blk; white: wht;
    green: grn; blue: blu; grey: gry gray; orange: org; navy: nvy; yellow: yel; pink: pnk; brown: brn;
    pack: pk pkt packet pck; piece: pc pcs; case: cs; carton: ctn; bottle: btl; box: bx; pair: pr; dozen: dz doz;
    count: ct cnt; alternator: alt; battery: batt; assembly: assy; left: lh; right: rh; front: frt;
    remanufactured: reman reconditioned; concentrate: conc; assorted: asst assd; chocolate: choc; christmas: xmas;
    chardonnay: chard; cabernet: cab; sauvignon: sauv; vegetable: veg; warehouse: whse whs wh; street: st str; road: rd;
    avenue: ave; inventory: inv; merchandise: merch mdse; equipment: equip; account: acct; adjustment: adj; expense: exp;
    obsolete: obs; receivable: recv rec; miscellaneous: misc; damage: dmg; workshop: wkshp;
    paperback: pbk pb paperbk; hardback: hbk hb hardcover hdbk; influenza: flu; suspension: susp; tablet: tab;
    vitamin: vit; fertiliser: fert fertilizer; galvanised: galv galvanized; stainless: ss; mouse: mice; tooth: teeth; goose: geese
    """
)
PHRASES = (
    (re.compile(r"\bt[- ]?shirts?\b"), "tee"),
    (re.compile(r"(?<=\d)-?ers?\b"), ""),  # a 29er, the 700ers
    (re.compile(r"\bprov['’]n\b"), "provision"),
    (re.compile(r"\bfl\.? ?oz\b"), "oz"),
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS = "one two three four five six seven eight nine ten eleven twelve"
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
NUMBER_WORDS = {word: number for number, word in enumerate(f"{_UNITS} {_TEENS}".split(), 1)}
NUMBER_WORDS |= {word: 10 * number for number, word in enumerate(_TENS.split(), 2)}
TENS = frozenset(str(ten) for ten in range(20, 100, 10))
_PIECE = re.compile(r"(?:(?<=\w)-)?\d+(?:[.,]\d+)*|[a-z]+|[\"″”](?=\s|$|[^\w])")
_POSSESSIVE = re.compile(r"(?<=[a-z])['’]s?\b")
_YEAR = re.compile(r"(?:19|20)(\d\d)\Z")
_MEASURED = re.compile(r"(\d+(?:\.\d+)?)([a-z]+)\Z")

CONTAINER_WEIGHT = 0.3  # "bags", "bottles": they say how the goods are packed more often than which goods they are
UNKNOWN_WEIGHT = 0.5  # of the weight of the rarest known word: a word that no candidate has
RANKED = 60
CONFIRMS = 0.15  # of the score: how much of the candidate's own words the phrase says


@lru_cache(maxsize=20_000)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a text, comparable: tokens("Men's 32 oz Bottles") is ("men", "32oz", "bottle").

    Lower case without accents, singular, abbreviations written out, number words as digits, a number and its measure as one
    token; words that carry nothing ("the", "of") are left out.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    for pattern, written in PHRASES:
        plain = pattern.sub(written, plain)
    pieces = [(match.group(), match.start(), match.end()) for match in _PIECE.finditer(_POSSESSIVE.sub("", plain))]
    return tuple(_joined(_numbered(pieces)))


def without_size(said: tuple[str, ...]) -> tuple[str, ...]:
    """Without the word "size", where enough else is said: "shirt size L" is the shirt L."""
    return tuple(token for token in said if token != "size") if len(said) > 2 else said


def _numbered(pieces: list[tuple[str, int, int]]) -> list[tuple[str, bool]]:
    """Pieces with number words as digits; the flag says that a piece touches the one before it ("45L")."""
    words: list[tuple[str, bool]] = []
    for index, (piece, start, _) in enumerate(pieces):
        touches = index > 0 and pieces[index - 1][2] == start
        if piece[-1].isdigit():
            words.append((_number(piece), touches))
        elif piece in '"″”':
            if words and words[-1][0][0].isdigit():
                words.append(("in", True))
        elif piece in NUMBER_WORDS:
            value = NUMBER_WORDS[piece]
            if words and words[-1][0] in TENS and 0 < value < 10:
                words[-1] = (str(int(words[-1][0]) + value), words[-1][1])
            elif piece != "one" or _measure_follows(pieces, index):
                words.append((str(value), touches))
        else:
            words.append((piece, touches))
    return words


def _measure_follows(pieces: list[tuple[str, int, int]], index: int) -> bool:
    """'one' is a number before a measure ("one-kilo bags"), else a pronoun ("the blue one")."""
    return index + 1 < len(pieces) and _word(pieces[index + 1][0]) in MEASURES


def _joined(words: list[tuple[str, bool]]) -> Iterable[str]:
    """Tokens, a number and the measure or single letter behind it made one: 32 oz, 45L, 2P."""
    number = ""
    for word, touches in (*words, ("", False)):
        token = "" if not word or word[-1].isdigit() else _word(word)
        if number:
            in_code = number.startswith("-") and not touches  # "5W-30 Quart" is no 30 quart
            measure = token in MEASURES or (touches and len(token) == 1 and token != "s")
            yield number.lstrip("-") + (token if measure and not in_code else "")
            number = ""
            if measure and not in_code:
                continue
        if word and not token:
            number = word
        elif token and token not in STOP_WORDS and not (touches and word == "s"):
            yield ABBREVIATIONS.get(token, token) if len(token) == 1 else token


def _number(piece: str) -> str:
    if piece.startswith("-"):
        return "-" + _number(piece[1:])
    plain = re.sub(r"[.,](?=\d{3}(?!\d))", "", piece) if re.fullmatch(r"\d{1,3}(,\d{3})+", piece) else piece.replace(",", ".")
    return (plain.lstrip("0") if not plain.startswith("0.") else plain) or "0"


@lru_cache(maxsize=20_000)
def _word(piece: str) -> str:
    if len(piece) == 1:
        return piece
    if len(piece) == 3 and piece.endswith("s") and piece[:-1] in MEASURES:
        return piece[:-1]  # kgs, lbs
    whole = ABBREVIATIONS.get(piece) or ABBREVIATIONS.get(_singular(piece))
    return _singular(whole) if whole else _singular(piece)


def _singular(word: str) -> str:
    """One form for singular and plural: it need not be English, it must be the same for both ('batteries', 'battery')."""
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-2] if word.endswith(("sses", "xes", "shes", "ches", "zes")) else word[:-1]
    if len(word) > 3 and word.endswith("ie"):
        return word[:-2] + "y"
    if len(word) > 3 and word.endswith("oe"):
        return word[:-1]
    if len(word) > 3 and word.endswith(("ve", "fe")):
        return word[:-2] + "f"
    return word


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


class Candidates:
    """A list of candidates made ready to be matched with many phrases."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self.entries = tuple(candidates)
        self._own = [tokens(entry.label) for entry in self.entries]
        self._holders: dict[str, list[int]] = {}  # a token, or two in a row made one -> the entries that have it
        self._forms: dict[str, dict[str, float]] = {}
        for index, (own, entry) in enumerate(zip(self._own, self.entries, strict=True)):
            owned = own + tokens(" ".join(entry.also))
            for token in {*owned, *map("".join, pairwise(owned))}:
                self._holders.setdefault(token, []).append(index)

    def knows(self, token: str) -> bool:
        """Some candidate has this token, or one that it stands for."""
        return bool(self._stands_for(token))

    def weight(self, token: str) -> float:
        """How much a token tells the candidates apart: that of a token in one candidate is the largest."""
        forms = [token] if token in self._holders else self._stands_for(token)
        held_by = min((len(self._holders[form]) for form in forms), default=0)
        weight = math.log(1 + len(self.entries) / held_by) if held_by else UNKNOWN_WEIGHT * math.log(1 + len(self.entries))
        if token in CONTAINERS:
            return weight * CONTAINER_WEIGHT if held_by else 0.0
        return weight

    def rank(self, phrase: str | Sequence[str]) -> tuple[Match, ...]:
        """The candidates that share a word with the phrase (its tokens may be given), the best first, at most `RANKED`."""
        said = tokens(phrase) if isinstance(phrase, str) else tuple(phrase)
        said = tuple(dict.fromkeys(self._fused(said)))
        weights = {token: self.weight(token) for token in said}
        hits: dict[int, dict[str, float]] = {}
        spoken: dict[int, set[str]] = {}
        for token in said:
            for form, how in self._stands_for(token).items():
                for index in self._holders[form]:
                    hit = hits.setdefault(index, {})
                    hit[token] = max(how, hit.get(token, 0.0))
                    spoken.setdefault(index, set()).add(form)
        matches = [self._match(index, hits[index], spoken[index], weights) for index in hits]
        matches.sort(key=lambda match: -match.score)
        return _compared(matches[:RANKED], said, {entry.key: own for entry, own in zip(self.entries, self._own, strict=True)})

    def _stands_for(self, token: str) -> dict[str, float]:
        """The known tokens that this one stands for, and how well. A known word stands for itself alone, a number for more."""
        if token in self._holders and not token[0].isdigit():
            return {token: 1.0}
        if token not in self._forms:
            self._forms[token] = {form: how for form in self._holders if (how := alike(token, form))}
        return self._forms[token]

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


def _compared(matches: list[Match], said: tuple[str, ...], own: dict[str, tuple[str, ...]]) -> tuple[Match, ...]:
    """With what speaks against each, and its lead over the next."""
    first, second = (*(match.score for match in matches), 0.0, 0.0)[:2]
    compared = [
        replace(
            match,
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
