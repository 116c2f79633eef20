"""A request sent twice to one entry."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.practice.server import start
from tests.practice.desk import CAFE, Clock, Desk


def count(desk: Desk) -> int:
    found: int = desk.query("SELECT COUNT(*) FROM JournalEntry").json["QueryResponse"]["totalCount"]
    return found


def test_a_repeat_gets_the_first_answer_to_the_byte(desk: Desk, clock: Clock) -> None:
    first = desk.post("journalentry", desk.breakage(), requestid="r-1")
    clock.seconds += 60
    again = desk.post("journalentry", desk.breakage(), requestid="r-1")
    assert again.text == first.text
    assert count(desk) == 1
    assert desk.balances("1200") == [950.2]
    log = [row for row in desk.running.log()["requests"] if row["resource"] == "journalentry"]
    assert [(row["requestid"], row["replayed"]) for row in log] == [("r-1", False), ("r-1", True)]


def test_a_repeat_is_not_executed_even_with_another_body(desk: Desk) -> None:
    first = desk.post("journalentry", desk.breakage(49.80), requestid="r-1")
    assert desk.post("journalentry", desk.breakage(10), requestid="r-1").text == first.text


def test_another_id_or_none_is_another_entry(desk: Desk) -> None:
    for params in ({"requestid": "r-1"}, {"requestid": "r-2"}, {}, {}):
        desk.posted(desk.breakage(), **params)
    assert count(desk) == 4


def test_an_id_belongs_to_its_company(desk: Desk) -> None:
    desk.running.seed({**CAFE, "realm": "9131"})
    other = Desk(desk.running, "9131")
    desk.posted(desk.breakage(), requestid="r-1")
    other.posted(other.breakage(), requestid="r-1")
    assert (count(desk), count(other)) == (1, 1)


def test_a_refused_request_is_not_remembered(desk: Desk) -> None:
    assert desk.post("journalentry", desk.breakage("49.80"), requestid="r-1").code == "2090"
    desk.posted(desk.breakage(49.80), requestid="r-1")
    assert count(desk) == 1


def test_a_deletion_can_be_repeated_too(desk: Desk) -> None:
    kept = desk.posted(desk.breakage())
    gone = {"Id": kept["Id"], "SyncToken": "0"}
    first = desk.post("journalentry", gone, operation="delete", requestid="d-1")
    assert desk.post("journalentry", gone, operation="delete", requestid="d-1").text == first.text


def test_an_id_has_50_characters_at_most(desk: Desk) -> None:
    desk.posted(desk.breakage(), requestid="x" * 50)
    assert desk.post("journalentry", desk.breakage(), requestid="x" * 51).code == "2050"


def test_eight_at_once_are_one_entry(desk: Desk) -> None:
    body = desk.breakage()
    with ThreadPoolExecutor(8) as pool:
        texts = list(pool.map(lambda _: desk.post("journalentry", body, requestid="r-1").text, range(8)))
    assert len(set(texts)) == 1
    assert count(desk) == 1


def test_an_id_is_kept_for_the_life_of_the_company(tmp_path: Path, clock: Clock) -> None:
    with start(tmp_path / "practice.db", now=clock) as running:
        running.seed(CAFE)
        desk = Desk(running)
        first = desk.post("journalentry", desk.breakage(DocNumber="WO-1"), requestid="r-1")
    clock.seconds += 400 * 24 * 3600
    with start(tmp_path / "practice.db", now=clock) as running:
        desk = Desk(running)
        assert desk.post("journalentry", desk.breakage(DocNumber="WO-1"), requestid="r-1").text == first.text
        assert count(desk) == 1


@pytest.mark.parametrize("version", ["", "1", "40", "75", "99"])
def test_any_minor_version_is_served(desk: Desk, version: str) -> None:
    """Below 75 it means 75: an entry without a number stays without one, as it has since version 54."""
    assert desk.posted(desk.breakage(), **({"minorversion": version} if version else {}))["DocNumber"] is None


@pytest.mark.parametrize("version", ["seventy", "-1", "7.5", "²"])
def test_a_minor_version_is_a_whole_number(desk: Desk, version: str) -> None:
    assert desk.get("preferences", minorversion=version).code == "2010"
