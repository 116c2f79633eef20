"""What a person is typing to the accounts that it may mean: by number, name, or any words of them, the likeliest first."""

import unicodedata
from collections.abc import Iterable, Iterator

from assistant.books.accounts import Account, Chart

MOST = 12


def accounts_like(chart: Chart, said: str) -> tuple[Account, ...]:
    """At most MOST usable accounts. Each word typed begins a word of the account's number, names, description or type. What is an
    account already brings that one and its own kind; nothing typed brings the chart's beginning."""
    usable = [account for account in chart if account.usable]
    wanted = plain(said)
    exact = next((account for account in usable if wanted in (plain(account.label), plain(account.key))), None)
    if exact is not None:
        beside = [account for account in usable if account.type is exact.type and account is not exact]
        return (exact, *beside)[:MOST]
    ranked = sorted(_ranked(usable, wanted), key=lambda found: found[0])
    return tuple(account for _, account in ranked[:MOST])


def _ranked(accounts: Iterable[Account], wanted: str) -> Iterator[tuple[int, Account]]:
    """How near each account is that fits at all; 0 is nearest."""
    typed = wanted.split()
    for account in accounts:
        own = plain(f"{account.number} {account.full_name} {account.name}")
        all_words = f"{own} {plain(account.description)} {plain(account.type.value)} {plain(account.gloss)}".split()
        if not all(any(word.startswith(each) for word in all_words) for each in typed):
            continue
        if wanted and account.number.startswith(wanted):
            yield 0, account
        elif wanted and plain(account.name).startswith(wanted):
            yield 1, account
        elif all(any(word.startswith(each) for word in own.split()) for each in typed):
            yield 2, account
        else:
            yield 3, account


def plain(words: str) -> str:
    """In one form, however accents and capitals are typed: 'Café & Bar' is 'cafe bar'."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare).split())
