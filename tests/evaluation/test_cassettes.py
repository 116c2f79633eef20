"""A model's answers recorded through the real client and played again: what is kept, what is asked, and what makes a run fail."""

import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from assistant.surfaces.cli.main import run
from tests.scripted_endpoint import Answer, ScriptedEndpoint

KEPT = Path(__file__).parents[2] / "evals" / "recordings"
KEY = "sk-very-secret-key"
ACCOUNTS = """number,name,type,detail_type,parent,active,balance,description
1200,Inventory,Other Current Asset,Inventory,,true,100.00,
5050,Breakage and damage,Cost of Goods Sold,,,true,,
"""
ITEMS = """sku,name,location,quantity,unit,units_per_case,unit_cost,asset_account
POT-1,Clay pot,Shop,40,each,12,2.50,1200
"""
CLIENT = """{"name": "Pots", "currency": "USD", "date_order": "MDY", "policy": {"routine_limit": "500"}}"""
Json = dict[str, Any]


def declines(quote: str = "rent") -> Answer:
    return Answer({"events": [], "declined": "Rent is no loss – of goods.", "declined_quotes": [quote], "instructions": []})


@dataclass
class Ran:
    code: int
    document: Json
    asked: list[Json] = field(default_factory=list)

    def unanswered(self) -> dict[str, str]:
        return {told["id"]: told["says"] for told in self.document["unanswered"]}


