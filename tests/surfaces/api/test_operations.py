"""Every operation does its work, in one firm's day from top to bottom; each answer is held to the OpenAPI document."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import jsonschema

from assistant.books.batch import Fault
from tests.surfaces.api.calling import AT, Program, connect, document_of, operation_of, program
from tests.surfaces.firm import ADA, BEA, CAFE, HARDWARE, Firm

DROPPED = "12 of the mugs were dropped in the warehouse yesterday"
FOREIGN = "3 Stoneware Coffee Mugs fell in the warehouse"
LIMIT = {"settings": {"routine_limit": "750.00"}}
LAMPS = "some of the desk lamps in the store went missing"


# Before any use case was asked. What one answers where nothing is to be settled shows it too; the rest its own tests show.
BEFORE = ("invalid_request", "version_needed", "not_connected")


class Day:
    """A day's requests of one program, and which operations they showed to work."""

    def __init__(self, caller: Program) -> None:
        self.caller = caller
        self.shown: set[tuple[str, str]] = set()
        self.answers: dict[str, Any] = {}
        self.requests: dict[str, Any] = {}

    def ask(self, method: str, path: str, body: Any = None, status: int = 200, **sent: Any) -> Any:
        """The answer, of this status. What is decided of a draft is decided of it as it is now."""
        headers = {}
        if method == "POST" and path.startswith("drafts/") and not path.endswith("/care"):
            headers["If-Match"] = self.caller.get("/".join(path.split("/")[:2])).headers["etag"]
        sent |= {"json": body} if body is not None else {}
        answer = self.caller.ask(method, path, headers=headers, **sent)
        assert answer.status_code == status, (method, path, answer.text)
        where = str(answer.request.url.path)
        self._keep(method, where, body, answer)
        if status < 300 or answer.json()["code"] not in BEFORE:
            self.shown.add((method, operation_of(document_of(self.caller.http), method, where)[0]))
        return answer

    def _keep(self, method: str, where: str, body: Any, answer: Any) -> None:
        """A real request and answer of each operation, for the OpenAPI document's examples."""
        operation = operation_of(document_of(self.caller.http), method, where)[1]
        said = operation["responses"][str(answer.status_code)]["content"].get("application/json")
        if answer.status_code != 422 and body is not None:
            self.requests.setdefault(operation["operationId"], body)
        if answer.status_code < 300 and said is not None:
            self.answers.setdefault(said["schema"]["$ref"].rpartition("/")[2], answer.json())

    def seen(self, draft: str) -> dict[str, str]:
        return {"id": draft, "seen": self.caller.get(f"drafts/{draft}").headers["etag"]}


def a_day(firm: Firm) -> Day:
    day = Day(program(firm, ADA))
    stories = (
        who_and_where, texts, drafts, decisions, lists, evidence, entries, goods, settled, people, quickbooks, company, reports,
    )  # fmt: skip
    for story in stories:
        story(day, firm)
    return day


def test_every_operation_does_its_work(firm: Firm) -> None:
    day = a_day(firm)
    every = {
        (method.upper(), path) for path, operations in document_of(day.caller.http)["paths"].items() for method in operations
    }
    assert every - day.shown == set()


def test_every_operation_is_described(firm: Firm) -> None:
    """With a summary, a description, an example of what it answers, and one of what it is sent."""
    document = document_of(program(firm, None).http)
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"], (method, path)
            assert operation["description"], (method, path)
            sent = operation.get("requestBody", {}).get("content", {}).get("application/json")
            assert sent is None or "example" in sent or not sent["schema"], (method, path)
            for said in (each["content"] for status, each in operation["responses"].items() if status < "300"):
                for kind, content in said.items():
                    assert "json" not in kind or _holds(document, content), (method, path)


def _holds(document: Any, content: Any) -> bool:
    schema = content["schema"] | {"components": document["components"]}
    return "example" in content and jsonschema.Draft202012Validator(schema).is_valid(content["example"])


def who_and_where(day: Day, _firm: Firm) -> None:
    assert day.ask("GET", "/api/v1/me").json()["person"] == ADA
    assert len(day.ask("GET", "/api/v1/clients").json()["rows"]) == 2
    assert day.ask("GET", AT).json()["role"] == "owner"


