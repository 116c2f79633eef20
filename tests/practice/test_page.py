"""What a person sees of a company, what they may do by hand, and what a page of somebody else's may not."""

import html
import re
from urllib.parse import urlencode

import pytest

from assistant.practice.server import Running
from tests.practice.desk import CAFE, Desk, Json, Reply, http
from tests.practice.test_attachments import form as upload_form
from tests.practice.test_attachments import metadata, upload


def page(running: Running, path: str = "/company/9130") -> Reply:
    return http("GET", running.base_url + path)


def text(reply: Reply) -> str:
    """What a person reads, a cell or a line after the other."""
    body = reply.text.partition("</style>")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def key(running: Running) -> str:
    found = re.search(r'name="key" value="([0-9a-f]+)"', page(running).text)
    assert found is not None
    return found[1]


def by_hand(running: Running, act: str, **fields: str) -> Reply:
    """Fills in a form of the page and sends it."""
    return sent(running, {}, {"key": key(running), "act": act, **fields})


def sent(running: Running, headers: dict[str, str], fields: dict[str, str]) -> Reply:
    kind = {"Content_Type": "application/x-www-form-urlencoded", **headers}
    return http("POST", f"{running.base_url}/company/9130", urlencode(fields).encode(), **kind)


def deletion(entry: Json) -> dict[str, str]:
    return {"act": "delete", "entity": "JournalEntry", "id": entry["Id"], "version": entry["SyncToken"]}


def test_a_bookkeeper_sees_accounts_goods_and_transactions(desk: Desk) -> None:
    desk.posted(desk.breakage(49.80, DocNumber="WO-1", PrivateNote="twelve mugs"))
    seen = text(page(desk.running))
    assert "1000 Checking Bank 5,000.00" in seen
    assert "1200 Inventory Other Current Asset 950.20" in seen
    assert "MUG-01 Mug Inventory 12 4.15 49.80" in seen
    assert "2026-10-02 Journal Entry WO-1" in seen
    assert "twelve mugs Account Debit Credit Cost of goods:Breakage 49.80 Inventory 49.80" in seen
    assert "by an app" in seen
    assert page(desk.running).headers["Content-Type"] == "text/html;charset=UTF-8"


def test_what_the_goods_are_worth_stands_beside_what_their_account_says(desk: Desk) -> None:
    """An entry that takes money and no goods out of an inventory account shows as a difference."""
    seen = text(page(desk.running))
    assert "Goods on hand 49.80 Their accounts 1,000.00 Difference 950.20" in seen


def test_whatever_others_wrote_is_text(running: Running) -> None:
    running.seed({**CAFE, "realm": "9131", "company": {"name": "<script>alert(1)</script>"}, "vendors": ["<i>Acme</i>"]})
    desk = Desk(running, "9131")
    desk.posted(desk.breakage(DocNumber="<b>1</b>", PrivateNote='"><script>alert(2)</script>'))
    reply = page(running, "/company/9131?from=<script>&said=<script>")
    assert not re.search(r"<(script|b|i)[ >]", reply.text)
    assert "alert(2)" in text(reply)
    assert "default-src 'none'" in reply.headers["Content-Security-Policy"]


def test_one_company_is_shown_at_once_and_several_are_listed(running: Running) -> None:
    assert page(running, "/").headers["Location"] == "/company/9130"
    running.seed({**CAFE, "realm": "9131", "company": {"name": "Quay Bakery"}})
    assert "Harbour Cafe Quay Bakery" in text(page(running, "/"))
    assert page(running, "/company/9999").status == 404
    assert page(running, "/company/").status == 404


def test_older_transactions_are_on_the_next_page(desk: Desk) -> None:
    line = desk.breakage()
    for number in range(60):
        desk.posted({**line, "DocNumber": f"WO-{number:03}"})
    first, second = text(page(desk.running)), text(page(desk.running, "/company/9130?from=50"))
    assert ("WO-059" in first, "WO-000" in first) == (True, False)
    assert ("WO-059" in second, "WO-000" in second) == (False, True)
    assert "Older" in first
    assert "Newer" in second


def test_a_file_on_a_transaction_is_one_click_away(desk: Desk) -> None:
    entry = desk.posted(desk.breakage(DocNumber="WO-1"))["Id"]
    upload(desk, upload_form((metadata(entry), b"a photo")))
    shown = page(desk.running)
    assert "broken.jpg" in text(shown)
    link = re.search(r'href="(/company/9130/file/\d+)"', shown.text)
    assert link is not None
    file = page(desk.running, link[1])
    assert (file.text, file.headers["Content-Disposition"]) == ("a photo", "attachment")
    assert page(desk.running, "/company/9130/file/999").status == 404


def test_the_limits_the_faults_and_the_latest_requests(desk: Desk) -> None:
    desk.running.script({"on": "journalentry", "fault": "throttle"})
    desk.query("SELECT * FROM Vendor")
    seen = text(page(desk.running))
    assert "throttle on journalentry" in seen
    assert "GET Vendor 200" in seen
    assert "1 metered reads" in seen


