"""Texts as people type them, read and walked over the sample charts; sample_texts.txt and the files beside it say what must come
of each."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from assistant.adapters.files.client import read_client
from assistant.books.client_books import ClientBooks
from assistant.evaluation.run import run_case
from assistant.evaluation.suite import Case, Suite
from assistant.readers.rules.reader import RulesReader

HERE = Path(__file__).parent
CHARTS = HERE.parents[2] / "coa_samples"
KINDS = {"write_off": "", "write_down": "DOWN", "count_adjustment": "COUNT", "allowance": "ALLOW", "reversal": "REV"}


@dataclass(frozen=True)
class Sample:
    chart: str
    today: date
    text: str
    wanted: str


def samples() -> Iterator[Sample]:
    chart, today, words = "", date.min, list[str]()
    for line in (line for file in sorted(HERE.glob("*_texts.txt")) for line in file.read_text(encoding="utf-8").splitlines()):
        if line.startswith("@@"):
            _, chart, day = line.split()
            today, words = date.fromisoformat(day), []
        elif line.startswith("=>"):
            yield Sample(chart, today, "\n".join(words).strip("\n"), line[2:].strip())
            words = []
        elif not line.startswith("#"):
            words.append(line)


@cache
def books_of(chart: str) -> ClientBooks:
    return read_client(CHARTS / chart, chart)


def drafted(sample: Sample):  # type: ignore[no-untyped-def]
    """The eval output of a text over fresh books of its chart."""
    case = Case("sample", sample.chart, sample.today, sample.text)
    run = run_case(case, Suite(CHARTS, (case,), {sample.chart: books_of(sample.chart)}, {}), RulesReader())
    assert run.output is not None, run.unanswered
    return run.output


def in_short(entry, today: date) -> str:  # type: ignore[no-untyped-def]
    units: Counter[str] = Counter()
    for goods in entry["items"]:
        units[goods["sku"].replace(" ", "_")] += Decimal(goods["quantity"])  # type: ignore[assignment]
    day = date.fromisoformat(entry["date"])
    told = [KINDS[entry["kind"]], entry["reason"], "" if day == today else f"{day:%m-%d}"]
    return " ".join(word for word in (*told, *sorted(f"{sku}={float(number):g}" for sku, number in units.items())) if word)


@pytest.mark.parametrize("sample", list(samples()), ids=lambda sample: re.sub(r"\W+", "-", sample.text)[:60])
def test_what_comes_of_a_text(sample: Sample) -> None:
    output = drafted(sample)
    wanted, *checks = re.split(r"\s*;\s*", sample.wanted)
    outcome, _, entries = wanted.partition(" ")
    outcome, _, names = outcome.partition(":")
    assert output["outcome"] == outcome
    if names:
        assert set(names.split("|")) & {*output["asks"], *output["problems"]}
    if entries:
        asked = [" ".join([*_words(entry, "="), *sorted(_goods(entry))]) for entry in entries.split(" + ")]
        assert sorted(asked) == sorted(in_short(entry, sample.today) for entry in output["entries"])
    for one in checks:
        assert _holds(one, output), one


def _words(entry: str, mark: str) -> list[str]:
    return [word for word in entry.split() if mark not in word]


def _goods(entry: str) -> list[str]:
    return [word for word in entry.split() if "=" in word]


def _holds(check: str, output) -> bool:  # type: ignore[no-untyped-def]
    lines = [line for entry in output["entries"] for line in entry["lines"]]
    what, _, value = check.partition("=")
    if check.startswith("@"):
        return {goods["location"] for entry in output["entries"] for goods in entry["items"]} == set(check[1:].split("|"))
    if what == "$":
        return sum(Decimal(line["amount"]) for line in lines if line["side"] == "debit") == Decimal(value)
    if what in ("w", "!w"):
        return (value in output["warnings"]) == (what == "w")
    account, _, amount = value.partition(":")
    sides = {"dr": "debit", "cr": "credit"}
    found = [line for line in lines if line["side"] == sides[what] and line["account"] == account]
    return any(not amount or Decimal(line["amount"]) == Decimal(amount) for line in found)
