#!/usr/bin/env python3
"""Verifies an audit pack, or a trail exported as lines of JSON, with Python 3 alone and none of the program that wrote it.

    python3 verify_audit.py [FOLDER-OR-ZIP]      the pack that this script lies in, or another one
    python3 verify_audit.py trail.jsonl --client NAME

What is checked: each file is the one that the manifest names (SHA-256), and the manifest's signature; each event of the trail
follows from the one before (SHA-256 over the canonical JSON of the event); each head fits the trail, and its Ed25519 signature
its key; each entry is what the trail says was posted, with debits equal to credits and numbers without a gap; each account is its
opening and all that was posted to it; roles, policies, names, evidence, texts and drafts are as the trail tells. It ends with 0
where all holds, else with 1 and a line for each fault. --key K: the public key (base64) that everything signed must be signed by.
"""

import argparse
import hashlib
import json
import sys
import zipfile
from base64 import b64decode
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Point = tuple[int, int, int, int]
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


class Faults(list[str]):
    def unless(self, fine: bool, says: str) -> None:
        self.extend([] if fine else [says])


def add(a: Point, b: Point) -> Point:
    """Two points of the curve of Ed25519, in extended coordinates, added (RFC 8032, section 6)."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    return (f - e) * (h - g) % P, (h + g) * (f + e) % P, (h - g) * (h + g) % P, (f - e) * (f + e) % P


def times(n: int, point: Point) -> Point:
    found = (0, 1, 1, 0)
    for bit in reversed(f"{n:b}"):
        found, point = add(found, point) if bit == "1" else found, add(point, point)
    return found


def point_of(data: bytes) -> Point | None:
    """32 bytes as a point; None where they are none."""
    y, odd = int.from_bytes(data, "little") & (1 << 255) - 1, data[31] >> 7
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and odd):
        return None
    x = x if x & 1 == odd else P - x
    return x, y, 1, x * y % P


def signed(key: str, signature: str, statement: bytes) -> bool:
    """Whether the key (base64) made the signature (base64) of these bytes."""
    try:
        public, made = b64decode(key, validate=True), b64decode(signature, validate=True)
    except (ValueError, TypeError):
        return False
    s, base = int.from_bytes(made[32:], "little"), point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
    a, r = (point_of(each) if len(each) == 32 else None for each in (public, made[:32]))
    if a is None or r is None or base is None or len(made) != 64 or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(made[:32] + public + statement).digest(), "little") % L
    left, right = times(s, base), add(r, times(k, a))
    return all((left[n] * right[2] - right[n] * left[2]) % P == 0 for n in (0, 1))


def canonical(told: dict[str, Any], *out: str) -> bytes:
    told = {name: value for name, value in told.items() if name not in out}
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def follow(lines: Iterable[str], client: str, faults: Faults) -> dict[str, Any]:
    """Hashes by place; what the trail has the SHA-256 of: entries by number, openings, what stands beside the journal by name
    (`whole`: all of it), evidence; and the months with a signed head."""
    trail: dict[str, Any] = {"hashes": {}, "posted": {}, "openings": "", "rows": {}, "files": set(), "months": set()}
    previous, last = "0" * 64, 0
    for event in map(json.loads, lines):
        seq, told = event["seq"], hashlib.sha256(canonical(event | {"client": client}, "hash")).hexdigest()
        if (seq, event["previous"]) != (last + 1, previous):
            faults.append(f"event {seq} does not follow from the event before it, {last}")
        if told != event["hash"]:
            faults.append(f"event {seq} ({event['what']} {event['subject']}) was changed after it was written")
        if event["what"] == "entry.posted":
            faults.unless(event["subject"] not in trail["posted"], f"event {seq} posts {event['subject']} once more")
            trail["posted"][event["subject"]] = event["detail"].get("entry_sha256")
        trail["months"] |= {event["subject"]} if event["what"] == "audit.head_signed" else set()
        trail["openings"] = event["detail"].get("openings_sha256") or trail["openings"]
        trail["files"] |= {event["detail"].get("sha256")} if event["what"] == "evidence.added" else set()
        trail["rows"] |= event["detail"].get("rows_sha256") or {}
        trail.setdefault("whole", "client" in trail["rows"])
        last, previous, trail["hashes"][seq] = seq, event["hash"], event["hash"]
    return trail


def check_signed(told: dict[str, Any], name: str, key: str | None, faults: Faults) -> None:
    whole = not told["signature"] or signed(told["key"], told["signature"], canonical(told, "key", "signature"))
    faults.unless(whole, f"{name} was changed after it was signed")
    faults.unless(key is None or (told["key"] == key and bool(told["signature"])), f"{name} was not signed by the key {key}")


def check_heads(lines: list[str], client: str, hashes: dict[int, str], key: str | None, faults: Faults) -> None:
    for head in map(json.loads, filter(None, lines)):
        name = f"the head of {head['period'] or head['at']}"
        check_signed(head, name, key, faults)
        fits = head["client"] == client and hashes.get(head["seq"]) == head["hash"]
        faults.unless(fits, f"{name} does not fit the trail: events up to {head['seq']} were changed or cut off")


def check_entries(lines: Iterable[str], posted: dict[str, Any], faults: Faults) -> dict[str, int]:
    """Each entry against the trail; what they post to each account, debits less credits."""
    sums, numbers = dict[str, int](), list[int]()
    for line in lines:
        entry, debits = json.loads(line), 0
        numbers.append(int((number := entry["number"]).removeprefix("WO-")))
        faults.unless(number in posted, f"entry {number} was posted by no event of the trail")
        digest = hashlib.sha256(line.strip().encode()).hexdigest()
        faults.unless((posted.get(number) or digest) == digest, f"entry {number} is not what the trail says was posted")
        for side, account, amount, *_ in entry["lines"]:
            amount = amount if side == "debit" else -amount
            sums[account], debits = sums.get(account, 0) + amount, debits + amount
        faults.unless(not debits, f"entry {number}: its debits differ from its credits")
    unbroken = not numbers or len(set(numbers)) == len(numbers) == max(numbers) - min(numbers) + 1
    faults.unless(unbroken, "the numbers of entries have gaps")
    faults.extend(f"{gone} was posted, and is not in the journal" for gone in sorted(set(posted) - {f"WO-{n}" for n in numbers}))
    return sums


def check_pack(read: Callable[[str], bytes], names: list[str], kept: list[str], key: str | None, faults: Faults) -> str:
    manifest = json.loads(read("manifest.json"))
    check_signed(manifest, "the manifest", key, faults)
    events, heads, rows, entries, accounts = (
        read(f"chain/{name}.jsonl").decode().split("\n")[:-1] for name in ("events", "heads", "rows", "entries", "accounts")
    )
    trail = follow(events, manifest["client"], faults)
    for name, digest in manifest["files"].items():
        if name not in names or hashlib.sha256(read(name)).hexdigest() != digest:
            faults.append(f"{name} is not the file that the manifest names")
        elif name.startswith("evidence/") and (digest not in trail["files"] or name.split("/")[-1][:8] != digest[:8]):
            faults.append(f"{name} is not as it was when it was added: no event of the trail has its SHA-256")
    faults.extend(f"{name} is in no manifest" for name in sorted(set(names) - set(manifest["files"]) - {"manifest.json"}))
    faults.extend(f"{name} is there more than once" for name, many in Counter(names).items() if many > 1)
    check_heads([*heads, *kept], manifest["client"], trail["hashes"], key, faults)
    faults.extend(f"the signed head of {month} is gone" for month in trail["months"] - {json.loads(h)["period"] for h in heads})
    for row in map(json.loads, rows):  # beside the journal: all of it, but of texts and drafts those of the sample
        told, found = trail["rows"].pop(row["row"], None), hashlib.sha256(row["text"].encode()).hexdigest()
        faults.unless(told == found or (told is None and not trail["whole"]), f"{row['row']} is not what the trail says")
    faults.extend(f"{name} is gone" for name in sorted(trail["rows"]) if not name.startswith(("T-", "D-")))
    sums = check_entries(entries, trail["posted"], faults)
    opened = hashlib.sha256(read("chain/openings.json").rstrip(b"\n")).hexdigest()
    faults.unless(trail["openings"] in ("", opened), "what the books began with is not what the trail says")
    for row in map(json.loads, accounts):
        stands = row["opening"] + sums.pop(row["account"], 0)
        faults.unless(stands == row["balance"], f"account {row['account']} is not its opening and what was posted to it")
    faults.extend(f"account {account} was posted to, and is not there" for account in sums)
    signer = f"signed by {manifest['key']}" if manifest["signature"] else "unsigned"
    return f"{len(trail['hashes']):,} events, {len(trail['posted']):,} entries, {signer}"


def main() -> int:
    asked = argparse.ArgumentParser(description="Verifies an audit pack, or an exported audit trail.")
    asked.add_argument("path", nargs="?", default=Path(__file__).parent, type=Path)
    asked.add_argument("--client", help="whose trail it is, where it is a file of lines")
    asked.add_argument("--head", action="append", default=[], type=Path, help="a file of heads that were kept elsewhere")
    asked.add_argument("--key", help="the public key that everything must be signed by")
    said, faults = asked.parse_args(), Faults()
    try:
        path, kept = said.path, [line for head in said.head for line in head.read_text(encoding="utf-8").split("\n")]
        if path.is_dir():
            names = [file.relative_to(path).as_posix() for file in path.rglob("*") if file.is_file()]
            told = check_pack(lambda name: (path / name).read_bytes(), names, kept, said.key, faults)
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                told = check_pack(archive.read, archive.namelist(), kept, said.key, faults)
        else:
            with path.open(encoding="utf-8") as lines:
                hashes = follow(lines, said.client or sys.exit("Whose trail is it? Say --client."), faults)["hashes"]
            faults.unless(any(kept) or not said.key, "nothing here is signed: the key signs heads, so give one (--head)")
            told = f"{len(hashes):,} events, the last {hashes.get(len(hashes))}"
            check_heads(kept, said.client, hashes, said.key, faults)
    except (ValueError, KeyError, TypeError, AttributeError, OSError, zipfile.BadZipFile) as error:
        faults.append(f"it cannot be read: {type(error).__name__} {error}")
    ends = f"{len(faults)} faults." if faults else f"It holds: {told}."
    print(*(f"WRONG: {fault}" for fault in faults[:50]), ends, sep="\n")  # noqa: T201
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
