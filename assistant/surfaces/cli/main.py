"""A command line to an exit code: the commands by name, each imported only when it is called, and every way they may fail."""

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from assistant.errors import WriteoffError, WrongUsage
from assistant.surfaces.cli.frame import Desk, shared_options
from assistant.surfaces.cli.saying import fault_of_ours, of_system, say_error, wants_json

STOPPED = 130  # as shells say "stopped at the keyboard"
GARBAGE_LOOKED_FOR_EVERY = 200_000  # new objects: what a start makes stays, and looking it through costs a tenth of the start

# name → (module, what it does); the function in the module is named as the command.
COMMANDS: dict[str, dict[str, tuple[str, str]]] = {
    "The walk": {
        "draft": ("walk", "Draft entries from a text, or from a file of texts."),
        "answer": ("walk", "Answer a draft's question."),
        "queue": ("review", "List what waits for a person, the least sure first."),
        "show": ("showing", "Show a draft or an entry with its reasons and its trail."),
        "revise": ("review", "Change what was read, or an account."),
        "evidence": ("evidence", "Files that show what happened."),
        "approve": ("review", "Approve drafts; this posts them."),
        "override": ("review", "An owner lets tracked goods go out as a journal."),
        "reject": ("review", "Reject drafts, with the reason."),
        "reverse": ("review", "Draft the reversal of a posted entry."),
    },
    "The books": {
        "client": ("clients", "Open, list and update clients' books."),
        "user": ("clients", "Say who may do what in a client's books."),
        "accounts": ("accounts", "The chart, and the account for each reason."),
        "policy": ("accounts", "What this client does in its own way."),
        "close": ("accounts", "Close the books through a day."),
        "precedents": ("precedents", "What approvals have taught these books."),
        "entries": ("ledger", "List posted entries, the latest first."),
        "trial-balance": ("ledger", "Every account's balance, and what differs."),
        "import": ("importing", "Import another program's general journal."),
        "stock": ("stock", "Goods on hand, and goods received."),
        "history": ("stock", "Every entry that moved an item."),
    },
    "Out": {
        "sync": ("sync", "Send posted entries to QuickBooks Online."),
        "work": ("work", "Send for every client, beside other workers."),
        "qbo": ("qbo", "Connect a QuickBooks Online company."),
        "export": ("out", "Write the books for other programs."),
        "audit": ("auditing", "Verify the audit trail, or write it out for an auditor."),
        "backup": ("copies", "Copy all books to a file, while they are in use."),
        "restore": ("copies", "Bring a copy back into empty books."),
    },
    "The desk": {
        "serve": ("serve", "The review desk in a browser, and the API."),
    },
    "Try and measure": {
        "demo": ("demo", "The whole walk on fresh books in ./demo/."),
        "eval": ("evals", "Run eval suites offline."),
    },
}
TAKEN = ("eval", "import")  # words of Python's own: their functions end in an underscore
TABLE = {name: found for commands in COMMANDS.values() for name, found in commands.items()}


class LazyGroup(click.Group):
    """The commands of TABLE; asking for help or for one of them imports no other."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(TABLE)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in TABLE:
            return None
        module = import_module(f"assistant.surfaces.cli.{TABLE[cmd_name][0]}")
        name = cmd_name.replace("-", "_")
        found: click.Command = getattr(module, name if name not in TAKEN else f"{name}_")
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, commands in COMMANDS.items():
            with formatter.section(heading):
                formatter.write_dl([(name, says) for name, (_, says) in commands.items()])


@click.group(
    "writeoff",
    cls=LazyGroup,
    params=list(shared_options()),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="'writeoff COMMAND --help' shows a command's options and examples; the guide is docs/walk.md.",
)
@click.version_option(package_name="writeoff", message="writeoff %(version)s")
@click.pass_context
def writeoff(ctx: click.Context) -> None:
    """Plain English to balanced, explained inventory entries that a person approves.

    \b
    Start with:
      writeoff demo
      writeoff client add shop --from coa_samples/corner-hardware
      writeoff draft "write off $240 of damaged stock"
      writeoff approve D-1
    """
    ctx.ensure_object(Desk)


def run(arguments: Sequence[str]) -> int:
    """Runs one command line and returns its exit code; what stopped it has then been said."""
    as_json = wants_json(arguments)
    try:
        code = writeoff.main(list(arguments), prog_name="writeoff", standalone_mode=False)
    except WriteoffError as error:
        return say_error(error, as_json=as_json)
    except click.UsageError as error:
        return say_error(_of_usage(error), as_json=as_json)
    except click.ClickException as error:
        return say_error(WrongUsage(error.format_message()), as_json=as_json)
    except (click.Abort, KeyboardInterrupt):
        says = "Stopped; what was finished stays, and nothing is half-written."
        say_error(WriteoffError(says, code="stopped"), as_json=as_json)
        return STOPPED
    except OSError as error:
        return say_error(of_system(error), as_json=as_json)
    return code if isinstance(code, int) else 0


def main() -> int:
    """The program. A character that the terminal cannot show is written as its number, not refused."""
    sys.excepthook = fault_of_ours
    gc.set_threshold(GARBAGE_LOOKED_FOR_EVERY)
    open_streams()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    code = run(sys.argv[1:])
    gc.freeze()  # all of it goes now: to look it through first for what nobody needs would take a fifth of the whole
    return code


def open_streams() -> None:
    """A stream that was closed before the start leads nowhere. Its number must be taken: else the books' file would get it."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  open while the program runs


def _of_usage(error: click.UsageError) -> WrongUsage:
    path = error.ctx.command_path if error.ctx else "writeoff"
    dashed = " Words that begin with a dash stand after --." if isinstance(error, click.NoSuchOption) else ""
    return WrongUsage(error.format_message(), f"See: {path} --help.{dashed}")
