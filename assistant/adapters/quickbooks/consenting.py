"""A person's consent, in a browser on this machine or in one elsewhere, to what it grants."""

from collections.abc import Callable
from dataclasses import replace

from assistant.adapters.quickbooks.connecting import Connector, Granted
from assistant.adapters.quickbooks.listening import Listener
from assistant.errors import WaitsForAnswer, WrongUsage

WAIT_SECONDS = 300  # to sign in, perhaps with a second factor, and choose a company
Say = Callable[[str], None]


def in_browser(
    connector: Connector, state: str, *, open_browser: Callable[[str], bool], say: Say, seconds: float = WAIT_SECONDS
) -> Granted:
    """Opens QuickBooks' page, and takes the answer where the browser is sent back to. WrongUsage where there is no browser."""
    with Listener(connector.app.redirect_uri) as listener:
        here = replace(connector, app=replace(connector.app, redirect_uri=listener.redirect_uri))
        address = here.consent_address(state)
        if not open_browser(address):
            raise WrongUsage("No browser can be opened here.", "Consent in one elsewhere: writeoff qbo connect --paste")
        say(f"QuickBooks asks for consent in the browser. If it shows no page, open this one:\n{address}")
        answer = listener.answer(lambda came: here.is_answer(came, state), seconds=seconds)
        return here.granted(answer, state)


def by_pasting(connector: Connector, state: str, *, ask: Callable[[], str], say: Say) -> Granted:
    """Says where to consent, in any browser, and takes the address that it ends at, as pasted."""
    say(
        f"Open this address in a browser, and consent:\n{connector.consent_address(state)}\n"
        "The browser then ends at an address that begins with\n"
        f"{connector.app.redirect_uri}\n"
        "whether or not it shows a page. Paste all of that address here:"
    )
    pasted = ask().strip()
    if not pasted:
        raise WaitsForAnswer("Nothing was pasted.", "Connect again, and paste the address that the browser ends at.")
    return connector.granted(pasted, state)
