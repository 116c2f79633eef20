"""An account's name or description to plain words in order, and the phrases of a table found among them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from assistant.patterns import regex

Phrase = tuple[str, ...]

# Signs that bookkeepers write for words, before punctuation is dropped.
SIGNS = (
    (regex(r"\bw\s?[/.]\s?o(?:ff)?s?\b|\bwrt\s?off\b|\bwo'?s?\b(?=\s*(?:$|exp|[-(&]))"), " write off "),
    (regex(r"\bw\s?/\s?d(?:own)?s?\b"), " write down "),
    (regex(r"\br\s?&\s?d\b"), " research "),
    (regex(r"\b(break|walk|trade|plug|cash|drop|add)[- ]?ins?\b"), r" \1 in "),  # no insurance
    (regex(r"\b(?:o\s?/\s?s|s\s?/\s?o)\b|\b(?:ovr|over)\s?/\s?(?:shrt|short)\b"), " over short "),
    (regex(r"\be\s?&\s?o\b"), " excess stock obsolete "),
    (regex(r"\bq\s?[&/]\s?[ac]\b|\bqc\b|\bqa\b"), " quality "),
    (regex(r"\bp\s?&\s?l\b"), " profit and loss "),
    (regex(r"\ba\s?/\s?cs?\b"), " account "),
    (regex(r"\b(?:break|lunch|tea|rest)[- ]?rooms?\b"), " staff room "),  # nothing is broken there
    (regex(r"\bshrink[- ]?wrap\w*\b"), " packaging "),
    (regex(r"['’`]"), ""),
)
# Short forms seen in charts of accounts; a word not listed is taken as it stands.
SHORT_FORMS = {
    "accr": "accrued", "accrd": "accrued", "acct": "account", "accts": "accounts", "accum": "accumulated", "adj": "adjustment",
    "adjmt": "adjustment", "adjs": "adjustments", "ads": "advertising", "adv": "advertising", "advtg": "advertising",
    "allow": "allowance", "allwnc": "allowance", "avg": "average", "bal": "balance", "bldg": "building", "brkg": "breakage",
    "cas": "casualty", "char": "charitable", "chg": "charge", "chgs": "charges", "cogs": "cost of goods sold",
    "contrib": "contributions", "contribs": "contributions", "cos": "cost of sales", "curr": "current", "depn": "depreciation",
    "depr": "depreciation", "diff": "difference", "diffs": "differences", "disc": "discount", "dmg": "damage",
    "dmgd": "damaged", "dmgs": "damages", "empl": "employee", "equip": "equipment", "exp": "expense", "expd": "expired",
    "exprd": "expired", "fld": "flood", "fr": "from", "frt": "freight", "ins": "insurance", "insur": "insurance",
    "inv": "inventory", "invent": "inventory", "invtry": "inventory", "invty": "inventory", "lcm": "lower of cost or market",
    "lcnrv": "lower of cost or nrv", "liab": "liabilities", "maint": "maintenance", "matl": "material", "matls": "materials",
    "mdse": "merchandise", "merch": "merchandise", "mfg": "manufacturing", "mfr": "manufacturer", "mfrs": "manufacturers",
    "misc": "miscellaneous", "mkdn": "markdown", "mkdns": "markdowns", "mktg": "marketing", "mtls": "materials",
    "mvmt": "movement", "nonroutine": "non routine", "obs": "obsolete", "obsol": "obsolete", "opex": "operating expense",
    "ops": "operations", "oth": "other", "ovr": "over", "pkg": "packaging", "pkging": "packaging", "ppd": "prepaid",
    "prod": "production", "promo": "promotion", "promos": "promotions", "prov": "provision", "provn": "provision",
    "purch": "purchases", "rcvbl": "receivable", "rec": "receivable", "recbl": "receivable", "recv": "receivable",
    "recvbl": "receivable", "res": "reserve", "resv": "reserve", "rsrv": "reserve", "rsv": "reserve", "rtn": "routine",
    "shrk": "shrink", "shrkg": "shrinkage", "shrt": "short", "shrtg": "shortage", "stk": "stock", "stm": "storm",
    "sup": "supplies", "supp": "supplier", "suppl": "supplies", "trsf": "transfer", "var": "variance", "vars": "variances",
    "veh": "vehicle", "vend": "vendor", "wastge": "wastage", "whse": "warehouse", "wip": "work in progress",
    "writedown": "write down", "writedowns": "write downs", "writeoff": "write off", "writeoffs": "write offs",
}  # fmt: skip
_WORD = regex(r"[a-z0-9]+")
# What follows these in a description is what the account is not for: "Debtors only - not stock".
_DENIED = regex(
    r"\b(?:not?|nothing|except(?: for)?|excl(?:uding|\.)?|other than|never|unless|has its own)\b.*?(?=\bor\b|\bbut\b|[,;.()]|$)",
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)
def words_of(text: str) -> Phrase:
    """Lower case without accents, short forms written out: words_of("Inv W/O & Adj") is (inventory, write, off, adjustment)."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    for sign, written in SIGNS:
        plain = sign.sub(written, plain)
    return tuple(word for piece in _WORD.findall(plain) for word in _written_out(piece).split())


