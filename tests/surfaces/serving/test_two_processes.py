"""Two processes serve the same books: who signs in at the one is known at the other, and who is ended there is ended here."""

from assistant.adapters.sql.store import open_books
from assistant.surfaces.serving.visit import SECURE_COOKIE
from tests.surfaces.doors import at_door, hidden, inside, signs_in, turn_on
from tests.surfaces.firm import ADA, BEA, HARDWARE, Firm


def another(firm: Firm) -> Firm:
    """The same books, opened once more: nothing is shared with the first but the file."""
    other = Firm(open_books(firm.store.place), firm.folder, firm.clock)
    other._secrets = iter(range(1000, 2000))  # type: ignore[assignment]
    return other


def test_a_session_is_one_session(firm: Firm) -> None:
    other = another(firm)
    hand = inside(firm, ADA)
    there = other.client()
    there.http.cookies.set(SECURE_COOKIE, hand.http.cookies[SECURE_COOKIE])
    assert there.get("/clients").path == "/clients"
    hand.post("/sign-out")
    assert there.get("/clients").path == "/sign-in"
    other.close()


def test_attempts_are_counted_together(firm: Firm) -> None:
    other = another(firm)
    here, there = at_door(firm), at_door(other)
    for hand in (here, there, here, there, here):
        assert signs_in(hand, ADA, "not this one, sorry").status == 401
    assert signs_in(there, ADA).status == 429
    other.close()


def test_a_sign_in_begun_here_is_finished_there(firm: Firm) -> None:
    """The key of the step between is that of the books, not of the process."""
    firm.give_password(BEA)
    turn_on(firm, inside(firm, BEA))
    other = another(firm)
    page = signs_in(at_door(firm), BEA)
    there = at_door(other)
    refused = there.post("/sign-in/code", step=hidden(page, "step"), code="000000")
    assert "not right, or was used before" in refused.text
    other.close()


def test_a_role_taken_away_here_is_gone_there(firm: Firm) -> None:
    other = another(firm)
    bea = other.client(BEA)
    assert bea.get(f"/c/{HARDWARE}/settings").status == 200
    firm.client(ADA).post(f"/c/{HARDWARE}/settings/people/remove", person=BEA)
    assert bea.get(f"/c/{HARDWARE}/settings").status == 404
    other.close()
