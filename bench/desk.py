"""How long a reviewer waits: pages of the desk over a queue of 10,000 drafts, beside an empty page of its framework.

`python bench/desk.py` prints milliseconds at the 95th percentile and their ratio. Six clients' books are filled with drafts that
texts came to, each copied as a draft of its own through the store; that is not timed. The desk and a bare FastAPI application
with one HTML route are each served by uvicorn in a process of their own. Twenty reviewers, each with a session and a connection,
act once a second: the queue, its next page, a draft, a filter, over and over. The same twenty ask the empty page as often, in
rounds that follow one another, so that whatever else the machine does falls on both.
"""

import argparse
import http.client
import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from assistant.adapters.files.client import read_client
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.bookkeeping.settling import set_role
from assistant.books.draft import OPEN_STATES, Draft, DraftState
from assistant.books.identity import Session, secret_hash
from assistant.books.people import PersonRole
from assistant.connections import now
from assistant.errors import WriteoffError
from assistant.settings import Settings
from assistant.wiring import bookkeeper, chance, rules_reader

if TYPE_CHECKING:
    from random import Random  # noqa: TID251

ROOT = Path(__file__).parents[1]
SAMPLES = (
    "corner-hardware",
    "eulenbach-brewery",
    "foxglove-books",
    "lakeshore-pharmacy",
    "minato-ceramics",
    "voltcrate-electronics",
)
OWNER, DRAFTS, REVIEWERS, POSTED = "ada", 10_000, 20, 10
SAID = (
    "{0} {1} were damaged", "threw out {0} {1}", "{0} {1} missing since the count", "some {1} got wet", "{0} {1} stolen",
    "{0} {1} are obsolete", "donated {0} {1}", "write off $1{0}.50 of {1}, damaged in the flood",
)  # fmt: skip
TODAY, NOON = date(2026, 10, 6), datetime(2026, 10, 6, 12, tzinfo=UTC)
ROUND_SECONDS, ROUNDS, WARM_SECONDS = 10.0, 4, 6.0
COOKIE = "writeoff_desk"


