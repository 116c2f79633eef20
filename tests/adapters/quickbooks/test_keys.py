"""One renewal at a time, stored before it is used; what only a person mends is said once, and nothing is asked until they do."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from assistant.adapters.quickbooks.connecting import Connector, Tokens
from assistant.adapters.quickbooks.faults import NotConnected
from assistant.adapters.quickbooks.keys import Renewal, StoredKeys
from assistant.adapters.quickbooks.sealing import PRACTICE_KEY, Sealer, Unsealable
from assistant.adapters.sql.vault import SqlVault
from assistant.books.remote import ConnectionState, Environment, Lifetime
from assistant.errors import OutsideServiceFailed, WrongUsage
from assistant.practice.oauth import CLIENT_ID
from tests.adapters.quickbooks.line import OWNER, REALM, SEALER, Line

DAY = 86_400


def test_a_good_token_is_used_as_it_is(line: Line) -> None:
    assert line.keys().access_token() == line.tokens().access
    assert line.asked("token") == 1  # the exchange of the code


def test_eight_who_need_a_new_token_get_the_same(line: Line) -> None:
    keys = [line.keys(f"h-{n}") for n in range(2)]
    old = keys[0].access_token()
    with ThreadPoolExecutor(8) as pool:
        tokens = set(pool.map(lambda n: keys[n % 2].renewed(old), range(8)))
    assert tokens == {line.tokens().access}
    assert old not in tokens
    assert line.asked("token") == 2


def test_a_token_that_ends_soon_is_renewed_before_it_does(line: Line) -> None:
    keys, old = line.keys(), line.tokens()
    line.clock.seconds += 3600 - 299
    assert keys.access_token() != old.access
    assert line.tokens().refresh != old.refresh
    assert line.company().lifetime.access_until == line.now() + timedelta(hours=1)
    assert line.company().lifetime.refresh_until == line.now() + timedelta(seconds=8_726_400)


def test_the_five_years_never_move_on(line: Line) -> None:
    end = line.company().lifetime.hard_until
    for _ in range(3):
        line.clock.seconds += 90 * DAY
        line.keys().access_token()
    assert line.company().lifetime.hard_until == end


@dataclass(frozen=True)
class Watched(Connector):
    """Asks as a connector does, and does something first."""

    before: Callable[[], None] = field(kw_only=True)
    after: Callable[[], None] = field(kw_only=True)

    def renew(self, tokens: Tokens, lifetime: Lifetime) -> tuple[Tokens, Lifetime]:
        self.before()
        newer = super().renew(tokens, lifetime)
        self.after()
        return newer


def nothing() -> None:
    """Is done."""


def watched(line: Line, before: Callable[[], None] = nothing, after: Callable[[], None] = nothing) -> StoredKeys:
    plain = line.connector()
    connector = Watched(plain.app, plain.addresses, plain.now, before=before, after=after)
    return StoredKeys(connector, SEALER, SqlVault(line.store, "kiln"), OWNER, Renewal(line.now, line.sleep, "watched"))


PROCESS = """
import os, sys, time
from datetime import datetime
from assistant.adapters.quickbooks.connecting import Connector
from assistant.adapters.quickbooks.environments import practice_addresses
from assistant.adapters.quickbooks.keys import Renewal, StoredKeys
from assistant.adapters.quickbooks.practice import app
from assistant.adapters.quickbooks.sealing import Owner, practice_sealer
from assistant.adapters.sql.store import open_books
from assistant.adapters.sql.vault import SqlVault
from assistant.books.remote import Environment
from assistant.practice.oauth import CLIENT_ID, CLIENT_SECRET

