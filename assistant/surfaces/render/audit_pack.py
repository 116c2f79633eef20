"""An auditor's pack to its files: figures, vouchers, evidence, the trail with its verifier, and a manifest that is signed.

It opens without this program: PDF, CSV and text, and Python for whoever verifies. docs/audit.md says what each file is for.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

from assistant.adapters.audit.pdf import pdf_of
from assistant.adapters.files.pack import Add
from assistant.adapters.sql.store import SqlStore
from assistant.bookkeeping.auditing import Signer, head_now
from assistant.bookkeeping.packing import PackTransaction, audited, pack
from assistant.books.audit import canonical
from assistant.books.audit_head import Head
from assistant.books.audit_pack import Audited, Pack
from assistant.books.audit_sample import CHANCE, Asked, draw
from assistant.books.money import Money, total
from assistant.books.people import ALLOWED
from assistant.drafting import RULES_VERSION
from assistant.errors import WrongUsage
from assistant.surfaces.render.csv_text import Cell, csv_text
from assistant.surfaces.render.documents import Document
from assistant.surfaces.render.voucher import voucher_of

FORMAT = "writeoff audit pack 1"
UNCLEAN = re.compile(r"[^\w.,()+ -]+")
PIECE = 1_000  # lines of the trail or the journal at once
Tell = Callable[[int, int], None]
"""How many vouchers are made, of how many."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A pack that was written: name to SHA-256 of each of its files."""

    pack: Pack
    files: Mapping[str, str]


def packed(
    store: SqlStore, client: str, asked: Asked, add: Add, signer: Signer | None, *, by: str, at: datetime,
    tell: Tell | None = None, most: int = 0,
) -> Packed:  # fmt: skip
    """Writes the pack of the client's books as they are at this moment. Errors: as `pack`, and WrongUsage for more than `most`
    vouchers (0: as many as there are)."""
    with store.moment(client) as transaction:
        of = transaction.client
        made = pack(transaction, client, of.name, of.currency, asked, by=by, at=at)
        if most and len(made.taken) > most:
            says = f"{len(made.taken):,} vouchers are more than the desk makes at once ({most:,})."
            raise WrongUsage(says, "Narrow the sample, or let the command make it: writeoff audit sample.")
        heads = (*transaction.heads(), head_now(transaction, client, signer, at=at))
        return Packed(made, write_pack(add, transaction, made, heads, signer, tell))


def pack_document(made: Packed, output: str) -> Document:
    sampled = [{"entry": number, "because": why} for number, why in made.pack.taken.items()]
    return {
        "client": made.pack.client, "output": output, "asked": made.pack.asked.words(), "population": len(made.pack.population),
        "unbroken": made.pack.numbers.unbroken, "sample": sampled,
        "files": [{"name": name, "sha256": digest} for name, digest in made.files.items()],
    }  # fmt: skip


def write_pack(
    add: Add, transaction: PackTransaction, pack: Pack, heads: Iterable[Head], signer: Signer | None, tell: Tell | None = None
) -> Mapping[str, str]:
    """Adds every file of the pack, read in the transaction's moment of the books; name to SHA-256, the manifest last. `heads` are
    those of the trail as it is now."""
    made = dict[str, str]()

    def put(name: str, pieces: Iterable[bytes]) -> None:
        made[name] = add(name, pieces)

    for name, text in _figures(pack).items():
        put(name, [text.encode()])
    sheet, walked = [], list[str]()
    for n, told in enumerate(audited(transaction, pack), 1):
        number = told.entry.number
        put(f"vouchers/{number}.pdf", [pdf_of(voucher_of(told, pack), made_at=pack.made_at)])
        for file in told.evidence:
            put(evidence_name(number, file.digest, file.name), [transaction.evidence_content(file.digest)])
        sheet.append(_tick(told, pack.currency))
        walked += (told.draft.text_id, told.draft.id) if told.draft is not None else ()
        if tell is not None:
            tell(n, len(pack.taken))
    put("tick-sheet.csv", [csv_text(TICKS, sheet).encode()])
    put("chain/events.jsonl", _lines(transaction.trail_lines()))
    put("chain/entries.jsonl", _lines(transaction.journal_lines()))
    put("chain/accounts.jsonl", _lines(transaction.account_lines()))
    put("chain/openings.json", [transaction.openings_line().encode(), b"\n"])
    put("chain/rows.jsonl", _lines(transaction.row_lines(dict.fromkeys(walked))))
    put("chain/heads.jsonl", _lines(head.line for head in heads))
    put("verify_audit.py", [(files("assistant.adapters.audit") / "verify_audit.py").read_bytes()])
    made["manifest.json"] = add("manifest.json", [_manifest(pack, made, signer)])
    return made


