"""What every request works with: the books, the settings, the clock and chance."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from assistant import wiring
from assistant.adapters.identity.passwords import Argon2Passwords
from assistant.adapters.sql.identity import SqlIdentity
from assistant.adapters.sql.runs import SqlRuns
from assistant.surfaces.serving.kept import KeptWork
from assistant.surfaces.serving.pace import Paces
from assistant.surfaces.serving.runs import Runs

if TYPE_CHECKING:
    from assistant.adapters.identity.seeds import SealedSeeds
    from assistant.adapters.sql.store import SqlStore
    from assistant.settings import Settings
    from assistant.workflow import Bookkeeper, Reader

ON_THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class House:
    """`new_secret` gives a random text of so many bytes, safe in an address. `secure`: the desk is reached by https alone, so
    cookies go no other way. `hosts` are the names that it answers to; `setup_code` is what the first person shows to be let in,
    and without one nobody is."""

    store: "SqlStore"
    settings: "Settings"
    now: Callable[[], datetime]
    today: Callable[[], date]
    new_secret: Callable[[int], str]
    secure: bool = True
    hosts: tuple[str, ...] = ON_THIS_MACHINE
    setup_code: str = field(default="", repr=False)
    passwords: Argon2Passwords = field(default_factory=Argon2Passwords)
    paces: Paces = field(default_factory=Paces)
    kept: KeptWork = field(default_factory=KeptWork, repr=False)
    runs: Runs = field(init=False)  # what is at work in the background

    def __post_init__(self) -> None:
        object.__setattr__(self, "runs", Runs(SqlRuns(self.store), self.now))

    @property
    def identity(self) -> SqlIdentity:
        return SqlIdentity(self.store)

    @property
    def seeds(self) -> "SealedSeeds":
        return wiring.sealed_seeds(self.store, self.settings)

    def bookkeeper(self, reader: "Reader | None" = None) -> "Bookkeeper":
        """The walk; its verbs that read no text go with any reader."""
        outside = wiring.WhereConnected(self.store, self.settings)
        return wiring.bookkeeper(self.store, reader or wiring.row_reader(), outside)
