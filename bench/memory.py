"""How much memory goes through all entries or events: stock held against its accounts, books and trails written to files.

`python bench/memory.py [ENTRIES]` opens the same books twice and fills them by plain SQL (growing.py): two thousand entries in
one, two hundred thousand (or as many as are said) in the other. Then each of these runs in both as a process of its own, and what
it took at most is compared: with many entries it should take no more than with few.
"""

import asyncio
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))  # the desk of the tests is no part of the package

from growing import fill
from posting import NOON, plenty

from assistant.adapters.sql.store import open_books

FEW, ENTRIES = 2_000, 200_000
MOST, MOST_MEMORY = 1.5, 300
EXPORTS = ("beancount", "csv")
PROGRAM = str(Path(sys.executable).with_name("writeoff"))
BEGIN = """
import os, subprocess, sys
begun = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(begun.pid, 0)
assert os.waitstatus_to_exitcode(status) in (0, 1), status  # 1: goods and accounts differ, which these books' do
print(used.ru_maxrss / 1024)
"""
API = {"tie-out of the API": "reports/tie-out", "export of the API": "export?to=beancount"}


def commands(books: Path) -> Mapping[str, Sequence[str]]:
    at = (PROGRAM, "--books", str(books), "--as", "ann", "--today", "2026-10-14")
    return {
        "stock --check": (*at, "stock", "--check"),
        **{f"export --to {to}": (*at, "export", "--to", to) for to in EXPORTS},
        "audit export": (*at, "audit", "export"),
        "show": (*at, "show", "WO-1500"),
        **{name: (sys.executable, __file__, "--ask", path, str(books)) for name, path in API.items()},
    }


def megabytes(command: Sequence[str]) -> float:
    """What the process took at most. It is begun by a small one: a process counts in what the one took that began it."""
    done = subprocess.run((sys.executable, "-S", "-c", BEGIN, *command), stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout)


def ask(path: str, books: Path) -> None:
    """What a program asks of the API, in the process that answers; the answer is let go as it comes."""
    from tests.surfaces.api.calling import token_of
    from tests.surfaces.firm import Firm

    with TemporaryDirectory() as folder, closing(Firm(open_books(str(books)), Path(folder), _secrets=count(os.getpid()))) as firm:
        where, _, query = f"/api/v1/clients/bench/{path}".partition("?")
        said = {"host": "testserver", "authorization": f"Bearer {token_of(firm, 'ann')}"}
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "https", "path": where,
            "raw_path": where.encode(), "query_string": query.encode(), "root_path": "", "client": ("127.0.0.1", 1),
            "server": ("testserver", 443), "headers": [(name.encode(), value.encode()) for name, value in said.items()],
        }  # fmt: skip
        body = [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive() -> dict[str, object]:
            if not body:
                await asyncio.Event().wait()
            return body.pop()

        async def send(message: Mapping[str, object]) -> None:
            assert message.get("status", 200) == 200, message

        asyncio.run(firm.app(scope, receive, send))  # type: ignore[arg-type]


def main() -> int:
    if sys.argv[1:2] == ["--ask"]:
        ask(sys.argv[2], Path(sys.argv[3]))
        return 0
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    with TemporaryDirectory() as folder:
        small, large = Path(folder) / "small.db", Path(folder) / "large.db"
        with closing(open_books(str(small))) as store:
            store.add_client(plenty(), by="ann", at=NOON)
        copyfile(small, large)
        fill(small, FEW)
        fill(large, entries)
        took = {name: (megabytes(few), megabytes(commands(large)[name])) for name, few in commands(small).items()}
    for name, (few, many) in took.items():
        sys.stdout.write(f"{name}: {few:.0f} MB with {FEW:,} entries, {many:.0f} MB with {entries:,}\n")
    found, most = max(many / few for few, many in took.values()), max(many for _, many in took.values())
    sys.stdout.write(f"memory: ratio {found:.2f} (must ≤ {MOST:.2f}), at most {most:.0f} MB (must < {MOST_MEMORY})\n")
    return int(found > MOST or most >= MOST_MEMORY)


if __name__ == "__main__":
    sys.exit(main())
