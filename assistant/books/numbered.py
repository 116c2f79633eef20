"""What people write for the number of an entry, held against the number."""

import re


def same_number(ref: str, number: str) -> bool:
    """'wo 1042', '#1042' and 'WO-1042' are one number."""
    said, own = (re.findall(r"[a-z]+|\d+", text.casefold()) for text in (ref, number))
    return said == own or (said[-1:] == own[-1:] and len(said) == 1 and said[0].isdigit())


def stands_in(number: str, text: str) -> bool:
    """Whether the text may mean the entry of this number: it has the figures at its end, or of a number without, all of it."""
    tail = re.search(r"\d+\Z", number)
    return tail[0] in re.findall(r"\d+", text) if tail is not None else number.casefold() in text.casefold()
