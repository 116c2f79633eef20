"""The audit trail at the desk: sentences, filters, whether the chain holds, and the files."""

import csv
import json
import subprocess
import sys
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from sqlalchemy import text

from assistant import wiring
from assistant.adapters.audit.signing import signed_by
from assistant.books.audit_head import heads_said
from assistant.surfaces.cli.main import run
from assistant.surfaces.web import audit
from tests.surfaces.company import posted, settled
from tests.surfaces.firm import ADA, CAFE, CAL, DEE, EVE, FAY, HARDWARE, Firm, copy_of
from tests.trail import broken_at

HERE = f"/c/{HARDWARE}"
MUGS = "12 of the mugs were dropped by the forklift in the warehouse"


@pytest.fixture(scope="module")
def shop(firm_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firm]:
    """One entry, drafted by cal; for tests that leave it as it is."""
    folder = tmp_path_factory.mktemp("shop")
    firm = Firm(copy_of(firm_made, folder), folder)
    posted(firm, MUGS)
    yield firm
    firm.close()


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def test_each_event_is_a_sentence_the_latest_first(shop: Firm) -> None:
    page = shop.client(EVE).get(f"{HERE}/audit").text
    told = [
        "bea taught, by an approval, P-1", "bea posted WO-1001, from D-1: write off, damaged, 12 MUG-01 at Warehouse.",
        "bea approved D-1", "cal drafted D-1: write off, damaged, 12 MUG-01 at Warehouse.", f"cal typed “{MUGS}” (T-1)",
        "ada made eve auditor of these books.", f"ada opened the books of {HARDWARE} (Corner Hardware).",
    ]  # fmt: skip
    places = [page.index(sentence) for sentence in told]
    assert places == sorted(places)
    assert "&#34;fingerprint&#34;" in page


def test_the_chain_is_verified_and_its_last_hash_shown(shop: Firm) -> None:
    with shop.store.client(HARDWARE, reads=True) as books:
        trail = books.events()
    page = shop.client(EVE).get(f"{HERE}/audit").text
    assert ("The trail holds" in page, f"{len(trail)} events, verified" in page, trail[-1].hash in page) == (True, True, True)
    assert "Keep this hash elsewhere" in page


def test_an_event_that_was_changed_shows(firm: Firm) -> None:
    with firm.store.transaction(reads=False) as connection:
        connection.execute(text("DROP TRIGGER audit_events_keep"))
        changed = "UPDATE audit_events SET who = 'nobody' WHERE seq = 2 AND client_id = :client"
        connection.execute(text(changed), {"client": HARDWARE})
    page = firm.client(EVE).get(f"{HERE}/audit").text
    assert "The trail is broken: event 2 (person.role" in page
    assert "The trail is broken" not in firm.client(EVE).get(f"/c/{CAFE}/audit").text


def test_a_trail_too_long_for_a_page_is_verified_beside_it(shop: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "AT_ONCE", 3)
    hand = shop.client(EVE)
    assert "too many to verify while a page is made" in hand.get(f"{HERE}/audit").text
    assert hand.post(f"{HERE}/audit/verify").path == f"{HERE}/audit"
    settled(shop)
    assert "The trail holds" in hand.get(f"{HERE}/audit").text
    assert shop.client(DEE).post(f"{HERE}/audit/verify").status == 403


def test_filters_and_pages(shop: Firm) -> None:
    hand = shop.client(EVE)
    for asked, whats in (
        ({"who": "cal"}, {"text.read", "draft.drafted"}),
        ({"what": "entry.posted"}, {"entry.posted"}),
        ({"subject": "D-1"}, {"draft.drafted", "draft.approved"}),
        ({"from": "1999-01-01", "to": "2000-01-01"}, set()),
    ):
        assert {row["what"] for row in table(hand.get(f"{HERE}/audit.csv", **asked).text)} == whats, asked
    assert "Nothing was done that is like that" in hand.get(f"{HERE}/audit", who="nobody").text
    first = hand.get(f"{HERE}/audit", who="cal", limit="1").text
    older = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    rest = hand.get(older).text
    assert ("cal drafted D-1" in first, "cal drafted D-1" in rest, "cal typed" in rest) == (True, False, True)
    for wrong in ({"from": "soon"}, {"before": "x"}, {"before": str(2**80)}, {"limit": "0"}):
        assert hand.get(f"{HERE}/audit", **wrong).status == 422


