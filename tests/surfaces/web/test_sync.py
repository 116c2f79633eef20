"""What goes to QuickBooks, at the desk: in the background, with its progress; what is held, found, typed, and settled by whom."""

import csv
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import StringIO

import pytest

from assistant.books.policy import Feature
from assistant.errors import OutsideServiceFailed
from assistant.surfaces.serving.company import CompanyWork
from assistant.surfaces.serving.runs import Run
from tests.surfaces.company import connect, posted, settled, someone
from tests.surfaces.firm import ADA, BEA, CAFE, CAL, DEE, EVE, FAY, HARDWARE, Firm

HERE = f"/c/{HARDWARE}"
MUGS = "12 of the mugs were dropped by the forklift in the warehouse"


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


@pytest.fixture
def shop(firm: Firm) -> Iterator[Firm]:
    """Connected; twelve mugs broke, and wait to be sent."""
    connect(firm)
    posted(firm, MUGS)
    yield firm
    settled(firm)


def test_books_that_are_connected_to_nothing_say_so(firm: Firm) -> None:
    page = firm.client(ADA).get(f"{HERE}/sync").text
    assert ("connected to no QuickBooks company" in page, "/settings/quickbooks" in page) == (True, True)
    assert "An owner of these books connects one" in firm.client(EVE).get(f"{HERE}/sync").text
    for path in ("sync", "sync/pull", "reconcile", "sync/WO-1001/variance"):
        refused = firm.client(ADA).post(f"{HERE}/{path}")
        assert (refused.status, "connected to no QuickBooks company" in refused.text) == (409, True)
    assert table(firm.client(EVE).get(f"{HERE}/sync.csv").text) == []


def test_what_waits_is_sent_in_the_background(shop: Firm) -> None:
    cal = shop.client(CAL)
    before = cal.get(f"{HERE}/sync").text
    assert ("1 entry is not settled" in before, "to send</span>" in before, "practice</span>" in before) == (True, True, True)
    (row,) = table(cal.get(f"{HERE}/sync.csv").text)
    assert (row["entry"], row["amount"], row["state"], row["document"]) == ("WO-1001", "49.80", "to send", "")
    assert cal.post(f"{HERE}/sync").path == f"{HERE}/sync"
    settled(shop)
    after = cal.get(f"{HERE}/sync").text
    assert ("1 done, 0 held, 0 waiting, 0 failed." in after, "cost there 49.80" in after) == (True, True)
    assert "Every posted entry is settled in QuickBooks" in after
    assert "in QuickBooks</span>" in cal.get(f"{HERE}/entries").text
    assert "Id 60" in cal.get(f"{HERE}/entries/WO-1001").text
    cal.post(f"{HERE}/sync/pull", full="true")
    settled(shop)
    pulled = cal.get(f"{HERE}/sync").text
    assert ("Pulled Corner Hardware." in pulled, "Nothing waits for a person" in pulled) == (True, True)


def test_progress_is_asked_for_while_it_lasts(firm: Firm) -> None:
    goes_on, told = threading.Event(), threading.Event()

    def work(run: Run) -> str:
        run.tell("Sending to QuickBooks", 3, 8)
        told.set()
        assert goes_on.wait(20)
        return "done"

    hand = firm.client(CAL)
    assert firm.house.runs.start(HARDWARE, "sync", work, by=BEA) is not None
    assert told.wait(10)
    part = hand.get(f"{HERE}/runs")
    assert ('value="3"' in part.text, 'max="8"' in part.text, "begun by bea" in part.text) == (True, True, True)
    assert ('hx-trigger="every 1s"' in part.text, "<html" in part.text) == (True, False)
    assert firm.client(FAY).get(f"{HERE}/runs").status == 404
    assert firm.client(FAY).get(f"/c/{CAFE}/runs").response.headers["hx-refresh"] == "true"  # type: ignore[attr-defined]
    goes_on.set()
    settled(firm)
    done = hand.get(f"{HERE}/runs")
    assert (done.text, done.response.headers["hx-refresh"]) == ("", "true")  # type: ignore[attr-defined]


def test_a_second_run_waits_its_turn(shop: Firm) -> None:
    goes_on = threading.Event()
    shop.house.runs.start(HARDWARE, "pull", lambda run: goes_on.wait(20), by=BEA)
    page = shop.client(CAL).post(f"{HERE}/sync")
    assert (page.status, "Something is at work with QuickBooks already (pull, begun by bea)" in page.text) == (200, True)
    assert page.text.count("disabled>") >= 2
    goes_on.set()