# ── Books ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def filled(store: SqlStore, drafts: int) -> dict[str, str]:
    """Books of six clients with so many open drafts; each reviewer's name and the secret of their session."""
    keeper = bookkeeper(store, rules_reader())
    for client in SAMPLES:
        books = read_client(ROOT / "coa_samples" / client, client)
        store.add_client(books, by=OWNER, at=NOON)
        names = [item.name for item in books.stock.items][:4]
        made = [
            draft
            for n, name in enumerate(names)
            for said in SAID
            for draft in keeper.draft(client, said.format(n % 4 + 1, name), by=OWNER, today=TODAY).drafts
            if draft.state in OPEN_STATES
        ]
        for draft in [draft for draft in made if draft.state is DraftState.WAITING][::3][:POSTED]:
            try:
                keeper.approve(client, draft.id, by=OWNER, today=TODAY)
            except WriteoffError:
                continue  # what one took, another may want
        copied(store, client, [draft.id for draft in made], drafts // len(SAMPLES))
    return reviewers(store)


def copied(store: SqlStore, client: str, ids: Sequence[str], wanted: int) -> None:
    """The open drafts among these, copied until there are so many; some surer, some older than others."""
    varied = chance("desk", client)
    with store.client(client) as books:
        there = [draft for draft in (books.draft(each) for each in ids) if draft.state in OPEN_STATES]
        for n in range(wanted - len(there)):
            books.save_draft(again(there[n % len(there)], books.next_draft_id(), varied))


def again(draft: Draft, draft_id: str, varied: "Random") -> Draft:
    entry = replace(draft.entry, confidence=round(varied.uniform(0.4, 0.99), 4)) if draft.entry is not None else None
    drafted_at = NOON - timedelta(minutes=varied.randrange(60 * 24 * 30))
    return replace(draft, id=draft_id, entry=entry, drafted_at=drafted_at)


def reviewers(store: SqlStore) -> dict[str, str]:
    from assistant.adapters.sql.identity import SqlIdentity

    signed_in, began = {}, now()
    for n in range(REVIEWERS):
        name, secret = f"reviewer-{n + 1:02}", secrets.token_urlsafe(32)
        for client in SAMPLES:
            set_role(store, client, name, PersonRole.APPROVER, by=OWNER, at=NOON)
        session = Session(secret_hash(secret), name, secrets.token_urlsafe(16), began, began, began + timedelta(hours=8))
        with SqlIdentity(store).transaction() as identity:
            identity.add_session(session)
        signed_in[name] = secret
    return signed_in


# ── Served ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def serve(what: str, address: str, port: int) -> None:
    """In a process of its own, until it is ended."""
    from fastapi import FastAPI
    from fastapi.responses import HTMLResponse

    from assistant.surfaces.serving.listening import Door, listen, run

    if what == "empty":
        app = FastAPI()

        @app.get("/", response_class=HTMLResponse)
        def nothing() -> str:
            return "<!doctype html><html lang='en'><title>Empty</title><p>Nothing.</p></html>"
    else:
        from assistant.surfaces.desk import desk
        from assistant.surfaces.serving.house import House

        settings = Settings(books=address, person=OWNER, data_folder=Path(address).parent)
        house = House(open_books(address), settings, now, lambda: TODAY, secrets.token_urlsafe, secure=False)
        app = desk(house)
    door = Door("127.0.0.1", port)
    run(app, door, listen(door))


@dataclass(frozen=True)
class Served:
    port: int
    process: int

    def worked(self) -> float:
        """The processor's milliseconds that the process took so far; 0 where the system does not say."""
        said = Path(f"/proc/{self.process}/stat")
        if not said.exists():
            return 0.0
        user, system = said.read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) * 1000 / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(what: str, address: str) -> Iterator[Served]:
    """Where it answers."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, str(Path(__file__)), "--serve", what, "--books", address, "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})
    try:
        for _ in range(600):
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        else:
            raise SystemExit(f"{what} does not answer at port {port}")
        yield Served(port, process.pid)
    finally:
        process.terminate()
        process.wait()


# ── Asked ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Reviewer:
    """One person at one kept connection: what they looked at, and how many milliseconds each page took to be whole."""

    secret: str
    chance: "Random"
    took: dict[str, list[float]] = field(default_factory=dict)
    next: str = "/queue"
    draft: str = "/queue"
    turn: int = 0

    def look(self, connection: http.client.HTTPConnection, what: str, path: str) -> str:
        began = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": f"{COOKIE}={self.secret}", "Accept": "text/html"})
        answer = connection.getresponse()
        body = answer.read()
        self.took.setdefault(what, []).append((time.perf_counter() - began) * 1000)
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}: {body[:300]!r}")
        return body.decode()

    def act(self, connection: http.client.HTTPConnection) -> None:
        """The next thing that a reviewer does."""
        turn, self.turn = self.turn % 4, self.turn + 1
        if turn == 0:
            page = self.look(connection, "queue", "/queue")
            self.next = "/queue?" + re.findall(r'href="/queue\?([^"]*after=[^"]*)"', page)[0].replace("&amp;", "&")
            self.draft = self.chance.choice(re.findall(r'data-href="([^"]*)"', page))
        elif turn == 1:
            self.look(connection, "next page", self.next)
        elif turn == 2:
            self.look(connection, "draft", self.draft)
        else:
            client = self.chance.choice(SAMPLES)
            asked = self.chance.choice(("?reason=damaged", "?order=amount", "?sure=low&with=nobody", "?order=age"))
            self.look(connection, "filter", f"{self.chance.choice(('/queue', f'/c/{client}/queue'))}{asked}")


def round_of(port: int, everyone: Sequence[Reviewer], seconds: float, *, empty: bool) -> None:
    """Each acts once a second, whenever in it; who is still waiting when their second has gone acts late, and that counts too."""

    def at_work(reviewer: Reviewer) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        due = began + reviewer.chance.random()
        while due < began + seconds:
            time.sleep(max(due - time.perf_counter(), 0))
            reviewer.look(connection, "empty", "/") if empty else reviewer.act(connection)
            due += 1
        connection.close()

    began = time.perf_counter()
    threads = [threading.Thread(target=at_work, args=(reviewer,)) for reviewer in everyone]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def percentile(took: Sequence[float], share: float) -> float:
    return sorted(took)[min(int(len(took) * share), len(took) - 1)]


def measured(folder: Path, drafts: int, rounds: int, url: str) -> str:
    address = url or str(folder / "desk.db")
    with closing(open_books(address)) as store:
        began = time.perf_counter()
        signed_in = filled(store, drafts)
        sys.stdout.write(f"{drafts:,} open drafts of {len(SAMPLES)} clients, filled in {time.perf_counter() - began:.0f} s\n")
        sys.stdout.flush()
    everyone = [Reviewer(secret, chance("desk", name)) for name, secret in signed_in.items()]
    return compared(everyone, address, rounds)


def compared(everyone: Sequence[Reviewer], address: str, rounds: int) -> str:
    """The figures of rounds that take turns, after one of each that is not counted."""
    worked = {"empty": 0.0, "desk": 0.0}
    with serving("empty", address) as empty, serving("desk", address) as desk:
        for each in (empty, desk):
            round_of(each.port, everyone, WARM_SECONDS, empty=each is empty)
        for reviewer in everyone:
            reviewer.took.clear()
        for _ in range(rounds):
            for what, each in (("empty", empty), ("desk", desk)):
                before = each.worked()
                round_of(each.port, everyone, ROUND_SECONDS, empty=each is empty)
                worked[what] += each.worked() - before
    pooled: dict[str, list[float]] = {}
    for reviewer in everyone:
        for what, took in reviewer.took.items():
            pooled.setdefault(what, []).extend(took)
    return f"{told(pooled)}\n{told_work(pooled, worked)}"


def told(pooled: dict[str, list[float]]) -> str:
    """The figures, and beside each the ratio to the empty page."""
    empty = percentile(pooled["empty"], 0.95)
    pages = {what: took for what, took in pooled.items() if what != "empty"}
    rows = {"empty page": pooled["empty"], **pages, "all pages": [each for took in pages.values() for each in took]}
    lines = [
        f"  {what:<11} {len(took):>6} asked   median {median(took):6.1f} ms   p95 {percentile(took, 0.95):6.1f} ms"
        f"   {percentile(took, 0.95) / empty:5.2f} of the empty page"
        for what, took in rows.items()
    ]
    return "\n".join(lines)


def told_work(pooled: dict[str, list[float]], worked: dict[str, float]) -> str:
    """What the processes worked for one page, whatever else the machine did meanwhile."""
    empty = worked["empty"] / len(pooled["empty"])
    desk = worked["desk"] / sum(len(took) for what, took in pooled.items() if what != "empty")
    return f"  the processor worked {empty:.1f} ms for an empty page, and {desk:.1f} ms for one of the desk"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--drafts", type=int, default=DRAFTS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--database", default="", help="the address of an empty PostgreSQL database, instead of a file")
    parser.add_argument("--serve", choices=("desk", "empty"), help=argparse.SUPPRESS)
    parser.add_argument("--books", default="", help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, default=0, help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.serve:
        serve(said.serve, said.books, said.port)
        return
    with tempfile.TemporaryDirectory() as place:
        sys.stdout.write(f"{measured(Path(place), said.drafts, said.rounds, said.database)}\n")


if __name__ == "__main__":
    main()
