"""What a command has to say to standard output, standard error or a file: a JSON document or a plain page; never a traceback."""

import errno
import json
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import click

from assistant.errors import BooksUnavailable, WriteoffError, WrongUsage

DATABASE = b"SQLite format 3"  # how its files begin
STEERING = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\r(?!\n)")


def wants_json(arguments: Sequence[str]) -> bool:
    """Whether the command line asks for a document; what stands behind -- is text."""
    options = list(arguments)
    return "--json" in options[: options.index("--") if "--" in options else len(options)]


def say(page: str, document: Mapping[str, object], *, as_json: bool) -> None:
    """The page for a person or the document for a program. Nobody at the other end of the pipe is no error."""
    text = json.dumps(document, indent=2, ensure_ascii=False) if as_json else harmless(page.rstrip("\n"))
    try:
        click.echo(text)
    except BrokenPipeError:
        leave_pipe(sys.stdout.fileno())


def say_pieces(pieces: Iterable[str], *, as_json: bool) -> None:
    """A page (each piece of whole lines) or a document as it comes, for one that may be longer than memory holds."""
    try:
        for piece in pieces:
            click.echo(piece if as_json else harmless(piece), nl=False)
    except BrokenPipeError:
        leave_pipe(sys.stdout.fileno())


def harmless(page: str) -> str:
    """The page with what would steer a terminal, or turn its text around, written as its number: books and texts are data."""
    return STEERING.sub(lambda found: f"\\x{ord(found[0]):02x}" if found[0] < "\x80" else f"\\u{ord(found[0]):04x}", page)


def progress(text: str) -> None:
    """A line that the next one overwrites, for a person who waits; nothing where standard error is no terminal."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{text}", err=True, nl=False)


def say_error(error: WriteoffError, *, as_json: bool) -> int:
    """The sentence and what would mend it; returns the exit code."""
    faults = getattr(error, "faults", ())
    if as_json:
        told: dict[str, object] = {"code": error.code, "says": error.says, "remedy": error.remedy}
        say("", {"error": told | ({"faults": list(faults)} if faults else {})}, as_json=True)
    else:
        sentences = [error.says, *(f"  {fault}" for fault in faults), error.remedy]
        try:
            click.echo(harmless("\n".join(sentence for sentence in sentences if sentence)), err=True)
        except OSError:  # nobody reads, or it goes to a file on a full disk: the exit code says it
            leave_pipe(sys.stderr.fileno())
    return error.exit_code


def of_system(error: OSError) -> WriteoffError:
    """What the operating system refused, in plain words."""
    about = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        says = f"The disk is full{about}. The books are as they were; what was being written elsewhere may lack its end."
        return BooksUnavailable(says, "Make room and run the command again.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return BooksUnavailable(f"The system does not allow it: {error.strerror}{about}.", "Check who may read and write there.")
    return BooksUnavailable(f"The system did not do its part: {error.strerror or error}{about}.", "Check the file or disk.")


def _begins(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(DATABASE))


def write_file(path: Path, text: str) -> None:
    """The whole file or none of it: see write_pieces."""
    write_pieces(path, (text,))


def write_pieces(path: Path, pieces: Iterable[str]) -> int:
    """The whole file or none of it: it is written aside and then takes its place. A database, which may be books, keeps its. How
    many pieces there were."""
    if path.is_dir():
        raise WrongUsage(f"{path} is a folder.", "Name a file in it.")
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not path.is_file():  # a pipe or device
        return _write(path, pieces)
    if path.exists() and _begins(path) == DATABASE:
        raise WrongUsage(f"{path} is a database: it may be books, so it is not written over.", "Name another file.")
    aside = path.with_name(f".{path.name}.part")
    try:
        many = _write(aside, pieces)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return many


def _write(path: Path, pieces: Iterable[str]) -> int:
    many = 0
    with path.open("w", encoding="utf-8") as file:
        for piece in pieces:
            file.write(piece)
            many += 1
    return many


def leave_pipe(descriptor: int) -> None:
    """Lets Python close a stream whose reader has gone without a word."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


def fault_of_ours(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An exception that nobody foresaw, in a sentence, with its details in a file. Installed as sys.excepthook (exit code 1)."""
    say_error(of_fault(error), as_json=wants_json(sys.argv))


def of_fault(error: BaseException) -> WriteoffError:
    """A defect of ours in plain words; its traceback is kept in a file."""
    import traceback

    remedy = f"Please report it with its details, in {_kept(''.join(traceback.format_exception(error)))}. "
    remedy += "The books keep only whole transactions."
    return WriteoffError(f"This is a fault of ours: {type(error).__name__} where none was foreseen.", remedy, code="fault")


def _kept(details: str) -> str:
    import tempfile

    descriptor, path = tempfile.mkstemp(prefix="writeoff-fault-", suffix=".txt")
    with open(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(details)
    return path
