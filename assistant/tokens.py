"""Words to tokens: one form for each word however it is written, a number and its measure as one."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache


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


@lru_cache(maxsize=20_000)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a text, comparable: tokens("Men's 32 oz Bottles") is ("men", "32oz", "bottle").

    Lower case without accents, singular, abbreviations written out, number words as digits, a number and its measure as one
    token; words that carry nothing ("the", "of") are left out.
    """
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
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