def _manifest(pack: Pack, made: Mapping[str, str], signer: Signer | None) -> bytes:
    told: dict[str, object] = {
        "format": FORMAT, "client": pack.client, "name": pack.name, "currency": pack.currency, "made_by": pack.made_by,
        "made_at": pack.made_at.isoformat(), "asked": pack.asked.words(), "population": len(pack.population),
        "sample": len(pack.taken), "files": dict(made),
    }  # fmt: skip
    signature = signer.sign(canonical(told).encode()) if signer is not None else ""
    told |= {"key": signer.keys[0] if signer is not None else "", "signature": signature}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _lines(lines: Iterable[str]) -> Iterator[bytes]:
    held: list[str] = []
    for line in lines:
        held.append(line)
        if len(held) == PIECE:
            yield ("\n".join(held) + "\n").encode()
            held = []
    yield "".join(f"{line}\n" for line in held).encode()


def evidence_name(number: str, digest: str, name: str) -> str:
    """Where a file of an entry lies in the pack: no name that somebody gave a file leads out of it, and none hides another's."""
    shown = UNCLEAN.sub("_", name).strip(". ")[-80:] or "file"
    return f"evidence/{number}/{digest[:8]}-{shown}"


# ── Figures ──────────────────────────────────────────────────────────────────────────────────────────────────────────

POPULATION = (
    "number", "date", "kind", "reason", "amount", "drafted_by", "posted_by", "posted_at", "reverses", "sampled", "draw", "memo",
)  # fmt: skip
TICKS = (
    "number", "date", "kind", "reason", "amount", "why", "drafted_by", "approved_by", "approved_at", "evidence_files",
    "quickbooks", "voucher", "text_agrees", "lines_agree", "cost_agrees", "evidence_seen", "approver_is_another", "period_right",
    "quickbooks_agrees", "remarks",
)  # fmt: skip
LEDGER = (
    "account", "name", "type", "before", "debits", "credits", "after", "posted_since", "balance_now", "agrees",
)  # fmt: skip
PEOPLE = ("person", "role", "approves_up_to", "may")


def _figures(pack: Pack) -> dict[str, str]:
    everyone = sorted(pack.people.items())
    people = [
        (name, member.role.value, member.limit, ", ".join(sorted(action.value for action in ALLOWED[member.role])))
        for name, member in everyone
    ]
    policies = [
        {"version": each.version, "set_by": each.by, "set_at": each.at.isoformat(), "settings": dict(each.words)}
        for each in pack.policies
    ]
    told = {"rules": RULES_VERSION, "policies": policies}
    return {
        "README.txt": README.format(name=pack.name, client=pack.client, asked=pack.asked.words(), seed=pack.asked.seed or "SEED"),
        "completeness.txt": completeness(pack),
        "population.csv": csv_text(POPULATION, _population(pack)),
        "ledger.csv": csv_text(LEDGER, _ledger(pack)),
        "people.csv": csv_text(PEOPLE, people),
        "policies.json": json.dumps(told, ensure_ascii=False, indent=1) + "\n",
    }


def _population(pack: Pack) -> Iterator[tuple[Cell, ...]]:
    for row in pack.population:
        why = pack.taken.get(row.number, "")
        drawn = draw(pack.asked.seed, row.number) if pack.asked.random and why in ("", CHANCE) else ""
        yield (
            row.number, row.entry_date, row.kind, row.reason, row.amount, row.drafted_by, row.posted_by, row.posted_at,
            row.reverses, why, drawn, row.memo,
        )  # fmt: skip


def _ledger(pack: Pack) -> Iterator[tuple[Cell, ...]]:
    """Debits positive: an account that stands in credit has a minus."""
    for each in pack.movements:
        after = each.before + each.debits - each.credits
        figures = (each.before, each.debits, each.credits, after, each.since, each.balance)
        money = [Money(minor, pack.currency) for minor in figures]
        yield (each.key, each.name, each.type, *money, each.agrees)


