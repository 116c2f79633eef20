"""The options that every command takes, before or after its name, to the Desk it works at: books, client, person and day."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from assistant.settings import Settings

Verb = Callable[..., int]


@dataclass
class Desk:
    """What was said on the command line; what was not comes from the environment, read when it is first needed."""

    books_said: str | None = None
    client_said: str | None = None
    person_said: str | None = None
    today_said: date | None = None
    as_json: bool = False

    @cached_property
    def settings(self) -> "Settings":
        from assistant.settings import read_settings

        return read_settings(os.environ, system_user=_system_user(), home=_home())

    @property
    def books(self) -> str:
        return self.books_said or self.settings.books

    @property
    def person(self) -> str:
        return self.person_said or self.settings.person

    @property
    def today(self) -> date:
        return self.today_said or now().astimezone().date()

    @property
    def interactive(self) -> bool:
        """Whether a person can be asked: both ends are a terminal, and no program reads the answer."""
        return not self.as_json and sys.stdin.isatty() and sys.stdout.isatty()


def now() -> datetime:
    return datetime.now(tz=UTC)


def _system_user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no name for this user id, as in some containers
        return "owner"


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:  # neither HOME nor an entry for this user id: as containers have it, the root
        return Path("/")


class Day(click.ParamType[date]):
    """A day in ISO form: of an option that is read before it is known whose books are meant."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from assistant.surfaces.said.days import YEARS

        try:
            day = value if isinstance(value, date) else date.fromisoformat(value.strip())
            if day.year in YEARS:
                return day
            self.fail(f"{value!r} is no day that books are kept on.", param, ctx)
        except ValueError:
            self.fail(f"{value!r} is not a day of the calendar, written such as 2026-10-02.", param, ctx)


class Number(click.ParamType[str]):
    """The number of a draft or an entry, in either case: d-4 is D-4."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return str(value).strip().upper()


def _keep(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    """Keeps what an option said on the Desk; said twice, the later one (after the command's name) holds."""

    def keep(ctx: click.Context, param: click.Parameter, value: Any) -> None:
        if value is not None and value is not False:
            setattr(ctx.ensure_object(Desk), name, value)

    return keep


def shared_options() -> list[click.Option]:
    return [
        _shared("--books", "books_said", "The books: a file, or a database's address. [$WRITEOFF_BOOKS]", metavar="PATH-OR-URL"),
        _shared("--client", "client_said", "Whose books; the only client is taken.", metavar="SLUG"),
        _shared("--as", "person_said", "Who you are in these books. [the system user]", metavar="NAME"),
        _shared("--today", "today_said", "The day it is taken to be. [the clock]", type=Day(), metavar="DATE"),
        _shared("--json", "as_json", "One JSON document on standard output.", is_flag=True),
    ]


def _shared(flag: str, name: str, says: str, **attributes: Any) -> click.Option:
    return click.Option([flag, name], expose_value=False, callback=_keep(name), help=says, is_eager=True, **attributes)


class WriteoffCommand(click.Command):
    """A command that takes the shared options after its name too, and lists them apart from its own."""

    def __init__(self, *arguments: Any, **attributes: Any) -> None:
        super().__init__(*arguments, **attributes)
        self.own = len(self.params)
        self.params.extend(shared_options())

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        shared = self.params[self.own :]
        for heading, listed in (
            ("Options", [option for option in options if option not in shared]),
            ("Options of every command", [option for option in options if option in shared]),
        ):
            with formatter.section(heading):
                formatter.write_dl([told for option in listed if (told := option.get_help_record(ctx))])


class WriteoffGroup(click.Group):
    """Commands of one noun: `client add`, `policy show`."""

    command_class = WriteoffCommand

    def __init__(self, *arguments: Any, **attributes: Any) -> None:
        super().__init__(*arguments, **attributes)
        self.params.extend(shared_options())

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def command(name: str) -> Callable[[Verb], click.Command]:
    """A function that does the verb and returns the exit code, as a command."""
    return click.command(name, cls=WriteoffCommand)
