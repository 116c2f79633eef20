"""The environment as settings: a default for all that it does not say, a sentence for what cannot be read."""

from pathlib import Path

import pytest

from assistant.books.remote import Environment
from assistant.errors import WrongUsage
from assistant.settings import QueueEngine, Settings, read_settings

HOME = Path("/home-of-ana")


def settings(platform: str = "linux", **environment: str) -> Settings:
    return read_settings(environment, system_user="ana", home=HOME, platform=platform)


def test_nothing_needs_to_be_set() -> None:
    assert settings() == Settings(
        books=str(HOME / ".local/share/writeoff/writeoff.db"), person="ana", data_folder=HOME / ".local/share/writeoff"
    )


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {"XDG_DATA_HOME": "/data"}, Path("/data/writeoff")),
        ("darwin", {}, HOME / "Library/Application Support/writeoff"),
        ("win32", {"APPDATA": "/roaming"}, Path("/roaming/writeoff")),
    ],
)
def test_a_person_has_a_data_folder(platform: str, environment: dict[str, str], folder: Path) -> None:
    assert settings(platform, **environment).data_folder == folder


def test_a_model_and_its_key_that_is_never_shown() -> None:
    model = settings(WRITEOFF_MODEL="gpt", WRITEOFF_MODEL_KEY="sk-secret", WRITEOFF_MODEL_TIMEOUT="5").model
    assert model is not None
    assert (model.key, model.timeout_seconds, model.is_local) == ("sk-secret", 5, False)
    assert "sk-secret" not in repr(settings(WRITEOFF_MODEL="gpt", WRITEOFF_MODEL_KEY="sk-secret"))


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://localhost:11434/v1", True),
        ("http://127.0.0.1:8080/v1", True),
        ("http://[::1]:8080/v1", True),
        ("http://192.168.1.20/v1", True),
        ("http://ollama/v1", True),
        ("http://models.lan/v1", True),
        ("https://api.example.com/v1", False),
        ("https://8.8.8.8/v1", False),
        ("https://localhost.example.com/v1", False),
    ],
)
def test_what_counts_as_local(url: str, local: bool) -> None:
    model = settings(WRITEOFF_MODEL="m", WRITEOFF_MODEL_URL=url).model
    assert model is not None
    assert model.is_local is local


@pytest.mark.parametrize("said", ["soon", "-1", "nan", "inf", "0"])
def test_a_number_that_is_none_is_named(said: str) -> None:
    with pytest.raises(WrongUsage, match="WRITEOFF_MODEL_TIMEOUT"):
        settings(WRITEOFF_MODEL="m", WRITEOFF_MODEL_TIMEOUT=said)


def test_an_app_of_each_environment_and_its_secret_that_is_never_shown() -> None:
    sandbox = {"WRITEOFF_QBO_SANDBOX_CLIENT_ID": "ours", "WRITEOFF_QBO_SANDBOX_CLIENT_SECRET": "sk-secret"}
    found = settings(WRITEOFF_KEY="sk-key", **sandbox)
    assert set(found.quickbooks) == {Environment.SANDBOX}
    app = found.quickbooks[Environment.SANDBOX]
    assert (app.client_id, app.client_secret, app.redirect_uri) == ("ours", "sk-secret", "http://localhost:8734/connected")
    assert not any(word in repr(found) for word in ("sk-secret", "sk-key"))
    live = settings(WRITEOFF_QBO_PRODUCTION_CLIENT_ID="live", WRITEOFF_QBO_SANDBOX_REDIRECT="http://localhost:1/x").quickbooks
    assert {environment: app.redirect_uri for environment, app in live.items()} == {Environment.PRODUCTION: ""}


def test_the_largest_file_of_evidence_is_set_in_megabytes() -> None:
    assert settings(WRITEOFF_LARGEST_FILE="2.5").largest_file == 2.5
    with pytest.raises(WrongUsage, match="WRITEOFF_LARGEST_FILE"):
        settings(WRITEOFF_LARGEST_FILE="0")


def test_a_second_factor_is_offered_or_required() -> None:
    assert not settings(WRITEOFF_SECOND_FACTOR=" Offered ").second_factor
    assert settings(WRITEOFF_SECOND_FACTOR="required").second_factor
    with pytest.raises(WrongUsage, match="WRITEOFF_SECOND_FACTOR is 'maybe'"):
        settings(WRITEOFF_SECOND_FACTOR="maybe")


def test_who_calls_workers() -> None:
    assert (settings().queue, settings(WRITEOFF_QUEUE=" DBOS ").queue) == (QueueEngine.BOOKS, QueueEngine.DBOS)
    with pytest.raises(WrongUsage, match="WRITEOFF_QUEUE is 'redis'"):
        settings(WRITEOFF_QUEUE="redis")


def test_a_list_of_leaked_passwords_may_be_named() -> None:
    assert settings(WRITEOFF_LEAKED_PASSWORDS="/lists/leaked.txt").leaked_passwords == Path("/lists/leaked.txt")