def texts(day: Day, _firm: Firm) -> None:
    read = day.ask("POST", "texts", {"text": DROPPED}, 201).json()["texts"][0]
    assert (read["outcome"], read["drafts"][0]["lines"][0]["amount"]) == ("draft", "49.80")
    assert day.ask("POST", "texts", {"text": LAMPS}, 201).json()["texts"][0]["questions"][0]["id"] == "D-2"
    for text in ("write off $90 of damaged stock", "write off 3 mugs, broken", "write off 2 box fans, water damage"):
        day.ask("POST", "texts", {"text": text}, 201)
    asked = day.ask("POST", f"/api/v1/clients/{CAFE}/texts", {"text": FOREIGN}, 409).json()
    assert (asked["code"], asked["clients"]) == ("other_client", ["corner-hardware"])
    there = {"text": "write off $300 of stolen stock", "here": True}
    day.ask("POST", f"/api/v1/clients/{CAFE}/texts", there, 201)


def drafts(day: Day, _firm: Firm) -> None:
    whole = day.ask("GET", "/api/v1/queue").json()["rows"]
    assert {row["client"] for row in whole} == {"corner-hardware", CAFE}
    first = day.ask("GET", "drafts?limit=2").json()
    rest = day.ask("GET", f"drafts?cursor={first['next']}").json()
    both = [row["id"] for row in (*first["rows"], *rest["rows"])]
    assert (len(both), len(set(both)), rest["next"]) == (5, 5, None)
    assert day.ask("GET", "drafts/d-1").json()["trail"][0]["what"] == "draft.drafted"
    assert day.ask("POST", "drafts/D-1/care", {"do": "claim"}).json()["person"] == ADA
    assert day.ask("GET", "drafts/D-1/care").json()["person"] == ADA


def decisions(day: Day, _firm: Firm) -> None:
    assert day.ask("POST", "drafts/D-2/answer", {"answer": "3"}).json()["state"] == "waiting"
    ahead = day.ask("POST", "drafts/D-1/preview", {"quantity": "3"}).json()
    assert (ahead["version"], ahead["items"][0]["quantity"]) == (2, "3")
    assert day.ask("GET", "drafts/D-1").json()["items"][0]["quantity"] == "12"
    revised = day.ask("POST", "drafts/D-1/revise", {"quantity": "3", "note": "by the forklift", "class": ""}).json()
    assert (revised["version"], revised["items"][0]["quantity"]) == (2, "3")
    assert day.ask("POST", "drafts/D-1/approve").json()["entry"] == "WO-1001"
    assert day.ask("POST", "drafts/D-3/reject", {"because": "sold after all"}).json()["state"] == "rejected"
    told = day.ask("POST", "approvals", {"drafts": [day.seen("D-2"), day.seen("D-4"), {"id": "D-9", "seen": '"1-"'}]}).json()
    assert [row["entry"] for row in told["done"]] == ["WO-1002", "WO-1003"]
    assert told["refused"][0]["problems"][0]["code"] == "not_found"
    closed = day.ask("POST", "rejections", {"drafts": [day.seen("D-5"), day.seen("D-1")], "because": "counted again"}).json()
    assert ([row["id"] for row in closed["done"]], [row["id"] for row in closed["refused"]]) == (["D-5"], ["D-1"])


def lists(day: Day, firm: Firm) -> None:
    given = day.ask("POST", "batches", {"texts": ["write off $15 of stock", "x" * 30_000]}, 202)
    file = {"files": ("counts.csv", b"sku,quantity,reason\nMUG-01,2,damaged\n")}
    day.ask("POST", "batches/files", None, 202, files=file)
    where = given.headers["location"]
    came = until_finished(day, firm, where)
    assert [row["state"] for row in came["rows"]] == ["drafted", "failed"]
    assert came["rows"][0]["read"]["drafts"][0]["lines"][0]["amount"] == "15.00"
    assert len(day.ask("GET", "batches").json()["rows"]) == 2
    with firm.store.client(HARDWARE) as transaction:  # as where a language model did not answer
        transaction.change_given(came["id"], 1, lambda kept: replace(kept, text="2 mugs broke", fault=Fault("No answer.")))
    day.ask("POST", f"{where}/texts/1/retry")
    assert [row["state"] for row in until_finished(day, firm, where)["rows"]] == ["drafted", "drafted"]
    asked = day.ask("POST", f"/api/v1/clients/{CAFE}/batches", {"texts": [FOREIGN]}, 202).headers["location"]
    fits = until_finished(day, firm, asked)
    assert (fits["rows"][0]["state"], fits["rows"][0]["fits"]) == ("asked", HARDWARE)
    assert day.ask("POST", f"{asked}/texts/0/whose", {"there": True}).json()["rows"][0]["state"] == "moved"


def until_finished(day: Day, firm: Firm, where: str) -> Any:
    client, batch = where.split("/")[-3], where.split("/")[-1]
    firm.app.state.drafting.begin(client, batch, wait_seconds=60)
    return day.ask("GET", where).json()


