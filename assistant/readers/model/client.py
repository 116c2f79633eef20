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
from weakref import finalize

from assistant.books.usage import Sent, Usage
from assistant.readers.failed import ModelFailed
from assistant.readers.model.failing import failure_of
from assistant.readers.model.wire import WireProposal

if TYPE_CHECKING:
    from instructor import Instructor
    from openai.types.chat import ChatCompletionMessageParam

RE_ASKS = 2


@dataclass
class _Call:
    """One text's call under way: what is counted while it runs, and what its last answer was."""

    text: str
    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    refused: bool = False
    finish: str = ""

    @property
    def usage(self) -> Usage:
        return Usage(self.calls, self.prompt_tokens, self.completion_tokens)

    def answered(self, completion: Any) -> None:
        """An answer came, of whatever form. An endpoint that counts no tokens is taken to have used none."""
        usage = getattr(completion, "usage", None)
        self.prompt_tokens += getattr(usage, "prompt_tokens", None) or 0
        self.completion_tokens += getattr(usage, "completion_tokens", None) or 0
        choice = next(iter(getattr(completion, "choices", None) or ()), None)
        self.finish = getattr(choice, "finish_reason", None) or ""
        self.refused = bool(getattr(getattr(choice, "message", None), "refusal", None))


_CALL: ContextVar[_Call] = ContextVar("call")


@dataclass(frozen=True, slots=True)
class Answered:
    """A model's valid answer, and what it cost."""

    answer: WireProposal
    usage: Usage


@dataclass(frozen=True)
class ModelClient:
    """Any OpenAI-compatible endpoint. `key` is never logged nor shown; `timeout_seconds` is for one try of one call."""

    model: str
    url: str
    key: str
    timeout_seconds: float
    retries: int

    def ask(self, messages: list["ChatCompletionMessageParam"], *, text: str, sent: Sent) -> Answered:
        """The model's answer, valid. ModelFailed, with what was `sent`, where none came, or none that is valid after the re-asks.

        At most (1 + RE_ASKS) * (1 + retries) requests are sent, each for at most `timeout_seconds`.
        """
        from instructor.core.exceptions import InstructorError
        from openai import OpenAIError

        call = _Call(text)
        _CALL.set(call)
        try:
            answer: WireProposal = self._client.create(
                messages=messages, response_model=answer_type(), max_retries=RE_ASKS, temperature=0
            )
        except (InstructorError, OpenAIError) as error:
            failed = failure_of(error, refused=call.refused, finish=call.finish, calls=call.calls)
            raise ModelFailed(
                f"The language model {self.model} did not answer: {failed.says}.",
                "Try again, or read by rules: --reader rules.",
                sent=sent,
                usage=call.usage,
                whatever_text=failed.whatever_text,
            ) from None  # the cause holds the request, and with it the client's text
        return Answered(answer, call.usage)

    @cached_property
    def _client(self) -> "Instructor":
        os.environ.setdefault("PYDANTIC_ERRORS_INCLUDE_URL", "0")  # its version would change every re-ask
        import instructor
        from openai import DefaultHttpxClient

        logging.getLogger("instructor").setLevel(logging.CRITICAL)  # it logs input values
        schema = strict_schema()
        http = DefaultHttpxClient(event_hooks={"request": [_count]})
        finalize(self, http.close)
        client: Instructor = instructor.from_provider(
            f"openai/{self.model}",
            base_url=self.url,
            api_key=self.key or "none",
            timeout=self.timeout_seconds,
            max_retries=self.retries,
            http_client=http,
        )

        def make_strict(*_: object, **call: Any) -> None:
            for tool in call.get("tools") or ():
                tool["function"].update(strict=True, parameters=schema)

        client.on("completion:kwargs", make_strict)
        client.on("completion:response", lambda completion: _CALL.get().answered(completion))
        return client


def _count(request: object) -> None:
    """Every request that leaves is counted, re-asks and retries of the transport too."""
    _CALL.get().calls += 1


@cache
def answer_type() -> type[WireProposal]:
    """WireProposal as instructor takes it, prepared once: it would be again at every call. Its quotes are checked against the
    text of the call under way."""
    from instructor.v2.core.function_calls import response_schema

    class Answer(WireProposal):
        @classmethod
        def model_validate_json(cls, json_data: str | bytes | bytearray, **how: Any) -> Self:
            return super().model_validate_json(json_data, **(how | {"context": {"text": _CALL.get().text}}))

    Answer.__name__, Answer.__doc__ = WireProposal.__name__, WireProposal.__doc__  # both are told to the model
    return response_schema(Answer)


@cache
def strict_schema() -> dict[str, Any]:
    """The JSON schema that every answer must meet, in the form that strict structured output takes."""
    from openai.lib._pydantic import to_strict_json_schema

    return to_strict_json_schema(WireProposal)
