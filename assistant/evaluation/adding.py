"""A case as an accountant writes it to a line of a suite's cases.jsonl, checked against the books it runs against.

    client: corner-hardware
    today: 2026-10-06
    tags: qty, relation

    text:
    all but 100 of the mugs in the warehouse are smashed

    expected:
    2026-10-06
      write_off damaged
      -44 each  MUG-01  @ Warehouse
      Dr  5050 Damage & Breakage    182.60
      or  5000 Cost of Goods Sold
      Cr  1200 Inventory            182.60

What is expected is one or more entries, or `ask quantity`, `decline`, or `blocked not_enough_stock` with the entries that would
have posted. evals/README.md says it all.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from assistant.adapters.files.client import read_client
from assistant.books.finding import Problem, Warning
from assistant.books.notation import Page
from assistant.books.quantity import plain_quantity
from assistant.books.question import Asks
from assistant.errors import BadFile
from assistant.evaluation.adding_faults import EARLIER, MIXED, case_faults, page_faults
from assistant.evaluation.case_pages import WantedPage, read_wanted
from assistant.evaluation.expected import OUTCOMES, UNJUDGED
from assistant.evaluation.history import with_history
from assistant.evaluation.suite import Case, read_cases

REMEDY = "evals/README.md shows how a case is written."
TEXT, EXPECTED = "text:", "expected:"
HEADER = re.compile(r"(?P<name>client|today|tags|id):(?P<value>.*)\Z")
ENDING = re.compile(rf"(?P<outcome>{'|'.join(OUTCOMES)})\b(?P<names>.*)\Z")
WARNINGS = re.compile(r"warnings?:(?P<names>.*)\Z")
NEXT = re.compile(r"(?P<stem>.*-)(?P<number>\d+)\Z")
Json = dict[str, Any]
Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Written:
    """The parts of a case's file, as text. `earlier` are entries that the books already hold."""

    header: Mapping[str, str]
    earlier: str
    text: str
    ending: str
    warnings: str
    pages: str


def case_line(file: Path, suite: Path) -> Json:
    """The case in `file` in the form of evals/FORMAT.md, for this suite. BadFile names every fault that is found in it."""
    try:
        written = parts_of(file.read_text(encoding="utf-8"))
        today = of(lambda: date.fromisoformat(written.header["today"]), "today: a day such as 2026-10-06")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise BadFile(f"{file} is no case ({error}).", REMEDY) from error
    slug = written.header["client"]
    books = read_client(suite / "clients" / slug, slug)
    case = Case(written.header.get("id") or "", slug, today, written.text)
    try:
        history = [history_row(page) for page in read_wanted(written.earlier, books.currency)]
        books = with_history(books, history)
        pages = list(read_wanted(written.pages, books.currency))
    except (BadFile, ValueError) as error:
        raise BadFile(f"{file} is no case ({error}).", REMEDY) from error
    known = read_cases(suite / "cases.jsonl") if (suite / "cases.jsonl").is_file() else []
    case = replace(case, id=case.id or next_id(suite.name, [each.id for each in known]))
    expect, faults = expectation(written, pages)
    tags = names_in(written.header.get("tags", ""))
    faults += case_faults(case, known, expect)
    faults += [fault for page in pages for fault in page_faults(page, books, expect, mixed=MIXED in tags)]
    if faults:
        raise BadFile(f"{file} does not fit the books of {slug}.", REMEDY, faults=tuple(faults))
    line: Json = {"id": case.id, "client": slug, "today": today.isoformat(), "text": case.text}
    line["tags"] = tags
    return line | ({"history": history} if history else {}) | {"expect": expect}


def with_case(cases: str, line: Json) -> str:
    """The text of cases.jsonl with one case more."""
    before = cases if not cases or cases.endswith("\n") else f"{cases}\n"
    return f"{before}{json.dumps(line, ensure_ascii=False)}\n"


# ── The file's parts ─────────────────────────────────────────────────────────────────────────────────────────────────


