"""Every operation of the API with requests made up from its OpenAPI document, right ones and wrong ones, by schemathesis: nothing
fails by a fault of the program, and no answer is outside what the document says.

`make test` makes a few of each, always the same ones. For many, by another seed: python -m tests.surfaces.api.fuzz 200 7.
Of each fourth operation alone, from the second on: python -m tests.surfaces.api.fuzz 200 7 1 4
"""

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok

from assistant.bookkeeping.settling import settle_policy
from assistant.surfaces.serving.pace import unhurried
from tests.surfaces.api.calling import Program, connect, program
from tests.surfaces.firm import ADA, HARDWARE, Firm, open_firm

# What is left out: the books refuse much that the document allows, such as a draft that is posted already.
HELD = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "negative_data_rejection", "unsupported_method", "allow_header_conformance",
)  # fmt: skip
TEXTS = (
    "12 of the mugs were dropped in the warehouse yesterday", "write off $240 of damaged stock",
    "write off 400 box fans, water damage", "some of the desk lamps in the store went missing", "please order more mugs",
)  # fmt: skip


@dataclass(frozen=True)
class Busy:
    """A firm whose hardware shop has drafts in every state, entries, a reversal, a list and precedents, and its owner's program;
    `names` are what is there, by the name that a path gives it."""

    firm: Firm
    owner: Program
    names: Mapping[str, Sequence[str]]

    def operations(self) -> Iterator[APIOperation[Any, Any, Any, Any]]:
        document = self.owner.get("/api/v1/openapi.json").json()
        for operation in (each for path in document["paths"].values() for each in path.values()):
            del operation["security"]  # each request bears a token, so that all else is tried
        schema = schemathesis.openapi.from_dict(document)
        schema.app = self.firm.app
        for found in schema.get_all_operations():
            assert isinstance(found, Ok), found
            yield found.ok()

    def try_one(self, operation: APIOperation[Any, Any, Any, Any], *, examples: int, chance: int) -> None:
        """Requests to one operation. Raises the checks' failures, each with the request as a curl line. What they settled is
        settled back: a plan without the API would leave nothing to try."""
        load_all_checks()
        checks: Any = CHECKS.get_by_names(list(HELD))
        with self.firm.store.client(HARDWARE, reads=True) as transaction:
            policy = transaction.policy()

        @seed(chance)
        @settings(
            max_examples=examples, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
        )
        @given(data=st.data(), right=st.booleans())
        def tried(data: st.DataObject, right: bool) -> None:
            mode = GenerationMode.POSITIVE if right else GenerationMode.NEGATIVE
            case = data.draw(operation.as_strategy(generation_mode=mode))
            if right:
                self._aim(case, data, operation.method)
            case.call_and_validate(checks=checks, headers={"Authorization": f"Bearer {self.owner.secret}"})

        try:
            tried()
        finally:
            settle_policy(self.firm.store, HARDWARE, lambda _: policy, by=ADA, at=self.firm.clock.now())

    def _aim(self, case: Case[Any], data: st.DataObject, method: str) -> None:
        """At what is there: names that nobody could guess, and the version that a draft has now."""
        where = case.path_parameters or {}
        named = {name: data.draw(st.sampled_from(self.names[name])) for name in where if name in self.names}
        case.path_parameters = where | named
        if "draft_id" in named and method == "post" and data.draw(st.booleans()):
            case.headers["If-Match"] = self.owner.get(f"drafts/{named['draft_id']}").headers.get("etag", '"1-"')


def busy_firm(folder: Path) -> Busy:
    firm = Firm(open_firm(folder), folder)
    firm.app.state.house = replace(firm.house, paces=unhurried())
    owner = program(firm, ADA)
    for text in TEXTS * 2:
        assert owner.post("texts", {"text": text}).status_code == 201
    for draft in ("D-1", "D-2"):
        shown = owner.get(f"drafts/{draft}")
        assert owner.post(f"drafts/{draft}/approve", seen=shown.headers["etag"]).status_code == 200
    owner.post("entries/WO-1001/reverse", {"because": "found"})
    connect(firm)
    assert owner.post("quickbooks/pull", {"wait": 20}).json()["state"] == "done"
    batch = owner.post("batches", {"texts": ["3 mugs broke", "x" * 30_000]}).json()["id"]
    digest = owner.ask("POST", "evidence/D-3", files={"files": ("note.txt", b"It fell.")}).json()["rows"][0]["sha256"]
    names = {
        "client": [HARDWARE], "draft_id": [f"D-{n}" for n in range(1, 12)], "number": ["WO-1001", "WO-1002", "WO-9999"],
        "sku": ["MUG-01", "LMP-DSK", "no such"], "precedent_id": ["P-1", "P-2"], "name": ["bea", "newcomer"],
        "subject": ["D-1", "D-3", "WO-1002"], "batch_id": [batch], "digest": [digest],
    }  # fmt: skip
    return Busy(firm, owner, names)


def main(examples: int = 200, chance: int = 1, first: int = 0, step: int = 1) -> int:
    """How many operations failed, each with what was found."""
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        busy = busy_firm(Path(folder))
        for operation in islice(busy.operations(), first, None, step):
            try:
                busy.try_one(operation, examples=examples, chance=chance)
            except FailureGroup as found:
                failed += 1
                told = "\n".join(str(each) for each in found.exceptions)
            else:
                told = "holds"
            sys.stdout.write(f"{operation.label}: {told}\n")
            sys.stdout.flush()
        busy.firm.close()
    return failed


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