def evidence(day: Day, _firm: Firm) -> None:
    read = day.ask("POST", "texts", {"text": "write off 2 mugs, stolen from the store"}, 201).json()["texts"][0]
    subject = read["drafts"][0]["id"]
    sent = {"files": ("../../report.txt", b"Seen at noon."), "shows": (None, "photo")}
    kept = day.ask("POST", f"evidence/{subject}", None, 201, files=sent).json()["rows"][0]
    assert (kept["file"], kept["bytes"]) == ("report.txt", 13)
    day.ask("PATCH", f"evidence/{subject}/{kept['sha256']}", {"shows": ["damage_report"]})
    file = day.ask("GET", f"evidence/{subject}/{kept['sha256']}")
    assert (file.content, file.headers["content-disposition"][:10]) == (b"Seen at noon.", "attachment")
    needs = day.ask("GET", f"evidence/{subject}").json()["needs"]
    missing = next(need["name"] for need in needs if need["missing"])
    waived = day.ask("POST", f"evidence/{subject}/waivers", {"need": missing, "because": "small"}).json()["needs"]
    assert [need["waived"]["by"] for need in waived if need["name"] == missing] == [ADA]


def entries(day: Day, _firm: Firm) -> None:
    assert [row["entry"] for row in day.ask("GET", "entries?limit=2").json()["rows"]] == ["WO-1003", "WO-1002"]
    assert day.ask("GET", "entries/wo-1001").json()["draft"] == "D-1"
    back = {"because": "one turned up", "goods": [{"sku": "MUG-01", "quantity": "1"}]}
    reversal = day.ask("POST", "entries/WO-1001/reverse", back, 201).json()
    assert (reversal["reverses"], reversal["items"][0]["quantity"]) == ("WO-1001", "-1")


def goods(day: Day, _firm: Firm) -> None:
    assert [row["sku"] for row in day.ask("GET", "goods?search=coffee+mug").json()["rows"]] == ["MUG-01"]
    assert len(day.ask("GET", "stock?limit=3").json()["rows"]) == 3
    assert {row["sku"] for row in day.ask("GET", "stock/mug-01").json()["rows"]} == {"MUG-01"}
    assert [row["entry"] for row in day.ask("GET", "stock/MUG-01/history").json()["rows"]] == ["WO-1001", "WO-1003"]
    received = {"goods": [{"sku": "MUG-01", "quantity": "12", "unit_cost": "4.55", "location": "Store"}]}
    assert day.ask("POST", "stock/receipts", received, 201).json()["entry"]["kind"] == "intake"
    wrong = day.ask("POST", "stock/receipts", {"goods": [{"sku": "NONE", "quantity": "0", "unit_cost": "1"}]}, 422).json()
    assert [fault.split(":")[0] for fault in wrong["faults"]] == ["goods.0.sku", "goods.0.quantity"]
    held = {"sku": "MUG-01", "quantity": "4", "awaiting": "claim", "location": "Warehouse"}
    assert day.ask("POST", "holds", held, 201).json()["id"] == "H-1"
    assert day.ask("GET", "holds").json()["rows"][0]["there"] == "4"
    assert day.ask("POST", "holds/H-1/release", {"quantity": "1"}).json()["quantity"] == "3"


def settled(day: Day, _firm: Firm) -> None:
    assert len(day.ask("GET", "accounts?limit=5").json()["proposals"]) == 13
    chosen = {"accounts": {"damaged": {"routine": "5050"}}}
    told = day.ask("PATCH", "accounts-by-reason", chosen).json()["accounts_by_reason"]
    assert told["damaged"] == {"routine": "5050", "unusual": None}
    stands = day.ask("GET", "policy")
    changed = day.caller.ask("PATCH", "policy", headers={"If-Match": stands.headers["etag"]}, json=LIMIT)
    assert changed.json()["routine_limit"] == "750.00"
    day.ask("PATCH", "policy", {"settings": {"evidence_required_above": "5000.00"}})
    stale = day.caller.ask("PATCH", "policy", headers={"If-Match": stands.headers["etag"]}, json=LIMIT)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")
    own = day.ask("PUT", "policy/sub-reasons/damaged", {"names": ["Forklift", "Water"]}).json()
    assert own["sub_reasons"]["damaged"] == ["Forklift", "Water"]
    assert day.ask("POST", "policy/closing", {"through": "2026-08-31"}).json()["books_closed_through"] == "2026-08-31"
    assert all(row["in_plan"] for row in day.ask("GET", "plan").json()["rows"])
    without = day.ask("PUT", "plan", {"left_out": ["model"]}).json()["rows"]
    assert "ada can" in next(row["says"] for row in without if not row["in_plan"])
    learned = day.ask("GET", "precedents").json()["rows"]
    account = next(row for row in learned if row["chooses"] == "account")
    assert day.ask("PATCH", f"precedents/{account['id']}", {"account": "5080"}).json()["choice"] == "5080"
    assert day.ask("DELETE", f"precedents/{account['id']}").json()["forgotten"]


