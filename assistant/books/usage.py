"""What a language model was asked for a text, and what that cost."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sent:
    """What of a text left for a language model, and to whom: never a key. `sha256` is of all messages (canonical JSON), `message`
    the one made of the text and what is told with it; the other is the prompt of its version."""

    model: str
    host: str  # with its port where the address names one
    prompt_version: str
    sha256: str
    message: str


@dataclass(frozen=True, slots=True)
class Usage:
    """What a model was asked for one text: calls with their re-asks, tokens as the endpoint counted them."""

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0


NONE_USED = Usage()


def used(each: Iterable[Usage]) -> Usage:
    """Several texts' usage together."""
    every = tuple(each)
    return Usage(
        sum(usage.calls for usage in every),
        sum(usage.prompt_tokens for usage in every),
        sum(usage.completion_tokens for usage in every),
    )
