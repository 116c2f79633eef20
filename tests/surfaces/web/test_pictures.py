"""Pictures of losses and of confidence at the desk: their figures are the entries', in a table beneath each."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest

from assistant import wiring
from assistant.books.question import Settled
from tests.surfaces.company import drafted, posted
from tests.surfaces.firm import ADA, BEA, CAFE, CAL, DEE, EVE, FAY, HARDWARE, Firm, copy_of

HERE = f"/c/{HARDWARE}"
MUGS = "12 of the mugs were dropped by the forklift in the warehouse"


@pytest.fixture(scope="module")
def shop(firm_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firm]:
    """Mugs broke in October (four were found again), were stolen in September and at the store; one draft was revised first, one
    rejected. The drafts are of now, and so is the desk's clock."""
    folder = tmp_path_factory.mktemp("shop")
    firm = Firm(copy_of(firm_made, folder), folder)
    keeper = wiring.bookkeeper(firm.store, wiring.rules_reader())
    posted(firm, MUGS)
    back = keeper.reverse(
        HARDWARE, "WO-1001", because="found", by=BEA, today=firm.clock.today(), units=[("MUG-01", Decimal(4))]
    )  # fmt: skip
    keeper.approve(HARDWARE, back.id, by=ADA, today=firm.clock.today())
    posted(firm, "5 mugs were stolen from the warehouse on 2026-09-03")
    (revised,) = drafted(firm, "3 mugs were stolen from the store")
    keeper.revise(HARDWARE, revised.id, (Settled(note="two of three"),), by=CAL, today=firm.clock.today())
    keeper.approve(HARDWARE, revised.id, by=BEA, today=firm.clock.today())
    (rejected,) = drafted(firm, "2 desk lamps fell over in the store")
    keeper.reject(HARDWARE, rejected.id, because="they were not ours", by=BEA)
    yield firm
    firm.close()


def rows_of(firm: Firm, picture: str, **asked: str) -> dict[str, dict[str, str]]:
    rows = csv.DictReader(StringIO(firm.client(EVE).get(f"{HERE}/pictures.csv", **asked).text))
    return {row["name"]: row for row in rows if row["picture"] == picture}


def amounts(rows: dict[str, dict[str, str]]) -> dict[str, str]:
    return {name: row["amount"] for name, row in rows.items()}


def test_losses_by_reason_place_and_month(shop: Firm) -> None:
    asked = {"period": "all"}
    assert amounts(rows_of(shop, "reason", **asked)) == {"stolen": "33.20", "damaged": "33.20"}
    assert amounts(rows_of(shop, "place", **asked)) == {"Warehouse": "53.95", "Store": "12.45"}
    assert amounts(rows_of(shop, "month", **asked)) == {"2026-09": "20.75", "2026-10": "45.65"}
    page = shop.client(EVE).get(f"{HERE}/pictures", **asked).text
    for told in ("Losses by reason, in USD", "Losses by place, in USD", "Losses by month, in USD", ">66.40<", 'role="img"'):
        assert told in page, told


def test_a_period_is_chosen(shop: Firm) -> None:
    assert amounts(rows_of(shop, "month", period="month")) == {"2026-10": "45.65"}
    assert amounts(rows_of(shop, "month", period="quarter")) == {"2026-10": "45.65"}
    assert amounts(rows_of(shop, "month", period="year")) == {"2026-09": "20.75", "2026-10": "45.65"}
    assert amounts(rows_of(shop, "month")) == {"2026-09": "20.75", "2026-10": "45.65"}
    assert amounts(rows_of(shop, "reason", **{"from": "2026-09-01", "to": "2026-09-30"})) == {"stolen": "20.75"}
    hand = shop.client(EVE)
    assert "Nothing was lost in these days" in hand.get(f"{HERE}/pictures", to="2026-01-01").text
    for asked in ({"period": "x"}, {"from": "x"}, {"from": "2026-10-02", "to": "2026-10-01"}):
        assert hand.get(f"{HERE}/pictures", **asked).status == 422


def test_confidence_against_outcome(shop: Firm) -> None:
    """The reversal was asked for by its number, so nothing was read and it counts for nothing."""
    rows = rows_of(shop, "confidence", period="all").values()
    assert len(rows) == 7
    counts = {name: sum(int(row[name]) for row in rows) for name in ("drafts", "as_drafted", "revised", "rejected")}
    assert counts == {"drafts": 4, "as_drafted": 2, "revised": 1, "rejected": 1}
    for row in rows:
        if row["mean_confidence"]:
            low, high = map(float, row["name"].split(" to "))
            assert low <= float(row["mean_confidence"]) <= high
    page = shop.client(EVE).get(f"{HERE}/pictures", period="all").text
    assert ("approved as drafted" in page, "few</span>" in page) == (True, True)


def test_nothing_decided_yet(firm: Firm) -> None:
    page = firm.client(EVE).get(f"{HERE}/pictures").text
    assert ("Nothing was lost" in page, "No draft of these days was decided yet" in page) == (True, True)


def test_whose_pictures_they_are(shop: Firm) -> None:
    for path in ("pictures", "pictures.csv"):
        assert shop.client(DEE).get(f"{HERE}/{path}").status == 403
        assert shop.client(FAY).get(f"{HERE}/{path}").status == 404
        assert shop.client(FAY).get(f"/c/{CAFE}/{path}").status == 200
