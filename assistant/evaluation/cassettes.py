"""Cases and a model's recorded answers: vcrpy cassettes, one file a case, played without a network or recorded from an endpoint.

A recording stands for one case, prompt version and schema, and is named so. It is played only to the very requests it was
recorded from, re-asks among them; where prompt, schema, model or case have changed, the case must be recorded again, and the
run says so instead of asking anybody. Only a reading that came to a valid answer is kept.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from glob import escape
from pathlib import Path
from typing import Any

from assistant.errors import BadFile, OutsideServiceFailed, WrongUsage
from assistant.evaluation.exchanges import (
    ADDRESS,
    canonical,
    compact_answer,
    compact_request,
    fold,
    unfold,
    what_changed,
)
from assistant.evaluation.suite import Case, Suite, home_of, read_cases
from assistant.settings import ModelSettings

FOLDER = "recordings"
REMEDY = "Record it: writeoff eval SUITE --reader model --record (evals/recordings/README.md)."
_HEADERS = {"content-type": ["application/json"]}


class RecordAgain(OutsideServiceFailed):
    """A case has no recording that fits it."""

    code = "record_again"


@dataclass(frozen=True, slots=True)
class Wording:
    """What every request of a run has in common and a recording is named by: the prompt's version and the schema's short hash."""

    prompt: str
    schema: str

    def file_name(self, case: str) -> str:
        return f"{case}.{self.prompt}.{self.schema}.json"


def short_hash(schema: object) -> str:
    return hashlib.sha256(canonical(schema)).hexdigest()[:8]


@dataclass
class CaseFile:
    """One cassette as a file for people to review, in vcrpy's parts; a persister of vcrpy."""

    path: Path
    case: str
    wording: Wording

    def load_cassette(self, cassette_path: object, serializer: object) -> tuple[list[Any], list[Any]]:
        from vcr.persisters.filesystem import CassetteNotFoundError
        from vcr.request import Request

        if not self.path.is_file():
            raise CassetteNotFoundError
        told = read_recording(self.path)
        requests, answers = [], []
        for interaction in told["interactions"]:
            asked, answered = interaction["request"], interaction["response"]
            requests.append(Request(asked["method"], asked["uri"], fold(asked["body"]), {}))
            answers.append({**answered, "headers": _HEADERS, "body": {"string": fold(answered["body"])}})
        return requests, answers

    def save_cassette(self, cassette_path: object, cassette_dict: dict[str, Any], serializer: object) -> None:
        """The whole file or none of it."""
        told = {
            "case": self.case,
            "prompt": self.wording.prompt,
            "schema": self.wording.schema,
            "interactions": [
                {
                    "request": {"method": asked.method, "uri": asked.uri, "body": unfold(asked.body)},
                    "response": {
                        "status": answered["status"],
                        "milliseconds": answered["milliseconds"],
                        "body": unfold(answered["body"]["string"]),
                    },
                }
                for asked, answered in zip(cassette_dict["requests"], cassette_dict["responses"], strict=True)
            ],
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        aside = self.path.with_name(f".{self.path.name}.part")
        aside.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        aside.replace(self.path)


def read_recording(path: Path) -> dict[str, Any]:
    """A recording as it stands in its file. BadFile for one that is none."""
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        named = all(isinstance(told[name], str) for name in ("case", "prompt", "schema"))
        if not named or not all(interaction["request"]["body"]["model"] for interaction in told["interactions"]):
            raise ValueError("it does not say whose it is")
    except (OSError, ValueError, LookupError, TypeError) as error:
        says = f"{path.name} is no recording ({type(error).__name__}: {error})."
        raise BadFile(says, "Remove it, and record the case again.") from error
    return told


def recorded_model(suites: Iterable[Path], root: Path | None) -> str:
    """The model that the suites' recordings are of. WrongUsage where there are none, or of more than one."""
    folders = [(root or home_of(suite) / FOLDER) / suite.name for suite in suites]
    found = {
        read_recording(path)["interactions"][0]["request"]["body"]["model"]
        for folder in folders
        for path in sorted(folder.glob("*.json"))
    }
    if len(found) > 1:
        raise WrongUsage(f"The recordings are of several models: {', '.join(sorted(found))}.", "Record all with one.")
    return str(found.pop()) if found else ""


def replayed(model: str) -> ModelSettings:
    """The settings of a model that is only played: nobody stands behind them."""
    return ModelSettings(model, ADDRESS, "recorded", timeout_seconds=30, retries=0, concurrency=1)


@dataclass
class Cassettes:
    """The recordings of a run. `records`: what is missing, or no longer fits, is asked for and kept; else nothing is sent."""

    wording: Wording
    records: bool
    clock: Callable[[], float]  # seconds
    root: Path | None = None
    milliseconds: dict[str, int] = field(default_factory=dict)  # what the answers of each case took when they were recorded

    @contextmanager
    def around(self, suite: Suite, case: Case) -> Iterator[None]:
        """The reading of one case. RecordAgain, naming the case and what changed, where its recording does not fit.

        The cassette takes the place of the client's transport in this whole process: one case at a time.
        """
        file = CaseFile(self.folder(suite.folder) / self.wording.file_name(case.id), case.id, self.wording)
        if not self.records and not file.path.is_file():
            raise RecordAgain(f"{self._missing(suite.folder, case.id)}.", REMEDY)
        watch = _Watch(self.clock)
        with _vcr(file, watch, records=self.records).use_cassette(str(file.path)) as cassette:
            watch.asked.clear()
            try:
                yield
            except OutsideServiceFailed as failed:
                recorded = [request.body for request in cassette.requests]
                missed = [body for body in watch.asked if body not in recorded]
                if missed and not self.records:
                    what = what_changed(missed[0], recorded)
                    raise RecordAgain(f"Record case {case.id} again: its {what} changed since.", REMEDY) from failed
                raise
            if not self.records and not cassette.all_played:
                says = f"{len(cassette)} answers are recorded, and {cassette.play_count} were asked for"
                raise RecordAgain(f"Record case {case.id} again: {says}.", REMEDY)
            self.milliseconds[case.id] = sum(answered["milliseconds"] for answered in cassette.responses)
        if self.records:
            for older in self._of_case(suite.folder, case.id):
                if older != file.path:
                    older.unlink()

    def folder(self, suite: Path) -> Path:
        return (self.root or home_of(suite) / FOLDER) / suite.name

    def recorded(self, suite: Path) -> frozenset[str]:
        """The cases of the suite that have a recording, whichever prompt and schema it is of."""
        return frozenset(read_recording(path)["case"] for path in self.folder(suite).glob("*.json"))

    def unplayed(self, suite: Path) -> list[str]:
        """Recordings that no case of the suite could play, each with the reason: they prove nothing, or a case is missing."""
        cases = {case.id for case in read_cases(suite / "cases.jsonl")}
        told = []
        for path in sorted(self.folder(suite).glob("*.json")):
            case = read_recording(path)["case"]
            current = self.wording.file_name(case)
            if case not in cases:
                told.append(f"{path.name} is of {case}, which is no case of {suite.name}.")
            elif path.name != current and path.with_name(current).is_file():
                told.append(f"{path.name} is of an older prompt or schema, beside {current}.")
        return told

    def _missing(self, suite: Path, case: str) -> str:
        changed = f"Record case {case} again: its {{}} changed since (recorded with {{}}, now {{}})"
        for path in self._of_case(suite, case):
            told = read_recording(path)
            if told["prompt"] != self.wording.prompt:
                return changed.format("prompt", told["prompt"], self.wording.prompt)
            if told["schema"] != self.wording.schema:
                return changed.format("schema", told["schema"], self.wording.schema)
        return f"Case {case} has no recording"

    def _of_case(self, suite: Path, case: str) -> list[Path]:
        """Every recording of the case: this name and the names that other prompts and schemas give it."""
        found = sorted(self.folder(suite).glob(f"{escape(case)}.*.json"))
        return [path for path in found if read_recording(path)["case"] == case]


@dataclass
class _Watch:
    """What was asked for while a cassette was in, in order, and how long each answer took."""

    clock: Callable[[], float]
    asked: dict[bytes, float] = field(default_factory=dict)
    last: bytes = b""

    def request(self, request: Any) -> Any:
        """What is kept of a request, and matched: called by vcrpy at every look at one."""
        request.uri, request.headers, request.body = f"{ADDRESS}/chat/completions", {}, compact_request(request.body)
        self.last = request.body
        self.asked.setdefault(request.body, self.clock())
        return request

    def response(self, response: dict[str, Any]) -> dict[str, Any] | None:
        """What is kept of an answer; None, which vcrpy leaves out, for one that is none."""
        took = round((self.clock() - self.asked.pop(self.last, self.clock())) * 1000)
        kept = compact_answer(response["body"]["string"]) if response["status"]["code"] == 200 else None
        if kept is None:
            return None
        milliseconds = response.get("milliseconds", took)
        return {"status": response["status"], "headers": _HEADERS, "body": {"string": kept}, "milliseconds": milliseconds}


def need_vcrpy() -> None:
    """WrongUsage where vcrpy, which only the evals need, is not installed."""
    try:
        import vcr  # noqa: F401
    except ImportError as error:
        raise WrongUsage("Recordings need vcrpy, which is not installed.", "pip install 'writeoff[evals]'") from error


def _vcr(file: CaseFile, watch: _Watch, *, records: bool) -> Any:
    """vcrpy for one case."""
    from vcr import VCR
    from vcr.patch import PATCHER_NAMES

    recorder = VCR(
        record_mode="new_episodes" if records else "none",
        match_on=("exchange",),
        before_record_request=watch.request,
        before_record_response=watch.response,
        decode_compressed_response=True,
        record_on_exception=False,
        drop_unused_requests=records,
        skip_patchers=[name for name in PATCHER_NAMES if name != "httpx2"],
    )
    recorder.register_matcher("exchange", _same_exchange)
    recorder.register_persister(file)
    return recorder


def _same_exchange(asked: Any, recorded: Any) -> None:
    """vcrpy's matcher: it fails by AssertionError. Both bodies are compact, so that equal requests are equal bytes."""
    if asked.body != recorded.body:
        raise AssertionError("another request")
