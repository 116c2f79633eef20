"""A suite's folder to its cases and its clients' books, as evals/FORMAT.md lays them out."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.adapters.files.client import read_client
from assistant.books.client_books import ClientBooks
from assistant.errors import BadFile


@dataclass(frozen=True, slots=True)
class Case:
    """One case, without what it expects: the runner is not told. `history` are its rows of earlier entries."""

    id: str
    client: str
    today: date
    text: str
    history: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Suite:
    """`refused` says of each client that could not be opened why not."""

    folder: Path
    cases: tuple[Case, ...]
    clients: Mapping[str, ClientBooks]
    refused: Mapping[str, str]


def home_of(suite: Path) -> Path:
    """The folder that suites are kept in, with what belongs to them: evals/ of evals/dev-1 and of evals/suites/own-1."""
    beside = suite.resolve().parent
    return beside.parent if beside.name == "suites" else beside


def read_suite(folder: Path) -> Suite:
    """The suite in `folder`. BadFile for one without cases, or with lines that are no case; a client that cannot be opened
    costs only its own cases."""
    cases = tuple(read_cases(folder / "cases.jsonl"))
    clients, refused = {}, {}
    for slug in sorted({case.client for case in cases}):
        try:
            clients[slug] = read_client(folder / "clients" / slug, slug)
        except BadFile as error:
            refused[slug] = " ".join((error.says, *error.faults[:3]))
    return Suite(folder, cases, clients, refused)


def read_cases(path: Path) -> list[Case]:
    cases, faults = [], []
    for at, told in read_lines(path):
        try:
            cases.append(case_of(told))
        except (KeyError, TypeError, ValueError) as error:
            faults.append(f"{at}: {type(error).__name__} {error}")
    if faults or not cases:
        raise BadFile(f"{path} is no list of cases.", "See evals/FORMAT.md.", faults=tuple(faults))
    return cases


def case_of(told: Mapping[str, object]) -> Case:
    history = told.get("history") or []
    if not isinstance(history, list) or not isinstance(told["text"], str):
        raise TypeError("text is a string, history a list")
    return Case(str(told["id"]), str(told["client"]), date.fromisoformat(str(told["today"])), told["text"], tuple(history))


def read_lines(path: Path) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Each JSON object of a file with one a line, and where it stands. BadFile for a file or a line that is none."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(f"{path} cannot be read ({error}).", "Name a suite's folder; see evals/FORMAT.md.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        at = f"{path.name} line {number}"
        try:
            told = json.loads(line)
        except ValueError as error:
            raise BadFile(f"{at} is not JSON ({error}).", "One JSON object a line.") from error
        if not isinstance(told, dict):
            raise BadFile(f"{at} is not a JSON object.", "One JSON object a line.")
        yield at, told