def test_the_whole_trail_is_the_file_of_the_command_line(shop: Firm, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "trail.jsonl"
    words = ["--books", shop.store.place, "--as", EVE, "--client", HARDWARE, "audit", "export", "--output", str(file)]
    assert run(words) == 0
    answer = shop.client(EVE).get(f"{HERE}/audit.jsonl")
    assert answer.text == file.read_text(encoding="utf-8")
    rows = table(shop.client(EVE).get(f"{HERE}/audit.csv").text)
    assert [json.loads(line)["seq"] for line in answer.text.splitlines()] == [int(row["seq"]) for row in rows][::-1]
    with shop.store.client(HARDWARE, reads=True) as books:
        assert broken_at(HARDWARE, books.events()) is None
    capfd.readouterr()


def test_what_is_typed_stays_text(firm: Firm) -> None:
    told = "<script>alert(1)</script> 2 mugs broke in the warehouse"
    wiring.bookkeeper(firm.store, wiring.rules_reader()).draft(HARDWARE, told, by=CAL, today=firm.clock.today())
    page = firm.client(ADA).get(f"{HERE}/audit").text
    assert ("<script>alert" in page, "&lt;script&gt;alert(1)" in page) == (False, True)


def test_whose_trail_it_is(shop: Firm) -> None:
    for path in ("audit", "audit.csv", "audit.jsonl"):
        assert shop.client(DEE).get(f"{HERE}/{path}").status == 403
        assert shop.client(FAY).get(f"{HERE}/{path}").status == 404
        assert MUGS not in shop.client(FAY).get(f"/c/{CAFE}/{path}").text


def test_a_pack_is_downloaded_and_verifies_itself(shop: Firm, tmp_path: Path) -> None:
    hand = shop.client(EVE)
    answer = hand.http.get(f"{HERE}/audit/pack.zip", params={"above": "10", "random": "3", "seed": "7"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert answer.headers["content-disposition"] == 'attachment; filename="corner-hardware-audit-2026-10-06.zip"'
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        archive.extractall(tmp_path)
        assert "vouchers/WO-1001.pdf" in archive.namelist()
    alone = [sys.executable, "-I", "-S", str(tmp_path / "verify_audit.py")]
    ran = subprocess.run(alone, capture_output=True, text=True, check=False)
    assert (ran.returncode, "1 entries, unsigned" in ran.stdout) == (0, True), ran.stdout
    for wrong in ({"random": "x"}, {"random": "2"}, {"above": "much"}, {"numbers": "WO-9"}, {"from": "soon"}):
        assert hand.http.get(f"{HERE}/audit/pack.zip", params=wrong).status_code == 422, wrong


def test_heads_are_signed_by_an_owner_and_kept_elsewhere_by_anybody_who_may_read(
    firm: Firm,
) -> None:
    hand = firm.client(ADA)
    assert "Sign the months that are over" in hand.get(f"{HERE}/audit").text
    assert "Sign the months that are over" not in firm.client(EVE).get(f"{HERE}/audit").text
    refused = hand.post(f"{HERE}/audit/heads")
    assert (refused.status, "There is no key to sign with" in refused.text) == (409, True)
    assert "Unsigned: there is no key" in hand.get(f"{HERE}/audit").text
    object.__setattr__(firm.house, "settings", replace(firm.house.settings, audit_keys=b64encode(b"k" * 32).decode()))
    firm.clock.wait(timedelta(days=30))
    hand = firm.client(ADA)
    assert hand.post(f"{HERE}/audit/heads").path == f"{HERE}/audit"
    page = hand.get(f"{HERE}/audit").text
    assert ("1 signed head<" in page, "Signed: 1 head fits the trail" in page) == (True, True)
    assert "ada signed the head of 2026-10: event" in page
    (head,) = heads_said(firm.client(EVE).get(f"{HERE}/audit/head.jsonl").text)
    assert signed_by(head.key, head.signature, head.statement)
