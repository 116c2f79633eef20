"""Settings to a Bookkeeper: the only module that meets every concrete class. Each part is imported when it is first needed."""

import random
import time
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from secrets import token_bytes
from typing import TYPE_CHECKING
from uuid import uuid4

from assistant.bookkeeping.entitlement import allow_feature, feature_note
from assistant.books.policy import Feature, ModelUse, Policy
from assistant.connections import beside, now
from assistant.errors import NotAllowed, WrongUsage
from assistant.settings import ModelSettings, Settings

if TYPE_CHECKING:
    from assistant.adapters.audit.signing import Ed25519Signer
    from assistant.adapters.identity.seeds import SealedSeeds
    from assistant.adapters.sql.store import SqlStore
    from assistant.books.proposal import Event, ReadingContext
    from assistant.books.question import Question, Settled, Unanswered
    from assistant.evaluation.faults.lane import FaultLane
    from assistant.evaluation.lane import Lane
    from assistant.workflow import Bookkeeper, Outside, Reader

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


def sealed_seeds(store: "SqlStore", settings: Settings) -> "SealedSeeds":
    """Where second factors of these books are sealed: by WRITEOFF_KEY, else by a key file beside them."""
    from assistant.adapters.identity.seeds import SealedSeeds

    return SealedSeeds(settings.sealing_keys, beside(store, settings, "key"), token_bytes)


def audit_signer(settings: Settings, *, create: bool) -> "Ed25519Signer | None":
    """What signs the heads of audit trails here: the keys of WRITEOFF_AUDIT_KEY, else one of the system's keyring, made there
    where there is none and `create`; None without either."""
    from assistant.adapters.audit.signing import NAME, VARIABLE, Ed25519Signer
    from assistant.adapters.quickbooks.keyrings import key_of_keyring
    from assistant.adapters.quickbooks.sealing import read_keys

    keys = read_keys(settings.audit_keys, VARIABLE) or key_of_keyring(token_bytes, create=create, name=NAME)
    return Ed25519Signer(keys) if keys else None


def bookkeeper(store: "SqlStore", reader: "Reader", outside: "Outside | None" = None) -> "Bookkeeper":
    from assistant.workflow import Bookkeeper

    return Bookkeeper(store=store, reader=reader, answers=AnswersWhenAsked(), now=now, new_id=new_id, outside=outside)


class WhereConnected:
    """What is asked of a client's company before an approval; imported where the client has one and its plan has QuickBooks:
    without, an approval posts here, and what is to go out waits. Implements workflow.Outside."""

    def __init__(self, store: "SqlStore", settings: Settings) -> None:
        self._store, self._settings = store, settings
        self._ready: Outside | None = None

    def ready(self, client: str, draft_ids: Sequence[str], *, by: str, today: date) -> None:
        with self._store.client(client, reads=True) as books:
            if books.company() is None or not books.policy().has(Feature.QUICKBOOKS):
                return
        if self._ready is None:
            from assistant.bookkeeping.readying import Readying
            from assistant.connections import quickbooks

            self._ready = Readying(self._store, lambda of: quickbooks(self._store, of, self._settings, by=None), now)
        self._ready.ready(client, draft_ids, by=by, today=today)


def new_id() -> str:
    return uuid4().hex


class AnswersWhenAsked:
    """The reader of answers, imported when an answer comes: most commands read none."""

    def settle(
        self, question: "Question", event: "Event", answer: str, context: "ReadingContext"
    ) -> "tuple[Settled, ...] | Unanswered":
        from assistant.readers.rules.answers import RulesAnswerReader

        return RulesAnswerReader().settle(question, event, answer, context)


def rules_reader() -> "Reader":
    from assistant.readers.rules.reader import RulesReader
    from assistant.readers.second_look import SecondLook

    return SecondLook(RulesReader())


def model_reader(model: ModelSettings, *, alone: bool, falls_back: bool) -> "Reader":
    """The language model's reader, alone or beside the rules; with `falls_back`, the rules where it does not answer."""
    from assistant.readers.combined import BothReaders, FallingBack, WatchedReader
    from assistant.readers.model.client import ModelClient
    from assistant.readers.model.reader import ModelReader
    from assistant.readers.second_look import SecondLook

    asked = SecondLook(ModelReader(ModelClient(model.name, model.url, model.key, model.timeout_seconds, model.retries)))
    chosen: Reader = (WatchedReader if alone else BothReaders)(asked, rules_reader())
    return FallingBack(chosen, rules_reader()) if falls_back else chosen


def row_reader() -> "Reader":
    from assistant.readers.rows import RowReader

    return RowReader()


def form_reader() -> "Reader":
    from assistant.readers.reported import ReportReader

    return ReportReader()


