"""A company to the page that a bookkeeper sees, and a form of it to what someone does in QuickBooks by hand.

| request | what it is |
| --- | --- |
| GET / | the companies, or the one there is |
| GET /company/{realm}?from=50 | its accounts, products, transactions (50 a page), and the service around it |
| GET /company/{realm}/file/{attachable} | a file that hangs on a transaction |
| POST /company/{realm} | a form: memo, delete, adjust, bill, close (the closing date) |

Pages have no script and take none. A form is taken only where it bears the key that this server put into its own page, came by
this machine's own name, and from no other page: a page of somebody else's, open in the same browser, can do nothing here.
"""

import hashlib
import hmac
from collections.abc import Mapping
from html import escape
from urllib.parse import parse_qsl, urlsplit

from assistant.practice import page_hand
from assistant.practice import page_parts as parts
from assistant.practice.attachments import Attachments, Links
from assistant.practice.company import PracticeCompany
from assistant.practice.overview import DOCUMENTS_A_PAGE, Overview
from assistant.practice.service import Service
from assistant.practice.sheet import sheet
from assistant.practice.store import SOMEONE
from assistant.practice.wire import Answer, Json, Refused, Request, timestamp

HERE = ("127.0.0.1", "localhost")
LATEST_REQUESTS = 12


class Page:
    """The pages of all companies of a service. `secret` is known to this server alone."""

    def __init__(self, service: Service, secret: str) -> None:
        self._service, self._store, self._secret = service, service.store, secret

    def concerns(self, path: str) -> bool:
        return path in ("/", "/favicon.ico") or path.startswith("/company/")

    def answer(self, request: Request) -> Answer:
        host = request.headers.get("host", "").partition(":")[0]
        if host not in HERE:
            return sheet(403, "Not here", "<p>This page answers people on this machine.</p>")
        with self._service.watch.writing(), self._store.transaction():
            known = {realm: str(self._store.info(realm)["CompanyName"]) for realm in self._store.realms()}
            match request.method, request.path.strip("/").split("/"):
                case "GET", [""]:
                    return self._companies(known)
                case "GET", ["company", realm] if realm in known:
                    return self._company(realm, request.params, "")
                case "GET", ["company", realm, "file", key] if realm in known:
                    return self._file(realm, key)
                case "POST", ["company", realm] if realm in known:
                    pass
                case _:
                    return sheet(404, "Nothing here", '<p><a href="/">To the companies</a></p>')
        return self._form(realm, request)

    # What is shown

    def _companies(self, known: dict[str, str]) -> Answer:
        if len(known) == 1:
            return Answer(303, b"", "text/plain", (("Location", f"/company/{next(iter(known))}"),))
        rows = "".join(f'<li><a href="/company/{escape(realm)}">{escape(name)}</a></li>' for realm, name in known.items())
        body = f"<ul>{rows}</ul>" if rows else "<p>No company is open yet.</p>"
        return sheet(200, "Practice companies", parts.section("companies", "Open", body))

    def _company(self, realm: str, params: Mapping[str, str], wrong: str) -> Answer:
        company = self._of(realm)
        view, key = Overview(company), self._key(realm)
        start, said = _start(params), params.get("said", "")
        accounts, rows = view.accounts(), view.items()
        shown, more = view.documents(start)
        here = f"/company/{realm}?from="
        older = f"{here}{start + DOCUMENTS_A_PAGE}#documents" if more else ""
        newer = f"{here}{max(start - DOCUMENTS_A_PAGE, 0)}#documents" if start else ""
        notice = f'<p class="said bad" role="alert">{escape(wrong)}</p>' if wrong else ""
        notice += f'<p class="said app" role="status">{page_hand.DONE[said]}</p>' if said in page_hand.DONE and not wrong else ""
        body = (
            notice
            + parts.accounts(accounts)
            + parts.items(rows, view.in_ledger())
            + parts.documents(shown, realm, key, older, newer)
            + page_hand.forms(company, view, key)
            + parts.service(self._state(realm))
        )
        title = str(self._store.info(realm)["CompanyName"])
        return sheet(400 if wrong else 200, title, body, self._head(company))

    def _head(self, company: PracticeCompany) -> str:
        closed = page_hand.closing_date(company)
        links = (("accounts", "Accounts"), ("items", "Products"), ("documents", "Transactions"), ("hand", "By hand"))
        nav = "".join(f'<a href="#{to}">{name}</a>' for to, name in (*links, ("service", "The service")))
        return (
            f'<p class="soft">A practice company of QuickBooks Online ({escape(self._service.setting.environment)}), realm '
            f"{escape(company.realm)}. It is {_time(company.now)}. "
            f"{f'Books are closed through {escape(closed)}.' if closed else 'No closing date is set.'}</p><nav>{nav}</nav>"
        )

    def _state(self, realm: str) -> Json:
        service, now = self._service, self._service.now()
        return {
            "limits": service.gate.used(realm, now),
            "metered": service.gate.reads(now),
            "allowance": service.setting.limits.metered_reads_a_month,
            "faults": service.script.waiting(),
            "schedule": service.script.plan(),
            "latest": service.log.latest(LATEST_REQUESTS),
        }

    def _file(self, realm: str, key: str) -> Answer:
        try:
            return Attachments(self._of(realm), Links("", self._secret), self._service.setting.limits.file_bytes).file(key)
        except Refused:
            return sheet(404, "No such file", f'<p><a href="/company/{escape(realm)}">To the company</a></p>')

    # What a person does

    def _form(self, realm: str, request: Request) -> Answer:
        fields = dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))
        origin = request.headers.get("origin")
        ours = origin is None or urlsplit(origin).netloc == request.headers.get("host")
        if not ours or not hmac.compare_digest(fields.get("key", "").encode(), self._key(realm).encode()):
            return sheet(403, "Not from here", "<p>That form was not sent from this page. Open the page again.</p>")
        act = fields.get("act", "")
        try:
            with self._service.watch.writing(), self._store.transaction():
                page_hand.do(act, self._of(realm), fields)
        except Refused as refused:
            with self._store.transaction():
                return self._company(realm, {}, "; ".join(error.detail for error in refused.errors))
        return Answer(303, b"", "text/plain", (("Location", f"/company/{realm}?said={act}"),))

    def _of(self, realm: str) -> PracticeCompany:
        return PracticeCompany(self._store, realm, self._service.now(), SOMEONE)

    def _key(self, realm: str) -> str:
        return hmac.new(self._secret.encode(), realm.encode(), hashlib.sha256).hexdigest()


def _time(now: float) -> str:
    day, _, clock = timestamp(now).partition("T")
    return f"{day}, {clock[:5]} Pacific time"


def _start(params: Mapping[str, str]) -> int:
    text = params.get("from", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
