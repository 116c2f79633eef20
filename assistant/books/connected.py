"""A client's QuickBooks company as the books know it: as last pulled, and which of its rows is which of ours."""

from dataclasses import dataclass, field

from assistant.books.found import FoundThere
from assistant.books.remote import ConnectionState, Environment, LinkKind, Links
from assistant.books.snapshot import RemoteItem, Snapshot


@dataclass(frozen=True, slots=True)
class Connected:
    """`found` are documents there that may be of the same loss as a draft or entry here, with what a person said of each.
    `unknown_from` is the number of the first entry here that came after the figures there were told: what came before them and
    what after goes by places in the journal, for the clock here may have jumped between."""

    realm: str
    name: str
    environment: Environment
    snapshot: Snapshot
    links: Links = field(default_factory=Links)
    found: tuple[FoundThere, ...] = ()
    state: ConnectionState = ConnectionState.CONNECTED
    unknown_from: str = ""

    def tracked(self, item: str) -> RemoteItem | None:
        """The item there whose quantity QuickBooks tracks and that is linked to this one of ours (by key)."""
        link = self.links.of(LinkKind.ITEM, item)
        there = self.snapshot.item(link.remote_id) if link is not None else None
        return there if there is not None and there.tracked else None

    def tracked_in(self, account: str) -> RemoteItem | None:
        """A tracked item whose asset account there is the one linked to this account of ours (by key)."""
        link = self.links.of(LinkKind.ACCOUNT, account)
        return self.snapshot.tracked_in(link.remote_id) if link is not None else None