def test_what_stops_a_run_is_said_with_its_remedy(shop: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(self: CompanyWork, task: object, work: Callable[[Run], object]) -> Run | None:
        def fails(run: Run) -> object:
            raise OutsideServiceFailed("QuickBooks does not answer.", "Try again in a while.")

        return self.house.runs.start(self.client, "sync", fails, by=self.by)

    monkeypatch.setattr(CompanyWork, "_start", stopped)
    hand = shop.client(CAL)
    hand.post(f"{HERE}/sync")
    settled(shop)
    page = hand.get(f"{HERE}/sync").text
    assert all(told in page for told in ("QuickBooks does not answer.", "Try again in a while.", "to send</span>"))


@pytest.fixture
def found(shop: Firm) -> Firm:
    """Someone took the same mugs out in QuickBooks already, and a sync has found it."""
    with shop.store.client(HARDWARE, reads=True) as books:
        connected = books.connected()
    assert connected is not None
    ids = {(link.kind.value, link.ours): link.remote_id for link in connected.links.links}
    detail = {"ItemRef": {"value": ids["item", "MUG-01"]}, "QtyDiff": -12}
    line = {"DetailType": "ItemAdjustmentLineDetail", "ItemAdjustmentLineDetail": detail}
    someone(
        shop, "create", "InventoryAdjustment", TxnDate="2026-10-05", PrivateNote="forklift <b>",
        AdjustAccountRef={"value": ids["account", "5050"]}, Line=[line],
    )  # fmt: skip
    shop.client(CAL).post(f"{HERE}/sync", entry="WO-1001")
    settled(shop)
    return shop


def test_what_was_found_there_is_judged_by_who_may(found: Firm) -> None:
    page = found.client(CAL).get(f"{HERE}/sync").text
    assert all(told in page for told in ("held</span>", "An approver or owner says which stands", "forklift &lt;b&gt;"))
    assert "Theirs stands" not in page
    bea = found.client(BEA).get(f"{HERE}/sync").text
    assert "Theirs stands: send nothing" in bea
    document = bea.split('name="document" value="')[1].split('"')[0]
    judged = {"verdict": "theirs", "document": document}
    assert found.client(CAL).post(f"{HERE}/found/WO-1001", **judged).status == 403
    assert found.client(FAY).post(f"{HERE}/found/WO-1001", **judged).status == 404
    assert found.client(BEA).post(f"{HERE}/found/WO-1001", **judged).path == f"{HERE}/sync"
    found.client(BEA).post(f"{HERE}/sync")
    settled(found)
    assert "theirs stands for it</span>" in found.client(EVE).get(f"{HERE}/entries").text


def test_what_cannot_be_said_of_an_entry_is_refused(found: Firm) -> None:
    bea = found.client(BEA)
    assert bea.post(f"{HERE}/found/WO-9", verdict="theirs").status == 404
    assert bea.post(f"{HERE}/sync/WO-9/replan").status == 404
    assert found.client(CAL).post(f"{HERE}/sync/WO-1001/replan").status == 403
    assert found.client(CAL).post(f"{HERE}/sync/WO-1001/variance").status == 403
    assert "goes out by its plan as it is now" in bea.post(f"{HERE}/sync/WO-1001/replan").text


def test_a_plan_without_quickbooks_says_who_can_change_it(shop: Firm) -> None:
    with shop.store.client(HARDWARE) as books:
        left_out = replace(books.policy(), left_out=(Feature.QUICKBOOKS,))
        books.set_policy(left_out, by=ADA, at=shop.clock.now())
    hand = shop.client(CAL)
    for path in ("sync", "reconcile"):
        page = hand.get(f"{HERE}/{path}").text
        assert ('aria-disabled="true"' in page, "QuickBooks is not in this client&#39;s plan. ada can" in page) == (True, True)
        hand.post(f"{HERE}/{path}")
        settled(shop)
        assert "is not in this client&#39;s plan" in hand.get(f"{HERE}/{path}").text.split('class="notice bad"')[1]


def test_an_owner_lets_an_amount_on_tracked_goods_go_all_the_same(firm: Firm) -> None:
    posted(firm, "write off 40.00 of damaged stock")
    connect(firm)
    ada, bea = firm.client(ADA), firm.client(BEA)
    ada.post(f"{HERE}/sync")
    settled(firm)
    page = ada.get(f"{HERE}/sync").text
    assert all(told in page for told in ("held</span>", "Send it as a journal all the same", "/entries/WO-1001#reverse"))
    assert "writeoff " not in page.split("<main")[1]
    assert "all the same</button>" not in bea.get(f"{HERE}/sync").text
    assert bea.post(f"{HERE}/sync/WO-1001/override", because="the auditors agree").status == 403
    assert ada.post(f"{HERE}/sync/WO-1001/override", because=" ").status == 422
    assert "goes out as a journal entry" in ada.post(f"{HERE}/sync/WO-1001/override", because="the auditors agree").text
    ada.post(f"{HERE}/sync")
    settled(firm)
    assert "1 done, 0 held" in ada.get(f"{HERE}/sync").text
    assert "An owner let it go as a journal entry: the auditors agree" in ada.get(f"{HERE}/entries/WO-1001").text


def test_whose_company_it_is(shop: Firm) -> None:
    for path in ("sync", "sync.csv", "runs"):
        assert shop.client(DEE).get(f"{HERE}/{path}").status == 403
        assert shop.client(FAY).get(f"{HERE}/{path}").status == 404
    for person, status in ((DEE, 403), (EVE, 403), (FAY, 404)):
        for path in ("sync", "sync/pull", "sync/WO-1001/typed", "reconcile"):
            assert shop.client(person).post(f"{HERE}/{path}", remote_id="1").status == status
    assert "You may read this page" in shop.client(EVE).get(f"{HERE}/sync").text
    assert shop.house.runs.last(HARDWARE, "sync", "pull", "reconcile") is None
