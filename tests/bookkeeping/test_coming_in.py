"""How a person comes in, on both databases: what counts, what ends, and what two at once cannot both have."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pyotp
import pytest
from pwdlib.hashers.argon2 import Argon2Hasher

from assistant.adapters.identity.passwords import Argon2Passwords
from assistant.adapters.identity.seeds import SealedSeeds
from assistant.adapters.sql.identity import SqlIdentity
from assistant.adapters.sql.store import open_books
from assistant.bookkeeping import inviting, second_factor, sessions, signing_in, tokens, welcoming
from assistant.bookkeeping.signing_in import Caller, Entered, Step
from assistant.books.identity import Invitation, Login, Scope, secret_hash
from assistant.errors import NotAllowed

NOON = datetime(2026, 10, 6, 12, 0, tzinfo=UTC)
PASSWORD = "four rusty anchors adrift"
HERE, THERE = Caller("10.0.0.1", "Firefox"), Caller("10.0.0.2")
QUICK = Argon2Passwords(hasher=Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1))
NUMBERS = count(1)


def secret(size: int) -> str:
    return f"secret-{next(NUMBERS)}-{'x' * size}"


@pytest.fixture
def identity(books_url: str) -> Iterator[SqlIdentity]:
    """Books without a client, and ada, who can sign in."""
    store = open_books(books_url)
    identity = SqlIdentity(store)
    with identity.transaction() as transaction:
        transaction.save_login(Login("ada", QUICK.hash(PASSWORD), NOON, firm=True), at=NOON)
    yield identity
    store.close()


def comes(
    identity: SqlIdentity, password: str = PASSWORD, name: str = "ada", caller: Caller = HERE, now: datetime = NOON
) -> Entered | Step:
    return signing_in.sign_in(identity, QUICK, name, password, caller=caller, now=now, new_secret=secret)


def refused(identity: SqlIdentity, password: str = "wrong", **more: object) -> str:
    with pytest.raises(NotAllowed) as error:
        comes(identity, password, **more)  # type: ignore[arg-type]
    return error.value.code


def test_a_session_is_kept_with_its_browser_and_ends(identity: SqlIdentity) -> None:
    entered = comes(identity)
    assert isinstance(entered, Entered)
    found = sessions.current(identity, secret_hash(entered.secret), now=NOON)
    assert found is not None
    assert (found[0].person, found[0].agent, found[0].firm, found[0].guarded, found[1]) == ("ada", "Firefox", True, False, ())
    sessions.sign_out(identity, found[0], now=NOON)
    assert sessions.current(identity, secret_hash(entered.secret), now=NOON) is None


def test_what_was_seen_moves_the_end_of_idleness(identity: SqlIdentity) -> None:
    entered = comes(identity)
    assert isinstance(entered, Entered)
    hashed = secret_hash(entered.secret)
    assert sessions.current(identity, hashed, now=NOON + timedelta(hours=7)) is not None
    assert sessions.current(identity, hashed, now=NOON + timedelta(hours=14)) is not None
    assert sessions.current(identity, hashed, now=NOON + timedelta(hours=22, minutes=1)) is None


def test_a_name_is_shut_to_one_address_and_open_to_another(identity: SqlIdentity) -> None:
    assert [refused(identity) for _ in range(6)] == ["not_signed_in"] * 5 + ["too_often"]
    assert refused(identity, PASSWORD) == "too_often"
    assert isinstance(comes(identity, caller=THERE), Entered)
    assert isinstance(comes(identity, now=NOON + timedelta(minutes=15)), Entered)


def test_many_addresses_do_not_guess_on_at_one_name(identity: SqlIdentity) -> None:
    codes = [refused(identity, caller=Caller(f"10.1.0.{n}")) for n in range(31)]
    assert codes == ["not_signed_in"] * 30 + ["too_often"]


def test_one_address_does_not_guess_on_at_many_names(identity: SqlIdentity) -> None:
    codes = [refused(identity, name=f"name {n}") for n in range(101)]
    assert codes == ["not_signed_in"] * 100 + ["too_often"]


def test_a_whole_office_signs_in_from_one_address(identity: SqlIdentity) -> None:
    """What goes well is no guess, and does not count against the address."""
    for _ in range(120):
        assert isinstance(comes(identity), Entered)


def test_attempts_at_once_are_counted_one_by_one(identity: SqlIdentity) -> None:
    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(lambda _: refused(identity), range(16)))
    assert sorted(codes) == ["not_signed_in"] * 5 + ["too_often"] * 11


def test_a_code_shown_twice_at_once_lets_one_in(identity: SqlIdentity, tmp_path: Path) -> None:
    seeds = SealedSeeds("", tmp_path / "key", lambda size: bytes(range(size)))
    seed = second_factor.new_seed(secret)
    entered = comes(identity)
    assert isinstance(entered, Entered)
    totp = pyotp.TOTP(seed)
    second_factor.set_up(identity, seeds, entered.session, seed, totp.at(NOON), now=NOON, new_secret=secret)
    later = NOON + timedelta(minutes=2)
    step = comes(identity, now=later)
    assert isinstance(step, Step)

    def shows(_: int) -> bool:
        try:
            second_factor.finish(identity, seeds, step, totp.at(later), caller=HERE, now=later, new_secret=secret)
        except NotAllowed:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(shows, range(4))) == 1


def test_two_first_people_at_once_are_one(books_url: str) -> None:
    store = open_books(books_url)

    def takes(name: str) -> bool:
        try:
            welcoming.welcome(
                SqlIdentity(store), QUICK, name, PASSWORD, code="CODE", setup_code="CODE", caller=HERE, now=NOON,
                new_secret=secret,
            )  # fmt: skip
        except NotAllowed:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(takes, ["ada", "bea", "cal", "dee"])) == 1
    store.close()


def test_a_token_is_read_back_and_ends(identity: SqlIdentity) -> None:
    made, shown = tokens.make_token(
        identity, "ada", "scanner", {Scope.DRAFT, Scope.READ}, (), lasts=timedelta(days=1), now=NOON, new_secret=secret,
        token_id="t1",
    )  # fmt: skip
    with identity.transaction(reads=True) as transaction:
        found = transaction.token(secret_hash(shown))
    assert found == made
    assert found.scopes == (Scope.READ, Scope.DRAFT)
    assert (found.good_at(NOON), found.good_at(NOON + timedelta(days=1))) == (True, False)
    with identity.transaction() as transaction:
        transaction.token_used("t1", at=NOON)
    tokens.end_token(identity, "ada", "t1", now=NOON)
    (ended,) = tokens.tokens_of(identity, "ada")
    assert (ended.used_at, ended.ended_at) == (NOON, NOON)


def test_a_link_is_taken_up_once_by_two_at_once(identity: SqlIdentity) -> None:
    with identity.transaction() as transaction:
        transaction.save_login(Login("gus", "", NOON), at=NOON)
        transaction.add_invitation(
            Invitation("gus", "ada", NOON, NOON + timedelta(hours=72)), secret_hash("the link's secret")
        )

    def takes_up(password: str) -> bool:
        try:
            inviting.take_up(identity, QUICK, "the link's secret", password, caller=HERE, now=NOON, new_secret=secret)
        except NotAllowed:
            return False
        return True

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(takes_up, [PASSWORD, "seven plaid umbrellas sing", "nine grey kettles hum"])) == 1