def reader(choice: ReaderChoice, settings: Settings, policy: Policy) -> "Reader":
    """The reader asked for. NotAllowed where the client's plan or policy keeps its texts from the model, WrongUsage where none is
    set."""
    if choice is ReaderChoice.RULES or (choice is ReaderChoice.AUTO and not _may_use(settings.model, policy)):
        return rules_reader()
    model = _model_set(settings)
    allow_feature(policy, Feature.MODEL)
    if not _may_use(model, policy):
        where, word = ("on this network", "local") if model.is_local else ("hosted elsewhere", "hosted")
        raise NotAllowed(
            f"This client's policy allows {ALLOWS[policy.model]}, and {model.name} is {where}.",
            f"An owner may allow it: writeoff policy set model {word}",
        )
    return model_reader(model, alone=choice is ReaderChoice.MODEL, falls_back=True)


def reader_note(choice: ReaderChoice, settings: Settings, policy: Policy) -> str:
    """Why `auto` reads by rules although a language model is set; empty where there is nothing to say."""
    model = settings.model
    if choice is not ReaderChoice.AUTO or model is None or _may_use(model, policy):
        return ""
    if note := feature_note(policy, Feature.MODEL):
        return f"Read by rules: {note[:1].lower()}{note[1:]}"
    word = "local" if model.is_local else "hosted"
    allow = f"An owner may allow {model.name}: writeoff policy set model {word}"
    return f"Read by rules: this client's policy allows {ALLOWS[policy.model]}. {allow}"


def _model_set(
    settings: Settings, remedy: str = "Set WRITEOFF_MODEL (and its _URL and _KEY), or use --reader rules."
) -> ModelSettings:
    if settings.model is None:
        raise WrongUsage("No language model is set.", remedy)
    return settings.model


def _may_use(model: ModelSettings | None, policy: Policy) -> bool:
    """Whether this client's texts may be sent to the model: a local one under `local`, any under `hosted`; none where the
    plan leaves models out."""
    if model is None or not policy.has(Feature.MODEL):
        return False
    return policy.model is ModelUse.HOSTED or (policy.model is ModelUse.LOCAL and model.is_local)


def eval_lane(name: str, suites: Sequence[Path], settings: Settings, *, record: bool, recordings: Path | None) -> "Lane":
    """How an eval run reads: never falling back, and no client's policy is asked, for the cases are nobody's.

    A model's recorded answers are played where the suites have any, and then no model need be set; with `record`, what is missing
    is asked for and kept. `recordings` is the folder of the suites' folders, where it is not the one beside the suites.
    """
    from assistant.evaluation.lane import Lane

    if name not in (ReaderChoice.MODEL, ReaderChoice.BOTH):
        if record or recordings is not None:
            raise WrongUsage(f"The reader {name} asks no language model.", "Record with --reader model or both.")
        if name == "proposals":
            from assistant.evaluation.proposals import hand_written
            from assistant.readers.second_look import SecondLook

            return Lane(SecondLook(hand_written(suites)))
        return Lane(rules_reader())
    from assistant.evaluation.cassettes import Cassettes, Wording, need_vcrpy, recorded_model, replayed, short_hash
    from assistant.readers.model.client import strict_schema
    from assistant.readers.model.prompt import load_prompt

    alone = name == ReaderChoice.MODEL
    recorded = "" if record else recorded_model(suites, recordings)
    if not record and not recorded and recordings is None:
        model = _model_set(settings, "Set WRITEOFF_MODEL (and its _URL and _KEY): these suites have no recordings.")
        return Lane(model_reader(model, alone=alone, falls_back=False), model.concurrency)
    need_vcrpy()
    model = _model_set(settings) if record else replayed(recorded)
    wording = Wording(load_prompt().version, short_hash(strict_schema()))
    cassettes = Cassettes(wording, record, time.perf_counter, recordings)
    return Lane(model_reader(model, alone=alone, falls_back=False), cassettes=cassettes)


def fault_lane(
    name: str, suites: Sequence[Path], settings: Settings, *, recordings: Path | None, seed: str, most: int
) -> "FaultLane":
    """How faults are tried: in the readings of the model (`name` model or both), or in those written by hand (proposals)."""
    from functools import partial

    from assistant.evaluation.faults.lane import FaultLane

    alone = ReaderChoice.MODEL.value if name == ReaderChoice.BOTH else name
    read = eval_lane(alone, suites, settings, record=False, recordings=recordings)
    return FaultLane(
        read.reader, read.workers, read.cassettes, rules=rules_reader(), chance_of=partial(chance, seed), most=most
    )  # fmt: skip


def bench_lane(
    name: str, suites: Sequence[Path], settings: Settings, *, record: bool, recordings: Path | None, seed: str, most: int
) -> "Lane":
    """A lane by its name: faults in what both readers' model read, orders smuggled past the rules, or a reader."""
    from assistant.evaluation.faults.kept import FAULTS
    from assistant.evaluation.injections.lane import INJECTIONS, InjectionLane

    if name == INJECTIONS:
        return InjectionLane(rules_reader(), rows=row_reader())
    if name == FAULTS:
        return fault_lane(ReaderChoice.BOTH, suites, settings, recordings=recordings, seed=seed, most=most)
    return eval_lane(name, suites, settings, record=record, recordings=recordings)


def chance(seed: str, name: str) -> random.Random:
    """A generator of its own for each name, the same for the same seed."""
    return random.Random(f"{seed} {name}")
