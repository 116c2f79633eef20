"""Questions to one company, and its answers as raw JSON with numbers read exactly: python-quickbooks over our own session.

Raw, because the library's objects take what is absent for true or for now, and stop at a page. A question changes nothing, so it
is put again where no answer came.
"""

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from quickbooks import QuickBooks as Library

from assistant.adapters.quickbooks.faults import NoAnswer, QuickBooksFault
from assistant.adapters.quickbooks.sentences import BY_PLAN, worded
from assistant.adapters.quickbooks.session import QuickBooksSession
from assistant.stages.documents.shapes import text

Json = dict[str, Any]

MINOR_VERSION = 75
ROWS = 1000  # the most of a page
TRIES = 3
ALL = "Active IN (true, false)"  # a list's rows that may no longer be used come only where they are asked for


class Asking:
    """One company's door. Errors of every method: OutsideServiceFailed, in the words of faults.py."""

    def __init__(self, api_url: str, realm: str, session: QuickBooksSession) -> None:
        self.realm = realm
        self._library = Library(company_id=realm, minorversion=MINOR_VERSION, use_decimal=True)
        self._library.sandbox = True  # never the address of production, whatever the one of the sandbox is set to
        self._library.sandbox_api_url_v3 = self._library.api_url_v3 = api_url
        self._library.session = session
        self._session = session

    def close(self) -> None:
        self._session.close()

    # ── To know ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def get(self, path: str, **params: str) -> Json:
        """What stands at this address below the company's."""
        return again(lambda: self._library.get(self._url(path), params=dict(params)))

    def entity(self, path: str, kind: str) -> Json:
        """The one entity at this address."""
        found = self.get(path).get(kind)
        if not isinstance(found, dict):
            raise NoAnswer(f"QuickBooks' answer holds no {kind}.", "Try again in a while.")
        return found

    def rows(self, kind: str, *conditions: str) -> list[Json]:
        """All rows of a kind for which the conditions hold, page after page, by Id; each once, and with an Id."""
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        found: dict[str, Json] = {}
        start = 1
        while True:
            page = self._page(f"SELECT * FROM {kind}{where} ORDERBY Id STARTPOSITION {start} MAXRESULTS {ROWS}", kind)
            new = {text(row, "Id"): row for row in page}
            if len(page) >= ROWS and new.keys() <= found.keys():
                raise NoAnswer(f"QuickBooks gives the same page of {kind} again.", "Try again in a while.")
            found |= new
            if len(page) < ROWS:
                return list(found.values())
            start += ROWS

    def rows_by_plan(self, kind: str, *conditions: str) -> list[Json]:
        """As `rows`; none where the company's plan has no such kind."""
        try:
            return self.rows(kind, *conditions)
        except QuickBooksFault as error:
            if BY_PLAN & set(error.fault.codes):
                return []
            raise

    def _page(self, query: str, kind: str) -> list[Json]:
        answer = again(lambda: self._library.query(query)).get("QueryResponse")
        page = answer.get(kind, []) if isinstance(answer, dict) else None
        if not isinstance(page, list) or not all(isinstance(row, dict) and text(row, "Id") for row in page):
            raise NoAnswer(f"QuickBooks' answer holds no {kind} that can be read.", "Try again in a while.")
        return page

    # ── To do ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def post(self, path: str, body: str, request_id: str, **params: str) -> Json:
        """Posts the body as it stands, once: what went wrong is raised, and nothing is sent again."""
        return _answered(lambda: self._library.post(self._url(path), body, request_id=request_id, params=dict(params)))

    def upload(self, body: bytes, content_type: str, request_id: str) -> Json:
        """Posts a multipart body; the library's own bears base64 in lines that end wrongly."""
        headers = {"Content-Type": content_type, "Accept": "application/json"}
        params = {"minorversion": MINOR_VERSION, "requestid": request_id}

        def sent() -> Any:
            return json.loads(self._session.request("POST", self._url("upload"), headers=headers, params=params, data=body).text)

        return _answered(sent)

    def _url(self, path: str) -> str:
        return f"{self._library.api_url}/company/{self.realm}/{path}"


def again(question: Callable[[], Any]) -> Json:
    """The answer to a question, put again where none came or the service was in trouble."""
    for left in range(TRIES - 1, -1, -1):
        try:
            return _answered(question)
        except (NoAnswer, QuickBooksFault) as error:
            trouble = not isinstance(error, QuickBooksFault) or not error.fault.definite
            if not trouble or not left:
                raise
    raise AssertionError("the last question is answered or raises")


def _answered(request: Callable[[], Any]) -> Json:
    try:
        answer = request()
    except QuickBooksFault as error:
        raise worded(error.fault) from None
    if not isinstance(answer, dict):
        raise NoAnswer("QuickBooks' answer is no object.", "Try again in a while.")
    return answer


# ── The query language ───────────────────────────────────────────────────────────────────────────────────────────────


def quoted(words: str) -> str:
    """A text as the query language takes it. The library escapes no backslash, so that a text could end its own quoting."""
    escaped = words.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def equals(field: str, words: str) -> str:
    return f"{field} = {quoted(words)}"


def among(field: str, texts: Iterable[str]) -> str:
    return f"{field} IN ({', '.join(map(quoted, texts))})"


def dated(since: date, until: date) -> tuple[str, str]:
    return f"TxnDate >= '{since.isoformat()}'", f"TxnDate <= '{until.isoformat()}'"
