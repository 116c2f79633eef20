"""`writeoff evidence`: what a person sees of the files they give, and what stands in the way."""

from pathlib import Path

import pytest

from tests.terminal import Terminal


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "pallet.jpg"
    path.write_bytes(b"\xff\xd8" + bytes(64_000))
    return path


def test_evidence_is_given_for_a_draft_and_stays_with_its_entry(writeoff: Terminal, photo: Path) -> None:
    writeoff("draft", "write off $240 of damaged stock")
    assert writeoff("evidence", "list", "D-1").out.startswith("D-1 has no evidence yet.")
    added = writeoff("evidence", "add", "d-1", str(photo))
    assert (added.code, added.err) == (0, "")
    assert added.out.splitlines()[0] == "Evidence of D-1"
    assert added.out.splitlines()[2].split("  ")[:2] == ["pallet.jpg", "64 KB"]
    assert added.out.splitlines()[2].endswith("new")
    assert "Evidence\n  pallet.jpg  64 KB  not said what it shows  ana, " in writeoff("show", "D-1").out
    writeoff("approve", "D-1")
    listed = writeoff("evidence", "list", "WO-1001", "--json").document
    assert [(row["file"], row["bytes"], row["given_for"], row["new"]) for row in listed["rows"]] == [
        ("pallet.jpg", 64_002, "D-1", False)
    ]


def test_all_files_are_kept_or_none(writeoff: Terminal, photo: Path, tmp_path: Path) -> None:
    writeoff("draft", "write off $240 of damaged stock")
    refused = writeoff("evidence", "add", "D-1", str(photo), str(tmp_path / "missing.pdf"))
    assert refused.code == 2
    assert "There is no file" in refused.err
    assert writeoff("evidence", "list", "D-1", "--json").document["rows"] == []


def test_the_largest_file_is_a_setting(writeoff: Terminal, photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writeoff("draft", "write off $240 of damaged stock")
    monkeypatch.setenv("WRITEOFF_LARGEST_FILE", "0.05")
    refused = writeoff("evidence", "add", "D-1", str(photo))
    assert (refused.code, "larger than 0.05 MB" in refused.err) == (2, True)


def test_what_is_wanted_is_told_until_it_is_shown(writeoff: Terminal, photo: Path) -> None:
    writeoff("draft", "write off $240 of damaged stock")
    assert "what is damaged: missing, a photo or a damage report" in writeoff("evidence", "list", "D-1").out
    writeoff("evidence", "add", "D-1", str(photo))
    assert "Say what a file shows, or it counts for nothing" in writeoff("evidence", "list", "D-1").out
    said = writeoff("evidence", "add", "D-1", str(photo), "--shows", "photo").out
    assert "what is damaged: shown by pallet.jpg" in said
    shown = writeoff("show", "D-1", "--json").document["evidence"]
    assert (shown["required"], shown["files"][0]["shows"]) == (False, ["photo"])
    assert [(need["name"], need["missing"], len(need["have"])) for need in shown["needs"]] == [("damaged", False, 1)]


def test_above_the_limit_an_owner_waives_or_it_waits(writeoff: Terminal) -> None:
    assert writeoff("policy", "set", "evidence_required_above", "100.00").code == 0
    writeoff("draft", "write off $240 of damaged stock")
    refused = writeoff("approve", "D-1", "--json")
    assert refused.document["refused"][0]["problems"][0]["code"] == "evidence_missing"
    assert "It cannot be approved until every need is met or waived by an owner." in writeoff("show", "D-1").out
    waived = writeoff("evidence", "waive", "D-1", "--need", "damaged", "--because", "thrown out before a photo was taken")
    assert "what is damaged: waived by ana: thrown out before a photo was taken" in waived.out
    assert writeoff("approve", "D-1").code == 0


def test_a_kind_that_is_none_is_wrong_usage(writeoff: Terminal, photo: Path) -> None:
    writeoff("draft", "write off $240 of damaged stock")
    assert writeoff("evidence", "add", "D-1", str(photo), "--shows", "a hunch").code == 2
    assert writeoff("evidence", "waive", "D-1", "--need", "stolen", "--because", "x").code == 2