def _written_out(piece: str) -> str:
    """A short form in full; of a word without its vowels, the word."""
    return SHORT_FORMS.get(piece) or (_FULL.get(piece, piece) if _squeezed(piece) == piece else piece)


def _squeezed(word: str) -> str:
    """The first letter and the consonants, doubled ones once: 'breakage' is 'brkg'."""
    consonants = word[0] + "".join(letter for letter in word[1:] if letter not in "aeiouy")
    return "".join(letter for place, letter in enumerate(consonants) if place == 0 or letter != consonants[place - 1])


def affirmed(text: str) -> str:
    """The text without the clauses that say what is not meant."""
    return _DENIED.sub(" ", text)


class Phrases:
    """Phrases to be found among words. A word of one stands for every word that begins with it, with a stop only for itself.

    They are kept by how their first word begins, for most words begin none of them.
    """

    def __init__(self, every: Iterable[Phrase]) -> None:
        self.every = tuple(every)
        self._whole: dict[str, list[Phrase]] = {}
        self._stems: dict[str, list[Phrase]] = {}
        for phrase in self.every:
            stem = phrase[0]
            kept = self._whole.setdefault(stem[:-1], []) if stem.endswith(".") else self._stems.setdefault(stem, [])
            kept.append(phrase)
        self._lengths = sorted({len(stem) for stem in self._stems})

    def at(self, words: Phrase, start: int) -> Iterator[Phrase]:
        """The phrases that stand among the words from this one on."""
        word = words[start]
        for phrase in self._whole.get(word, ()):
            if len(phrase) == 1 or _follows(phrase, words, start):
                yield phrase
        for length in self._lengths:
            if length > len(word):
                break
            for phrase in self._stems.get(word[:length], ()):
                if len(phrase) == 1 or _follows(phrase, words, start):
                    yield phrase


def _follows(phrase: Phrase, words: Phrase, start: int) -> bool:
    """The phrase's further words stand behind its first."""
    return start + len(phrase) <= len(words) and all(map(_stands, phrase[1:], words[start + 1 : start + len(phrase)]))


def phrases(table: str) -> Phrases:
    """A table's line to phrases, parted by '|'."""
    return Phrases(tuple(phrase.split()) for phrase in table.split("|") if phrase.strip())


# Words that charts write without their vowels: "shrnkg", "thft", "brkg", "clms".
SQUEEZED = phrases(
    "shrink | shrinkage | theft | damage | damaged | damages | breakage | spoil | spoiled | spoilage | waste | "
    "wastage | expired | scrap | obsolete | obsolescence | shortage | count | cycle | casualty | loss | losses | "
    "claim | claims | receivable | vendor | freight | accrued | member | office | supplies | sample | samples | "
    "employee | meals | training | routine | operating | petty | inventory | stock | returns | credits | purchases | "
    "production | reserve | recall | storm | flood | robbery | burglary | markdown | markdowns | variance | variances | "
    "write | merchandise | donations | charge"
)
_FULL = {_squeezed(word): word for (word,) in reversed(SQUEEZED.every)}


def word_set(line: str) -> frozenset[str]:
    return frozenset(line.split())


def spans(words: Phrase, wanted: Phrases) -> list[tuple[int, int]]:
    """Where the phrases stand among the words, as [start, end) word places."""
    return [(start, start + len(phrase)) for start in range(len(words)) for phrase in wanted.at(words, start)]


def holds(words: Phrase, wanted: Phrases) -> bool:
    return any(True for start in range(len(words)) for _ in wanted.at(words, start))


def _stands(stem: str, word: str) -> bool:
    return word == stem[:-1] if stem.endswith(".") else word.startswith(stem)


# Rows of a table of accounts: how well it fits, and the phrases of which the account must hold one of each group.
Row = tuple[float, tuple[Phrases, ...]]
DESCRIBED = 0.92  # of the fit, where only the description completes it


def rows(*table: tuple[float, tuple[str, ...]]) -> tuple[Row, ...]:
    return tuple((fit, tuple(phrases(group) for group in groups)) for fit, groups in table)


def row_fit(name: str, description: str, table: tuple[Row, ...]) -> float:
    """How well an account fits a table, 0 to 1: by its name, or nearly as well by its name and description together."""
    named = words_of(name)
    told = words_of(f"{name}, {affirmed(description)}")
    best = 0.0
    for fit, groups in table:
        if all(holds(named, group) for group in groups):
            best = max(best, fit)
        elif all(holds(told, group) for group in groups):
            best = max(best, fit * DESCRIBED)
    return best
