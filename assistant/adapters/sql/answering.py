"""What decided an entry beside the journal, as texts whose SHA-256 the audit trail keeps.

    client           the client's name, currency and order of dates, and who opened the books
    lists            what accounts, goods and places are called and are, and the differences accepted at the opening
    people           who has which role, up to which amount
    policies         every version of the policy, who set it and when
    evidence D-1     the files given for a draft, an entry or a list: their SHA-256, who gave them, what they show; waivers
    T-1, D-1         a text as typed with its reading; a draft with the text, the facts, the lines and whose hands it went through

An event tells, under `rows_sha256`, of those that changed since the event before it: its transaction wrote them. Rows that are
read back (answered_rows.py) give the same text on every database; what no program of ours wrote gives another, or none.
"""

from collections.abc import Iterable
from hashlib import sha256

from assistant.books.audit import canonical

ROWS = "rows_sha256"
CLIENT, LISTS, PEOPLE, POLICIES = "client", "lists", "people", "policies"
OF_ALL_BOOKS = (CLIENT, LISTS, PEOPLE, POLICIES)
EVIDENCE = "evidence "


def evidence_of(subject: str) -> str:
    """The name of the evidence of a draft, an entry or a list."""
    return EVIDENCE + subject


def row_text(columns: Iterable[object], document: str) -> str:
    """A text or draft: its columns, then its document as it is stored."""
    return f"{canonical(list(columns))}{document}"


def digest_of(said: str) -> str:
    return sha256(said.encode()).hexdigest()
