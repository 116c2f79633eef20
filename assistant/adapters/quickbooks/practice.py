"""A client's books to the practice company that stands in for their QuickBooks: the rows it is opened with, and its address.

The company starts where the books stood before the first entry that is to be sent there: their accounts and balances, their goods
as untracked items, the suppliers and customers whom entries name. Its Ids are its own, and it listens on this machine alone.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any

import requests
from requests.exceptions import RequestException

from assistant.adapters.quickbooks.environments import App, on_this_machine
from assistant.books.accounts import Account
from assistant.books.client_books import ClientBooks
from assistant.books.goods import Item
from assistant.books.money import Money
from assistant.books.remote import Environment
from assistant.errors import NotAllowed, OutsideServiceFailed
from assistant.stages.sync import party_of

Row = dict[str, Any]

CALLBACK = "http://127.0.0.1/connected"
LONGEST_NAME = 100  # the API's limit
TIMEOUT_SECONDS = 10


def realm_of(client: str) -> str:
    """Digits like those of a company's realm, the same for the same client each time."""
    return f"9341{int(hashlib.sha256(client.encode()).hexdigest(), 16) % 10**12:012d}"


def seed_of(books: ClientBooks, unsent: Collection[str]) -> Row:
    """The document that the practice company's seed door takes. `unsent` are the numbers of the entries that are still to go
    there: its balances do not have them yet."""
    parties, balances = _parties(books), _balances(books, unsent)
    return {
        "realm": realm_of(books.client),
        "company": {"name": books.name, "currency": books.currency},
        "accounts": _accounts(books.chart, balances),
        "items": [{"name": name, "sku": item.sku[:LONGEST_NAME], "type": "NonInventory"} for name, item in _items(books.stock)],
        "vendors": parties["Vendor"],
        "customers": parties["Customer"],
    }


def _balances(books: ClientBooks, unsent: Collection[str]) -> dict[str, Money]:
    """Each account's balance, signed in its normal side, without these entries."""
    balances = {account.key: account.balance for account in books.chart}
    for entry in books.history.entries:
        for line in entry.lines if entry.number in unsent else ():
            raises = line.side is books.chart[line.account].normal_side
            balances[line.account] += -line.amount if raises else line.amount
    return balances


def _accounts(accounts: Iterable[Account], balances: dict[str, Money]) -> list[Row]:
    """Two accounts under one parent may bear one name in our books, and not in QuickBooks: the later one's number joins it."""
    seen: set[tuple[str, str]] = set()
    rows = []
    for account in accounts:
        name = account.name[:LONGEST_NAME]
        if (account.parent, name.casefold()) in seen:
            name = f"{account.name[: LONGEST_NAME - len(account.key) - 1]} {account.key}"
        seen.add((account.parent, name.casefold()))
        row: Row = {
            "name": name,
            "type": account.type.value,
            "active": account.active,
            "balance": balances[account.key].plain(),
        }
        optional = {"number": account.number, "detail_type": account.detail_type, "parent": account.parent}
        rows.append(row | {key: value for key, value in optional.items() if value})
    return rows


def _items(items: Iterable[Item]) -> list[tuple[str, Item]]:
    """Each item under a name that no other bears."""
    named: dict[str, tuple[str, Item]] = {}
    for item in items:
        name = (item.name or item.key)[:LONGEST_NAME]
        if name.casefold() in named:
            name = f"{name[: LONGEST_NAME - len(item.key) - 1]} {item.key}"
        named[name.casefold()] = (name, item)
    return list(named.values())


def _parties(books: ClientBooks) -> dict[str, list[str]]:
    """Those whom entries so far name on lines to payables and receivables; one list of names, as QuickBooks keeps it."""
    found: dict[str, tuple[str, str]] = {}
    for entry in books.history.entries:
        for line in entry.lines:
            party = party_of(line, books)
            if party is not None and party[1]:
                found.setdefault(party[1].casefold(), party)
    return {kind: [name for of, name in found.values() if of == kind] for kind in ("Vendor", "Customer")}


# ── Its server ───────────────────────────────────────────────────────────────────────────────────────────────────────


def app(client_id: str, client_secret: str, redirect_uri: str = CALLBACK) -> App:
    return App(Environment.PRACTICE, client_id, client_secret, redirect_uri)


def announced(announcement: Path) -> str | None:
    """The address that a running practice server has written there; None where none runs that answers."""
    try:
        base_url = on_this_machine(announcement.read_text(encoding="utf-8").strip())
        _door("GET", base_url, "companies")
    except (OSError, NotAllowed, OutsideServiceFailed):
        return None
    return base_url


def open_company(base_url: str, client: str, seed: Callable[[], Row]) -> str:
    """The realm of the client's company on that server, opened from its seed where it is not there yet."""
    realm = realm_of(client)
    if realm not in {company["realm"] for company in _door("GET", base_url, "companies")["companies"]}:
        _door("POST", base_url, "seed", seed())
    return realm


def _door(method: str, base_url: str, name: str, sent: Row | None = None) -> Row:
    try:
        with requests.Session() as http:
            http.trust_env = False
            url = f"{on_this_machine(base_url)}/practice/{name}"
            answer = http.request(method, url, json=sent, timeout=TIMEOUT_SECONDS, allow_redirects=False)
            body: Row = answer.json()
    except (RequestException, ValueError):
        raise OutsideServiceFailed("The practice company does not answer.", "Start it anew: writeoff qbo practice") from None
    if answer.status_code != 200:
        says = f"The practice company could not be opened: {body.get('error', f'HTTP {answer.status_code}')}"
        raise OutsideServiceFailed(says, "Remove its file (beside the books, .practice.sqlite) and connect again.")
    return body