@dataclass
class Bench:
    """A suite `mini` in a folder of its own, its cases written by `texts`, and `writeoff eval` over it."""

    folder: Path
    capsys: pytest.CaptureFixture[str]
    patch: pytest.MonkeyPatch

    def texts(self, *texts: str) -> None:
        lines = [{"id": f"pots-{n}", "client": "pots", "today": "2026-10-02", "text": text} for n, text in enumerate(texts, 1)]
        (self.folder / "mini" / "cases.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))

    def eval(self, *words: str) -> Ran:
        self.capsys.readouterr()
        code = run(["eval", str(self.folder / "mini"), "--json", *words])
        return Ran(code, json.loads(self.capsys.readouterr().out))

    def record(self, *script: Answer, more: tuple[str, ...] = ()) -> Ran:
        """A run that may ask an endpoint with this script, whose settings are there only meanwhile."""
        with ScriptedEndpoint(script) as endpoint, self.patch.context() as patch:
            for name, value in {"": "test-model", "_URL": endpoint.url, "_KEY": KEY, "_RETRIES": "0"}.items():
                patch.setenv(f"WRITEOFF_MODEL{name}", value)
            ran = self.eval("--reader", "model", "--record", *more)
        return Ran(ran.code, ran.document, endpoint.asked)

    def play(self, *words: str, reader: str = "model") -> Ran:
        return self.eval("--reader", reader, *words)

    @property
    def files(self) -> list[Path]:
        return sorted((self.folder / "recordings" / "mini").glob("*"))

    def kept(self, n: int = 0) -> Json:
        told: Json = json.loads(self.files[n].read_text("utf-8"))
        return told

    def rewrite(self, told: Json, name: str = "") -> None:
        old = self.files[0]
        old.with_name(name or old.name).write_text(json.dumps(told), "utf-8")
        if name:
            old.unlink()


@pytest.fixture
def bench(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Bench:
    client = tmp_path / "mini" / "clients" / "pots"
    client.mkdir(parents=True)
    for name, said in {"client.json": CLIENT, "accounts.csv": ACCOUNTS, "items.csv": ITEMS}.items():
        (client / name).write_text(said)
    bench = Bench(tmp_path, capsys, monkeypatch)
    bench.texts("pay the rent")
    return bench


def test_what_was_recorded_is_played_without_a_model_or_its_settings(bench: Bench, tmp_path: Path) -> None:
    recorded = bench.record(declines(), more=("--outputs", str(tmp_path / "first.jsonl")))
    assert (recorded.code, len(recorded.asked)) == (0, 1)
    played = bench.play("--outputs", str(tmp_path / "second.jsonl"))
    assert (played.code, played.document["outcomes"]) == (0, {"decline": 1})
    assert (tmp_path / "second.jsonl").read_bytes() == (tmp_path / "first.jsonl").read_bytes()
    assert bench.play(reader="both").code == 0


def test_a_recording_is_named_by_case_prompt_and_schema_and_holds_no_secret(bench: Bench) -> None:
    bench.record(declines())
    (path,) = bench.files
    kept, whole = bench.kept(), path.read_text("utf-8")
    assert path.name == f"pots-1.{kept['prompt']}.{kept['schema']}.json"
    assert re.fullmatch(r"[0-9a-f]{8}", kept["schema"])
    assert KEY not in whole
    assert not re.search(r"authorization|cookie|127\.0\.0\.1|user-agent|stainless", whole, re.IGNORECASE)
    request = kept["interactions"][0]["request"]["body"]
    assert request["messages"][0]["content"].startswith("sha256:")
    assert request["tools"][0]["function"]["parameters"].startswith("sha256:")
    assert "pay the rent" in request["messages"][1]["content"]
    answered = kept["interactions"][0]["response"]["body"]
    said = answered["choices"][0]["message"]["tool_calls"][0]["function"]["arguments"]
    assert said["declined"] == "Rent is no loss – of goods."
    assert answered["usage"] == {"prompt_tokens": 10, "completion_tokens": 10, "total_tokens": 20}
    assert len(whole) < 4_000


def test_only_what_is_missing_is_asked_for(bench: Bench) -> None:
    bench.texts("pay the rent", "rent again")
    assert len(bench.record(declines(), more=("--cases", "pots-2")).asked) == 1
    assert len(bench.record(declines()).asked) == 1
    assert len(bench.record(declines()).asked) == 0
    assert len(bench.files) == 2


def test_a_re_ask_is_kept_in_the_same_file_and_played(bench: Bench) -> None:
    assert len(bench.record(declines("lease"), declines()).asked) == 2
    assert len(bench.kept()["interactions"]) == 2
    assert bench.play().code == 0


@pytest.mark.parametrize(
    "failing", [Answer(status=503), Answer(status=429), Answer("nonsense"), declines("lease"), Answer(refusal="No."), Answer({})]
)
def test_a_case_that_failed_leaves_no_file_and_is_asked_again(bench: Bench, failing: Answer) -> None:
    failed = bench.record(failing)
    assert (failed.code, list(failed.unanswered())) == (4, ["pots-1"])
    assert bench.files == []
    assert bench.record(declines()).code == 0


def test_a_retry_of_the_transport_is_not_kept(bench: Bench) -> None:
    bench.patch.setenv("WRITEOFF_MODEL_RETRIES", "1")
    with ScriptedEndpoint([Answer(status=429, headers=(("retry-after-ms", "5"),)), declines()]) as endpoint:
        for name, value in {"": "test-model", "_URL": endpoint.url}.items():
            bench.patch.setenv(f"WRITEOFF_MODEL{name}", value)
        assert bench.eval("--reader", "model", "--record").code == 0
    assert len(bench.kept()["interactions"]) == 1


def test_a_changed_case_must_be_recorded_again_and_has_no_output(bench: Bench, tmp_path: Path) -> None:
    bench.texts("pay the rent", "rent again")
    bench.record(declines())
    bench.texts("pay the rent", "rent once more")
    played = bench.play("--outputs", str(tmp_path / "out.jsonl"))
    assert played.code == 4
    assert played.unanswered()["pots-2"].startswith("Record case pots-2 again: its request")
    assert [json.loads(line)["id"] for line in (tmp_path / "out.jsonl").read_text().splitlines()] == ["pots-1"]


def test_changed_books_change_what_is_told_with_the_text(bench: Bench) -> None:
    bench.record(declines())
    items = bench.folder / "mini" / "clients" / "pots" / "items.csv"
    items.write_text(items.read_text() + "".join(f"POT-{n},Clay pot {n},Shop,40,each,12,2.50,1200\n" for n in range(2, 9)))
    assert "again: its request" in bench.play().unanswered()["pots-1"]


@pytest.mark.parametrize("part", ["prompt", "schema"])
def test_a_recording_of_another_prompt_or_schema_is_not_played(bench: Bench, part: str) -> None:
    bench.record(declines())
    told = bench.kept()
    told[part] = "older"
    bench.rewrite(told, f"pots-1.{told['prompt']}.{told['schema']}.json")
    played = bench.play()
    assert played.code == 4
    assert f"Record case pots-1 again: its {part} changed since (recorded with older, now " in played.unanswered()["pots-1"]
    assert bench.record(declines()).code == 0
    assert len(bench.files) == 1
    assert "older" not in bench.files[0].name


@pytest.mark.parametrize(
    ("place", "part"),
    [(("messages", 0, "content"), "prompt"), (("tools", 0, "function", "parameters"), "schema"), (("model",), "model")],
)
def test_what_changed_without_its_version_is_named_too(bench: Bench, place: tuple[str | int, ...], part: str) -> None:
    bench.texts("pay the rent", "rent again")
    bench.record(declines())
    told = bench.kept()
    at: Any = told["interactions"][0]["request"]["body"]
    for step in place[:-1]:
        at = at[step]
    at[place[-1]] = "sha256:0000"
    bench.rewrite(told)
    if part == "model":  # one run plays one model
        assert bench.eval("--reader", "model").document["error"]["says"].startswith("The recordings are of several models")
    else:
        assert f"Record case pots-1 again: its {part} changed since" in bench.play().unanswered()["pots-1"]


def test_a_recording_that_nothing_plays_fails_the_run(bench: Bench) -> None:
    bench.record(declines())
    told = bench.kept()
    aside = bench.files[0]
    aside.with_name("pots-9.1.2.json").write_text(json.dumps(told | {"case": "pots-9"}))
    aside.with_name("pots-1.0.0.json").write_text(json.dumps(told | {"prompt": "0", "schema": "0"}))
    played = bench.play()
    assert (played.code, played.document["answered"]) == (4, 1)
    assert played.document["unplayed"] == [
        f"pots-1.0.0.json is of an older prompt or schema, beside {aside.name}.",
        "pots-9.1.2.json is of pots-9, which is no case of mini.",
    ]


def test_a_file_that_is_no_recording_is_refused(bench: Bench) -> None:
    bench.record(declines())
    bench.files[0].with_name("notes.json").write_text("{}")
    ran = bench.play()
    assert (ran.code, ran.document["error"]["says"].startswith("notes.json is no recording")) == (2, True)


def test_an_answer_that_nothing_asks_for_fails_its_case(bench: Bench) -> None:
    bench.record(declines("lease"), declines())
    told = bench.kept()
    told["interactions"][0]["response"] = told["interactions"][1]["response"]
    bench.rewrite(told)
    says = bench.play().unanswered()["pots-1"]
    assert says == "Record case pots-1 again: 2 answers are recorded, and 1 were asked for."


def test_playing_asks_nobody_even_where_a_model_is_set(bench: Bench) -> None:
    bench.record(declines())
    bench.texts("pay the rent", "rent again")
    with ScriptedEndpoint([declines()]) as endpoint:
        bench.patch.setenv("WRITEOFF_MODEL", "test-model")
        bench.patch.setenv("WRITEOFF_MODEL_URL", endpoint.url)
        played = bench.play()
    assert (played.code, played.unanswered()) == (4, {"pots-2": "Case pots-2 has no recording."})
    assert endpoint.asked == []


def test_cases_are_chosen_by_id_or_from_a_file(bench: Bench, tmp_path: Path) -> None:
    bench.texts("pay the rent", "rent again", "rent for ever")
    listed = tmp_path / "sample.txt"
    listed.write_text("# two of three\npots-1\npots-3  # the hard one\n")
    assert len(bench.record(declines(), more=("--cases", str(listed))).asked) == 2
    assert bench.play("--cases", str(listed)).code == 0
    assert bench.play("--cases", "pots-1, pots-3").document["cases"] == 2
    assert bench.play("--cases", "pots-1,pots-7").document["error"]["code"] == "not_found"
    listed.write_text("# none\n")
    assert bench.play("--cases", str(listed)).code == 2


def test_recordings_can_be_kept_in_another_folder(bench: Bench, tmp_path: Path) -> None:
    there = ("--recordings", str(tmp_path / "elsewhere"))
    bench.record(declines(), more=there)
    assert bench.files == []
    assert len(list((tmp_path / "elsewhere" / "mini").iterdir())) == 1
    assert bench.play(*there).code == 0


def test_without_recordings_the_model_that_is_set_is_asked_and_nothing_is_kept(bench: Bench) -> None:
    with ScriptedEndpoint([declines()]) as endpoint:
        bench.patch.setenv("WRITEOFF_MODEL", "test-model")
        bench.patch.setenv("WRITEOFF_MODEL_URL", endpoint.url)
        assert bench.play().code == 0
    assert (len(endpoint.asked), bench.files) == (1, [])


def test_without_recordings_or_a_model_there_is_nothing_to_run(bench: Bench) -> None:
    ran = bench.play()
    assert (ran.code, ran.document["error"]["says"]) == (2, "No language model is set.")
    assert bench.eval("--reader", "rules", "--record").code == 2


def test_without_vcrpy_it_is_said_what_to_install(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.record(declines())
    monkeypatch.setitem(sys.modules, "vcr", None)
    ran = bench.play()
    assert (ran.code, "vcrpy" in ran.document["error"]["says"]) == (2, True)


def test_recordings_that_are_kept_hold_their_parts_and_nothing_else() -> None:
    """Requests without headers, answers by a list: what a service might send beside them has no place to stand in."""
    for path in sorted(KEPT.glob("*/*.json")):
        told = json.loads(path.read_text("utf-8"))
        assert set(told) == {"case", "prompt", "schema", "interactions"}, path
        for interaction in told["interactions"]:
            request, response = interaction["request"], interaction["response"]
            assert (set(request), set(response)) == ({"method", "uri", "body"}, {"status", "milliseconds", "body"}), path
            assert (request["uri"], response["status"]["code"]) == ("https://model.invalid/v1/chat/completions", 200), path
        assert not re.search(r"\b(sk|pk|key|org|sess)-[A-Za-z0-9_-]{16,}|Bearer ", path.read_text("utf-8")), path
