"""A small firm at its desk: two clients' books, a person of each role, and each of them signed in, over HTTP or in a browser."""

import shutil
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient
from pwdlib.hashers.argon2 import Argon2Hasher

from assistant.adapters.files.client import read_client
from assistant.adapters.identity.passwords import Argon2Passwords
from assistant.adapters.sql.identity import SqlIdentity
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.bookkeeping.settling import set_role
from assistant.books.identity import Login, Session, secret_hash
from assistant.books.people import PersonRole
from assistant.settings import Settings
from assistant.surfaces.desk import desk
from assistant.surfaces.serving.house import House
from assistant.surfaces.serving.pace import unhurried
from assistant.surfaces.serving.visit import cookie_name

QUICK = Argon2Passwords(hasher=Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1))  # Argon2, but not slow
PASSWORD = "four rusty anchors adrift"
SETUP_CODE = "ABCD-EFGH"
TODAY = date(2026, 10, 6)
NOON = datetime(2026, 10, 6, 12, 0, tzinfo=UTC)
HARDWARE, CAFE = "corner-hardware", "tui-corner-cafe"
SAMPLES = Path(__file__).parents[2] / "coa_samples"
ADA, BEA, CAL, DEE, EVE, FAY = "ada", "bea", "cal", "dee", "eve", "fay"
# In both clients' books, but for fay, who is an approver of the second alone: to her the first are a foreign client's.
ROLES = {
    ADA: PersonRole.OWNER,
    BEA: PersonRole.APPROVER,
    CAL: PersonRole.BOOKKEEPER,
    DEE: PersonRole.REPORTER,
    EVE: PersonRole.AUDITOR,
}


@dataclass
class Clock:
    """Stands at noon until it is moved."""

    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def today(self) -> date:
        return self.at.date()

    def wait(self, span: timedelta) -> None:
        self.at += span


@dataclass
class Firm:
    """`app` serves the desk of these books; its secrets count up, so that runs are alike."""

    store: SqlStore
    folder: Path
    clock: Clock = field(default_factory=Clock)
    secure: bool = True
    _secrets: "count[int]" = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        settings = Settings(books=self.store.place, person=ADA, data_folder=self.folder)
        self.house = House(
            self.store, settings, self.clock.now, self.clock.today, self.new_secret, self.secure,
            hosts=("testserver", "127.0.0.1"), setup_code=SETUP_CODE, passwords=QUICK, paces=unhurried(),
        )  # fmt: skip
        self.app: FastAPI = desk(self.house)

    def new_secret(self, size: int) -> str:
        return f"secret-{next(self._secrets)}-{'x' * size}"

    def signed_in(self, person: str) -> tuple[str, Session]:
        """A session of the person as signing in makes one: what their cookie holds, and what is kept of it."""
        secret, now = self.new_secret(32), self.clock.now()
        session = Session(secret_hash(secret), person, self.new_secret(16), now, now, now + timedelta(hours=24))
        with self.house.identity.transaction() as identity:
            identity.add_session(session)
        return secret, session

    def give_password(self, person: str, password: str = PASSWORD, *, firm: bool = False) -> None:
        """The person can sign in by it from now on."""
        with self.house.identity.transaction() as identity:
            identity.save_login(Login(person, QUICK.hash(password), self.clock.now(), firm=firm), at=self.clock.now())

    def client(self, person: str | None = None) -> "Hand":
        """Somebody at a keyboard: signed in where a person is named."""
        if person is None:
            return Hand(TestClient(self.app, base_url="https://testserver", raise_server_exceptions=False), "")
        secret, session = self.signed_in(person)
        http = TestClient(
            self.app, base_url="https://testserver", cookies={cookie_name(self.house): secret}, raise_server_exceptions=False
        )
        return Hand(http, session.csrf)

    def close(self) -> None:
        self.app.state.drafting.close()
        self.store.close()


@dataclass(frozen=True)
class Hand:
    """A browser's side of HTTP, without a browser. `http` follows redirects; a form sent carries the session's token."""

    http: TestClient
    csrf: str

    def get(self, path: str, **asked: str) -> "Answer":
        return Answer(self.http.get(path, params=asked or None))

    def post(self, path: str, **form: object) -> "Answer":
        """Sends a form; `files` are files, and a list sends a field several times."""
        files = form.pop("files", None)
        return Answer(self.http.post(path, data={"csrf": self.csrf} | form, files=files))  # type: ignore[arg-type]


class Answer:
    """What came back: `status`, `text`, and where it ended up (`path`, after redirects)."""

    def __init__(self, response: object) -> None:
        self.response = response
        self.status: int = response.status_code  # type: ignore[attr-defined]
        self.text: str = response.text  # type: ignore[attr-defined]
        self.path: str = response.url.path  # type: ignore[attr-defined]


def open_firm(folder: Path) -> SqlStore:
    """The firm's books, new, in the folder."""
    store = open_books(str(folder / "firm.db"))
    for client in (HARDWARE, CAFE):
        store.add_client(read_client(SAMPLES / client, client), by=ADA, at=NOON)
        for name, role in ROLES.items():
            if name != ADA:
                set_role(store, client, name, role, by=ADA, at=NOON)
    set_role(store, CAFE, FAY, PersonRole.APPROVER, by=ADA, at=NOON)
    with SqlIdentity(store).transaction() as identity:  # ada set up the desk, so nobody is waited for
        identity.save_login(Login(ADA, QUICK.hash(PASSWORD), NOON, firm=True), at=NOON)
    return store


def copy_of(made: Path, folder: Path) -> SqlStore:
    """A firm's books of the test's own, from those made once."""
    for file in made.glob("firm.db*"):
        shutil.copy(file, folder / file.name)
    return open_books(str(folder / "firm.db"))
