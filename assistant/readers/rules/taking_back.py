"""A text and the earlier entries to whether it takes one back: asked for, goods found again, no loss, a value that rose."""

import re
from functools import lru_cache

from assistant.books.once import by_identity
from assistant.books.proposal import EarlierEntry, GoodsName, ReadingContext
from assistant.books.reasons import Kind, Reason
from assistant.matching import tokens
from assistant.patterns import regex
from assistant.readers.rules.blocks import Page
from assistant.readers.rules.counts import is_count
from assistant.readers.rules.kinds import tells_to_write_down
from assistant.readers.rules.now_worth import brings, brings_little, little_now, rises
from assistant.readers.rules.scan import compiled, phrases
from assistant.readers.rules.signals import negated, reasons_in
from assistant.readers.rules.tables import acts, reversals
from assistant.readers.rules.which_entry import short_numbers

_TAKE_BACK, _ADD_BACK, _NOT_SO = phrases(reversals.TAKE_BACK), phrases(reversals.ADD_BACK), phrases(reversals.NOT_SO)
_TURNED_UP, _EARLIER, _VALUE_BACK = phrases(acts.TURNED_UP), phrases(acts.EARLIER), phrases(acts.VALUE_BACK)
_UNDO = regex(
    r"\b(?:revers(?:e|ed|al|ing)|undo|unwind|void|cancel|strike|reinstate|back (?:it |that |them |"
    r"the whole thing )?out|take)\b"
)
# Of an entry that is named: it was booked too high.
LESSENS = regex(
    r"\btoo (?:much|high|large|big)\b|\boverstated\b|\b(?:reduce|lower|lessen|knock|correct|credit back|take|trim|cut)\b"
    r"(?=[^;!?\n]{0,40}(?:\boff\b|\bback\b|\bdown\b|\bby [$£€₹]?\d))|\bcredit back\b"
)
_RESERVE_RELEASE = regex(
    r"\b(?:reverse|release) (?:the |some of the |part of the |[$£€₹]?[\d,.]+ (?:of|"
    r"from) (?:the )?)?(?:[a-z]+ ){0,3}(?:reserve|provision|allowance)"
)
_RESERVES = r"(?:reserves?|provisions?|allowances?)"
_CHANGED = r"(?:release|top-?up|topping[- ]up|increase|raise|addition|build-?up|reduction|draw-?down)"
_WORD = r"(?:[^\s.;!?]|[.]\d)+"
# What was done to a reserve is taken back: 'reverse the release', 'take back 25.00 of the top-up of the provision'.
_OF_A_RESERVE = regex(
    rf"\b(?:reverse|undo|unwind|void|cancel|back out|take (?:out|back)|strike|delete|remove|rescind)\b(?: {_WORD}){{0,7}}? "
    rf"(?:release(?! {_RESERVES}| the\b)|{_CHANGED} (?:of|to|in) (?:the |our |that )?(?:[a-z-]+ ){{0,3}}{_RESERVES}|"
    rf"{_RESERVES} {_CHANGED})\b|"
    rf"\b(?:release|raise|increase|lower|reduce|toppe)d\b(?: {_WORD}){{0,8}}? too (?:much|high|far)\b"
)
_NOT_THAT_ONE = r"(?:not|unlike|same as|separate from|apart from|besides|on top of|nothing to do with|other than)[^.;\n]{0,30}\b"
_NEW_LOSS = regex(
    r"\b(?:(?:\d+|two|three|four|five|six|another|more) more\b(?![^.;]{0,40}\b(?:found|surfaced|turned up|back))|"
    r"second write-?down|today[^.;]{0,30}\b(?:broke|smashed|crushed))"
)
_AGAIN = regex(r"\bworth\b[^;\n]{0,25}\bagain\b|\bback up\b")
_NOT_ALL = regex(
    r"\b(?:wasn't|weren't|isn't|aren't|not|wasnt|werent)(?: quite)? (?:all|every(?:one)?|the whole lot)\b"
    r"(?! (?:there|here|in|of))"
)
_ONCE_DOWN = regex(
    r"\b(?:wr[oi]te|written|marked|took|taken|brought|knocked)(?: [a-z0-9'-]+){0,5} down\b|"
    r"\b(?:that|the|our|last|[a-z]+'s|of the|[a-z]+) write-?down\b"
)
_FOUND_WORDS = 0.5  # share of the words of an item's name that the text must say
_MISSING = (Reason.LOST, Reason.STOLEN)


