"""What the matrix of routes is tried with: a firm with something behind every address, a valid form for each route, and a person
of each role, here and at another client alone."""

import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyotp
from anyio.from_thread import start_blocking_portal
from fastapi.testclient import TestClient

from assistant.bookkeeping.inviting import invite
from assistant.bookkeeping.settling import set_role
from assistant.books.batch import Fault
from assistant.books.people import PersonRole
from assistant.surfaces.api.app import ApiMount
from assistant.surfaces.api.jobs import job_id
from assistant.surfaces.serving.visit import cookie_name
from assistant.syncing.receipt import SyncReceipt
from tests.surfaces.api.calling import program, token_of
from tests.surfaces.firm import ADA, BEA, CAFE, CAL, DEE, EVE, HARDWARE, NOON, PASSWORD, SAMPLES, Firm, open_firm

TABLE = Path(__file__).parent / "matrix.txt"
HERE = {"owner": ADA, "approver": BEA, "bookkeeper": CAL, "reporter": DEE, "auditor": EVE}
ELSEWHERE = {"owner": "gil", "approver": "fay", "bookkeeper": "hal", "reporter": "ida", "auditor": "jon"}
CELLS = (*HERE, "nobody", "elsewhere")
DOOR = "door"  # what nobody is answered: to the sign-in page
SAFE = ("GET", "HEAD")
Request = tuple[str, str]

