"""Environment to Settings: what differs between installations, read once. Nothing else of ours reads the environment."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from assistant.books.remote import Environment
from assistant.errors import WrongUsage

BOOKS = "writeoff.db"
LARGEST_FILE = 20.0  # megabytes of evidence: a long scan; QuickBooks takes 100 (fault 6030)
LONGEST_TEXT = 20_000  # characters: some ten pages; what people paste, and what a model can be sent in one call
LOCAL_NAMES = ("localhost", "host.docker.internal")
HOSTED_MODELS = "https://api.openai.com/v1"
REAL = (Environment.SANDBOX, Environment.PRODUCTION)
SANDBOX_REDIRECT = "http://localhost:8734/connected"  # to be registered for the app; production has no address that would do


class QueueEngine(StrEnum):
    """Who has workers go to the clients that are due: each looks into the books, or DBOS calls them (PostgreSQL alone)."""

    BOOKS = "books"
    DBOS = "dbos"


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """A language model behind an OpenAI-compatible address. `retries` are of the call, not of the answer."""

    name: str
    url: str
    key: str = field(repr=False)
    timeout_seconds: float
    retries: int
    concurrency: int

    @property
    def is_local(self) -> bool:
        """Whether texts sent to it stay on this machine or its own network."""
        host = urlsplit(self.url).hostname or ""
        if host in LOCAL_NAMES or host.endswith((".local", ".internal", ".lan")):
            return True
        try:
            address = ip_address(host)
        except ValueError:
            return "." not in host
        return address.is_loopback or address.is_private


@dataclass(frozen=True, slots=True)
class QuickBooksSettings:
    """Our app at the QuickBooks of one environment, as far as it is set; `redirect_uri` is where people are sent back to."""

    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    redirect_uri: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """`books` is a path or a database's address; `model` is None where none is set. `longest_text` is in characters,
    `largest_file` (of evidence) in megabytes; `sealing_keys` is the text of WRITEOFF_KEY, `audit_keys` that of
    WRITEOFF_AUDIT_KEY. `second_factor`: whether everybody needs one at the desk; `leaked_passwords`: a file of those that nobody
    may take (adapters/identity/passwords.py)."""

    books: str
    person: str
    data_folder: Path
    model: ModelSettings | None = None
    longest_text: int = LONGEST_TEXT
    largest_file: float = LARGEST_FILE
    quickbooks: Mapping[Environment, QuickBooksSettings] = field(default_factory=dict)
    sealing_keys: str = field(default="", repr=False)
    audit_keys: str = field(default="", repr=False)
    second_factor: bool = False
    leaked_passwords: Path | None = None
    queue: QueueEngine = QueueEngine.BOOKS


def read_settings(environment: Mapping[str, str], *, system_user: str, home: Path, platform: str = sys.platform) -> Settings:
    """What the environment says, with a default for all that it does not. WrongUsage names a variable that cannot be read."""
    data_folder = _data_folder(environment, home, platform)
    return Settings(
        books=environment.get("WRITEOFF_BOOKS") or str(data_folder / BOOKS),
        person=system_user,
        data_folder=data_folder,
        model=_model(environment),
        longest_text=int(_number(environment, "WRITEOFF_LONGEST_TEXT", LONGEST_TEXT, least=1)),
        largest_file=_number(environment, "WRITEOFF_LARGEST_FILE", LARGEST_FILE, least=0.01),
        quickbooks={each: app for each in REAL if (app := _quickbooks(environment, each)).client_id},
        sealing_keys=environment.get("WRITEOFF_KEY", ""),
        audit_keys=environment.get("WRITEOFF_AUDIT_KEY", ""),
        second_factor=_second_factor(environment),
        queue=_queue(environment),
        leaked_passwords=Path(leaked) if (leaked := environment.get("WRITEOFF_LEAKED_PASSWORDS", "").strip()) else None,
    )


def _second_factor(environment: Mapping[str, str]) -> bool:
    """Whether WRITEOFF_SECOND_FACTOR says `required`; `offered`, and nothing said, leave it to each person."""
    said = environment.get("WRITEOFF_SECOND_FACTOR", "").strip().lower() or "offered"
    if said not in ("offered", "required"):
        raise WrongUsage(f"WRITEOFF_SECOND_FACTOR is {said!r}.", "Set it to offered or required.")
    return said == "required"


def _queue(environment: Mapping[str, str]) -> QueueEngine:
    """Who has workers go to the clients that are due, by WRITEOFF_QUEUE."""
    said = environment.get("WRITEOFF_QUEUE", "").strip().lower() or QueueEngine.BOOKS
    if said not in list(QueueEngine):
        raise WrongUsage(f"WRITEOFF_QUEUE is {said!r}.", "Set it to books or dbos.")
    return QueueEngine(said)


def _quickbooks(environment: Mapping[str, str], which: Environment) -> QuickBooksSettings:
    """WRITEOFF_QBO_SANDBOX_CLIENT_ID, _CLIENT_SECRET, _REDIRECT, and the same of PRODUCTION: neither stands in for the other."""

    def said(name: str) -> str:
        return environment.get(f"WRITEOFF_QBO_{which.upper()}_{name}", "").strip()

    default = SANDBOX_REDIRECT if which is Environment.SANDBOX else ""
    return QuickBooksSettings(said("CLIENT_ID"), said("CLIENT_SECRET"), said("REDIRECT") or default)


def _model(environment: Mapping[str, str]) -> ModelSettings | None:
    name = environment.get("WRITEOFF_MODEL", "").strip()
    if not name:
        return None
    return ModelSettings(
        name=name,
        url=_address(environment, "WRITEOFF_MODEL_URL") or HOSTED_MODELS,
        key=environment.get("WRITEOFF_MODEL_KEY", ""),
        timeout_seconds=_number(environment, "WRITEOFF_MODEL_TIMEOUT", 30, least=0.1),
        retries=int(_number(environment, "WRITEOFF_MODEL_RETRIES", 2, least=0)),
        concurrency=int(_number(environment, "WRITEOFF_MODEL_CONCURRENCY", 8, least=1)),
    )


def _address(environment: Mapping[str, str], name: str) -> str:
    """An address of the web; it is not said again where it is none, for it may hold a key."""
    said = environment.get(name, "").strip()
    try:
        parts = urlsplit(said)
        known = not said or (parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0)
    except ValueError:  # brackets that do not close, a port that is no number
        known = False
    if not known:
        raise WrongUsage(f"{name} is no address of the web.", "Set it to such as http://localhost:11434/v1.")
    return said


def _number(environment: Mapping[str, str], name: str, default: float, *, least: float) -> float:
    said = environment.get(name, "").strip()
    if not said:
        return default
    try:
        number = float(said)
    except ValueError:
        number = float("nan")
    if not number >= least or number == float("inf"):
        raise WrongUsage(f"{name} is {said!r}, which is not a number of at least {least:g}.", f"Set it to such as {default:g}.")
    return number


def _data_folder(environment: Mapping[str, str], home: Path, platform: str) -> Path:
    """Where this kind of machine keeps a person's own data."""
    if stated := environment.get("XDG_DATA_HOME"):
        return Path(stated) / "writeoff"
    if platform == "darwin":
        return home / "Library" / "Application Support" / "writeoff"
    if platform == "win32":
        return Path(environment.get("APPDATA") or home / "AppData" / "Roaming") / "writeoff"
    return home / ".local" / "share" / "writeoff"
