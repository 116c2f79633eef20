"""A local OpenAI-compatible endpoint that answers from a script, one entry a call, and keeps what it was asked."""

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What one call gets: `tool` as the tool's arguments (text goes out as it stands), or an HTTP `status` without an answer, its
    error by `error`. With `content` the model talks and calls no tool; `body` is sent as it stands, whatever it is."""

    tool: Json | str = ""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    finish: str = "tool_calls"
    seconds: float = 0.0
    refusal: str = ""
    error: Json = field(default_factory=lambda: {"message": "no"})
    content: str = ""
    body: str | None = None
    usage: bool = True


@dataclass
class ScriptedEndpoint:
    """`with ScriptedEndpoint([Answer(...)]) as endpoint:` serves `endpoint.url`; `endpoint.asked` holds each request's body,
    `endpoint.most_at_once` how many waited for their answers at the same time."""

    script: Sequence[Answer]
    asked: list[Json] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    waiting: int = 0
    most_at_once: int = 0
    _counting: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> "ScriptedEndpoint":
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        self._stopped = threading.Event()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stopped.set()
        self._server.shutdown()
        self._server.server_close()

    def answer(self, body: Json, key: str) -> Answer:
        with self._counting:
            self.asked.append(body)
            self.keys.append(key)
            answer = self.script[min(len(self.asked), len(self.script)) - 1]
            self.waiting += 1
            self.most_at_once = max(self.most_at_once, self.waiting)
        self._stopped.wait(answer.seconds)
        with self._counting:
            self.waiting -= 1
        return answer


def _handler(endpoint: ScriptedEndpoint) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            answer = endpoint.answer(body, self.headers.get("Authorization", ""))
            told = _completion(body, answer) if answer.status == 200 else {"error": answer.error}
            sent = (json.dumps(told) if answer.body is None else answer.body).encode()
            self.send_response(answer.status)
            for name, value in (*answer.headers, ("Content-Type", "application/json"), ("Content-Length", str(len(sent)))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_: object) -> None:
            """Nothing: a test's output is its own."""

    return Handler


def _completion(body: Json, answer: Answer) -> Json:
    arguments = answer.tool if isinstance(answer.tool, str) else json.dumps(answer.tool)
    message: Json = {"role": "assistant", "content": answer.content or None, "refusal": answer.refusal or None}
    if not answer.refusal and not answer.content:
        name = body["tools"][0]["function"]["name"]
        message["tool_calls"] = [{"id": "call_1", "type": "function", "function": {"name": name, "arguments": arguments}}]
    return {
        "id": "answer-1",
        "object": "chat.completion",
        "created": 0,
        "model": body["model"],
        "choices": [{"index": 0, "finish_reason": answer.finish, "message": message}],
        **({"usage": {"prompt_tokens": 10, "completion_tokens": 10, "total_tokens": 20}} if answer.usage else {}),
    }