# A valid form for each route of the desk that takes one; `at` are the path's own names where another than usual is meant.
FORMS: dict[str, dict[str, Any]] = {
    "/account/password": {"current": PASSWORD, "password": "seven patient herons wade"},
    "/account/second-factor/remove": {"password": PASSWORD},
    "/account/sessions/end": {"others": "yes", "password": PASSWORD},
    "/account/tokens": {"name": "scanner", "days": "30", "scopes": ["read"], "password": PASSWORD},
    "/c/{client}/batches/{batch_id}/texts/{place}/answer": {"draft": "D-6", "words": "3"},
    "/c/{client}/batches/{batch_id}/texts/{place}/retry": {"at": {"place": "1"}},
    "/c/{client}/batches/{batch_id}/texts/{place}/whose": {"there": "no", "at": {"place": "2"}},
    "/c/{client}/batches/{batch_id}/whose": {"fits": CAFE, "there": "no"},
    "/c/{client}/describe": {"text": "write off $40 of damaged stock", "key": "a"},
    "/c/{client}/drafts/{draft_id}/answer": {"words": "3", "at": {"draft_id": "D-6"}},
    "/c/{client}/drafts/{draft_id}/edit": {"note": "fell", "was.note": ""},
    "/c/{client}/drafts/{draft_id}/found": {"verdict": "ours"},
    "/c/{client}/drafts/{draft_id}/override": {"because": "the auditors agree"},
    "/c/{client}/drafts/{draft_id}/preview": {"note": "fell", "was.note": ""},
    "/c/{client}/drafts/{draft_id}/reject": {"because": "counted again"},
    "/c/{client}/drafts/{draft_id}/reverse": {"because": "found", "at": {"draft_id": "D-1"}},
    "/c/{client}/drafts/{draft_id}/revise": {"reason": "expired"},
    "/c/{client}/drafts/{draft_id}/typing": {"note": "fe", "was.note": ""},
    "/c/{client}/entries/{number}/reverse": {"because": "found"},
    "/c/{client}/evidence/{subject}": {"files": ("note.txt", b"It fell."), "shows": "photo"},
    "/c/{client}/evidence/{subject}/waive": {"need": "damaged", "because": "small"},
    "/c/{client}/evidence/{subject}/{digest}": {"shows": "photo"},
    "/c/{client}/found/{subject}": {"verdict": "ours"},
    "/c/{client}/goods/{sku:path}/hold": {"quantity": "2", "awaiting": "claim", "place": "Warehouse"},
    "/c/{client}/holds/{n}/release": {"quantity": "1"},
    "/c/{client}/queue/selected": {"pick": "corner-hardware/D-5/{fingerprint}"},
    "/c/{client}/queue/undo": {"pick": "WO-1001"},
    "/c/{client}/queue/{draft_id}/approve": {"seen": "1.{fingerprint}"},
    "/c/{client}/queue/{draft_id}/hand-over": {"person": BEA, "note": "you know them"},
    "/c/{client}/queue/{draft_id}/reject": {"because": "counted again"},
    "/c/{client}/queue/{draft_id}/rest": {"until": "2026-10-09"},
    "/c/{client}/queue/{draft_id}/undo": {"at": {"draft_id": "D-1"}},
    "/c/{client}/reconcile/place": {"item": "MUG-01", "units": "1", "location": "Store"},
    "/c/{client}/reconcile/revalue": {"item": "MUG-01"},
    "/c/{client}/reconcile/{entry}/settle": {"decision": "accept"},
    "/c/{client}/report": {
        "kind": "write_off", "reason": "damaged", "sku-0": "MUG-01", "quantity-0": "2", "place-0": "Warehouse", "key": "a",
    },
    "/c/{client}/settings/accounts": {"seen": "1", "only": "damaged", "damaged.routine": "5050", "damaged.unusual": "6910"},
    "/c/{client}/settings/closing": {"seen": "1", "books_closed_through": "2026-08-31"},
    "/c/{client}/settings/evidence": {"seen": "1", "reason": "damaged", "damaged": "photo"},
    "/c/{client}/settings/memory/{precedent_id}": {"choice": "5080"},
    "/c/{client}/settings/people": {"name": "newcomer", "role": "auditor"},
    "/c/{client}/settings/people/role": {"person": CAL, "role": "approver"},
    "/c/{client}/settings/people/firm": {"person": CAL, "firm": "true"},
    "/c/{client}/settings/plan": {"seen": "1", "feature": ["api", "quickbooks"]},
    "/c/{client}/settings/policy": {"seen": "1", "group": "limits", "routine_limit": "600.00"},
    "/c/{client}/settings/quickbooks/disconnect": {"typed": "nothing"},
    "/c/{client}/settings/quickbooks/links": {"row": "account 1200", "to account 1200": "81"},
    "/c/{client}/settings/quickbooks/place": {"item": "MUG-01", "quantity": "1", "place": "Store"},
    "/c/{client}/settings/quickbooks/pasted": {"state": "none", "address": "https://example.test/?code=1"},
    "/c/{client}/settings/reasons": {"seen": "1", "reason": "damaged", "do": "add", "new": "Forklift"},
    "/c/{client}/settings/standing": {"seen": "1", "auto_approve_above": "0.97", "meant": "yes"},
    "/c/{client}/sync/{entry}/typed": {"remote_id": "145"},
    "/clients/new/files": {"slug": "glen", "files": {
        name: (name, (SAMPLES / "glenbrack-coop" / name).read_bytes()) for name in ("client.json", "accounts.csv", "items.csv")
    }},
    "/clients/new/sample": {"sample": "glenbrack-coop", "slug": "glen"},
    "/describe": {"client": HARDWARE, "text": "write off $40 of damaged stock", "key": "a"},
    "/describe/how": {"text": "one\ntwo"},
    "/queue/selected": {"pick": "corner-hardware/D-5/{fingerprint}"},
    "/welcome": {"code": "none", "name": "zoe", "password": PASSWORD},
}  # fmt: skip
for _what in ("link", "remove", "sign-out", "shut-out", "let-in", "second-factor"):
    FORMS[f"/c/{{client}}/settings/people/{_what}"] = {"person": CAL}
# The query of a page that wants one.
ASKED = {"/c/{client}/settings/quickbooks/consent": "?environment=sandbox", "/quickbooks/connected": "?state=none"}

