"""At the desk's door, before anybody is signed in: forms that carry the browser's own token."""

import re

import pyotp

from tests.surfaces.firm import PASSWORD, Answer, Firm, Hand

CSRF = re.compile(r'name="csrf" value="([^"]*)"')


def at_door(firm: Firm, path: str = "/sign-in") -> Hand:
    """A browser that has loaded a form before signing in."""
    hand = firm.client()
    return reloaded(hand, hand.get(path))


def reloaded(hand: Hand, page: Answer) -> Hand:
    """The same browser, with the token of the form that it was last shown."""
    found = CSRF.search(page.text)
    return Hand(hand.http, found.group(1) if found else "")


def signs_in(hand: Hand, name: str, password: str = PASSWORD, **more: str) -> Answer:
    return hand.post("/sign-in", name=name, password=password, **more)


def inside(firm: Firm, name: str, password: str = PASSWORD) -> Hand:
    """Somebody who signed in by their password."""
    hand = at_door(firm)
    assert signs_in(hand, name, password, wanted="/clients").path == "/clients"
    return reloaded(hand, hand.get("/account"))


def hidden(page: Answer, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    assert found is not None, name
    return found.group(1)


def seed_of(page: Answer) -> str:
    found = re.search(r"Or type this into it: <span class=\"mono\">([A-Z2-7 ]+)</span>", page.text)
    assert found is not None
    return found.group(1).replace(" ", "")


def code_of(seed: str, firm: Firm) -> str:
    """What the phone shows at this moment."""
    return pyotp.TOTP(seed).at(firm.clock.now())


def turn_on(firm: Firm, hand: Hand) -> tuple[str, Answer]:
    """Sets up the second factor of who is signed in: its seed, and the page with the recovery codes."""
    page = hand.get("/account/second-factor")
    seed = seed_of(page)
    typed = {"sealed": hidden(page, "sealed"), "code": code_of(seed, firm), "password": PASSWORD}
    return seed, hand.post("/account/second-factor", **typed)
