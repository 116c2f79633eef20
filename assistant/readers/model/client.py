"""Messages to a checked answer: one call through openai and instructor, errors of the answer sent back at most twice.

instructor sends no `strict` of its own, so a hook makes the one tool strict with our schema. Its hooks swallow their own
exceptions: the schema is therefore made once, before any call. It renders messages as Jinja templates where it is given a
context: none is given, for the text is anybody's. `max_retries` of the client are the transport's (time-outs, 429, 5xx); those of
the call are the re-asks.
"""

import logging
import os
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Self

from assistant.errors import OutsideServiceFailed
from assistant.readers.model.wire import WireProposal

if TYPE_CHECKING:
    from instructor import Instructor
    from openai.types.chat import ChatCompletionMessageParam

RE_ASKS = 2
_TEXT: ContextVar[str] = ContextVar("text")


@dataclass(frozen=True)
class ModelClient:
    """Any OpenAI-compatible endpoint. `key` is never logged nor shown; `timeout_seconds` is for one try of one call."""

    model: str
    url: str
    key: str
    timeout_seconds: float
    retries: int
    http_client: Any = None  # an httpx2.Client, for tests that watch the wire

    def ask(self, messages: list["ChatCompletionMessageParam"], *, text: str) -> WireProposal:
        """The model's answer, valid. OutsideServiceFailed where none came, or none that is valid after the re-asks."""
        from instructor.core.exceptions import InstructorError
        from openai import OpenAIError

        _TEXT.set(text)
        try:
            answer: WireProposal = self._client.create(
                messages=messages, response_model=answer_type(), max_retries=RE_ASKS, temperature=0
            )
        except (InstructorError, OpenAIError) as error:
            raise OutsideServiceFailed(
                f"The language model {self.model} did not answer: {_why(error)}.",
                "Try again, or read by rules: --reader rules.",
                code="model_failed",
            ) from None  # the cause holds the request, and with it the client's text
        return answer

    @cached_property
    def _client(self) -> "Instructor":
        os.environ.setdefault("PYDANTIC_ERRORS_INCLUDE_URL", "0")  # its version would change every re-ask
        import instructor

        logging.getLogger("instructor").setLevel(logging.CRITICAL)  # it logs input values
        schema = strict_schema()
        client: Instructor = instructor.from_provider(
            f"openai/{self.model}",
            base_url=self.url,
            api_key=self.key or "none",
            timeout=self.timeout_seconds,
            max_retries=self.retries,
            **({"http_client": self.http_client} if self.http_client is not None else {}),
        )

        def make_strict(*_: object, **call: Any) -> None:
            for tool in call.get("tools") or ():
                tool["function"].update(strict=True, parameters=schema)

        client.on("completion:kwargs", make_strict)
        return client


@cache
def answer_type() -> type[WireProposal]:
    """WireProposal as instructor takes it, prepared once: it would be again at every call. Its quotes are checked against the
    text of the call under way."""
    from instructor.v2.core.function_calls import response_schema

    class Answer(WireProposal):
        @classmethod
        def model_validate_json(cls, json_data: str | bytes | bytearray, **how: Any) -> Self:
            return super().model_validate_json(json_data, **(how | {"context": {"text": _TEXT.get()}}))

    Answer.__name__, Answer.__doc__ = WireProposal.__name__, WireProposal.__doc__  # both are told to the model
    return response_schema(Answer)


@cache
def strict_schema() -> dict[str, Any]:
    """The JSON schema that every answer must meet, in the form that strict structured output takes."""
    from openai.lib._pydantic import to_strict_json_schema

    return to_strict_json_schema(WireProposal)


def _why(error: Exception) -> str:
    """The kind of failure in plain words: never the request, the answer or the key."""
    import openai
    from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException

    causes = (error, error.__cause__)
    for kind, says in (
        (openai.APITimeoutError, "it took too long"),
        (openai.RateLimitError, "its rate limit is reached"),
        (openai.AuthenticationError, "it refused the key"),
        (openai.APIConnectionError, "it cannot be reached"),
        (openai.APIStatusError, "it reported an error of its own"),
        (IncompleteOutputException, "its answer was cut off"),
        (InstructorRetryException, "its answer was not valid"),
    ):
        if any(isinstance(cause, kind) for cause in causes):
            return says
    return "its answer could not be used"
