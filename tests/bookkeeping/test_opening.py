"""Who opens books: somebody of the firm, and nobody else."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.adapters.files.client import read_client
from assistant.adapters.sql.identity import SqlIdentity
from assistant.adapters.sql.store import SqlStore
from assistant.bookkeeping.opening import may_open, open_client
from assistant.books.identity import Login
from assistant.errors import NotAllowed, WrongUsage
from tests.bookkeeping.conftest import AT, HARDWARE

OF_FIRM = Login("ana", "hash", AT, firm=True)


def known(store: SqlStore, *logins: Login) -> SqlIdentity:
    identity = SqlIdentity(store)
    with identity.transaction() as transaction:
        for login in logins:
            transaction.save_login(login, at=AT)
    return identity


def test_whoever_opens_books_owns_them(store: SqlStore) -> None:
    identity = known(store, OF_FIRM)
    open_client(store, identity, read_client(Path("coa_samples") / HARDWARE, "second-shop"), by="ana", at=AT)
    with store.client("second-shop", reads=True) as books:
        assert list(books.people()) == ["ana"]
    with pytest.raises(WrongUsage, match="already"):
        open_client(store, identity, read_client(Path("coa_samples") / HARDWARE, "second-shop"), by="ana", at=AT)


@pytest.mark.parametrize(
    "login",
    [None, replace(OF_FIRM, firm=False), replace(OF_FIRM, disabled_at=AT), replace(OF_FIRM, password_hash="")],
)
def test_others_open_none(store: SqlStore, login: Login | None) -> None:
    identity = known(store, *([login] if login else []))
    assert not may_open(identity, "ana")
    with pytest.raises(NotAllowed) as refused:
        open_client(store, identity, read_client(Path("coa_samples") / HARDWARE, "second-shop"), by="ana", at=AT)
    assert refused.value.code == "not_of_the_firm"
    assert "second-shop" not in store.clients()
