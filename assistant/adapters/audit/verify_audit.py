#!/usr/bin/env python3
"""Verifies an audit pack, or a trail exported as lines of JSON, with Python 3 alone and none of the program that wrote it.

    python3 verify_audit.py                      the pack that this script lies in
    python3 verify_audit.py FOLDER-OR-ZIP        another one
    python3 verify_audit.py trail.jsonl --client NAME

What is checked: each file is the one that the manifest names (SHA-256), and the manifest's signature; each event of the trail
follows from the one before (SHA-256 over the canonical JSON of the event); each head fits the trail, and its Ed25519 signature
its key; each entry is what the trail says was posted, with debits equal to credits and numbers without a gap; each account is its
opening and all that was posted to it. It ends with 0 where all holds, else with 1 and a line for each fault. --key K: the public
key (base64) that everything signed must be signed by; ask for it by another way than this pack came.
"""

import argparse
import hashlib
import json
import sys
import zipfile
from base64 import b64decode
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Faults = list[str]
Read = Callable[[str], bytes]
Point = tuple[int, int, int, int]
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def add(a: Point, b: Point) -> Point:
    """Two points of the curve of Ed25519, in extended coordinates, added (RFC 8032, section 6)."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    return (f - e) * (h - g) % P, (h + g) * (f + e) % P, (h - g) * (h + g) % P, (f - e) * (f + e) % P


def times(n: int, point: Point) -> Point:
    found = (0, 1, 1, 0)
    while n:
        if n & 1:
            found = add(found, point)
        point, n = add(point, point), n >> 1
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
    if len(public) != 32 or len(made) != 64:
        return False
    s, base = int.from_bytes(made[32:], "little"), point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
    if (a := point_of(public)) is None or (r := point_of(made[:32])) is None or base is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(made[:32] + public + statement).digest(), "little") % L
    left, right = times(s, base), add(r, times(k, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


def canonical(told: dict[str, Any], *left_out: str) -> bytes:
    told = {name: value for name, value in told.items() if name not in left_out}
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def follow(lines: Iterable[str], client: str, faults: Faults) -> tuple[dict[int, str], dict[str, Any], str, set[str], set[Any]]:
    """The trail: (hashes by place, digest of each entry by number, digest of openings, months with a signed head, evidence)."""
    hashes, posted, months, files = dict[int, str](), dict[str, Any](), set[str](), set[Any]()
    openings, previous, last = "", "0" * 64, 0
    for event in map(json.loads, lines):
        seq, told = event["seq"], hashlib.sha256(canonical(event | {"client": client}, "hash")).hexdigest()
        if seq != last + 1:
            faults.append(f"event {last + 1} is missing: {seq} follows {last}")
        elif event["previous"] != previous:
            faults.append(f"event {seq} does not follow from the event before it")
        if told != event["hash"]:
            faults.append(f"event {seq} ({event['what']} {event['subject']}) was changed after it was written")
        if event["what"] == "entry.posted":
            if event["subject"] in posted:
                faults.append(f"event {seq} posts {event['subject']} once more")
            posted[event["subject"]] = event["detail"].get("entry_sha256")
        if event["what"] == "audit.head_signed":
            months.add(event["subject"])
        openings = event["detail"].get("openings_sha256") or openings
        files.add(event["detail"].get("sha256") if event["what"] == "evidence.added" else "")
        last, previous, hashes[seq] = seq, event["hash"], event["hash"]
    return hashes, posted, openings, months, files


def check_heads(text: str, client: str, hashes: dict[int, str], key: str | None, faults: Faults) -> None:
    for line in filter(None, text.split("\n")):
        head = json.loads(line)
        name = f"the head of {head['period'] or head['at']}"
        if head["signature"] and not signed(head["key"], head["signature"], canonical(head, "key", "signature")):
            faults.append(f"{name} was changed after it was signed")
        if key is not None and (head["key"] != key or not head["signature"]):
            faults.append(f"{name} was not signed by the key {key}")
        if head["client"] != client or hashes.get(head["seq"]) != head["hash"]:
            faults.append(f"{name} does not fit the trail: events up to {head['seq']} were changed or cut off")


def check_entries(lines: Iterable[str], posted: dict[str, Any], faults: Faults) -> dict[str, int]:
    """Each entry against the trail; what they post to each account, debits less credits."""
    sums, numbers = dict[str, int](), list[int]()
    for line in lines:
        entry = json.loads(line)
        number, debits = entry["number"], 0
        numbers.append(int(number.removeprefix("WO-")))
        if number not in posted:
            faults.append(f"entry {number} was posted by no event of the trail")
        elif posted[number] not in (None, hashlib.sha256(line.strip().encode()).hexdigest()):
            faults.append(f"entry {number} is not what the trail says was posted")
        for side, account, amount, *_ in entry["lines"]:
            amount = amount if side == "debit" else -amount
            sums[account], debits = sums.get(account, 0) + amount, debits + amount
        if debits:
            faults.append(f"entry {number}: its debits differ from its credits")
    if sorted(numbers) != list(range(min(numbers, default=0), min(numbers, default=0) + len(numbers))):
        faults.append("the numbers of entries have gaps")
    gone = posted.keys() - {f"WO-{n}" for n in numbers}
    faults.extend(f"{number} was posted, and is not in the journal" for number in sorted(gone))
    return sums


def check_pack(read: Read, names: list[str], kept: list[str], key: str | None, faults: Faults) -> str:
    manifest = json.loads(read("manifest.json"))
    if manifest["signature"] and not signed(manifest["key"], manifest["signature"], canonical(manifest, "key", "signature")):
        faults.append("the manifest was changed after it was signed")
    if key is not None and (manifest["key"] != key or not manifest["signature"]):
        faults.append(f"the manifest was not signed by the key {key}")
    trail, heads = (read(f"chain/{name}.jsonl").decode() for name in ("events", "heads"))
    hashes, posted, openings, months, evidence = follow(trail.split("\n")[:-1], manifest["client"], faults)
    for name, digest in manifest["files"].items():
        if name not in names or hashlib.sha256(read(name)).hexdigest() != digest:
            faults.append(f"{name} is not the file that the manifest names")
        elif name.startswith("evidence/") and digest not in evidence:
            faults.append(f"{name} is not as it was when it was added: no event of the trail has its SHA-256")
    faults.extend(f"{name} is in no manifest" for name in sorted(set(names) - set(manifest["files"]) - {"manifest.json"}))
    check_heads("\n".join([heads, *kept]), manifest["client"], hashes, key, faults)
    gone = sorted(months - {json.loads(line)["period"] for line in heads.split("\n") if line})
    faults.extend(f"the signed head of {month} is gone" for month in gone)
    sums = check_entries(read("chain/entries.jsonl").decode().split("\n")[:-1], posted, faults)
    if openings and hashlib.sha256(read("chain/openings.json").rstrip(b"\n")).hexdigest() != openings:
        faults.append("what the books began with is not what the trail says")
    for row in map(json.loads, read("chain/accounts.jsonl").decode().split("\n")[:-1]):
        if row["opening"] + sums.pop(row["account"], 0) != row["balance"]:
            faults.append(f"account {row['account']} is not its opening and what was posted to it")
    faults.extend(f"account {account} was posted to, and is not there" for account in sums)
    by = f"signed by {manifest['key']}" if manifest["signature"] else "unsigned"
    return f"{len(hashes):,} events, {len(posted):,} entries, {by}"


def main() -> int:
    asked = argparse.ArgumentParser(description="Verifies an audit pack, or an exported audit trail.")
    asked.add_argument("path", nargs="?", default=Path(__file__).parent, type=Path)
    asked.add_argument("--client", help="whose trail it is, where it is a file of lines")
    asked.add_argument("--head", action="append", default=[], type=Path, help="a file of heads that were kept elsewhere")
    asked.add_argument("--key", help="the public key that everything must be signed by")
    said, faults = asked.parse_args(), list[str]()
    try:
        path, kept = said.path, [head.read_text(encoding="utf-8") for head in said.head]
        if path.is_dir():
            names = [str(file.relative_to(path).as_posix()) for file in path.rglob("*") if file.is_file()]
            told = check_pack(lambda name: (path / name).read_bytes(), names, kept, said.key, faults)
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                told = check_pack(archive.read, archive.namelist(), kept, said.key, faults)
        else:
            with path.open(encoding="utf-8") as lines:
                hashes = follow(lines, said.client or sys.exit("Whose trail is it? Say --client."), faults)[0]
            told = f"{len(hashes):,} events, the last {hashes.get(len(hashes))}"
            for text in kept:
                check_heads(text, said.client, hashes, said.key, faults)
    except (ValueError, KeyError, TypeError, AttributeError, OSError, zipfile.BadZipFile) as error:
        faults.append(f"it cannot be read: {type(error).__name__} {error}")
    sys.stdout.writelines(f"WRONG: {fault}\n" for fault in faults[:50])
    sys.stdout.write(f"{len(faults)} faults.\n" if faults else f"It holds: {told}.\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
