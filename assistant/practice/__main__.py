"""Command line to a practice QuickBooks Online company that runs until it is told to stop.

    python -m assistant.practice --store practice.db --port 0 --announce practice.url [--limits live]

Writes its base address to standard output and, whole, to the announce file once it answers; ends at SIGTERM or Ctrl-C, and the
announce file with it. The doors are described in server.py. Exit codes: 0 stopped, 1 the store or the port cannot be used.
"""

import argparse
import os
import signal
import sys
import threading
from pathlib import Path

from assistant.practice.limits import LIVE, OFF
from assistant.practice.server import Running, start
from assistant.practice.store import StoreUnusable


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m assistant.practice", description="A practice QuickBooks Online company.")
    parser.add_argument("--store", type=Path, help="the file that holds it; without one it lives in memory")
    parser.add_argument("--port", type=int, default=0, help="where it listens on 127.0.0.1; 0 takes a free port")
    parser.add_argument("--announce", type=Path, help="the file to which it writes its address")
    parser.add_argument("--limits", choices=("live", "off"), default="live", help="answer 429 above what the live service takes")
    parser.add_argument("--environment", choices=("sandbox", "production"), default="sandbox", help="which it stands for")
    options = parser.parse_args(arguments)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        limits = LIVE if options.limits == "live" else OFF
        running = start(options.store, options.port, limits=limits, environment=options.environment)
    except (StoreUnusable, OSError, OverflowError) as error:
        sys.stderr.write(f"The practice company cannot start: {error}\n")
        return 1
    with running:
        announce(running, options.announce)
        stop.wait()
    if options.announce is not None:
        options.announce.unlink(missing_ok=True)
    return 0


def announce(running: Running, path: Path | None) -> None:
    """Says where the company answers; the file appears whole or not at all."""
    sys.stdout.write(f"{running.base_url}\n")
    sys.stdout.flush()
    if path is not None:
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.write_text(f"{running.base_url}\n", encoding="utf-8")
        draft.replace(path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
