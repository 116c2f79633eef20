"""A password to why it is easily guessed, if it is (OWASP ASVS 5.0, 6.2.1, 6.2.4, 6.2.5, 6.2.9, 6.2.11).

Lists of leaked passwords are made of few things: common words and first names, rows of keys, years, and repetition, with digits
about them and letters written as digits. What is left of a password without all of those must still be something. There is no
rule of which kinds of characters it needs, and it is neither trimmed nor changed. The words were put together for this program;
no list was copied.
"""

import re
from collections.abc import Iterable, Iterator

SHORTEST, LONGEST = 12, 128  # characters
LEAST_LEFT = 6  # characters that nothing common explains
SHORTEST_RUN = 3

COMMON = frozenset(
    """
    abc access account admin administrator adobe alex alexander alexandra alice amanda amor andre andrea andrew angel angela
    anna anthony apple april arsenal ashley asshole august austin autumn azerty babygirl banana barcelona baseball basketball
    batman beautiful benjamin benz birthday bitch blink blue boss brandon brasil buster butterfly carlos caroline changeme charlie
    cheese chelsea chicken chocolate chris christ christian christopher claire computer cookie corvette cowboys creative
    cristina dallas daniel daniela david december default demo destiny diamond donald dragon eagles elizabeth eminem emma
    england enter eric estrella everton facebook family february ferrari fishing flower football forever france francisco
    freddy freedom friday friend friends fuck fuckyou gabriel genesis george gfhjkm ginger girl golden google gorgeous guest
    hammer hannah happy harley heather heaven hello hockey honey hunter iceman iloveyou internet iphone isabella jackson
    jaguar january jasmine jason jennifer jessica jesus john jonathan jordan jose joseph joshua juan julia july june junior
    justin kevin killer king laura legend letme letmein lincoln linkedin liverpool login lollipop london lord louise love
    lovely loveme lover lucky madison madrid maggie manager manchester marcus maria marina mario marley martin master matrix
    matthew maverick melissa mercedes merlin metallica michael michelle mickey microsoft mine minecraft monday monica monkey
    monster morgan mother mouse music mustang myself naruto natasha nicholas nicole ninja nirvana november october office
    oliver orange pass passion passphrase passw passwd password passwort patrick peanut pepper peter phoenix pizza player
    please pokemon police power princess private purple pussy qwer qwert qwerty qwertz rachel rainbow ranger raymond
    realmadrid rebecca red richard robert rocky rosebud samantha samsung samuel sandra saturday scooter secret security
    september server sexy shadow shannon silver simple skippy slipknot snoopy soccer sophie spider spiderman spongebob spring
    star starwars steelers stella stephanie steven summer sunday sunflower sunshine super superman sweet sweetheart system
    taylor temp tennis teresa test tester thomas thunder thursday tiffany tiger tigger time tinker tomorrow trustno tuesday
    tweety twitter united user valentina vanessa victor victoria wednesday welcome whatever william windows winner winter
    wizard work world yamaha yankees yellow yesterday zxcvbn
    """.split()
)
# What stands to reason for who works here; beside these, the person's own name and their clients'.
OF_HERE = frozenset(
    "accountant accounting audit bookkeeper bookkeeping books desk inventory ledger quickbooks reviewdesk stock writeoff".split()
)
ROWS = (
    "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm",
    "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik", "qazwsxedcrfvtgbyhnujmikolp",
    "!@#$%^&*()", "147258369", "159357",
)  # fmt: skip
READ_AS = str.maketrans("01345789@$!|", "oleastbgasil")
YEAR = re.compile(r"(18|19|20)\d\d")


def why_refused(password: str, about: Iterable[str] = ()) -> str:
    """Why the password is refused, in a sentence that does not say it; empty where it is taken. `about`: the person's own name
    and what they are known to work on."""
    if len(password) < SHORTEST:
        return f"It has {len(password)} characters, and needs at least {SHORTEST}."
    if len(password) > LONGEST:
        return f"It has {len(password)} characters, and may have at most {LONGEST}."
    if _left(password, COMMON | OF_HERE | frozenset(_words(about))) < LEAST_LEFT:
        return "It is made of what is guessed first: common words, names, years, rows of keys, or the same again."
    return ""


def _words(about: Iterable[str]) -> Iterator[str]:
    for said in about:
        yield from (word for word in re.split(r"[\W_]+", said.casefold()) if len(word) >= SHORTEST_RUN)


def _left(password: str, words: frozenset[str]) -> int:
    """How many characters nothing common explains."""
    said = password.lower()  # keeps the number of characters, where casefold may not
    common = set(_repeated(said))
    for text in (said, said.translate(READ_AS)):
        for word in words:
            common.update(_places(text, word))
    for row in (*ROWS, *(row[::-1] for row in ROWS)):
        for start in range(len(row) - SHORTEST_RUN + 1):
            common.update(_places(said, row[start : start + SHORTEST_RUN]))
    for year in YEAR.finditer(said):
        common.update(range(*year.span()))
    return len(said) - len(common)


def _places(text: str, word: str) -> Iterator[int]:
    start = text.find(word)
    while start >= 0:
        yield from range(start, start + len(word))
        start = text.find(word, start + 1)


def _repeated(said: str) -> Iterator[int]:
    """Every place that says again what stood right before it: the same character a third time, or a group once more."""
    for size in range(1, len(said) // 2 + 1):
        for at in range(size, len(said) - size + 1):
            if said[at : at + size] == said[at - size : at] and (size > 1 or said[at - 2 : at] == said[at] * 2):
                yield from range(at, at + size)
