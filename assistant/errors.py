"""Every exception of the house. Findings are for the books; exceptions are for what stopped us.

WriteoffError
├── WrongUsage            the command, file or value cannot be read as what it should be       exit 2
│   ├── NotFound          no such client, draft, entry, item, account or person
│   └── BadFile           a file's row or column is wrong; `where` says which
├── RefusedByBooks        the books refuse it: a draft with problems, a state that does not allow it   exit 1
│   └── ChangedSinceShown what the approver saw is no longer what would be posted
├── NotAllowed            this person, or this client's policy, does not allow it                exit 3
├── OutsideServiceFailed  a model, QuickBooks or a disk did not do its part                      exit 4
│   └── BooksUnavailable  the books' file or database cannot be opened, read or written
├── ToldToStop            work was told to stop before it was through                           exit 1
└── WaitsForAnswer        an answer is needed first                                             exit 5
"""


class WriteoffError(Exception):
    """What stopped us, in a sentence (`says`), with what would mend it (`remedy`) and a stable `code`."""

    code = "error"
    exit_code = 1

    def __init__(self, says: str, remedy: str = "", *, code: str | None = None) -> None:
        super().__init__(says)
        self.says = says
        self.remedy = remedy
        if code is not None:
            self.code = code


class WrongUsage(WriteoffError):
    code = "wrong_usage"
    exit_code = 2


class NotFound(WrongUsage):
    code = "not_found"


class BadFile(WrongUsage):
    """A file that cannot be taken: `faults` is one sentence a row and column that is wrong."""

    code = "bad_file"

    def __init__(self, says: str, remedy: str = "", *, faults: tuple[str, ...] = ()) -> None:
        super().__init__(says, remedy)
        self.faults = faults


class RefusedByBooks(WriteoffError):
    code = "refused"
    exit_code = 1


class ChangedSinceShown(RefusedByBooks):
    code = "changed_since_shown"


class NotAllowed(WriteoffError):
    code = "not_allowed"
    exit_code = 3


class OutsideServiceFailed(WriteoffError):
    code = "outside_service_failed"
    exit_code = 4


class BooksUnavailable(OutsideServiceFailed):
    code = "books_unavailable"


class ToldToStop(WriteoffError):
    """Nothing is lost by it: what was done until then is kept, and the next goes on from there."""

    code = "stopped"


class WaitsForAnswer(WriteoffError):
    code = "waits_for_answer"
    exit_code = 5


# What a defect of ours raises. It costs the text it happens in, said with its place, and not the whole batch or run.
DEFECTS = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
