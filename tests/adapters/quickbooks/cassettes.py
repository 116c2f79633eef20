"""Calls to QuickBooks recorded once and played again: one file a call's shape, no secret in any, no socket when they are played.

They are recorded against the practice company, which is ours, and not against Intuit: they hold what we send to the byte, and the
shapes of answers as docs/quickbooks.md has them. `make cassettes` records all of them anew.
"""

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import vcr
import yaml
from vcr.errors import CannotOverwriteExistingCassetteException
from vcr.request import Request

from assistant.adapters.quickbooks.books import QuickBooks
from assistant.adapters.quickbooks.connecting import Connector
from assistant.adapters.quickbooks.environments import practice_addresses
from assistant.adapters.quickbooks.pace import InMemory, Pace
from assistant.adapters.quickbooks.practice import app
from assistant.adapters.quickbooks.session import QuickBooksSession, Waits
from assistant.practice.clock import Clock
from assistant.practice.faults import read_fault
from assistant.practice.oauth import CLIENT_ID, CLIENT_SECRET
from assistant.practice.practice import Practice
from assistant.practice.server import start
from assistant.practice.someone import act
from tests.adapters.quickbooks.window import NOON, REALM, OneToken
from tests.practice.desk import Tokens
from tests.practice.stockroom import seed

FOLDER = Path(__file__).parents[2] / "cassettes" / "quickbooks"
RECORD = "make cassettes"
NOBODY = "http://127.0.0.1:9"  # the port of discard: what is played reaches nobody
HEADING = f"""# Recorded against the practice company (assistant/practice), this project's own stand-in for QuickBooks Online.
# Nothing here came from Intuit: requests are what the program sends, answers have the shapes of docs/quickbooks.md.
# Recorded anew by: {RECORD}
"""
TOLD = ("content-type", "intuit_tid", "location")
SECRETS = re.compile(r"\b(code|refresh_token|access_token|token|signature)=[^&\s\"]+")
TOKENS = re.compile(r'("(?:access_token|refresh_token|id_token|token)"\s*:\s*)"[^"]*"')
SCRUBBED = "scrubbed"


@dataclass
class Talk:
    """Both ends while a story is recorded; when it is played, the company's own end is not there and does nothing."""

    quickbooks: QuickBooks
    connector: Connector
    clock: Clock
    practice: Practice | None

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.clock(), tz=UTC)

    def meanwhile(self, operation: str, entity: str, **body: object) -> None:
        """Somebody does something in the web app."""
        if self.practice is not None:
            act(self.practice.store, self.clock(), {"realm": REALM, "operation": operation, "entity": entity, "body": body})

    def next_comes(self, **fault: object) -> None:
        """A fault for the next request of its kind."""
        if self.practice is not None:
            self.practice.script.add([read_fault(fault)])


Story = Callable[[Talk], None]


class RecordAgain(AssertionError):
    """What is asked now is not what was recorded."""


def record(name: str, story: Story) -> None:
    """Tells the story to a company over HTTP, and keeps what was said."""
    clock = Clock(NOON)
    with start(now=clock, new_token=Tokens()) as running:
        running.seed(seed())
        keys = OneToken(_connector(running.base_url, clock).connect_without_browser(REALM, state="s-0").tokens.access)
        path = FOLDER / f"{name}.yaml"
        path.unlink(missing_ok=True)
        with _recorder(running.base_url).use_cassette(str(path), record_mode="all"):
            story(_talk(running.base_url, clock, keys, running.practice))


def play(name: str, story: Story) -> None:
    """Tells it again to nobody. RecordAgain, with the story's name, where anything is asked otherwise or no longer."""
    clock = Clock(NOON)
    path = FOLDER / f"{name}.yaml"
    if not path.is_file():
        raise RecordAgain(f"{name} was never recorded: {RECORD}")
    with _recorder(NOBODY).use_cassette(str(path), record_mode="none") as cassette:
        try:
            story(_talk(NOBODY, clock, OneToken(SCRUBBED), None))
        except CannotOverwriteExistingCassetteException as error:
            raise RecordAgain(f"{name} asks what was not recorded: {RECORD}\n{error}") from None
        if not cassette.all_played:
            raise RecordAgain(f"{name} no longer asks all that was recorded: {RECORD}")


def _talk(base_url: str, clock: Clock, keys: OneToken, practice: Practice | None) -> Talk:
    addresses = practice_addresses(base_url)
    session = QuickBooksSession(addresses, keys, Pace(InMemory(clock), clock.sleep), waits=Waits(read_seconds=5))
    return Talk(QuickBooks(addresses.api_url, REALM, session), _connector(base_url, clock), clock, practice)


def _connector(base_url: str, clock: Clock) -> Connector:
    def now() -> datetime:
        return datetime.fromtimestamp(clock(), tz=UTC)

    return Connector(app(CLIENT_ID, CLIENT_SECRET), practice_addresses(base_url), now)


# ── The recorder ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _recorder(base_url: str) -> Any:
    """Requests are compared by method, address, query and body, after secrets and the server's port are gone from them."""

    def asked(request: Request) -> Request:
        request.uri = SECRETS.sub(rf"\1={SCRUBBED}", request.uri.replace(base_url, NOBODY))
        body = request.body
        if body and "multipart" not in str(request.headers.get("Content-Type", "")):
            text = body.decode() if isinstance(body, bytes) else str(body)
            request.body = _clean(text, base_url).encode()
        request.headers = {name: value for name, value in request.headers.items() if name.lower() in ("content-type", "accept")}
        return request

    def answered(response: dict[str, Any]) -> dict[str, Any]:
        response["headers"] = {
            name: [_clean(value, base_url) for value in values]
            for name, values in response["headers"].items()
            if name.lower() in TOLD
        }
        response["body"] = {"string": _clean(response["body"]["string"].decode(), base_url).encode()}
        return response

    recorder = vcr.VCR(
        match_on=("method", "scheme", "host", "path", "query", "body"),
        before_record_request=asked,
        before_record_response=answered,
        decode_compressed_response=True,
    )
    recorder.register_serializer("told", Told)
    recorder.serializer = "told"
    return recorder


def _clean(text: str, base_url: str) -> str:
    return TOKENS.sub(rf'\1"{SCRUBBED}"', SECRETS.sub(rf"\1={SCRUBBED}", text.replace(base_url, NOBODY)))


class Told:
    """A cassette as YAML that says first where it comes from."""

    @staticmethod
    def serialize(cassette: dict[str, Any]) -> str:
        return HEADING + yaml.safe_dump(cassette, allow_unicode=True, width=130)

    @staticmethod
    def deserialize(text: str) -> Any:
        return yaml.safe_load(text)


def main() -> int:
    """Records every story anew, and removes what no story tells any more."""
    from tests.adapters.quickbooks.test_cassettes import STORIES

    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in FOLDER.glob("*.yaml"):
        if path.stem not in STORIES:
            path.unlink()
    for name, story in STORIES.items():
        record(name, story)
    return 0


if __name__ == "__main__":
    sys.exit(main())
