"""A model that is down, slow, over its limits, talks nonsense or refuses: every text is drafted, and it is said what happened."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.scripted_endpoint import Answer, Json, ScriptedEndpoint
from tests.surfaces.cli.test_batches import READ, SMASHED
from tests.terminal import Ran, Terminal

KEY = "sk-very-secret"
GOOD = Answer(READ.tool)
IN_GERMAN = {
    "events": [SMASHED | {"quote": "2 Becher sind zerbrochen"}],
    "declined": "",
    "declined_quotes": [],
    "instructions": [],
}
TEXTS = [f"2 mugs smashed, bay {n}" for n in range(1, 4)]
Draft = Callable[..., Ran]


@pytest.fixture
def desk(writeoff: Terminal, monkeypatch: pytest.MonkeyPatch) -> Draft:
    """`desk(endpoint, text…)` drafts the texts as a batch with the scripted model, one at a time."""

    def draft(endpoint: ScriptedEndpoint, *texts: str, json_asked: bool = True, **settings: str) -> Ran:
        told = {"": "scripted", "_URL": endpoint.url, "_KEY": KEY, "_RETRIES": "0", "_CONCURRENCY": "1", **settings}
        for name, value in told.items():
            monkeypatch.setenv(f"WRITEOFF_MODEL{name}", value)
        content = "".join(f"{text}\n" for text in texts).encode()
        return writeoff("draft", "-", "--split", "line", *(["--json"] if json_asked else []), stdin=content)

    return draft


@pytest.fixture
def allowed(writeoff: Terminal) -> None:
    writeoff("policy", "set", "model", "local")


def asked_events(writeoff: Terminal, tmp_path: Path) -> list[Json]:
    file = tmp_path / "trail.jsonl"
    assert writeoff("audit", "verify").code == 0
    assert writeoff("audit", "export", "--output", str(file)).code == 0
    assert KEY not in file.read_text("utf-8")
    events = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return [event for event in events if event["what"] == "model.asked"]


def fallen_back(ran: Ran) -> list[str]:
    """What each draft that the rules read in the model's place is warned of."""
    warnings = [warning for text in ran.document["texts"] for warning in text["drafts"][0]["warnings"]]
    return [warning["says"] for warning in warnings if warning["code"] == "fell_back_to_rules"]


@pytest.mark.parametrize(
    ("trouble", "says", "calls"),
    [
        (Answer(status=500), "it reported an error of its own", 1),
        (Answer(READ.tool, seconds=3.0), "it took too long", 1),
        (Answer(status=429), "its rate limit is reached", 1),
        (Answer(status=429, error={"message": "", "code": "insufficient_quota"}), "its quota of tokens is used up", 1),
        (Answer(READ.tool, finish="length"), "it ran out of tokens", 1),
        (Answer("{]"), "not valid in 3 tries: it was no JSON", 3),
        (Answer({}), "not valid in 3 tries: it was empty", 3),
        (Answer({"drafts": [SMASHED]}), "not valid in 3 tries: it did not have the form asked for", 3),
        (Answer(IN_GERMAN), "not valid in 3 tries: it quoted words that are not in the text", 3),
        (Answer(content="两个杯子打碎了"), "not valid in 3 tries: it did not come in the form asked for", 3),
        (Answer(refusal="I cannot help with that."), "it refused to answer", 1),
        (Answer(body="<html>502</html>"), "not valid in 3 tries: it did not come in the form asked for", 3),
    ],
)
@pytest.mark.usefixtures("allowed")
def test_one_text_in_trouble_is_read_by_rules_and_the_batch_goes_on(
    desk: Draft, writeoff: Terminal, tmp_path: Path, trouble: Answer, says: str, calls: int
) -> None:
    with ScriptedEndpoint([GOOD, *[trouble] * calls, GOOD]) as endpoint:
        ran = desk(endpoint, *TEXTS, _TIMEOUT="1")
    texts = ran.document["texts"]
    assert (ran.code, len(endpoint.asked)) == (0, calls + 2)
    assert [text["reader"] for text in texts] == ["both", "rules", "both"]
    assert [text["drafts"][0]["items"][0]["quantity"] for text in texts] == ["2", "2", "2"]
    assert [says in told for told in fallen_back(ran)] == [True]
    assert [text["usage"]["calls"] for text in texts] == [1, calls, 1]
    assert ran.document["usage"]["calls"] == calls + 2
    assert says in asked_events(writeoff, tmp_path)[1]["detail"]["failed"]


@pytest.mark.usefixtures("allowed")
def test_a_model_that_is_down_costs_a_long_batch_a_few_requests(desk: Draft) -> None:
    with ScriptedEndpoint([Answer(status=503)]) as endpoint:
        ran = desk(endpoint, *(f"2 mugs smashed, bay {n}" for n in range(1, 16)))
    assert (ran.code, len(endpoint.asked)) == (0, 4)
    assert {text["reader"] for text in ran.document["texts"]} == {"rules"}
    assert len(fallen_back(ran)) == 15
    assert fallen_back(ran)[3].endswith("After 3 texts in a row this one was not sent to it.")


@pytest.mark.usefixtures("allowed")
def test_what_was_sent_when_and_to_whom_stands_in_the_trail(desk: Draft, writeoff: Terminal, tmp_path: Path) -> None:
    with ScriptedEndpoint([GOOD, Answer("nonsense")]) as endpoint:
        desk(endpoint, *TEXTS[:2])
    first, second = asked_events(writeoff, tmp_path)
    detail = first["detail"]
    assert (first["subject"], first["who"]) == ("T-1", "ana")
    assert (detail["model"], detail["host"]) == ("scripted", endpoint.url.split("/")[2])
    assert detail["sent_at"] <= first["at"]
    assert detail["message"] == endpoint.asked[0]["messages"][1]["content"]
    assert TEXTS[0] in detail["message"]
    assert len(detail["sha256"]) == 64
    assert detail["prompt"]
    assert (detail["calls"], detail["prompt_tokens"], detail["completion_tokens"], detail["failed"]) == (1, 10, 10, "")
    assert (second["subject"], second["detail"]["calls"], second["detail"]["prompt_tokens"]) == ("T-2", 3, 30)


@pytest.mark.usefixtures("allowed")
def test_the_page_says_what_it_cost(desk: Draft) -> None:
    with ScriptedEndpoint([GOOD, Answer("nonsense"), GOOD]) as endpoint:
        page = desk(endpoint, *TEXTS[:2], json_asked=False).out
    assert "Language model: 1 request, 10 tokens sent, 10 answered." in page
    assert "Language model: 2 requests, 20 tokens sent, 20 answered." in page
    assert page.rstrip().endswith("Language model: 3 requests, 30 tokens sent, 30 answered.")


def test_auto_reads_by_rules_where_the_policy_is_off_and_says_so_once(desk: Draft, writeoff: Terminal, tmp_path: Path) -> None:
    says = "Read by rules: this client's policy allows no language model."
    with ScriptedEndpoint([GOOD]) as endpoint:
        ran = desk(endpoint, *TEXTS)
        page = desk(endpoint, *TEXTS, "another", json_asked=False).out
    assert (endpoint.asked, {text["reader"] for text in ran.document["texts"]}) == ([], {"rules"})
    assert ran.document["reader_note"] == f"{says} An owner may allow scripted: writeoff policy set model local"
    assert page.count(says) == 1
    assert ran.document["usage"] is None
    assert asked_events(writeoff, tmp_path) == []


def test_without_a_model_there_is_nothing_to_say(writeoff: Terminal) -> None:
    assert writeoff("draft", TEXTS[0], "--json").document["reader_note"] is None