def people(day: Day, _firm: Firm) -> None:
    assert {row["name"]: row["role"] for row in day.ask("GET", "people").json()["rows"]}[BEA] == "approver"
    assert day.ask("PUT", "people/bea", {"role": "approver", "limit": "500.00"}).json()["limit"] == "500.00"
    assert day.ask("DELETE", "people/dee").json()["role"] is None


def quickbooks(day: Day, firm: Firm) -> None:
    assert not day.ask("GET", "quickbooks").json()["connected"]
    assert day.ask("POST", "quickbooks/sync", {}, 409).json()["code"] == "not_connected"
    connect(firm)
    pulled = day.ask("POST", "quickbooks/pull", {"wait": 25}).json()
    assert (pulled["state"], pulled["result"]["environment"]) == ("done", "practice")
    assert day.ask("POST", "quickbooks/links", {}).json()["confirmed"]
    sent = day.ask("POST", "quickbooks/sync", {"entries": ["WO-1003"], "wait": 25}).json()["result"]
    assert [row["entry"] for row in sent["synced"]] == ["WO-1003"]
    assert day.ask("GET", "quickbooks").json()["connected"]
    begun = day.ask("POST", "quickbooks/reconcile", {"since": "2026-01-01"}, 202)
    firm.house.runs.wait(HARDWARE)
    assert day.ask("GET", begun.headers["location"]).json()["result"]["compared"]["entries"] == 4
    assert {row["what"] for row in day.ask("GET", "jobs").json()["rows"]} == {"sync", "pull", "reconcile"}


def company(day: Day, _firm: Firm) -> None:
    """What a person settles there: jobs may fail by what the books say; that they say it is the job's own answer."""
    asked: tuple[tuple[str, dict[str, object]], ...] = (
        ("disposition", {"disposition": "accept"}), ("variance", {}), ("typed", {"remote_id": "60"}),
    )  # fmt: skip
    for what, body in asked:
        assert day.ask("POST", f"entries/WO-1003/{what}", body | {"wait": 25}).json()["state"] in ("done", "failed")
    assert day.ask("GET", "found/D-4").json()["found"] == []
    assert "Nothing was found" in day.ask("POST", "found/D-4", {"verdict": "theirs"}, 404).json()["detail"]
    day.ask("POST", "texts", {"text": "write off $33 of damaged stock"}, 201)
    waiting = next(row["id"] for row in day.ask("GET", "/api/v1/queue?words=33").json()["rows"])
    why = {"because": "the auditors agree"}
    plan = day.ask("POST", f"drafts/{waiting}/override", why).json()["plan"]
    assert plan["overridden"] == why["because"]
    day.answers["qbo_replan"] = {"entry": "WO-1003", "plan": plan}  # no entry of this day waits for one
    assert "WO-1003" in day.ask("POST", "entries/WO-1003/replan", None, 409).json()["detail"]
    assert "WO-1003" in day.ask("POST", "entries/WO-1003/override", why, 409).json()["detail"]
    placed = {"goods": [{"sku": "MUG-01", "quantity": "1", "location": "Store"}]}
    assert day.ask("POST", "quickbooks/places", placed, 409).json()["detail"]
    assert day.ask("POST", "quickbooks/revalue", {}, 409).json()["detail"]


def reports(day: Day, _firm: Firm) -> None:
    balance = day.ask("GET", "reports/trial-balance").json()
    assert balance["totals"]["debit"] == balance["totals"]["credit"]
    assert day.ask("GET", "reports/tie-out").json()["agrees"]
    worth = day.ask("GET", "reports/stock-value").json()
    assert sum(Decimal(row["value"]) for row in worth["rows"]) == Decimal(worth["total"])
    lost = day.ask("GET", "reports/losses?since=2026-10-01").json()
    assert sum(Decimal(row["amount"]) for row in lost["reasons"]) == Decimal(lost["lost"]) > 0
    assert "WO-1001" in day.ask("GET", "export?to=hledger").json()["content"]
    assert day.ask("GET", "audit?subject=D-1").json()["rows"][0]["what"] == "draft.drafted"
    assert day.ask("GET", "audit/verification").json()["holds"]
    assert day.ask("GET", "audit/head").json()["client"] == HARDWARE
    assert day.ask("GET", "audit/pack").content[:2] == b"PK"
