"""Every route of the desk and of its API for each role, for nobody, and for people of another client: matrix.txt says what each
is answered, and here each is asked, with a form that is valid, so that a refusal is the role's."""

from collections.abc import Iterator

import pytest

from tests.surfaces.matrix import API, SAFE, Matrix, Request, line_of, matrix_of, table_said


@pytest.fixture(scope="module")
def matrix(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matrix]:
    matrix = matrix_of(tmp_path_factory.mktemp("matrix"))
    yield matrix
    matrix.close()


def part_of(request: Request) -> str:
    method, path = request
    return "api" if path.startswith(API) else "pages" if method in SAFE else "forms"


def test_every_route_has_its_row(matrix: Matrix) -> None:
    assert set(matrix.routes()) == set(table_said())


@pytest.mark.parametrize("part", ["pages", "forms", "api"])
def test_each_is_answered_as_the_table_says(matrix: Matrix, part: str) -> None:
    """What differs is shown as its row would be."""
    differ = []
    for request, said in table_said().items():
        if part_of(request) != part:
            continue
        found = matrix.row(*request)
        if found != said:
            differ += [f"said  {line_of(request, said)}", f"found {line_of(request, found)}"]
    assert differ == []
