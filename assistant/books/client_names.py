"""What a client calls things by: by these words a text is known as that client's."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClientNames:
    """`goods` are SKU and name; `kinds` the names and descriptions of the accounts that goods are bought, held and sold by, which
    are all that a client without item records has; `accounts` the names of all accounts. No figure of the books is here."""

    client: str
    name: str
    goods: tuple[tuple[str, str], ...] = ()
    places: tuple[str, ...] = ()
    suppliers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
