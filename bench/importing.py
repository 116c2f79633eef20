"""How long another program's general journal takes to come in and to be balanced, against programs that read one each time.

`python bench/importing.py [ENTRIES]` writes a journal of that many entries of two lines (fifty thousand, where none is said): as
CSV, as input of hledger and of ledger, and as input of beancount, which ends in what each account must come to. Ours imports it
into empty books, through the posting function and with an event in the audit trail for each entry, and prints a trial balance
(`import FILE --balance`); hledger and ledger print theirs, bean-check holds every account against the end. Each is a whole
process, started anew: ours and hledger take turns (A-B-B-A). Processor time is told beside, for ours works on two processors. The
last line is the median of how often ours is done while hledger is once.
"""

import csv
import os
import random  # noqa: TID251 - a bench is no part of the books: its entries come from a seed of its own
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

ENTRIES, ROUNDS = 50_000, 3
LEAST, MOST_MEMORY = 1.0, 300
CHART = Path(__file__).parents[1] / "coa_samples" / "corner-hardware"
FIRST_DAY, DAYS, TODAY = date(2026, 7, 1), 90, "2026-10-14"
WRITEOFF = str(Path(sys.executable).parent / "writeoff")


@dataclass(frozen=True, slots=True)
class Entry:
    """Two lines of whole cents."""

    number: str
    day: date
    debit: str
    credit: str
    cents: int
    memo: str


def entries_of(many: int) -> list[Entry]:
    seeded = random.Random(20_261_014)
    with (CHART / "accounts.csv").open(encoding="utf-8", newline="") as file:
        accounts = [row["number"] for row in csv.DictReader(file) if row["active"] == "true"]
    return [
        Entry(
            f"JE-{n}", FIRST_DAY + timedelta(days=n * DAYS // many), *seeded.sample(accounts, 2), seeded.randint(100, 999_999),
            f"Invoice {seeded.randint(1000, 9999)} paid",
        )
        for n in range(many)
    ]  # fmt: skip


def money(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"


def written(folder: Path, entries: list[Entry]) -> None:
    """The same entries for each program."""
    with (folder / "gl.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("entry", "date", "account", "debit", "credit", "memo"))
        for each in entries:
            amount = money(each.cents)
            rows.writerow((each.number, each.day, each.debit, amount, "", each.memo))
            rows.writerow((each.number, each.day, each.credit, "", amount, ""))
    plain = (
        f"{each.day} * ({each.number}) {each.memo}\n    Account:{each.debit}  {money(each.cents)} USD\n"
        f"    Account:{each.credit}  {money(-each.cents)} USD\n"
        for each in entries
    )
    (folder / "gl.journal").write_text("\n".join(plain), encoding="utf-8")
    totals = Counter[str]()
    for each in entries:
        totals[each.debit] += each.cents
        totals[each.credit] -= each.cents
    last = FIRST_DAY + timedelta(days=DAYS)
    beans = [
        'option "operating_currency" "USD"',
        *(f"{FIRST_DAY} open Assets:A{account} USD" for account in sorted(totals)),
        *(
            f'{each.day} * "{each.memo}"\n  number: "{each.number}"\n  Assets:A{each.debit}  {money(each.cents)} USD\n'
            f"  Assets:A{each.credit}  {money(-each.cents)} USD\n"
            for each in entries
        ),
        *(f"{last} balance Assets:A{account}  {money(cents)} USD" for account, cents in sorted(totals.items())),
    ]
    (folder / "gl.beancount").write_text("\n".join(beans) + "\n", encoding="utf-8")


# ── Whole processes ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Took:
    seconds: float
    worked: float
    megabytes: float


def ran(folder: Path, command: list[str]) -> Took:
    """How long the command took, with the processor time of all its processes and the most memory that one of them had."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": str(folder / "compiled"), "BEANCOUNT_DISABLE_LOAD_CACHE": "1", "HOME": str(folder)}
    began = perf_counter()
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return Took(perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def opened(folder: Path) -> None:
    """Empty books, their program compiled."""
    ran(folder, [WRITEOFF, "--books", "empty.db", "client", "add", "bench", "--from", str(CHART)])


def ours(folder: Path) -> Took:
    for suffix in ("", "-wal", "-shm"):
        (folder / f"books.db{suffix}").unlink(missing_ok=True)
    shutil.copyfile(folder / "empty.db", folder / "books.db")
    return ran(folder, [WRITEOFF, "--books", "books.db", "--today", TODAY, "import", "gl.csv", "--balance"])


def main(many: int) -> int:
    with TemporaryDirectory() as place:
        folder = Path(place)
        written(folder, entries_of(many))
        opened(folder)
        ours(folder)
        hledger = ["hledger", "-f", "gl.journal", "balance"]
        others = {"ledger": ["ledger", "-f", "gl.journal", "balance"]}
        others["beancount"] = [str(Path(sys.executable).parent / "bean-check"), "--no-cache", "gl.beancount"]
        if shutil.which("hledger") is None:
            sys.stdout.write("hledger is not installed: nothing to hold the import against\n")
            return 0
        here, there = list[Took](), list[Took]()
        for _ in range(ROUNDS):
            here.append(ours(folder))
            there += [ran(folder, hledger), ran(folder, hledger)]
            here.append(ours(folder))
        seconds = {"writeoff": median(each.seconds for each in here), "hledger": median(each.seconds for each in there)}
        for name, command in others.items():
            if shutil.which(command[0]) is not None:
                seconds[name] = median(ran(folder, command).seconds for _ in range(ROUNDS))
        told = ", ".join(f"{name} {took:.2f} s" for name, took in seconds.items())
        memory = max(each.megabytes for each in here)
        worked = [median(each.worked for each in side) for side in (here, there)]
        sys.stdout.write(f"{many:,} entries in and balanced: {told}; {memory:.0f} MB at most\n")
        sys.stdout.write(f"processor time: writeoff {worked[0]:.2f} s, hledger {worked[1]:.2f} s\n")
        pairs = [there[n].seconds / here[n].seconds for n in range(len(here))]
        ratio = median(pairs)
        for name, took in seconds.items():
            sys.stdout.write(f"{name}: {took / seconds['writeoff']:.2f} of ours\n" if name != "writeoff" else "")
        sys.stdout.write(f"importing: ratio {ratio:.2f} (must ≥ {LEAST} of hledger)\n")
        return 0 if ratio >= LEAST and memory < MOST_MEMORY else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES))
