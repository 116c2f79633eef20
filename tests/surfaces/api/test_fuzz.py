"""No request that the OpenAPI document lets one think of makes the API fail, or answer outside that document."""

from collections.abc import Iterator

import pytest

from tests.surfaces.api.fuzz import Busy, busy_firm

EXAMPLES = 5  # of each operation, about half of them right; `python -m tests.surfaces.api.fuzz` makes many more


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Busy]:
    busy = busy_firm(tmp_path_factory.mktemp("fuzz"))
    yield busy
    busy.firm.close()


def test_every_operation_keeps_to_its_document(busy: Busy) -> None:
    operations = list(busy.operations())
    document = busy.owner.get("/api/v1/openapi.json").json()
    assert len(operations) == sum(len(path) for path in document["paths"].values()) > 70  # none is left out unseen
    for operation in operations:
        busy.try_one(operation, examples=EXAMPLES, chance=1)
