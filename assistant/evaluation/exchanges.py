"""What passes between the client and a model to what a recording keeps of it: enough to know it again, nothing that is secret.

A request keeps its body; the system message and the tool's schema, which are the same for every case, become digests, and so do
the lists that are told with a text (goods, accounts), which are the same for every case of a client. Its headers and its address
are left out, and with them the key. An answer keeps what the client reads of it, by a list, so that what a service adds one day
is left out.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

Json = dict[str, Any]
ADDRESS = "https://model.invalid/v1"  # whoever was asked: a name that no network knows (RFC 2606)
DIGEST = "sha256:"
FENCE = "\n=====\n"  # behind the first of these stands the text itself (readers/model/prompt.py), kept whole
LONGEST_TOLD = 3  # lines of a paragraph before it; a longer one keeps its first
_MESSAGE = ("role", "content", "refusal", "tool_calls", "tool_call_id", "name")
_ANSWERED = ("object", "model", "system_fingerprint")
_SPELLINGS: dict[str, Json] = {  # of a tool's arguments, which are JSON in a string: the first is not named in a recording
    "": {"ensure_ascii": False},
    "compact": {"ensure_ascii": False, "separators": (",", ":")},
    "ascii": {},
    "compact ascii": {"separators": (",", ":")},
}
_USAGE = ("prompt_tokens", "completion_tokens", "total_tokens")


@lru_cache(maxsize=16)
def compact_request(body: bytes) -> bytes:
    """The canonical bytes of what is kept of a request's body; of such bytes, the same again."""
    asked: Json = json.loads(body)
    kept = dict(asked)
    kept["messages"] = [_message(message) for message in asked.get("messages") or ()]
    kept["tools"] = [_tool(tool) for tool in asked.get("tools") or ()]
    return canonical(kept)


def compact_answer(body: bytes) -> bytes | None:
    """The canonical bytes of what is kept of an answer's body, or None where it is no answer of a model."""
    try:
        answered: Json = json.loads(body)
        kept: Json = {"id": "recorded", "created": 0}
        kept |= {name: answered[name] for name in _ANSWERED if name in answered}
        kept["choices"] = [
            {
                "index": choice["index"],
                "finish_reason": choice["finish_reason"],
                "message": _message({"content": None, **choice["message"]}),
            }
            for choice in answered["choices"]
        ]
        usage = answered.get("usage") or {}
        kept["usage"] = {name: usage[name] for name in _USAGE if name in usage}
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    return canonical(kept)


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(value: object) -> str:
    """`sha256:` and the digest of a text, or of a value's canonical JSON; a digest stays as it is."""
    if isinstance(value, str) and value.startswith(DIGEST):
        return value
    return DIGEST + hashlib.sha256(value.encode() if isinstance(value, str) else canonical(value)).hexdigest()


def what_changed(asked: bytes, recorded: Sequence[bytes]) -> str:
    """Which of prompt, schema, model or request tells the request asked from the recorded one that it stands for."""
    now: Json = json.loads(asked)
    bodies: list[Json] = [json.loads(body) for body in recorded]
    count = len(now["messages"])
    then = next((body for body in bodies if len(body["messages"]) == count), bodies[0] if bodies else {})
    for name, says in (("tools", "schema"), ("tool_choice", "schema"), ("model", "model")):
        if now.get(name) != then.get(name):
            return says
    return "prompt" if _system(now) != _system(then) else "request (its text, what is told with it, or a re-ask)"


# ── For people who review a recording: JSON in JSON unfolded, long texts by the line ─────────────────────────────────────


def unfold(body: bytes) -> Json:
    """The body as a recording shows it. `fold` gives the same bytes back."""
    shown: Json = json.loads(body)
    for message in _messages(shown):
        if isinstance(content := message.get("content"), str) and "\n" in content:
            message["content"] = content.split("\n")
        for call in message.get("tool_calls") or ():
            call["function"] |= _as_object(call["function"]["arguments"])
    return shown


def fold(shown: Json) -> bytes:
    told: Json = json.loads(json.dumps(shown))
    for message in _messages(told):
        if isinstance(content := message.get("content"), list) and all(isinstance(line, str) for line in content):
            message["content"] = "\n".join(content)
        for call in message.get("tool_calls") or ():
            spelling = _SPELLINGS[call["function"].pop("spelling", "")]
            if not isinstance(arguments := call["function"]["arguments"], str):
                call["function"]["arguments"] = json.dumps(arguments, **spelling)
    return canonical(told)


def _as_object(arguments: str) -> Json:
    """A tool's arguments as the object they are, and how it was spelt; the text as it came where no spelling gives it again."""
    try:
        value = json.loads(arguments)
    except ValueError:
        return {"arguments": arguments}
    spelt = [name for name, how in _SPELLINGS.items() if isinstance(value, dict) and json.dumps(value, **how) == arguments]
    return {"arguments": value if spelt else arguments} | ({"spelling": spelt[0]} if spelt and spelt[0] else {})


def _messages(body: Json) -> list[Json]:
    return [*(body.get("messages") or ()), *(choice["message"] for choice in body.get("choices") or ())]


def _message(message: Mapping[str, Any]) -> Json:
    kept = {name: message[name] for name in _MESSAGE if name in message and (message[name] is not None or name == "content")}
    if kept.get("role") == "system":
        kept["content"] = digest(kept["content"])
    if kept.get("role") == "user" and isinstance(kept["content"], str):
        kept["content"] = _without_lists(kept["content"])
    if kept.get("tool_calls"):
        kept["tool_calls"] = [
            {
                "id": call["id"],
                "type": "function",
                "function": {name: call["function"][name] for name in ("name", "arguments")},
            }
            for call in kept["tool_calls"]
        ]
    return kept


def _without_lists(content: str) -> str:
    told, fence, text = content.partition(FENCE)
    short = []
    for paragraph in told.split("\n\n"):
        first, _, rest = paragraph.partition("\n")
        short.append(f"{first}\n{digest(rest)}" if paragraph.count("\n") >= LONGEST_TOLD else paragraph)
    return "\n\n".join(short) + fence + text


def _tool(tool: Mapping[str, Any]) -> Json:
    function = dict(tool["function"])
    if "parameters" in function:
        function["parameters"] = digest(function["parameters"])
    return {"type": tool["type"], "function": function}


def _system(body: Json) -> list[object]:
    return [message["content"] for message in body.get("messages") or () if message.get("role") == "system"]
