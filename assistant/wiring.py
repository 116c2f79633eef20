"""Settings to a Bookkeeper: the only module that meets every concrete class. Each part is imported when it is first needed."""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from assistant.books.policy import ModelUse, Policy
from assistant.errors import NotAllowed, WrongUsage
from assistant.settings import ModelSettings, Settings

if TYPE_CHECKING:
    from assistant.adapters.sql.store import SqlStore
    from assistant.workflow import AnswerReader, Bookkeeper, Reader

ALLOWS = {ModelUse.OFF: "no language model", ModelUse.LOCAL: "only a local language model", ModelUse.HOSTED: "any language model"}


class ReaderChoice(StrEnum):
    AUTO = "auto"  # both where a model is set and the client's policy allows it, else rules
    RULES = "rules"
    MODEL = "model"
    BOTH = "both"


def open_store(address: str, *, create: bool) -> "SqlStore":
    """The books at a path or a database's address; with `create`, new ones where there are none."""
    from assistant.adapters.sql.store import open_books

    return open_books(address, create=create)


def bookkeeper(store: "SqlStore", reader: "Reader") -> "Bookkeeper":
    from assistant.workflow import Bookkeeper

    return Bookkeeper(store=store, reader=reader, answers=answer_reader(), now=now, new_id=new_id)


def now() -> datetime:
    return datetime.now(tz=UTC)


def new_id() -> str:
    return uuid4().hex


def answer_reader() -> "AnswerReader":
    from assistant.readers.rules.answers import RulesAnswerReader

    return RulesAnswerReader()


def rules_reader() -> "Reader":
    from assistant.readers.rules.reader import RulesReader

    return RulesReader()


def model_reader(model: ModelSettings, *, alone: bool, falls_back: bool) -> "Reader":
    """The language model's reader, alone or beside the rules; with `falls_back`, the rules where it does not answer."""
    from assistant.readers.combined import BothReaders, FallingBack
    from assistant.readers.model.client import ModelClient
    from assistant.readers.model.reader import ModelReader

    asked = ModelReader(ModelClient(model.name, model.url, model.key, model.timeout_seconds, model.retries))
    chosen: Reader = asked if alone else BothReaders(asked, rules_reader())
    return FallingBack(chosen, rules_reader()) if falls_back else chosen


def row_reader() -> "Reader":
    from assistant.readers.rows import RowReader

    return RowReader()


def reader(choice: ReaderChoice, settings: Settings, policy: Policy) -> "Reader":
    """The reader asked for. NotAllowed where the client's policy keeps its texts from the model, WrongUsage where none is set."""
    if choice is ReaderChoice.RULES or (choice is ReaderChoice.AUTO and not _may_use(settings.model, policy)):
        return rules_reader()
    model = _model_set(settings)
    if not _may_use(model, policy):
        where, word = ("on this network", "local") if model.is_local else ("hosted elsewhere", "hosted")
        raise NotAllowed(
            f"This client's policy allows {ALLOWS[policy.model]}, and {model.name} is {where}.",
            f"An owner may allow it: writeoff policy set model {word}",
        )
    return model_reader(model, alone=choice is ReaderChoice.MODEL, falls_back=True)


def _model_set(settings: Settings) -> ModelSettings:
    if settings.model is None:
        raise WrongUsage("No language model is set.", "Set WRITEOFF_MODEL (and its _URL and _KEY), or use --reader rules.")
    return settings.model


def _may_use(model: ModelSettings | None, policy: Policy) -> bool:
    """Whether this client's texts may be sent to the model: a local one under `local`, any under `hosted`."""
    if model is None:
        return False
    return policy.model is ModelUse.HOSTED or (policy.model is ModelUse.LOCAL and model.is_local)


def eval_reader(name: str, suites: Sequence[Path], settings: Settings) -> "Reader":
    """The reader of an eval run: never one that falls back, and no client's policy is asked, for the cases are nobody's."""
    if name == "proposals":
        from assistant.evaluation.proposals import hand_written

        return hand_written(suites)
    if name in (ReaderChoice.AUTO, ReaderChoice.RULES):
        return rules_reader()
    return model_reader(_model_set(settings), alone=name == ReaderChoice.MODEL, falls_back=False)
