"""docs/api.md: each curl line is asked, from top to bottom, and its answer holds what the page shows of it."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

from tests.surfaces.api.calling import Program, program
from tests.surfaces.firm import ADA, Firm

PAGE = Path(__file__).parents[3] / "docs" / "api.md"
EXAMPLE = re.compile(r"```sh\n(.*?)```\n\n```json\n(\d{3})\n(.*?)```", re.DOTALL)


def holds(found: Any, shown: Any) -> bool:
    """Whether what is shown is a part of what was found."""
    if isinstance(shown, dict):
        return isinstance(found, dict) and all(name in found and holds(found[name], value) for name, value in shown.items())
    if isinstance(shown, list):
        enough = isinstance(found, list) and len(found) >= len(shown)
        return enough and all(holds(each, part) for each, part in zip(found, shown, strict=False))
    return bool(found == shown)


def asked(caller: Program, command: str, etag: str) -> Any:
    """The answer to a curl line."""
    words = iter(shlex.split(command.replace("\\\n", " ").replace("$TOKEN", caller.secret).replace("$ETAG", "@ETAG")))
    assert next(words) == "curl"
    method, where, headers, body = "", "", {}, None
    for word in words:
        if word == "-X":
            method = next(words)
        elif word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = etag if value == "@ETAG" else value
        elif word == "-d":
            body = next(words)
        elif word != "-i":
            where = word.removeprefix("$DESK")
    return caller.ask(method or ("POST" if body else "GET"), where, headers=headers, content=body)


def test_the_page_says_what_the_api_answers(firm: Firm) -> None:
    caller, etag = program(firm, ADA), ""
    examples = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))
    assert len(examples) == 8
    for command, status, shown in examples:
        answer = asked(caller, command, etag)
        assert answer.status_code == int(status), (command, answer.text)
        assert holds(answer.json(), json.loads(shown)), (command, answer.text)
        etag = answer.headers.get("etag", etag)
