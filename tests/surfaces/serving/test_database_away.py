"""The database goes away while the desk is at work: a plain page with the remedy, and what was typed; nothing else is shown."""

import logging
import shutil
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from sqlalchemy.engine import make_url

from assistant.adapters.files.client import read_client
from assistant.adapters.sql.store import open_books
from tests.surfaces.firm import ADA, HARDWARE, NOON, PASSWORD, SAMPLES, Firm, Hand

TYPED = "3 mugs <smashed> by the forklift,\nand two lamps"


def takes_file_away(firm: Firm) -> Path:
    """The books' file is not there any more, as on a drive that was pulled out."""
    firm.store.engine.dispose()
    aside = firm.folder / "elsewhere"
    aside.mkdir()
    for file in firm.folder.glob("firm.db*"):
        shutil.move(str(file), aside / file.name)
    (firm.folder / "firm.db").mkdir()  # so that nothing makes a new one in its place
    return aside


def brings_back(firm: Firm, aside: Path) -> None:
    (firm.folder / "firm.db").rmdir()
    for file in aside.iterdir():
        shutil.move(str(file), firm.folder / file.name)


def shows_typing(hand: Hand, path: str) -> str:
    page = hand.post(path, text=TYPED, key="k-1")
    assert page.status == 503
    assert "The books cannot be opened." in page.text
    assert "3 mugs &lt;smashed&gt; by the forklift,\nand two lamps</textarea>" in page.text
    assert 'name="key" value="k-1"' in page.text
    assert f'name="csrf" value="{hand.csrf}"' in page.text
    assert f'action="{path}"' in page.text
    assert page.response.headers["retry-after"] == "30"  # type: ignore[attr-defined]
    return page.text


def test_what_was_typed_is_shown_again_and_can_be_sent_again(firm: Firm, caplog: pytest.LogCaptureFixture) -> None:
    hand = firm.client(ADA)
    path = f"/c/{HARDWARE}/describe"
    assert hand.get("/clients").status == 200
    aside = takes_file_away(firm)
    with caplog.at_level(logging.INFO, "writeoff.desk"):
        page = shows_typing(hand, path)
    assert "Corner Hardware" not in page
    assert str(firm.folder) not in page
    assert f"The books at {firm.store.place} cannot be opened." in caplog.text  # for who runs the desk
    assert "forklift" not in caplog.text
    ready = firm.client().get("/readyz")
    assert (ready.status, "firm.db" in ready.text, firm.client().get("/healthz").status) == (503, False, 200)
    brings_back(firm, aside)
    assert hand.get("/clients").status == 200


def test_a_password_is_never_shown_again(firm: Firm) -> None:
    hand = firm.client(ADA)
    takes_file_away(firm)
    page = hand.post("/account/password", current=PASSWORD, password="seven plaid umbrellas sing", note="kept")
    assert (page.status, PASSWORD in page.text, "umbrellas" in page.text) == (503, False, False)


def test_a_part_of_a_page_is_told_of_it_beside_what_was_typed(firm: Firm) -> None:
    """htmx leaves the page and its fields as they are, and shows the notice."""
    hand = firm.client(ADA)
    takes_file_away(firm)
    part = hand.http.post(f"/c/{HARDWARE}/describe", data={"text": TYPED}, headers={"hx-request": "true", "x-csrf": hand.csrf})
    assert (part.status_code, part.headers["hx-retarget"]) == (503, "#notices")
    assert "forklift" not in part.text


def test_a_dropped_postgresql_database_is_a_plain_page_too(postgres: str, postgres_url: str, tmp_path: Path) -> None:
    store = open_books(postgres_url)
    store.add_client(read_client(SAMPLES / HARDWARE, HARDWARE), by=ADA, at=NOON)
    firm = Firm(store, tmp_path)
    firm.give_password(ADA)
    hand = firm.client(ADA)
    assert hand.get("/clients").status == 200
    name = make_url(postgres_url).database
    assert name is not None
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))
    page = hand.post(f"/c/{HARDWARE}/describe", text=TYPED)
    assert (page.status, "by the forklift,\nand two lamps</textarea>" in page.text) == (503, True)
    assert "postgres" not in page.text.lower().replace(name, "")
    firm.close()
    with psycopg.connect(postgres, autocommit=True) as connection:  # the fixture drops it once more
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
