"""Books that cannot be opened, read or written: a plain sentence with the remedy, and nothing half-written."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from assistant.adapters.sql.store import SqlStore, open_books
from assistant.adapters.sql.transaction import SqlTransaction
from assistant.errors import BooksUnavailable, WriteoffError, WrongUsage
from tests.adapters.sql.pottery import KILN, broken, potteries, text_of


def refusal(address: str, *, create: bool = True) -> WriteoffError:
    with pytest.raises(WriteoffError) as refused:
        open_books(address, create=create)
    error = refused.value
    assert error.says.endswith(".")
    assert error.remedy.endswith(".")
    return error


def ask_of_every_connection(engine: Engine, pragma: str) -> None:
    engine.dispose()

    @event.listens_for(engine, "checkout")
    def ask(connection: object, *_: object) -> None:
        connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]


# ── A file ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_folder_is_no_books(tmp_path: Path) -> None:
    assert refusal(str(tmp_path)).says == f"{tmp_path} is a folder, not books."


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert refusal(str(tmp_path / "gone" / "books.db")).says == f"There is no folder {tmp_path / 'gone'} for the books."


def test_a_file_in_the_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert isinstance(refusal(str(tmp_path / "file" / "books.db")), BooksUnavailable)


def test_a_name_too_long_for_a_file(tmp_path: Path) -> None:
    assert isinstance(refusal(str(tmp_path / ("x" * 300))), BooksUnavailable)


def test_books_that_are_not_there_are_made_only_where_asked(tmp_path: Path) -> None:
    path = tmp_path / "books.db"
    assert refusal(str(path), create=False).says == f"There are no books at {path}."
    assert not path.exists()
    open_books(str(path)).close()
    assert path.stat().st_mode & 0o077 == 0
    open_books(str(path), create=False).close()


@pytest.mark.parametrize("content", [b"sku,quantity\n" * 500, b"\x89PNG\r\n" * 500, b"x"], ids=["csv", "picture", "short"])
def test_a_file_that_is_no_database_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "books.db"
    path.write_bytes(content)
    assert "no database" in refusal(str(path)).says
    assert path.read_bytes() == content
    assert [found.name for found in tmp_path.iterdir()] == ["books.db"]


def test_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "books.db"
    with potteries(str(path)):
        pass
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))
    assert refusal(str(path)).says == f"The books at {path} are damaged."


def test_a_document_that_does_not_read(tmp_path: Path) -> None:
    with potteries(f"{tmp_path}/books.db") as store:
        with store.engine.begin() as connection:
            connection.exec_driver_sql("DROP TRIGGER policies_keep")
            connection.exec_driver_sql("UPDATE policies SET document = '{}'")
        with pytest.raises(BooksUnavailable, match="are damaged"), store.client("kiln") as books:
            books.books()


def test_a_file_that_may_only_be_read(tmp_path: Path) -> None:
    with potteries(f"{tmp_path}/books.db") as store:
        ask_of_every_connection(store.engine, "query_only=ON")
        with store.client("kiln", reads=True) as books:
            assert books.books() == KILN
        assert "may only be read" in refused_write(store)


def test_a_full_disk(tmp_path: Path) -> None:
    with potteries(f"{tmp_path}/books.db") as store:
        with store.client("kiln") as books:
            before = books.books()
        ask_of_every_connection(store.engine, "max_page_count=1")  # the file may grow by no page
        assert "the disk is full. Nothing was changed." in refused_write(store)
        with store.client("kiln", reads=True) as books:
            assert books.books() == before


def refused_write(store: SqlStore) -> str:
    with pytest.raises(BooksUnavailable) as refused, store.client("kiln") as books:
        text_of(books, "x" * 100_000)
    assert refused.value.remedy
    return refused.value.says


def test_books_in_use_by_another_program(tmp_path: Path) -> None:
    with potteries(f"{tmp_path}/books.db") as store:
        ask_of_every_connection(store.engine, "busy_timeout=0")
        with store.engine.begin(), pytest.raises(BooksUnavailable, match="in use by another program"), store.client("kiln"):
            pass
        with store.client("kiln") as books:
            books.post(broken(books.books(), "3"))


# ── An address ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("address", ["mysql://ann:secret@host/books", "sqlite://", "sqlite:///:memory:", "://", "x://y:z:1/"])
def test_an_address_that_is_no_place_for_books(address: str) -> None:
    error = refusal(address)
    assert isinstance(error, WrongUsage)
    assert "secret" not in error.says + error.remedy


def test_a_server_that_does_not_answer() -> None:
    error = refusal("postgresql://ann:secret@127.0.0.1:1/books")
    assert error.says == "The server of the books at 127.0.0.1:1/books cannot be reached."
    assert isinstance(error, BooksUnavailable)


def test_a_server_without_that_database(postgres: str) -> None:
    error = refusal(postgres.replace("/postgres?", "/nowhere?"))
    assert "no such database" in error.says


def test_a_server_that_stops_in_between(postgres_url: str) -> None:
    with potteries(postgres_url) as store:
        with pytest.raises(BooksUnavailable, match=r"was stopped\.|be reached\."), store.client("kiln") as books:
            text_and_stop(store, books)
        with store.client("kiln") as books:
            assert books.next_text_id() == "T-1"


def text_and_stop(store: SqlStore, books: SqlTransaction) -> None:
    """A text, the end of every connection but one, and another text."""
    text_of(books)
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as other:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        other.exec_driver_sql(others + " AND pid <> pg_backend_pid()")
    text_of(books)
