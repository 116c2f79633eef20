"""A firm whose books hold something of everything: drafts in every state, entries, a reversal, evidence, goods set aside, a
company with what was sent there, lists, people with ways in. Filled through the firm's own doors, in either database."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, inspect, text

from assistant.adapters.files.client import read_client
from assistant.adapters.sql.identity import SqlIdentity
from assistant.adapters.sql.seeing import see_all
from assistant.adapters.sql.store import open_books
from assistant.bookkeeping.inviting import invite
from assistant.bookkeeping.settling import set_role
from assistant.books.audit_head import Head
from assistant.books.identity import Attempts, Login
from assistant.books.money import Money
from assistant.books.people import PersonRole
from tests.surfaces.api.calling import Program, program, token_of
from tests.surfaces.company import connect, settled
from tests.surfaces.firm import ADA, BEA, CAFE, CAL, DEE, HARDWARE, NOON, PASSWORD, QUICK, ROLES, SAMPLES, Firm
from tests.surfaces.matrix import Matrix

Rows = dict[str, list[dict[str, Any]]]


def filled(address: str, folder: Path) -> Matrix:
    """The firm, with something behind every address of its desk."""
    firm = _opened(address, folder)
    connect(firm)
    cal, dee, owner = program(firm, CAL), program(firm, DEE), program(firm, ADA)
    broke = _drafted(cal, "12 of the mugs were dropped in the warehouse yesterday")
    stolen = _drafted(cal, "5 mugs were stolen from the warehouse, insurance will pay 10.00")
    counted = _drafted(cal, "write off $90 of damaged stock")
    blocked = _drafted(cal, "write off 400 box fans, water damage")
    for words in ("please order more mugs", "some of the desk lamps in the store went missing"):  # declined, asked
        _done(cal.post("texts", {"text": words}))
    waiting = _drafted(dee, "write off 2 mugs, dropped in the store")
    for draft in (broke, stolen):
        _at(owner, draft, "approve")
    _done(owner.post("entries/WO-1002/reverse", {"because": "found behind the shelf"}))
    _at(owner, counted, "revise", {"reason": "expired"})
    _at(owner, counted, "reject", {"because": "counted again"})
    _sent(firm)
    counted_again = _drafted(cal, "write off $80 of damaged stock")
    batch = dee.post("batches", {"texts": ["2 mugs broke", "3 mugs fell"]}).json()["id"]
    firm.app.state.drafting.begin(HARDWARE, batch, wait_seconds=60)
    given = _done(dee.ask("POST", f"evidence/{waiting}", files={"files": ("seen.txt", b"It lay there.")})).json()
    digest = given["rows"][0]["sha256"]
    _done(owner.ask("PATCH", f"evidence/{waiting}/{digest}", json={"shows": ["photo"]}))
    _done(owner.post(f"evidence/{counted_again}/waivers", {"need": "damaged", "because": "small"}))
    _done(owner.post("holds", {"sku": "MUG-01", "quantity": "4", "awaiting": "claim", "location": "Warehouse"}))
    _done(owner.post(f"drafts/{blocked}/care", {"do": "claim"}))
    _done(owner.post("texts", {"text": "write off $40 of damaged stock"}, key="once"))
    with firm.store.client(HARDWARE) as books:
        books.save_head(Head(HARDWARE, "2026-09", *books.last_event(), NOON, "a public key", "a signature"))
    hand = firm.client(ADA)
    assert hand.post(f"/c/{HARDWARE}/drafts/{waiting}/typing", **{"note": "fe", "was.note": ""}).status == 204
    assert hand.get(f"/c/{HARDWARE}/drafts/{waiting}").status == 200
    names = {
        "client": HARDWARE, "draft_id": waiting, "number": "WO-1001", "entry": "WO-1001", "subject": waiting, "digest": digest,
        "batch_id": batch, "place": "0", "sku": "MUG-01", "n": "1", "hold": "H-1", "precedent_id": "P-1",
        "token": "none", "name": CAL, "reason": "damaged", "job": "none",
    }  # fmt: skip
    made = Matrix(firm, folder / "kept.db", names, fingerprint="")
    secret, session = firm.signed_in(ADA)
    made.sessions[ADA], made.tokens[ADA] = (secret, session.csrf), token_of(firm, ADA)
    return made


def _done(answer: Any) -> Any:
    assert answer.status_code < 300, answer.text
    return answer


def _drafted(program: Program, words: str) -> str:
    """The id of the draft that came of them."""
    (read,) = _done(program.post("texts", {"text": words})).json()["texts"]
    (draft,) = read["drafts"]
    return str(draft["id"])


def _at(program: Program, draft: str, verb: str, said: Any = None) -> None:
    """The verb of the draft as it is shown."""
    _done(program.post(f"drafts/{draft}/{verb}", said, seen=program.get(f"drafts/{draft}").headers["etag"]))


def _opened(address: str, folder: Path) -> Firm:
    """Two clients, a person of each role, and each way in that there is."""
    store = open_books(address)
    for client in (HARDWARE, CAFE):
        store.add_client(read_client(SAMPLES / client, client), by=ADA, at=NOON)
        for name, role in ROLES.items():
            if name != ADA:
                set_role(store, client, name, role, by=ADA, at=NOON)
    set_role(store, HARDWARE, BEA, PersonRole.APPROVER, by=ADA, at=NOON, limit=Money.parse("5000.00", "USD"))
    firm = Firm(store, folder)
    with SqlIdentity(store).transaction() as identity:
        login = Login(ADA, QUICK.hash(PASSWORD), NOON, firm=True)
        identity.save_login(replace(login, recovery_codes=("one", "two")), at=NOON)
        identity.save_attempts("a bucket", Attempts(3, NOON))
    invite(firm.house.identity, CAFE, "kit", PersonRole.AUDITOR, limit=None, by=ADA, now=NOON, new_secret=firm.new_secret)
    firm.client(CAL)
    return firm


def _sent(firm: Firm) -> None:
    """What is posted goes to the company, where somebody then changes it; both sides are compared."""
    hand = firm.client(ADA)
    for path in ("sync", "reconcile"):
        hand.post(f"/c/{HARDWARE}/{path}")
        settled(firm)
    firm.clock.wait(timedelta(minutes=1))


def rows_of(engine: Engine) -> Rows:
    """All that every table holds, in some order of its own; but the table that counts changes, and the version."""
    with engine.connect() as connection:
        inspector = inspect(connection)
        tables = [name for name in inspector.get_table_names() if name != "migrations"]
        see_all(connection)
        found: Rows = {}
        for name in tables:
            columns = [column["name"] for column in inspector.get_columns(name)]
            said = ", ".join(f'"{column}"' for column in columns)
            rows = connection.execute(text(f'SELECT {said} FROM "{name}"')).mappings()
            found[name] = sorted(({column: _plain(row[column]) for column in columns} for row in rows), key=repr)
        return found


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def as_far_as(rows: Rows, other: Rows) -> Rows:
    """The rows in the tables and columns that the other has too."""
    found = {}
    for name in rows.keys() & other.keys():
        columns = other[name][0].keys() if other[name] else None
        cut = [{column: row[column] for column in row if columns is None or column in columns} for row in rows[name]]
        found[name] = sorted(cut, key=repr)
    return found
