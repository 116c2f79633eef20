"""What went wrong with a language model, in plain words: never the request, the answer or the key."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Failure:
    """`says` ends the sentence "The model did not answer: …". `whatever_text`: it would fail on the next text too."""

    says: str
    whatever_text: bool


def failure_of(error: Exception, *, refused: bool, finish: str, calls: int) -> Failure:
    """The failure behind what openai or instructor raised. `refused` and `finish` are of the last answer, where one came."""
    import openai

    cause = next((found for found in (error, error.__cause__) if isinstance(found, openai.APIError)), None)
    if cause is not None:
        return _of_service(cause)
    if refused:
        return Failure("it refused to answer", whatever_text=False)
    if finish == "content_filter":
        return Failure("its answer was withheld by a filter", whatever_text=False)
    if finish == "length":
        return Failure("its answer was cut off, for it ran out of tokens", whatever_text=False)
    tries = f" in {calls} tries" if calls > 1 else ""
    return Failure(f"its answer was not valid{tries}: {_of_answer(error)}", whatever_text=False)


def _of_service(error: Exception) -> Failure:
    import openai

    code = str(getattr(error, "code", None) or "")
    if code == "insufficient_quota":
        return Failure("its quota of tokens is used up", whatever_text=True)
    if code == "context_length_exceeded":
        return Failure("the text, with what is told beside it, is too long for it", whatever_text=False)
    for kind, says in (
        (openai.APITimeoutError, "it took too long"),
        (openai.APIConnectionError, "it cannot be reached"),
        (openai.RateLimitError, "its rate limit is reached"),
        (openai.AuthenticationError, "it refused the key"),
        (openai.PermissionDeniedError, "it does not allow this key to use it"),
        (openai.NotFoundError, "no such model or address is known there"),
        (openai.InternalServerError, "it reported an error of its own"),
    ):
        if isinstance(error, kind):
            return Failure(says, whatever_text=True)
    return Failure("it did not take the request", whatever_text=False)


def _of_answer(error: Exception) -> str:
    """What was wrong with the last answer."""
    from pydantic import ValidationError

    if not isinstance(error.__cause__, ValidationError):
        return "it did not come in the form asked for"
    wrong: list[dict[str, Any]] = [dict(found) for found in error.__cause__.errors(include_url=False)]
    if any(found["type"] == "json_invalid" for found in wrong):
        return "it was no JSON"
    if all(found["type"] == "missing" and found["input"] == {} for found in wrong):
        return "it was empty"
    if any("is not in the text" in str(found["msg"]) for found in wrong):
        return "it quoted words that are not in the text"
    return "it did not have the form asked for"