def _tick(told: Audited, currency: str) -> tuple[Cell, ...]:
    entry = told.entry
    approved = next((event for event in told.trail if event.what.startswith("draft.approved")), None)
    there = ", ".join(f"{document.kind} {document.remote_id}".strip() for document in told.documents)
    drafted_by = told.draft.drafted_by if told.draft is not None else ""
    by, at = (approved.who, approved.at) if approved is not None else ("", None)  # an import was approved by nobody
    amount = total((line.amount for line in entry.lines if line.side.value == "debit"), currency)
    return (
        entry.number, entry.entry_date, entry.kind.value, entry.reason.value, amount, told.why, drafted_by, by, at,
        len(told.evidence), there, f"vouchers/{entry.number}.pdf", *[""] * 8,
    )  # fmt: skip


def completeness(pack: Pack) -> str:
    """The count of the journal, and the population's total against the ledger's, as a page of text."""
    numbers, rows = pack.numbers, pack.population
    amount = total((row.amount for row in rows), pack.currency)
    ledger = Money(sum(each.debits for each in pack.movements), pack.currency)
    credits = Money(sum(each.credits for each in pack.movements), pack.currency)
    apart = [each.key for each in pack.movements if not each.agrees]
    ours = numbers.entries - numbers.brought
    return "\n".join([
        f"Completeness of {pack.name} ({pack.client}), {pack.asked.words()}", "",
        *_count(pack, ours),
        f"Of these, entries dated in the period (the population): {len(rows):,}", "",
        f"Total of the population (debits of its entries):          {amount}",
        f"Debits of the period in the ledger, line by line:         {ledger}",
        f"Credits of the period in the ledger, line by line:        {credits}",
        f"Difference:                                               {amount - ledger}"
        f"   {_agrees(amount == ledger == credits)}", "",
        f"Accounts whose balance is what was before the period, its debits less credits and what was posted since: "
        f"{len(pack.movements) - len(apart)} of {len(pack.movements)}   {_agrees(not apart)}",
        *([f"They differ in: {', '.join(apart)}"] if apart else []), "",
    ])  # fmt: skip


def _count(pack: Pack, ours: int) -> list[str]:
    numbers = pack.numbers
    if not ours:
        return ["Nothing was posted here yet."]
    first, last = numbers.last - ours + 1, numbers.last
    told = [
        f"Numbers of all entries posted here: {_numbers(first, last)}",
        f"Entries that bear them:             {ours:,}   {_agrees(numbers.unbroken)}",
    ]
    if numbers.brought:
        told.append(f"Entries of earlier books, under their own numbers (their amounts are in the openings): {numbers.brought:,}")
    return told


def _numbers(first: int, last: int) -> str:
    many = last - first + 1
    return f"WO-{first}, which is 1 number" if many == 1 else f"WO-{first} to WO-{last}, which is {many:,} numbers"


def _agrees(does: bool) -> str:
    return "agrees" if does else "DOES NOT AGREE"


README = """An audit pack of {name} ({client}): entries {asked}.

completeness.txt   how many entries there are, that no number is missing, and that the population adds up to the ledger
population.csv     every entry of the period, with those that were sampled and why
tick-sheet.csv     the sample, a row an entry, with columns to tick
vouchers/          one PDF an entry of the sample: as typed, as booked and why, cost, evidence, hands, QuickBooks, trail
evidence/          the files that show what happened, under the SHA-256 that the voucher names
ledger.csv         every account: before the period, its debits and credits, since, and the balance the books keep
people.csv         who may do what, and up to which amount
policies.json      every version of the policy, who set it and when; the version of the rules
chain/             the whole audit trail, the whole journal, openings, what decided the entries (rows.jsonl), and signed heads
verify_audit.py    verifies all of it: python3 verify_audit.py

How the sample was drawn: the draw of a number is the SHA-256 of "{seed}:NUMBER" (in population.csv); of the entries that were not
taken for another reason, those with the lowest draws were taken. Try it: printf '%s' '{seed}:WO-1001' | sha256sum

manifest.json names every file with its SHA-256; where a key was set, it is signed with Ed25519. Ask for the public key, and for a
head of the trail that was kept elsewhere, by another way than this pack came, and verify with them:
python3 verify_audit.py --key KEY --head heads.jsonl
"""