def test_someone_changes_a_memo(desk: Desk) -> None:
    entry = desk.posted(desk.breakage(DocNumber="WO-1"))
    reply = by_hand(desk.running, "memo", entity="JournalEntry", id=entry["Id"], version="0", memo="Found again")
    assert (reply.status, reply.headers["Location"]) == (303, "/company/9130?said=memo")
    kept = desk.get(f"journalentry/{entry['Id']}").json["JournalEntry"]
    assert (kept["PrivateNote"], kept["SyncToken"], kept["Line"]) == ("Found again", "1", entry["Line"])
    seen = text(page(desk.running, reply.headers["Location"]))
    assert "The memo was saved." in seen
    assert "by someone in QuickBooks" in seen


def test_someone_deletes_a_transaction(desk: Desk) -> None:
    entry = desk.posted(desk.breakage(DocNumber="WO-1"))
    assert by_hand(desk.running, "delete", entity="JournalEntry", id=entry["Id"], version="0").status == 303
    assert desk.get(f"journalentry/{entry['Id']}").code == "610"
    assert desk.balances("1200") == [1000]


def test_someone_adjusts_a_quantity(desk: Desk) -> None:
    (mug,) = desk.rows("SELECT * FROM Item WHERE Type = 'Inventory'")
    loss = desk.id_of("5050")
    assert (
        by_hand(desk.running, "adjust", item=mug["Id"], quantity="-2", account=loss, date="2026-11-20", memo="counted").status
        == 303
    )
    (mug,) = desk.rows("SELECT * FROM Item WHERE Type = 'Inventory'")
    assert mug["QtyOnHand"] == 10
    assert desk.balances("1200", "5050") == [991.70, 20.80]
    (made,) = desk.rows("SELECT * FROM InventoryAdjustment")
    assert made["PrivateNote"] == "counted"


def test_someone_enters_a_bill_for_goods_and_one_for_an_account(desk: Desk) -> None:
    (mug,) = desk.rows("SELECT * FROM Item WHERE Type = 'Inventory'")
    (vendor,) = desk.rows("SELECT * FROM Vendor")
    common = {"vendor": vendor["Id"], "account": desk.id_of("5050"), "date": "2026-11-20"}
    for filled in ({"for": mug["Id"], "quantity": "10", "amount": "50.00"}, {"for": "", "quantity": "", "amount": "7.50"}):
        assert by_hand(desk.running, "bill", **common, **filled).status == 303
    assert desk.balances("2000", "1200", "5050") == [757.50, 1050, 20]


def test_someone_closes_the_books_and_opens_them_again(desk: Desk) -> None:
    assert by_hand(desk.running, "close", date="2026-10-31").status == 303
    assert "Books are closed through 2026-10-31." in text(page(desk.running))
    assert desk.post("journalentry", desk.breakage()).code == "6210"
    assert by_hand(desk.running, "close", date="").status == 303
    assert desk.post("journalentry", desk.breakage()).status == 200


@pytest.mark.parametrize(
    ("act", "fields", "says"),
    [
        ("memo", {"entity": "JournalEntry", "id": "999", "version": "0", "memo": "x"}, "Object Not Found"),
        ("delete", {"entity": "Planet", "id": "1", "version": "0"}, "not supported"),
        ("memo", {"entity": "Account", "id": "1", "version": "0", "memo": "x"}, "not supported"),
        ("memo", {"entity": "JournalEntry", "id": "", "memo": "x"}, "not supported"),
        ("adjust", {"item": "1", "quantity": "many", "account": "1", "date": "2026-11-20"}, "quantity"),
        ("adjust", {"item": "1", "quantity": "NaN", "account": "1", "date": "2026-11-20"}, "quantity"),
        ("adjust", {"item": "1", "quantity": "-1", "account": "", "date": "2026-11-20"}, "AdjustAccountRef"),
        ("bill", {"vendor": "1", "amount": "5.00", "account": "1", "date": "someday"}, "TxnDate"),
        ("earthquake", {}, "act"),
    ],
)
def test_what_cannot_be_done_is_said_on_the_page_and_changes_nothing(
    desk: Desk, act: str, fields: dict[str, str], says: str
) -> None:
    before = text(page(desk.running)).partition("The service")[0]
    reply = by_hand(desk.running, act, **fields)
    assert reply.status == 400
    assert says in text(reply).partition("Accounts No.")[0]
    assert text(page(desk.running)).partition("The service")[0] == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.com"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Host": "example.com"},
        {"Host": "127.0.0.1.example.com"},
    ],
)
def test_a_form_from_elsewhere_is_refused(desk: Desk, headers: dict[str, str]) -> None:
    entry = desk.posted(desk.breakage(DocNumber="WO-1"))
    assert sent(desk.running, headers, {"key": key(desk.running), **deletion(entry)}).status == 403
    assert desk.get(f"journalentry/{entry['Id']}").status == 200


def test_a_form_without_the_pages_key_is_refused(desk: Desk) -> None:
    entry = desk.posted(desk.breakage(DocNumber="WO-1"))
    for guess in ("", "0" * 64, key(desk.running)[:-1] + "x", "é"):
        assert sent(desk.running, {}, {"key": guess, **deletion(entry)}).status == 403
    assert desk.get(f"journalentry/{entry['Id']}").status == 200


def test_a_form_from_the_page_itself_is_taken(desk: Desk) -> None:
    entry = desk.posted(desk.breakage(DocNumber="WO-1"))
    ours = {"key": key(desk.running), **deletion(entry)}
    assert sent(desk.running, {"Origin": desk.running.base_url}, ours).status == 303


def test_the_page_answers_this_machine_alone(running: Running) -> None:
    assert http("GET", f"{running.base_url}/company/9130", None, Host="example.com").status == 403