API = "/api/v1"
# A valid body for each operation of the API that takes one; `at` as above, `files` a form's files, `seen` the draft's version.
BODIES: dict[str, dict[str, Any]] = {
    "PATCH /clients/{client}/accounts-by-reason": {"accounts": {"damaged": {"routine": "5050"}}},
    "PATCH /clients/{client}/evidence/{subject}/{digest}": {"shows": ["photo"]},
    "PATCH /clients/{client}/policy": {"settings": {"routine_limit": "600.00"}},
    "PATCH /clients/{client}/precedents/{precedent_id}": {"account": "5080"},
    "POST /clients/{client}/approvals": {"drafts": [{"id": "D-5", "seen": '"1-{fingerprint}"'}]},
    "POST /clients/{client}/batches": {"texts": ["write off $40 of damaged stock"]},
    "POST /clients/{client}/batches/files": {"files": ("list.txt", b"write off $40 of damaged stock")},
    "POST /clients/{client}/batches/{batch_id}/texts/{place}/retry": {"at": {"place": 1}},
    "POST /clients/{client}/batches/{batch_id}/texts/{place}/whose": {"there": False, "at": {"place": 2}},
    "POST /clients/{client}/drafts/{draft_id}/answer": {"answer": "3", "at": {"draft_id": "D-6"}},
    "POST /clients/{client}/drafts/{draft_id}/care": {"do": "claim"},
    "POST /clients/{client}/drafts/{draft_id}/override": {"because": "the auditors agree"},
    "POST /clients/{client}/drafts/{draft_id}/preview": {"reason": "expired"},
    "POST /clients/{client}/drafts/{draft_id}/reject": {"because": "counted again"},
    "POST /clients/{client}/drafts/{draft_id}/revise": {"reason": "expired"},
    "POST /clients/{client}/entries/{number}/disposition": {"disposition": "accept"},
    "POST /clients/{client}/entries/{number}/override": {"because": "the auditors agree"},
    "POST /clients/{client}/entries/{number}/reverse": {"because": "found"},
    "POST /clients/{client}/entries/{number}/typed": {"remote_id": "145"},
    "POST /clients/{client}/entries/{number}/variance": {},
    "POST /clients/{client}/evidence/{subject}": {"files": ("note.txt", b"It fell.")},
    "POST /clients/{client}/evidence/{subject}/waivers": {"need": "damaged", "because": "small"},
    "POST /clients/{client}/found/{subject}": {"verdict": "ours"},
    "POST /clients/{client}/holds": {"sku": "MUG-01", "quantity": "2", "awaiting": "claim", "location": "Warehouse"},
    "POST /clients/{client}/holds/{hold}/release": {"quantity": "1"},
    "POST /clients/{client}/policy/closing": {"through": "2026-08-31"},
    "POST /clients/{client}/quickbooks/links": {},
    "POST /clients/{client}/quickbooks/places": {"goods": [{"sku": "MUG-01", "quantity": "1", "location": "Store"}]},
    "POST /clients/{client}/quickbooks/pull": {},
    "POST /clients/{client}/quickbooks/reconcile": {},
    "POST /clients/{client}/quickbooks/revalue": {},
    "POST /clients/{client}/quickbooks/sync": {},
    "POST /clients/{client}/rejections": {"drafts": [{"id": "D-5", "seen": '"1-{fingerprint}"'}], "because": "counted again"},
    "POST /clients/{client}/stock/receipts": {
        "goods": [{"sku": "MUG-01", "quantity": "2", "unit_cost": "4.15", "location": "Store"}]
    },
    "POST /clients/{client}/texts": {"text": "write off $40 of damaged stock"},
    "PUT /clients/{client}/people/{name}": {"role": "approver"},
    "PUT /clients/{client}/plan": {"left_out": ["model"]},
    "PUT /clients/{client}/policy/sub-reasons/{reason}": {"names": ["Forklift"]},
}
QUERIES = {"GET /clients/{client}/export": "?to=csv"}


def _routes_of(routes: Sequence[Any]) -> Iterator[Request]:
    for route in routes:
        for each in route.effective_route_contexts() if hasattr(route, "effective_route_contexts") else ():
            yield from ((method, each.path) for method in sorted(each.methods))


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found.group(1) if found else ""


def _second_factor(page: str, firm: Firm) -> dict[str, str]:
    seed = re.search(r">([A-Z2-7 ]{32,})<", page)
    code = pyotp.TOTP(seed.group(1).replace(" ", "")).at(firm.clock.now()) if seed else ""
    return {"sealed": _hidden(page, "sealed"), "code": code, "password": PASSWORD}


# Forms that carry what their own page says: the page, and what is typed into it.
LOADED: dict[str, tuple[str, Callable[[str, Firm], dict[str, str]]]] = {
    "/account/second-factor": ("/account/second-factor", _second_factor),
    "/invited/{token}": ("/invited/{token}", lambda _page, _firm: {"password": "seven patient herons wade"}),
    "/sign-in": ("/sign-in", lambda _page, _firm: {"name": BEA, "password": PASSWORD, "wanted": "/clients"}),
    "/sign-in/code": ("/sign-in", lambda _page, _firm: {"step": "none", "code": "000000"}),
}