def asks_reversal(page: Page, context: ReadingContext) -> bool:
    """The text takes back an earlier entry: it says to, or says that what was written off has turned up or was never lost."""
    low = page.low
    if _takes_back_a_change(low):
        return True
    if _RESERVE_RELEASE.search(low):
        return False
    if _TAKE_BACK.search(low):
        return True
    named = any(_refers_to(low, entry) for entry in context.earlier if entry.ref.lower() in low)
    named = named or bool(short_numbers(low, [entry.ref for entry in context.earlier]))
    meant = _spoken_of(low, context)
    earlier = named or bool(_EARLIER.search(low))
    turned_up = any(not negated(low, match.start()) for match in _TURNED_UP.finditer(low))
    back, not_so = bool(_ADD_BACK.search(low)), bool(_NOT_SO.search(low))
    value_back = _value_back(low, context, meant)
    if named and (_UNDO.search(low) or LESSENS.search(low) or back or turned_up or not_so or value_back):
        return True
    if back and (earlier or meant) and (earlier or turned_up or not_so):
        return True
    if value_back and (earlier or _AGAIN.search(low) or rises(low) or any(entry.kind is Kind.WRITE_DOWN for entry in meant)):
        return True
    if meant and not_so and _NOT_ALL.search(low):
        return True
    if is_count(page) and not (meant or named):
        return False
    missed = any(entry.reason in _MISSING for entry in meant)
    return not _NEW_LOSS.search(low) and (earlier or missed) and turned_up and (bool(meant) or back or _is_good_news(low))


def _takes_back_a_change(low: str) -> bool:
    """An earlier raise or release of a reserve was wrong; to release what is in reserve is no such thing."""
    return bool(_OF_A_RESERVE.search(low)) and bool(compiled(rf"\b{_RESERVES}\b|\brelease\b").search(low))


def value_recovered(page: Page, context: ReadingContext) -> bool:
    """Nothing was wrong and nothing turned up: the goods are worth more again."""
    found = compiled(r"\b(?:turned up|found|by mistake|never damaged)\b").search(page.low)
    return found is None and _value_back(page.low, context, _spoken_of(page.low, context))


def _value_back(low: str, context: ReadingContext, meant: list[EarlierEntry]) -> bool:
    """More is said of what goods bring than before, or of goods that were written down, and not that it is little."""
    if _VALUE_BACK.search(low):
        return not little_now(low)
    if brings_little(low) and not _AGAIN.search(low):
        return False
    down = [entry for entry in context.earlier if entry.kind is Kind.WRITE_DOWN]
    said = bool(_ONCE_DOWN.search(low)) or any(_refers_to(low, entry) for entry in down)
    if any(not signal.weak and signal.meaning is not Reason.OBSOLETE for signal in reasons_in(low)):
        return said and rises(low)  # something befell goods here: of others that were written down, or of none
    told = brings(low) and not tells_to_write_down(low)
    return rises(low) or (told and (said or any(entry in meant for entry in down)))


def _refers_to(low: str, entry: EarlierEntry) -> bool:
    """The entry's number stands in the text, and not as one that is not meant."""
    ref = re.escape(entry.ref.lower())
    return bool(compiled(rf"(?<![\w-]){ref}(?![\w-])").search(low)) and not re.search(_NOT_THAT_ONE + ref, low)


def _spoken_of(low: str, context: ReadingContext) -> list[EarlierEntry]:
    """The entries of whose goods the text says at least half the words of the name."""
    said = frozenset(tokens(low))
    names, listed = _names(context.goods), {key for entry in context.earlier for key, _ in entry.items}
    fits = {key: _says_half(said, _telling(names.get(key, key))) for key in listed}
    return [
        entry
        for entry in context.earlier
        if any(fits[key] for key, _ in entry.items) or (not entry.items and _says_half(said, _long_words(entry.text)))
    ]


@by_identity
def _names(goods: tuple[GoodsName, ...]) -> dict[str, str]:
    return {item.key: item.name for item in goods}


def _says_half(said: frozenset[str], words: tuple[str, ...]) -> bool:
    return bool(words) and sum(token in said for token in words) / len(words) >= _FOUND_WORDS


@lru_cache(maxsize=4_096)
def _telling(name: str) -> tuple[str, ...]:
    return tuple(token for token in tokens(name) if token[0].isalpha() and len(token) > 2)


@lru_cache(maxsize=4_096)
def _long_words(text: str) -> tuple[str, ...]:
    return tuple(token for token in tokens(text) if token.isalpha() and len(token) > 3)


def _is_good_news(low: str) -> bool:
    return bool(compiled(r"\b(?:found|turned up|surfaced|shown up|showed up|back|located|recovered|returned)\b").search(low))
