"""The practice company that stands in for a client's QuickBooks: its address, which is this machine's alone, and its opening."""

from collections.abc import Callable
from pathlib import Path

import requests
from requests.exceptions import RequestException

from assistant.adapters.quickbooks.environments import App, on_this_machine
from assistant.adapters.quickbooks.seeding import Row, realm_of
from assistant.books.remote import Environment
from assistant.errors import NotAllowed, OutsideServiceFailed

CALLBACK = "http://127.0.0.1/connected"
TIMEOUT_SECONDS = 10


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