@dataclass
class Matrix:
    """A firm at its desk, taken back to how it was after each request that may have changed it."""

    firm: Firm
    kept: Path
    names: Mapping[str, str]
    fingerprint: str
    sessions: dict[str, tuple[str, str]] = field(default_factory=dict)  # what the cookie holds, and what forms carry
    tokens: dict[str, str] = field(default_factory=dict)
    http: TestClient = field(init=False)

    def __post_init__(self) -> None:
        """One event loop for all requests: to begin one for each takes as long as many an answer."""
        self._portal = start_blocking_portal()
        self.http = TestClient(
            self.firm.app, base_url="https://testserver", raise_server_exceptions=False, follow_redirects=False
        )
        self.http.portal = self._portal.__enter__()

    def close(self) -> None:
        self._portal.__exit__(None, None, None)
        self.firm.close()

    def routes(self) -> Iterator[Request]:
        """Every route that the desk and its API have, by method and path."""
        for route in self.firm.app.routes:
            if isinstance(route, ApiMount):
                yield from ((method, API + path) for method, path in _routes_of(route.routes))
        yield from _routes_of(self.firm.app.routes)

    def row(self, method: str, path: str) -> dict[str, str]:
        """What each is answered, by the names of CELLS: the status, or DOOR. Those elsewhere are answered alike, whatever their
        role; where they are not, all that they are answered stands in their cell."""
        told = {role: self.answered(method, path, person) for role, person in HERE.items()}
        told["nobody"] = self.answered(method, path, "")
        of_a_client = "{client}" in path or "client" in FORMS.get(path, {}) or path == "/queue/selected"
        elsewhere = {self.answered(method, path, person) for person in ELSEWHERE.values()} if of_a_client else {"-"}
        return told | {"elsewhere": "+".join(sorted(elsewhere))}

    def answered(self, method: str, path: str, person: str) -> str:
        answer = self._api(method, path, person) if path.startswith(API) else self._web(method, path, person)
        if method not in SAFE and answer.status_code not in (401, 403, 404):
            self.take_back()
        to_door = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
        return DOOR if to_door and path != "/sign-out" else str(answer.status_code)

    def _web(self, method: str, path: str, person: str) -> Any:
        form = dict(FORMS.get(path, {}))
        names = dict(self.names) | {"token_id": f"t-{self.tokens.get(person, '')[:12]}"} | form.pop("at", {})
        where = path.replace(":path}", "}").format(**names) + ASKED.get(path, "")
        self.http.cookies.clear()
        csrf = ""
        if person:
            secret, csrf = self.sessions[person]
            self.http.cookies.set(cookie_name(self.firm.house), secret)
        if method in SAFE:
            return self.http.request(method, where)
        if (loaded := LOADED.get(path)) is not None:  # a form that only its own page can have made
            page = self.http.get(loaded[0].format(**names)).text
            csrf, form = _hidden(page, "csrf"), loaded[1](page, self.firm)
        files = form.pop("files", None)
        sent = files if isinstance(files, dict) or files is None else {"files": files}
        return self.http.post(where, data={"csrf": csrf} | self._filled(form), files=sent)

    def _api(self, method: str, path: str, person: str) -> Any:
        operation = f"{method} {path.removeprefix(API)}"
        body = dict(BODIES.get(operation, {}))
        names = dict(self.names) | body.pop("at", {})
        where = path.format(**names) + QUERIES.get(operation, "")
        headers = {"If-Match": f'"1-{self.fingerprint}"'} if "/drafts/{draft_id}/" in path else {}
        if person:
            headers["Authorization"] = f"Bearer {self.tokens[person]}"
        if "files" in body:
            return self.http.request(method, where, headers=headers, files={"files": body["files"]})
        return self.http.request(method, where, headers=headers, json=self._filled(body) if operation in BODIES else None)

    def _filled(self, form: Mapping[str, Any]) -> Any:
        return json.loads(json.dumps(form).replace("{fingerprint}", self.fingerprint))

    def take_back(self) -> None:
        """The books as they were; what is at work is waited for first."""
        self.firm.house.runs.wait(HARDWARE)
        self.firm.app.state.drafting.idle()
        self.firm.store.engine.dispose()
        for suffix in ("-wal", "-shm"):
            (self.firm.folder / f"firm.db{suffix}").unlink(missing_ok=True)
        shutil.copyfile(self.kept, self.firm.folder / "firm.db")


