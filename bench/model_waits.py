"""How long a list takes through a language model that answers after two seconds, twenty texts at once, against the waiting alone.

`python bench/model_waits.py [TEXTS]` drafts a list (of five hundred texts, where no number is said) as the desk does, through an
endpoint on this machine that answers each call two seconds later. Nothing can be quicker than so many calls of two seconds,
twenty at a time; the last line is how many times that it takes.
"""

import json
import random  # noqa: TID251 - a bench is no part of the books: its texts come from a seed of its own
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count, islice
from math import ceil
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from reading import TODAY, books_of

from assistant import wiring
from assistant.adapters.sql.store import open_books
from assistant.bookkeeping.batches import Drafting, give
from assistant.books.batch import Batch, Given
from assistant.settings import ModelSettings
from assistant.store import DraftQuery

NOON = datetime(2026, 10, 14, 12, tzinfo=UTC)
ITEMS, TEXTS, AT_ONCE, LATENCY = 100, 500, 20, 2.0
MOST, MOST_MEMORY = 1.2, 300
SAID = re.compile(r"(\d+) (\w+ \w+ Small) smashed on shelf \d+")


def answer(said: str) -> dict[str, object]:
    """A model's reading of the text that stands last in what it is sent."""
    text = list(SAID.finditer(said))[-1]
    goods = {
        "quote": f"{text[1]} {text[2]}", "words": text[2], "place": "", "every_place": False, "stated": [], "nrv": None,
        "cost_to_sell": None, "category": False,
        "quantity": {
            "quote": text[1], "relation": "exactly", "parts": [{"number": text[1], "unit": "", "per": None}], "share": None,
            "booked": [],
        },
    }  # fmt: skip
    event = {
        "quote": None, "kind": "write_off", "reason": "damaged", "goods": [goods], "value": None, "entry_date": None,
        "date_quote": None, "reason_quote": "smashed", "cause": None, "use": None, "use_words": "", "recoveries": [], "lines": [],
        "against_allowance_quote": None, "release": False, "entry": None, "value_recovered": False, "repaid_from": "",
        "source_keyed_wrong_quote": None, "disposal_cost_quote": None, "note": "smashed",
    }  # fmt: skip
    return {"events": [event], "declined": "", "declined_quotes": [], "instructions": []}


class Endpoint(BaseHTTPRequestHandler):
    """Answers every call with the same reading, in its own time."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        sleep(LATENCY)
        name = body["tools"][0]["function"]["name"]
        function = {"name": name, "arguments": json.dumps(answer(json.dumps(body["messages"])))}
        message = {"role": "assistant", "content": None, "tool_calls": [{"id": "c", "type": "function", "function": function}]}
        told = {
            "id": "a", "object": "chat.completion", "created": 0, "model": body["model"],
            "choices": [{"index": 0, "finish_reason": "tool_calls", "message": message}],
        }  # fmt: skip
        sent = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *_: object) -> None:
        """Nothing: the figures are all that is printed."""


class Server(ThreadingHTTPServer):
    request_queue_size = 128


@contextmanager
def endpoint() -> Iterator[str]:
    """In a process of its own, as a model is: none of its work is ours."""
    server = Server(("127.0.0.1", 0), Endpoint)
    process = get_context("fork").Process(target=server.serve_forever, daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        process.terminate()
        server.server_close()


def texts() -> Iterator[Given]:
    seeded = random.Random(20_261_014)
    names = [item.name for item in books_of(ITEMS).stock.items]
    return (Given(f"{seeded.randint(1, 3)} {seeded.choice(names)} smashed on shelf {shelf}") for shelf in count(1))


def main() -> int:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else TEXTS
    books, given = books_of(ITEMS), texts()
    with TemporaryDirectory() as folder, endpoint() as url:
        store = open_books(str(Path(folder) / "books.db"))
        store.add_client(books, by="ann", at=NOON)
        settings = ModelSettings("scripted", url, "no key", timeout_seconds=60, retries=0, concurrency=AT_ONCE)
        keeper = wiring.bookkeeper(store, wiring.model_reader(settings, alone=True, falls_back=False))
        sizes = {"warm": AT_ONCE, "measured": wanted}
        for name, size in sizes.items():
            batch = Batch(name, tuple(islice(given, size)), "ann", NOON, TODAY)
            give(store, books.client, batch)
            drafting = Drafting(
                store, books.client, name, "bench", lambda _: keeper, lambda: NOON, at_once=AT_ONCE
            )  # fmt: skip
            began = perf_counter()
            drafting.run()
            took = perf_counter() - began
        with store.client(books.client, reads=True) as transaction:
            drafted = len(transaction.drafts(DraftQuery()))
        store.close()
    assert drafted == wanted + AT_ONCE, f"{drafted} drafts"
    waiting = ceil(wanted / AT_ONCE) * LATENCY
    ratio = took / waiting
    sys.stdout.write(f"{wanted} texts in {took:.1f} s, of which {waiting:.0f} s must be waited\n")
    memory = getrusage(RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"model waits: ratio {ratio:.3f} (must ≤ {MOST}), memory {memory} MB (must < {MOST_MEMORY})\n")
    return int(ratio > MOST or memory >= MOST_MEMORY)


if __name__ == "__main__":
    sys.exit(main())
