"""A database's error to one of ours: what stopped it in a plain sentence, with the remedy; no password, no statement."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError

from assistant.errors import BooksUnavailable, RefusedByBooks, WriteoffError, WrongUsage

# SQLite's result codes (sqlite.org/rescode.html) by name.
SQLITE = {
    "SQLITE_BUSY": ("{} are in use by another program.", "Try again in a moment, or close what holds them."),
    "SQLITE_LOCKED": ("{} are in use by another program.", "Try again in a moment, or close what holds them."),
    "SQLITE_READONLY": ("{} may only be read.", "Let this user write to the file and to its folder."),
    "SQLITE_PERM": ("{} may not be opened by this user.", "Let this user read and write the file and its folder."),
    "SQLITE_AUTH": ("{} may not be opened by this user.", "Let this user read and write the file and its folder."),
    "SQLITE_CANTOPEN": ("{} cannot be opened.", "Check that the folder is there, and that this user may read and write it."),
    "SQLITE_FULL": ("{} cannot be written: the disk is full. Nothing was changed.", "Free some space and try again."),
    "SQLITE_IOERR": (
        "{} cannot be used: the disk is full or reports an error. Nothing was changed.", "Free some space, or check the disk.",
    ),
    "SQLITE_NOTADB": ("{} are not books: the file is no database.", "Name another file, or restore it from a backup."),
    "SQLITE_CORRUPT": ("{} are damaged.", "Restore the file from a backup."),
    "SQLITE_TOOBIG": ("What was to be written is larger than books can hold.", "Shorten it."),
    "SQLITE_NOMEM": ("There is not enough memory to open {}.", "Close other programs and try again."),
}
# PostgreSQL's SQLSTATE classes and codes (its manual, appendix A), the longest match first.
POSTGRESQL = {
    "53100": ("{} cannot be written: the disk is full. Nothing was changed.", "Free some space and try again."),
    "53300": ("The server of {} has no connection free.", "Try again in a moment."),
    "25006": ("{} may only be read.", "Name the server that may be written to."),
    "40": ("{} were changed by someone else at the same moment. Nothing was changed.", "Try again."),
    "55P03": ("{} are in use by another program.", "Try again in a moment."),
    "57": ("The server of {} is stopping or was stopped.", "Try again once it runs."),
    "28": ("The server of {} does not let this user in.", "Check the user and password in the address."),
    "3D": ("The server has no such database as {}.", "Create it, or correct the address."),
    "42501": ("{} may not be read or written by this user.", "Grant the user of the address its rights."),
    "XX": ("{} are damaged.", "Restore them from a backup."),
}
# A server that lets nobody in gives no SQLSTATE, only words.
NOT_LET_IN = {"does not exist": "3D", "authentication": "28", "password": "28"}
UNREACHABLE = ("The server of {} cannot be reached.", "Check that it runs, and the address.")
UNKNOWN = ("{} cannot be read or written.", "Check that they are books of this program, whole and up to date.")


@contextmanager
def told(place: str) -> Iterator[None]:
    """Runs what uses the database; what it raises becomes one of our errors. `place` names the books without their password."""
    try:
        yield
    except DBAPIError as error:
        raise refusal(error, place) from error
    except UnicodeEncodeError as error:
        raise unreadable() from error


def refusal(error: DBAPIError, place: str) -> WriteoffError:
    if isinstance(error, IntegrityError):
        return RefusedByBooks(
            f"The books refuse it: {broken_rule(error)}.", "Look at the books as they are now, and try again.", code="refused"
        )
    code = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None) or ""
    if code.startswith("22") or code == "SQLITE_MISMATCH" or "NUL" in str(error.orig):
        return unreadable()
    return unavailable(code or code_in(str(error.orig)), place)


def unavailable(code: str, place: str) -> BooksUnavailable:
    """What a database's code says of the books at this place."""
    says, remedy = sentence(code)
    says = says.format(f"the books at {place}")
    return BooksUnavailable(says[0].upper() + says[1:], remedy)


def code_in(words: str) -> str:
    return next((code for said, code in NOT_LET_IN.items() if said in words), "")


def sentence(code: str) -> tuple[str, str]:
    """What is said of a code, and its remedy; PostgreSQL gives none where the connection itself failed."""
    if code.startswith("SQLITE_"):
        return next((told for name, told in SQLITE.items() if code.startswith(name)), UNKNOWN)
    if not code or code.startswith("08"):
        return UNREACHABLE
    return next((told for start, told in POSTGRESQL.items() if code.startswith(start)), UNKNOWN)


def broken_rule(error: IntegrityError) -> str:
    """A trigger's own sentence, else the name of the constraint, which says the rule."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return str(diagnosis.constraint_name or diagnosis.message_primary)
    return str(error.orig).removeprefix("CHECK constraint failed: ")


def unreadable() -> WrongUsage:
    return WrongUsage("It holds a character or number that books cannot keep.", "Write it as plain text and try again.")
