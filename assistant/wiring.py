"""Settings to a Bookkeeper: the only module that meets every concrete class. Each part is imported when it is first needed."""

import hashlib
import random
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from assistant.books.policy import ModelUse, Policy
from assistant.books.remote import Company
from assistant.errors import NotAllowed, OutsideServiceFailed, RefusedByBooks, WrongUsage
from assistant.settings import ModelSettings, Settings

if TYPE_CHECKING:
    from assistant.adapters.quickbooks.company import QuickBooks
    from assistant.adapters.quickbooks.connecting import Connector
    from assistant.adapters.sql.store import SqlStore
    from assistant.bookkeeping.connecting import Access
    from assistant.books.proposal import Event, ReadingContext
    from assistant.books.question import Question, Settled, Unanswered
    from assistant.evaluation.faults.lane import FaultLane
    from assistant.evaluation.lane import Lane
    from assistant.workflow import Bookkeeper, Reader

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

    return Bookkeeper(store=store, reader=reader, answers=AnswersWhenAsked(), now=now, new_id=new_id)


def now() -> datetime:
    return datetime.now(tz=UTC)


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


def reader_note(choice: ReaderChoice, settings: Settings, policy: Policy) -> str:
    """Why `auto` reads by rules although a language model is set; empty where there is nothing to say."""
    model = settings.model
    if choice is not ReaderChoice.AUTO or model is None or _may_use(model, policy):
        return ""
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
    """Whether this client's texts may be sent to the model: a local one under `local`, any under `hosted`."""
    if model is None:
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


# ── QuickBooks ───────────────────────────────────────────────────────────────────────────────────────────────────────


def practice_file(store: "SqlStore", settings: Settings) -> Path:
    """Where the practice company of these books is kept: beside them, or in the data folder where they are in a database."""
    if store.engine.dialect.name == "sqlite":
        return Path(f"{store.place}.practice.sqlite")
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    return settings.data_folder / f"{hashlib.sha256(store.place.encode()).hexdigest()[:16]}.practice.sqlite"


def announcement(practice: Path) -> Path:
    """The file in which a practice server that runs by itself says where it answers."""
    return practice.with_name(f"{practice.name}.url")


@contextmanager
def practice_server(store: "SqlStore", client: str, settings: Settings) -> Iterator[str]:
    """The address of a server that has the client's practice company: one that runs already, else one while this lasts."""
    from assistant.adapters.quickbooks.practice import announced, open_company, seed_of
    from assistant.practice.server import start
    from assistant.practice.store import StoreUnusable

    def seed() -> dict[str, object]:
        with store.client(client, reads=True) as books:
            return seed_of(books.books(), books.to_send())

    kept = practice_file(store, settings)
    if (running := announced(announcement(kept))) is not None:
        open_company(running, client, seed)
        yield running
        return
    try:
        server = start(kept)
    except StoreUnusable as error:
        raise OutsideServiceFailed(f"The practice company cannot start: {error}", "Move that file, then try again.") from error
    with server:
        open_company(server.base_url, client, seed)
        yield server.base_url


def practice_access(client: str, base_url: str) -> "Access":
    """Access to the client's practice company, as a person's consent would give it."""
    from assistant.adapters.quickbooks.practice import ENVIRONMENT, realm_of
    from assistant.bookkeeping.connecting import Access

    granted = _connector(base_url).connect_without_browser(realm_of(client), state=secrets.token_urlsafe(32))
    tokens = granted.tokens.to_text()

    def too_early(_: Callable[[str], str]) -> str:
        raise NotAllowed("QuickBooks refuses the access that it has just given.", "Connect again: writeoff qbo connect")

    return Access(granted.realm, ENVIRONMENT, tokens, _quickbooks(granted.realm, tokens, too_early, base_url))


@contextmanager
def quickbooks(store: "SqlStore", client: str, settings: Settings) -> Iterator["QuickBooks"]:
    """The company that the client is connected to. RefusedByBooks where there is none, NotAllowed for a real one."""
    from assistant.adapters.quickbooks.practice import ENVIRONMENT

    with store.client(client, reads=True) as books:
        company = books.company()
    if company is None:
        raise _not_connected(client)
    if company.address != ENVIRONMENT:
        raise NotAllowed(f"{company.name} is no practice company.", "Connect one: writeoff qbo connect")

    def change(make: Callable[[str], str]) -> str:
        with store.client(client) as books:
            kept: Company | None = books.company()
            if kept is None:
                raise _not_connected(client)
            tokens = make(kept.tokens)
            if tokens != kept.tokens:
                books.save_company(replace(kept, tokens=tokens))
            return tokens

    with (
        practice_server(store, client, settings) as base_url,
        closing(_quickbooks(company.realm, company.tokens, change, base_url)) as remote,
    ):
        yield remote


def _not_connected(client: str) -> RefusedByBooks:
    return RefusedByBooks(
        f"{client} is connected to no QuickBooks company.", "Connect it: writeoff qbo connect", code="not_connected"
    )


def _connector(base_url: str) -> "Connector":
    from assistant.adapters.quickbooks.connecting import Connector
    from assistant.adapters.quickbooks.practice import app, on_this_machine
    from assistant.practice.oauth import CLIENT_ID, CLIENT_SECRET

    return Connector(app(CLIENT_ID, CLIENT_SECRET), on_this_machine(base_url))


def _quickbooks(realm: str, tokens: str, change: Callable[[Callable[[str], str]], str], base_url: str) -> "QuickBooks":
    from assistant.adapters.quickbooks.company import QuickBooks
    from assistant.adapters.quickbooks.connecting import StoredKeys
    from assistant.adapters.quickbooks.session import QuickBooksSession, Waits

    keys = StoredKeys(_connector(base_url), tokens, change)
    return QuickBooks(f"{base_url}/v3", realm, QuickBooksSession(base_url, keys, Waits(time.sleep)))
