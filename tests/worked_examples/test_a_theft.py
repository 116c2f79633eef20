"""A theft above what goes through without evidence: refused, shown by a police report and approved; another one, waived."""

from pathlib import Path

import pytest

from tests.terminal import Terminal

THEFT = "4 cordless drills were stolen from the warehouse overnight; the insurer agreed to pay $150"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "police.pdf").write_bytes(b"%PDF-1.7\n% report 2231/26")
    (folder / "insurer.eml").write_text("From: claims@insurer.example\n\nWe will pay 150.00.\n", encoding="utf-8")
    return folder


@pytest.fixture
def shop(writeoff: Terminal) -> Terminal:
    assert writeoff("policy", "set", "evidence_required_above", "100.00").code == 0
    return writeoff


def reserved(shop: Terminal) -> dict[str, str]:
    return {row["location"]: row["reserved"] for row in shop("stock", "DRL-18", "--json").document["rows"]}


def test_a_theft_is_approved_once_it_is_shown(shop: Terminal, paper: Path) -> None:
    assert shop("draft", THEFT).code == 0
    refused = shop("approve", "D-1")
    assert refused.code == 1
    assert (
        "above 100.00 it takes evidence here: what is stolen needs a police report or an incident note;"
        " an insurer's part needs the insurer's letter."
    ) in " ".join(refused.err.split() + refused.out.split())
    assert reserved(shop) == {"Store": "0", "Warehouse": "4"}, "it waits, and holds its stock"

    shop("evidence", "add", "D-1", str(paper / "police.pdf"), "--shows", "police_report")
    assert "an insurer's part: missing, the insurer's letter" in shop("show", "D-1").out
    assert shop("approve", "D-1").code == 1
    shop("evidence", "add", "D-1", str(paper / "insurer.eml"))
    assert shop("approve", "D-1").code == 1, "nobody said what the mail shows"
    shop("evidence", "add", "D-1", str(paper / "insurer.eml"), "--shows", "insurer_letter")

    posted = shop("approve", "D-1")
    assert (posted.code, "[WO-1001]" in posted.out) == (0, True)
    assert reserved(shop) == {"Store": "0", "Warehouse": "0"}
    listed = shop("evidence", "list", "WO-1001", "--json").document
    assert [(need["name"], need["missing"]) for need in listed["needs"]] == [("stolen", False), ("recovery", False)]
    assert [row["file"] for row in listed["rows"]] == ["police.pdf", "insurer.eml"]
    assert shop("audit", "verify").code == 0


def test_an_owner_does_without_and_it_stays_said(shop: Terminal) -> None:
    shop("user", "add", "ben", "--role", "approver")
    shop("draft", "4 cordless drills were stolen from the warehouse overnight")
    assert shop("evidence", "waive", "D-1", "--need", "stolen", "--because", "no report", "--as", "ben").code == 3
    assert shop("approve", "D-1", "--as", "ben").code == 1
    because = "the police took no report; two of us saw the broken lock"
    assert shop("evidence", "waive", "D-1", "--need", "stolen", "--because", because).code == 0
    assert shop("approve", "D-1", "--as", "ben").code == 0
    shown = shop("show", "WO-1001", "--json").document
    (need,) = shown["evidence"]["needs"]
    assert (need["waived"]["by"], need["waived"]["because"]) == ("ana", because)
    assert "evidence.waived" in [event["what"] for event in shown["trail"]]
