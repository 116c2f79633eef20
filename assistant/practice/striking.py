"""A fault to what the client meets: in place of its request, or behind it. faults.py says which is which."""

from dataclasses import replace

from assistant.practice.faults import Strike
from assistant.practice.wire import (
    Answer,
    Error,
    Outcome,
    Refused,
    api_fault,
    forbidden,
    gateway_fault,
    html_page,
    service_unavailable,
    throttled,
    throttled_by_api,
    write_json,
    wrong_company,
)


def in_place(strike: Strike, now: float) -> Outcome | None:
    """What the client meets of a request that is not carried out; None where the request goes on."""
    match strike.fault:
        case "stall":
            return Outcome(None, strike.seconds)
        case "drop":
            return Outcome(None)
        case "refuse":
            return Outcome(None, refused=True)
        case _:
            answer = _answer(strike, now)
            return None if answer is None else Outcome(answer)


def _answer(strike: Strike, now: float) -> Answer | None:
    match strike.fault:
        case "throttle":
            return throttled(now, strike.retry_after)
        case "throttle_fault":
            return throttled_by_api(now, strike.retry_after)
        case "forbidden":
            return forbidden(now)
        case "wrong_realm":
            return wrong_company(now)
        case "html_503":
            return service_unavailable(strike.status or 503)
        case "html_200":
            return html_page(200, "Sign in to this network")
        case "json_500":
            return _system_fault(strike, now)
        case "api_fault" | "fault_in_200":
            errors = [Error(code, "An error that was asked for", f"Scripted fault {code}.") for code in strike.codes]
            usual = 200 if strike.fault == "fault_in_200" else 400
            return api_fault(Refused(*errors), now, status=strike.status or usual)
        case "gateway_fault":
            code = strike.codes[0]
            return gateway_fault(strike.status or 400, "Scripted", code, "SERVICE", f"Scripted fault {code}.", now)
        case "invalid_grant":
            body = {"error": "invalid_grant", "error_description": "Incorrect or invalid token"}
            return Answer(400, write_json(body).encode())
        case _:
            return None


def behind(strike: Strike | None, answer: Answer, now: float) -> Outcome:
    """What the client meets of a request that was carried out and came to this answer."""
    if strike is None:
        return Outcome(answer)
    match strike.fault:
        case "commit_then_503":
            return Outcome(service_unavailable(strike.status or 503))
        case "commit_then_500":
            return Outcome(_system_fault(strike, now))
        case "commit_then_stall":
            return Outcome(None, strike.seconds)
        case "commit_then_drop":
            return Outcome(None)
        case "slow":
            return Outcome(answer, strike.seconds)
        case "truncated":
            return Outcome(replace(answer, body=answer.body[: len(answer.body) // 2]))
        case "cut_off":
            return Outcome(answer, cut=True)
        case "wrong_type":
            return Outcome(replace(answer, content_type="text/html"))
        case _:
            return Outcome(answer)


def _system_fault(strike: Strike, now: float) -> Answer:
    detail = "System Failure Error: the service could not finish this request."
    error = Error("10000", "An application error has occurred while processing your request", detail, "SystemFailureError")
    return api_fault(Refused(error, kind="SystemFault"), now, status=strike.status or 500)
