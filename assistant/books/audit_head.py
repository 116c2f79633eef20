"""The head of an audit trail: its length and last hash at a moment, signed, so that it can be kept elsewhere and held against the
trail later. Who has one finds every change of what came before it, a cut-off end too.

A head is a line of JSON; what is signed (Ed25519, RFC 8032) is the canonical JSON of all of it but key and signature:

    {"at":"2026-11-01T08:00:00+00:00","client":"corner-hardware","hash":"…","key":"…","period":"2026-10","seq":412,"signature":"…"}

`period` is the month (of UTC) whose last event it is; empty, the event that was last when it was made. `key` is the public key
and `signature` what it signs, in base64; both are empty where there was no key.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from assistant.books.audit import canonical
from assistant.errors import WrongUsage

HASH = re.compile(r"[0-9a-f]{64}\Z")
MONTH = re.compile(r"\d{4}-\d{2}\Z|\Z")


@dataclass(frozen=True, slots=True)
class Head:
    client: str
    period: str
    seq: int
    hash: str
    made_at: datetime
    key: str = ""
    signature: str = ""

    @property
    def statement(self) -> bytes:
        """What is signed of it."""
        return canonical(self._told()).encode()

    @property
    def line(self) -> str:
        """The line of JSON that is kept elsewhere."""
        return canonical(self._told() | {"key": self.key, "signature": self.signature})

    def _told(self) -> dict[str, object]:
        at = self.made_at.astimezone(UTC).isoformat()
        return {"at": at, "client": self.client, "hash": self.hash, "period": self.period, "seq": self.seq}


def heads_said(text: str) -> tuple[Head, ...]:
    """The heads of a file, a line each; lines that are empty are left out. WrongUsage for a line that is none."""
    return tuple(_head_said(line, n) for n, line in enumerate(text.split("\n"), 1) if line.strip())


def _head_said(line: str, n: int) -> Head:
    try:
        told = json.loads(line)
        head = Head(
            told["client"], told["period"], told["seq"], told["hash"], datetime.fromisoformat(told["at"]), told["key"],
            told["signature"],
        )  # fmt: skip
        words = (head.client, head.key, head.signature)
        known = all(isinstance(word, str) for word in words) and type(head.seq) is int and head.made_at.tzinfo is not None
        if known and head.seq > 0 and HASH.match(head.hash) and MONTH.match(head.period):
            return head
    except (ValueError, KeyError, TypeError):
        pass
    raise WrongUsage(f"Line {n} is no head of an audit trail.", "Give a file that writeoff audit head wrote.") from None