def parts_of(said: str) -> Written:
    """ValueError says which part is missing. The text stands as typed between `text:` and the last `expected:`."""
    lines = said.replace("\r\n", "\n").split("\n")
    starts = [at for at, line in enumerate(lines) if line.rstrip() == TEXT]
    ends = [at for at, line in enumerate(lines) if line.rstrip() == EXPECTED]
    if not starts or not ends or ends[-1] < starts[0]:
        raise ValueError(f"it needs a line {TEXT!r} before what was said, and a line {EXPECTED!r} before what is to come of it")
    head, expected = lines[: starts[0]], lines[ends[-1] + 1 :]
    earlier = next((at for at, line in enumerate(head) if line.rstrip() == EARLIER), len(head))
    header = {}
    for line in filter(str.strip, head[:earlier]):
        if (found := HEADER.match(line.strip())) is None:
            raise ValueError(f"{line.strip()!r}: the lines above {TEXT!r} are client:, today:, tags: and id:")
        header[found["name"]] = found["value"].strip()
    if missing := [name for name in ("client", "today") if not header.get(name)]:
        raise ValueError(f"it does not say {' and '.join(f'{name}:' for name in missing)}")
    endings = [line.strip() for line in expected if ENDING.match(line.strip())]
    warnings = [line.strip() for line in expected if WARNINGS.match(line.strip())]
    pages = [line for line in expected if line.strip() not in (*endings, *warnings)]
    if len(endings) > 1:
        raise ValueError(f"it ends in one way: {' or '.join(endings)}")
    return Written(
        header,
        "\n".join(head[earlier + 1 :]),
        "\n".join(lines[starts[0] + 1 : ends[-1]]).strip("\n"),
        endings[0] if endings else "draft",
        ",".join(warnings),
        "\n".join(pages),
    )


def names_in(said: str) -> list[str]:
    return [name for name in re.split(r"[,\s]+", said) if name]


def of(read: Callable[[], Part], says: str) -> Part:
    try:
        return read()
    except ValueError as error:
        raise ValueError(f"{says} ({error})") from error


def next_id(suite: str, known: Sequence[str]) -> str:
    """The number after the last of the suite's own: 'own-3-061'."""
    own = [int(found["number"]) for name in known if (found := NEXT.match(name)) and found["stem"] == f"{suite}-"]
    return f"{suite}-{max(own, default=0) + 1:03}"


# ── What is expected ─────────────────────────────────────────────────────────────────────────────────────────────────


def expectation(written: Written, pages: Sequence[WantedPage]) -> tuple[Json, list[str]]:
    """The `expect` of the case, and what is wrong with how it is to end."""
    found = ENDING.match(written.ending)
    assert found is not None, written.ending
    outcome, names = found["outcome"], names_in(found["names"])
    warned = [name for part in written.warnings.split(",") for name in names_in(part.partition(":")[2] or part)]
    known: dict[str, tuple[str, list[str]]] = {"ask": ("asks", list(Asks)), "blocked": ("problems", list(Problem))}
    expect: Json = {"outcome": outcome} | ({"entries": [entry_json(page) for page in pages]} if pages else {})
    faults = []
    if outcome in known:
        key, codes = known[outcome]
        expect[key] = names
        if not names or set(names) - set(codes):
            faults.append(f"{outcome} is followed by one or more of {', '.join(codes)}")
    elif names:
        faults.append(f"{outcome} stands alone")
    if warned:
        expect["warnings"] = warned
        faults += [f"{name} is no warning" for name in warned if name not in list(Warning)]
    if not pages and (outcome == "draft" or (outcome == "blocked" and not UNJUDGED & set(names))):
        faults.append(f"{outcome} needs the entry that is to come of it, in the notation")
    if pages and outcome in ("ask", "decline"):
        faults.append(f"{outcome} has no entry")
    return expect, faults


def entry_json(wanted: WantedPage) -> Json:
    page = wanted.page
    entry: Json = {"date": page.entry_date.isoformat(), "kind": page.kind.value, "reason": page.reason.value}
    if page.reverses:
        entry["reverses"] = page.reverses
    if page.goods:
        entry["items"] = items_json(page)
    entry["lines"] = [
        {"side": line.side.value, "accounts": [key for key, _ in accounts], "amount": line.amount.plain()}
        for line, accounts in zip(page.lines, wanted.accounts, strict=True)
    ]
    return entry


def items_json(page: Page) -> list[Json]:
    """The goods with what leaves as positive, units found or brought back as negative."""
    return [
        {"sku": goods.item, "quantity": plain_quantity(goods.quantity if goods.stays else -goods.quantity)}
        | ({"location": goods.location} if goods.location else {})
        for goods in page.goods
    ]


def history_row(wanted: WantedPage) -> Json:
    """An entry that the books already hold, its memo being the text it was drafted from. ValueError for one without a number."""
    page = wanted.page
    if not page.number:
        raise ValueError(f"the earlier entry of {page.entry_date} needs its number in brackets, such as [WO-1001]")
    row: Json = {"ref": page.number, "date": page.entry_date.isoformat(), "text": page.memo, "kind": page.kind.value}
    row |= {"reason": page.reason.value} | ({"reverses": page.reverses} if page.reverses else {})
    row |= {"items": items_json(page)} if page.goods else {}
    lines = zip(page.lines, wanted.accounts, strict=True)
    return row | {
        "lines": [{"side": line.side.value, "account": keys[0][0], "amount": line.amount.plain()} for line, keys in lines]
    }