books, base_url, realm, at, refused = sys.argv[1:]
now = lambda: datetime.fromisoformat(at)
connector = Connector(app(CLIENT_ID, CLIENT_SECRET), practice_addresses(base_url), now)
owner = Owner("kiln", realm, Environment.PRACTICE)
renewal = Renewal(now, time.sleep, str(os.getpid()))
keys = StoredKeys(connector, practice_sealer(os.urandom), SqlVault(open_books(books), "kiln"), owner, renewal)
sys.stdin.readline()
print(keys.renewed(refused))
"""


def process(line: Line, refused: str) -> subprocess.Popen[str]:
    """One that will need a token other than the one refused."""
    words = [sys.executable, "-c", PROCESS, line.store.place, line.running.base_url, REALM, line.now().isoformat(), refused]
    return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def begin(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("now\n")
    process.stdin.flush()


def test_processes_that_need_a_new_token_get_the_same(line: Line) -> None:
    old = line.tokens().access
    running = [process(line, old) for _ in range(3)]
    for each in running:
        begin(each)
    told = {each.communicate(timeout=60)[0].strip() for each in running}
    assert told == {line.tokens().access}
    assert old not in told
    assert line.asked("token") == 2


def test_the_books_can_be_written_while_quickbooks_is_asked(line: Line) -> None:
    def write() -> None:
        with line.store.client("kiln") as books:
            books.record(at=line.now(), who="ann", what="note", subject="kiln", detail={})

    old = line.tokens().access
    assert watched(line, before=write).renewed(old) == line.tokens().access


def test_who_waits_for_a_renewal_reads_what_it_stored(line: Line) -> None:
    old, begun, go = line.tokens().access, threading.Event(), threading.Event()

    def hold() -> None:
        begun.set()
        assert go.wait(10)

    waiting = Renewal(line.now, lambda _: go.set(), "waiting")
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(watched(line, before=hold).renewed, old)
        assert begun.wait(10)
        second = pool.submit(StoredKeys(line.connector(), SEALER, SqlVault(line.store, "kiln"), OWNER, waiting).renewed, old)
        assert first.result() == second.result() == line.tokens().access
    assert line.asked("token") == 2


def test_who_only_renews_early_waits_for_nobody(line: Line) -> None:
    old, begun, go = line.tokens().access, threading.Event(), threading.Event()

    def hold() -> None:
        begun.set()
        assert go.wait(10)

    line.clock.seconds += 3400
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(watched(line, before=hold).access_token)
        assert begun.wait(10)
        assert line.keys("another").access_token() == old
        go.set()
        assert first.result() == line.tokens().access != old
    assert line.slept == []


def test_a_holder_that_died_loses_its_lease_when_it_ends(line: Line) -> None:
    old = line.tokens().access
    assert SqlVault(line.store, "kiln").lease(holder="dead", now=line.now(), until=line.now() + timedelta(seconds=150))
    assert line.keys(look_again_seconds=5).renewed(old) == line.tokens().access != old
    assert sum(line.slept) == 150


@pytest.mark.parametrize("fault", ["html_503", "drop", "json_500", "truncated", "commit_then_503"])
def test_an_answer_that_is_lost_is_asked_for_again(line: Line, fault: str) -> None:
    """With the old refresh token, which the service takes for a while yet."""
    line.running.practice.service._authority = replace(line.running.practice.service._authority, refresh_grace_seconds=DAY)
    old = line.tokens().access
    line.running.script({"on": "token", "fault": fault})
    assert line.keys().renewed(old) == line.tokens().access != old
    assert line.slept == [2]
    assert line.ask() == "Kiln Street Pottery"


def test_a_lost_answer_to_a_strict_service_ends_in_connecting_again(line: Line) -> None:
    line.running.script({"on": "token", "fault": "commit_then_drop"})
    with pytest.raises(NotConnected, match=r"or renewed it elsewhere\. What is still to be sent waits here\."):
        line.keys().renewed(line.tokens().access)
    assert line.company().state is ConnectionState.RECONNECT


def test_a_sign_in_in_trouble_is_no_lost_connection(line: Line) -> None:
    old = line.tokens()
    line.running.script(*[{"on": "token", "fault": "html_503"}] * 100)
    with pytest.raises(OutsideServiceFailed, match="HTTP 503"):
        line.keys().renewed(old.access)
    assert (line.company().state, line.tokens()) == (ConnectionState.CONNECTED, old)
    assert sum(line.slept) <= 60
    line.running.practice.script.clear()
    assert line.keys("next").renewed(old.access) == line.tokens().access  # the lease was let go


def test_a_token_that_is_good_yet_is_used_while_the_sign_in_is_in_trouble(line: Line) -> None:
    old = line.tokens().access
    line.running.script(*[{"on": "token", "fault": "html_503"}] * 100)
    line.clock.seconds += 3400
    keys = line.keys()
    assert [keys.access_token() for _ in range(5)] == [old] * 5
    asked = line.asked("token")
    assert keys.access_token() == old
    assert line.asked("token") == asked  # it is left alone for a while


@pytest.mark.parametrize(
    ("days", "says"),
    [(0, "somebody ended it there"), (102, "not having been used for 100 days"), (5 * 365 + 1, "after the five years")],
)
def test_an_end_is_said_once_and_nothing_more_is_asked(line: Line, days: int, says: str) -> None:
    old = line.tokens().access
    if not days:
        line.connector().revoke(line.tokens())
    line.clock.seconds += days * DAY
    with pytest.raises(NotConnected, match=says) as refused:
        line.keys().renewed(old)
    assert refused.value.remedy == "Connect it again: writeoff qbo connect"
    served = line.running.log()["served"]
    for keys in (line.keys(), line.keys("another")):
        with pytest.raises(NotConnected, match=says):
            keys.access_token()
    assert line.running.log()["served"] == served
    assert line.company().says == refused.value.says


def test_connecting_again_takes_up_where_it_ended(line: Line) -> None:
    keys = line.keys()
    keys.access_token()
    line.connector().revoke(line.tokens())
    with pytest.raises(NotConnected):
        line.ask(keys)
    line.reconnect()
    assert line.ask(keys) == "Kiln Street Pottery"
    assert line.company().state is ConnectionState.CONNECTED


def test_who_reconnects_while_a_renewal_fails_is_not_marked(line: Line) -> None:
    """Somebody ends the connection and connects anew; the renewal that then fails is of the tokens before."""
    old = line.tokens()

    def anew() -> None:
        line.connector().revoke(old)
        line.reconnect()

    assert watched(line, before=anew).renewed(old.access) == line.tokens().access
    assert line.company().state is ConnectionState.CONNECTED


def test_who_reconnects_while_a_renewal_goes_well_keeps_the_newest(line: Line) -> None:
    old = line.tokens().access
    assert watched(line, after=line.reconnect).renewed(old) == line.tokens().access != old


def test_keys_of_a_company_open_no_other(line: Line) -> None:
    keys = line.keys()
    with line.store.client("kiln") as books:
        books.save_company(replace(line.company(), realm="9131"))
    with pytest.raises(NotConnected, match="connected to another QuickBooks company meanwhile"):
        keys.access_token()
    with line.store.client("kiln") as books:
        books.save_company(replace(line.company(), realm=REALM, environment=Environment.PRODUCTION))
    with pytest.raises(NotConnected, match="another QuickBooks company"):
        line.keys().access_token()
    with line.store.client("kiln") as books:
        books.forget_company()
    with pytest.raises(NotConnected, match="kiln is connected to no QuickBooks company any more"):
        line.keys().access_token()


def test_a_connection_that_another_process_ended_is_used_no_more(line: Line) -> None:
    """Though the token that is held would be good for an hour."""
    keys = line.keys()
    keys.access_token()
    with line.store.client("kiln") as books:
        books.forget_company()
    line.clock.seconds += 15
    with pytest.raises(NotConnected, match="connected to no QuickBooks company any more"):
        keys.access_token()


def test_a_process_killed_while_it_renews_holds_up_the_others_for_so_long_as_its_lease(line: Line) -> None:
    old = line.tokens().access
    line.running.script({"on": "token", "fault": "stall", "seconds": 30})
    running = process(line, old)
    begin(running)
    while line.running.practice.script.waiting():
        assert running.poll() is None  # it has not come so far yet
    running.kill()
    running.communicate()
    assert line.keys(look_again_seconds=5).renewed(old) == line.tokens().access != old
    assert sum(line.slept) == 150


def test_tokens_of_an_older_key_are_renewed_and_sealed_with_the_newer(line: Line) -> None:
    older, newest = os.urandom(32), os.urandom(32)
    line.reconnect(Sealer((older,), os.urandom))
    with pytest.raises(Unsealable, match="sealed with a key that is not at hand"):
        line.keys(sealer=Sealer((newest,), os.urandom)).access_token()
    both = Sealer((newest, older), os.urandom)
    token = line.keys(sealer=both).access_token()
    assert line.keys(sealer=Sealer((newest,), os.urandom)).access_token() == token


def test_wrong_credentials_are_no_lost_connection(line: Line) -> None:
    plain = line.connector()
    wrong = replace(plain, app=replace(plain.app, client_secret="another"))
    renewal = Renewal(line.now, line.sleep, "h-1")
    keys = StoredKeys(wrong, SEALER, SqlVault(line.store, "kiln"), OWNER, renewal)
    with pytest.raises(WrongUsage, match="its client id or secret is wrong") as refused:
        keys.renewed(line.tokens().access)
    assert "another" not in f"{refused.value.says} {refused.value.remedy}"
    assert CLIENT_ID not in refused.value.says
    assert line.company().state is ConnectionState.CONNECTED
    assert PRACTICE_KEY not in line.company().tokens.encode()
