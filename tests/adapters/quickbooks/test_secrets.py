"""Tokens, codes and secrets are in no log at any level, no error, no trail, no export, no representation, no file of ours."""

import base64
import logging
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest

from assistant.adapters.exports.export import ExportFormat, export
from assistant.adapters.quickbooks.consenting import in_browser
from assistant.adapters.quickbooks.keys import FreshKeys
from assistant.adapters.quickbooks.sealing import PRACTICE_KEY
from assistant.bookkeeping.connecting import disconnect
from assistant.errors import WriteoffError
from assistant.practice.oauth import CLIENT_ID, CLIENT_SECRET
from assistant.practice.server import Running, start
from tests.adapters.quickbooks.conftest import Office
from tests.adapters.quickbooks.line import REALM
from tests.practice.desk import Clock, Tokens

BASIC = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()


@pytest.fixture
def texts() -> Tokens:
    """Every token and code that the company ever made."""
    return Tokens()


@pytest.fixture
def running(clock: Clock, texts: Tokens) -> Iterator[Running]:
    with start(now=clock, new_token=texts) as running:
        yield running


@dataclass
class Told:
    """All that anybody could read."""

    words: list[str] = field(default_factory=list)

    def by(self, failing: Callable[[], object]) -> None:
        """What an error shows, with all that it came from."""
        with pytest.raises(WriteoffError) as raised:
            failing()
        error = raised.value
        self.words += [repr(error), error.says, error.remedy, *traceback.format_exception(error)]


def trouble(office: Office, told: Told) -> None:
    """What can go wrong between us and the company, one after the other."""
    script, token = office.running.script, office.tokens().access
    script({"on": "companyinfo", "fault": "expire_token"})
    office.ask()
    for fault in ("api_fault", "fault_in_200", "html_503", "html_200", "truncated", "drop"):
        script({"on": "companyinfo", "fault": fault})
        told.by(office.ask)
    for fault in ("html_503", "truncated", "drop", "json_500"):
        script(*[{"on": "token", "fault": fault}] * 40)
        told.by(lambda: office.keys().renewed(office.tokens().access))
        office.running.practice.script.clear()
    office.connect()  # an answer that was cut off took the tokens with it
    told.by(lambda: FreshKeys(office.tokens()).renewed(token))
    told.by(lambda: office.connector().granted("http://127.0.0.1/connected?code=guess&state=s&realmId=1", "s"))
    script({"on": "companyinfo", "fault": "revoke_token"})
    told.by(office.ask)
    told.by(office.ask)


def test_no_secret_gets_out(
    unconnected: Office, texts: Tokens, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    office, told = unconnected, Told()

    def opens(address: str) -> bool:
        Thread(target=lambda: urlopen(f"{address}&company={REALM}", timeout=10).read()).start()
        return True

    granted = in_browser(office.connector(), "s-9", open_browser=opens, say=told.words.append)
    office.connect()
    access = office.consent()
    told.words += [repr(each) for each in (granted, access, office.company(), office.connector(), office.keys(), office)]
    trouble(office, told)
    office.connect()
    disconnect(
        office.store, "kiln", lambda _: office.connector().revoke(office.tokens()), by="ann", at=office.now()
    )  # fmt: skip
    with office.store.client("kiln") as books:
        told.words += [repr(event) for event in books.events()]
        told.words += ["".join(export(books.books(), to, today=date(2026, 11, 21))) for to in ExportFormat]
    told.words += [caplog.text, *capfd.readouterr(), *(path.read_bytes().decode("latin-1") for path in tmp_path.iterdir())]
    assert len(texts.made) > 20
    assert "urllib3" in caplog.text
    secrets = [*texts.made, CLIENT_SECRET, BASIC, repr(PRACTICE_KEY)]
    assert [secret for secret in secrets if any(secret in words for words in told.words)] == []
