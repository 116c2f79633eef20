"""What the package exports: the bookkeeper, and every error it may raise."""

import inspect

import assistant
from assistant import errors


def test_the_bookkeeper_and_every_error_are_exported() -> None:
    declared = {name for name, found in vars(errors).items() if inspect.isclass(found) and issubclass(found, Exception)}
    assert set(assistant.__all__) == declared | {"Bookkeeper"}
    assert all(hasattr(assistant, name) for name in assistant.__all__)


def test_every_error_has_a_code_and_an_exit_code_of_its_kind() -> None:
    kinds = [found for found in vars(errors).values() if isinstance(found, type) and issubclass(found, errors.WriteoffError)]
    by_code = {kind.code: kind.exit_code for kind in kinds}
    assert by_code == {
        "error": 1, "wrong_usage": 2, "not_found": 2, "bad_file": 2, "refused": 1, "changed_since_shown": 1, "not_allowed": 3,
        "outside_service_failed": 4, "books_unavailable": 4, "waits_for_answer": 5, "stopped": 1,
    }  # fmt: skip
