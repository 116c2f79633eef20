"""A request to /v3/company/{realm}/… to the API's answer: which resource, which operation, once or a repeat.

A `requestid` (at most 50 characters, unique in the company) makes a POST safe to repeat: the repeat gets the original answer,
byte for byte, whatever its body says, for as long as the company lives. Two readings are ours: a refused request is not
remembered, so its id may be sent again, and queries ignore the id.
"""

from collections.abc import Callable, Mapping

from assistant.practice import journals, refusals, statements, valuation
from assistant.practice.company import KINDS, PracticeCompany
from assistant.practice.store import Store
from assistant.practice.wire import Answer, Json, Request, ok, read_json, write_json

LONGEST_REQUEST_ID = 50
MINOR_VERSION = 75
"""The oldest version still served: a lower one, or none, means this one."""

REPORTS: dict[str, Callable[[Store, str, Mapping[str, str], float], Json]] = {
    "InventoryValuationSummary": valuation.summary,
    "InventoryValuationDetail": valuation.detail,
    "GeneralLedger": journals.general_ledger,
    "TransactionList": journals.transaction_list,
    "TrialBalance": statements.trial_balance,
    "BalanceSheet": statements.balance_sheet,
}


def minor_version(request: Request) -> int:
    """The version by which a request is served."""
    text = request.params.get("minorversion") or str(MINOR_VERSION)
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise refusals.unsupported_property("minorversion", "is not a whole number")
    return max(int(text), MINOR_VERSION)


def answer(company: PracticeCompany, request: Request, resource: str, key: str | None) -> tuple[Answer, bool]:
    """The answer, and whether it is the repeat of an earlier one; what is refused is raised."""
    company.must_be_active()
    if request.method == "GET" and resource == "reports":
        minor_version(request)
        return Answer(200, write_json(_report(company, request, key or "")).encode()), False
    if request.method == "GET" or resource == "query":
        minor_version(request)
        return ok(_read(company, request, resource, key), company.now), False
    return once(company, request, lambda: _write(company, request, resource, key))


def once(
    company: PracticeCompany, request: Request, write: Callable[[], Json], longest: int = LONGEST_REQUEST_ID
) -> tuple[Answer, bool]:
    """What the write answers, or what it answered to this requestid before; whether it is that repeat."""
    minor_version(request)
    request_id = request.params.get("requestid")
    if request_id and len(request_id) > longest:
        raise refusals.too_long("requestid", len(request_id), longest)
    if request_id and (earlier := company.store.answer_to(company.realm, request_id)) is not None:
        return Answer(200, earlier), True
    written = ok(write(), company.now)
    if request_id:
        company.store.keep_answer(company.realm, request_id, written.body)
    return written, False


def _report(company: PracticeCompany, request: Request, name: str) -> Json:
    if name not in REPORTS:
        raise refusals.unsupported(f"GET reports/{name:.40}")
    return REPORTS[name](company.store, company.realm, request.params, company.now)


def _read(company: PracticeCompany, request: Request, resource: str, key: str | None) -> Json:
    match resource:
        case "query":
            text = request.params.get("query") if request.method == "GET" else request.text
            return {"QueryResponse": company.query(text or "")}
        case "companyinfo" if key == company.realm:
            return {"CompanyInfo": company.info()}
        case "preferences" if key is None:
            return {"Preferences": company.preferences()}
        case "cdc":
            return company.changes(request.params.get("entities", ""), request.params.get("changedSince", ""))
        case _ if resource in KINDS and key is not None:
            return {KINDS[resource]: company.read(KINDS[resource], key)}
    raise refusals.unsupported(f"GET {resource:.40}")


def _write(company: PracticeCompany, request: Request, resource: str, key: str | None) -> Json:
    operation = request.params.get("operation", "")
    if resource not in KINDS or key is not None or operation not in ("", "create", "update", "delete"):
        raise refusals.unsupported(f"{operation or 'POST'} {resource:.40}")
    sent = read_json(request.text)
    if not isinstance(sent, dict):
        raise refusals.unsupported_property("body", "is not an object")
    if operation == "delete":
        return {KINDS[resource]: company.delete(KINDS[resource], sent)}
    include = frozenset(request.params.get("include", "").split(","))
    return {KINDS[resource]: company.write(KINDS[resource], sent, include)}
