"""`demo`: fresh books in ./demo/ and the whole walk on them, each step the command that a person would type."""

import shlex
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from assistant.bookkeeping.reports import trial_balance
from assistant.books.client_books import ClientBooks
from assistant.errors import OutsideServiceFailed, WriteoffError, WrongUsage
from assistant.surfaces.cli.exits import DONE
from assistant.surfaces.cli.frame import Desk, command
from assistant.surfaces.cli.office import office
from assistant.surfaces.render.table import table

FOLDER = Path("demo")
BOOKS = FOLDER / "books.db"
MARK = FOLDER / ".writeoff-demo"  # says that the folder is a former demo, which a new one may replace
DAY = date(2026, 10, 2)  # taken where the clock stands before it: the sample's books are closed through the June before


@dataclass(frozen=True, slots=True)
class Step:
    """A command, what is told before it, and the exit code that it must end with."""

    words: str
    tells: str = ""
    code: int = 0


STEPS = (
    Step("client add shop --from coa_samples/corner-hardware", "Books of an invented hardware shop, from its own lists."),
    Step("qbo connect", "QuickBooks Online: a practice company on this machine, kept beside the books."),
    Step("qbo confirm", "Which account, item and place there is which of ours: a person confirms it, once."),
    Step('draft "12 of the mugs were dropped by the forklift in the warehouse"', "Goods by name leave at what they carry."),
    Step("approve D-1", "A person approves; only this posts."),
    Step(
        'draft "a pipe burst in the store: 5 desk lamps ruined, the insurer has agreed to pay 60.00"',
        "QuickBooks tracks quantities: an adjustment takes the units out, a journal says what the insurer bears.",
    ),
    Step("approve D-2"),
    Step(
        'draft "write off $83.00 of damaged coffee mugs"',
        "An amount alone would move the account of these goods and leave their quantity as it is: not to be approved.",
        1,
    ),
    Step("approve D-3", code=1),
    Step("revise D-3 --offer 1", "The goods that make the amount; or --kind allowance, until it is known which they were."),
    Step("approve D-3"),
    Step('draft "some floor lamps in the store went missing"', "How many? The draft asks, and keeps what was read.", 5),
    Step('answer D-4 "3"'),
    Step("approve D-4"),
    Step('draft "write off 400 box fans, water damage"', "More than there are: shown, and not to be approved.", 1),
    Step("approve D-5", code=1),
    Step('reject D-5 --because "typed 400 for 4"'),
    Step("sync", "Each entry goes out once, by the documents of its plan, and QuickBooks' own cost is read back."),
    Step('reverse WO-1001 --quantity MUG-01=4 --because "found unbroken" --approve', "Four mugs were whole: they come back."),
    Step("entries --limit 2", "The books now."),
    Step("stock MUG-01"),
    Step("stock --check"),
)
LAST_STEPS = (
    Step("sync", "What is there is not sent again; the reversal follows."),
    Step("qbo reconcile", "Ledger against QuickBooks, document by document, quantity by quantity."),
    Step("export --to beancount --output demo/shop.beancount", "For other programs, with a balance asserted per account."),
    Step("export --to hledger --output demo/shop.journal"),
    Step("audit verify", "The trail: who did what, when; nothing was changed since."),
)
YOURS = ('draft "2 cases of interior white paint froze in the warehouse"', "queue", "qbo status")


@command("demo")
@click.pass_obj
def demo(desk: Desk) -> int:
    """Open fresh books in ./demo/ and walk through them, every step printed as the command it is.

    A former demo is replaced; a folder 'demo' of any other kind is left alone, and the demo refused.

    \b
    Examples:
      writeoff demo
    """
    if desk.as_json:
        raise WrongUsage("The demo is a page to read.", "Leave out --json.")
    options = ["--books", str(BOOKS), *(["--today", day.isoformat()] if (day := _day(desk)) else [])]
    _fresh_folder()
    _walk(STEPS[:1], options)
    before = _books(options)
    _walk(STEPS[1:], options)
    click.echo("\nTrial balance, the accounts that moved:\n\n" + _moved(before, _books(options)))
    _walk(LAST_STEPS, options)
    click.echo("\nYours to try:\n")
    for words in YOURS:
        click.echo(f"  {_program()} {shlex.join(options)} {words}")
    return DONE


def _fresh_folder() -> None:
    """Makes ./demo/, in place of a former one. WrongUsage where something else has the name."""
    if MARK.is_file():
        shutil.rmtree(FOLDER)
    elif FOLDER.exists() and (not FOLDER.is_dir() or any(FOLDER.iterdir())):
        raise WrongUsage(f"{FOLDER.absolute()} is there already, and is no former demo.", "Move it, or run the demo elsewhere.")
    FOLDER.mkdir(exist_ok=True)
    MARK.write_text("Made by writeoff demo, which may replace this folder.\n", encoding="utf-8")


def _day(desk: Desk) -> date | None:
    """The day to say on each command line, where the clock's would not do."""
    return desk.today_said or (None if desk.today >= DAY else DAY)


def _walk(steps: Iterable[Step], options: list[str]) -> None:
    """Each step run as its own command line. One that ends otherwise than foreseen ends the demo."""
    from assistant.surfaces.cli.main import STOPPED, run

    for step in steps:
        if step.tells:
            click.echo(f"\n── {step.tells}")
        click.echo(f"\n$ writeoff {step.words}\n")
        sys.stdout.flush()
        code = run([*options, *shlex.split(step.words)])
        sys.stderr.flush()
        if code in (OutsideServiceFailed.exit_code, STOPPED) and code != step.code:
            raise click.exceptions.Exit(code)  # the step has said why
        if code != step.code:
            says = f"The step ended with exit code {code}, not {step.code}."
            raise WriteoffError(says, "This is a fault of ours.", code="fault")


def _books(options: list[str]) -> ClientBooks:
    return office(Desk(books_said=options[1])).books()


def _moved(before: ClientBooks, after: ClientBooks) -> str:
    """The accounts whose balance the walk changed, as they stood and as they stand, and the totals."""
    then, now = trial_balance(before), trial_balance(after)
    rows = [
        (account.label, str(before.chart[account.key].balance), str(account.balance))
        for account in after.chart
        if account.balance != before.chart[account.key].balance
    ]
    totals = ("Debits = credits", str(then.debits), str(now.debits))
    return table([("", "Before", "After"), *rows, totals], "<>>")


def _program() -> str:
    """How this program is called from here."""
    said = Path(sys.argv[0])
    if shutil.which("writeoff") == str(said.absolute()):
        return "writeoff"
    return str(said.absolute().relative_to(Path.cwd())) if said.absolute().is_relative_to(Path.cwd()) else str(said.absolute())
