"""What an address asks for, in words, to values; and the address of the same as a file."""

from datetime import date
from enum import StrEnum
from typing import TypeVar

from fastapi import Request

from assistant.errors import WrongUsage
from assistant.surfaces.said.days import day_said
from assistant.surfaces.serving.visit import At

Choice = TypeVar("Choice", bound=StrEnum)


def day_asked(here: At, said: str) -> date | None:
    """A day in ISO form, as browsers send it, or in the client's own order; None for nothing. WrongUsage where it is none."""
    if not said.strip():
        return None
    with here.reading() as transaction:
        return day_said(said, transaction.client.date_order)


def choice_asked(kind: type[Choice], said: str) -> Choice | None:
    """One of the words of an enumeration; None for nothing. WrongUsage, with the words there are."""
    if not said:
        return None
    try:
        return kind(said)
    except ValueError as error:
        raise WrongUsage(f"{said!r} cannot be chosen here.", f"Choose one of {', '.join(kind)}.") from error


def writable(said: str) -> str:
    """The word as it may stand in a database, which keeps no NUL: nothing there is called by one."""
    return said.replace("\0", "").strip()


def csv_address(request: Request) -> str:
    """The page's own address as a CSV file, with all that was asked for but where a page begins."""
    asked = request.url.remove_query_params(["after", "before"]).query
    return f"{request.url.path}.csv{f'?{asked}' if asked else ''}"


def next_address(request: Request, **cursor: object) -> str:
    """The same page, from the cursor on."""
    url = request.url.include_query_params(**cursor)
    return f"{url.path}?{url.query}"
