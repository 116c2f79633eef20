"""What pages, reports and imports ask of one client's books inside one transaction, and a draft and its posting do not.

A transaction takes it up when the first of it is asked for (transaction.py): to import it all is a good part of a start.
"""

from assistant.adapters.sql.answers import Answers
from assistant.adapters.sql.audit_heads import AuditHeads
from assistant.adapters.sql.batches import Batches
from assistant.adapters.sql.draft_page import DraftPage
from assistant.adapters.sql.holds import Holds
from assistant.adapters.sql.importing import Imports
from assistant.adapters.sql.queue import Queue
from assistant.adapters.sql.reports import Reports
from assistant.adapters.sql.shelves import Shelves
from assistant.adapters.sql.typing_kept import TypingKept


class Parts(DraftPage, Queue, TypingKept, Batches, Holds, Answers, Reports, Shelves, AuditHeads, Imports):
    """Parts of SqlTransaction."""
