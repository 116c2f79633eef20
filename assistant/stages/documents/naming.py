"""A part of an entry to its document's request id and number, the same whenever they are worked out again.

Both come from company, client, entry, part and version alone, so that the same part never gets two of them. A version rises only
where QuickBooks refused the one before for certain and the part now goes out differently.
"""

import base64
import hashlib
import json
from dataclasses import dataclass

LONGEST_NUMBER, LONGEST_REQUEST_ID = 21, 50  # the API's limits, in characters
LONGEST_MARK = 8


@dataclass(frozen=True, slots=True)
class Name:
    request_id: str
    number: str


def name_of(realm: str, client: str, entry: str, part: int, suffix: str, version: int) -> Name:
    """Number: our entry's, the part's letter, and a mark that tells this company's books from any other's that share it."""
    digest = hashlib.sha256(json.dumps([realm, client, entry, part, version]).encode()).digest()
    stem = f"{entry}-{suffix}"
    mark = base64.b32encode(digest).decode()[: max(0, min(LONGEST_MARK, LONGEST_NUMBER - 1 - len(stem)))]
    return Name(f"writeoff-{digest.hex()[:32]}-{version}", f"{stem}-{mark}" if mark else stem[:LONGEST_NUMBER])


def version_of(request_id: str) -> int:
    return int(request_id.rpartition("-")[2])