def matrix_of(folder: Path) -> Matrix:
    """The firm: a posted entry, drafts that wait (one that a reporter made, with its evidence) and one that is asked, a list,
    something set aside, and what was learned."""
    firm = Firm(open_firm(folder), folder)
    for role, person in ELSEWHERE.items():
        set_role(firm.store, CAFE, person, PersonRole(role), by=ADA, at=NOON)
    everyone = (*HERE.values(), *ELSEWHERE.values())
    for person in everyone:
        firm.give_password(person, firm=person == ADA)
    cal, dee = program(firm, CAL), program(firm, DEE)
    for text in ("12 of the mugs were dropped in the warehouse yesterday", "write off $80 of damaged stock"):
        cal.post("texts", {"text": text})
    owner = program(firm, ADA)
    for draft in ("D-1", "D-2"):
        owner.post(f"drafts/{draft}/approve", seen=owner.get(f"drafts/{draft}").headers["etag"])
    for text in ("write off $90 of damaged stock", "write off 3 mugs, expired"):
        cal.post("texts", {"text": text})
    dee.post("texts", {"text": "write off 2 mugs, dropped in the store"})
    texts = ["some of the desk lamps in the store went missing", "2 mugs broke", "3 mugs fell"]
    batch = dee.post("batches", {"texts": texts}).json()["id"]
    firm.app.state.drafting.begin(HARDWARE, batch, wait_seconds=60)
    with firm.store.client(HARDWARE) as transaction:
        transaction.change_given(batch, 1, lambda given: replace(given, fault=Fault("The model did not answer.")))
        transaction.change_given(batch, 2, lambda given: replace(given, fits=CAFE))
    invited = invite(
        firm.house.identity, HARDWARE, "kit", PersonRole.AUDITOR, limit=None, by=ADA, now=NOON, new_secret=firm.new_secret
    )
    assert invited is not None
    firm.house.runs.start(HARDWARE, "sync", lambda _run: SyncReceipt(), by=ADA)
    firm.house.runs.wait(HARDWARE)
    digest = dee.ask("POST", "evidence/D-5", files={"files": ("seen.txt", b"It lay there.")}).json()["rows"][0]["sha256"]
    owner.post("holds", {"sku": "MUG-01", "quantity": "4", "awaiting": "claim", "location": "Warehouse"})
    job = firm.house.runs.last(HARDWARE, "sync")
    assert job is not None
    fingerprint = owner.get("drafts/D-5").headers["etag"].strip('"').partition("-")[2]
    names = {
        "client": HARDWARE, "draft_id": "D-5", "number": "WO-1001", "entry": "WO-1001", "subject": "D-5", "digest": digest,
        "batch_id": batch, "place": "0", "sku": "MUG-01", "n": "1", "hold": "H-1", "precedent_id": "P-1",
        "token": invited.secret, "name": CAL, "reason": "damaged", "job": job_id(job),
    }  # fmt: skip
    made = Matrix(firm, folder / "kept.db", names, fingerprint)
    for person in everyone:
        secret, session = firm.signed_in(person)
        made.sessions[person] = (secret, session.csrf)
        made.tokens[person] = token_of(firm, person)
    firm.store.engine.dispose()  # all that is in the write-ahead log goes into the file
    shutil.copyfile(folder / "firm.db", made.kept)
    return made


def table_said() -> dict[Request, dict[str, str]]:
    """The rows of matrix.txt, by method and path."""
    lines = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines()[1:] if line and not line.startswith("#")]
    return {(method, path): dict(zip(CELLS, cells, strict=True)) for method, path, *cells in lines}


def line_of(request: Request, cells: Mapping[str, str]) -> str:
    method, path = request
    return f"{method:<6} {path:<66} " + " ".join(f"{cells[name]:<10}" for name in CELLS).rstrip()
