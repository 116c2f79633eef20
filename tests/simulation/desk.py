"""What people do with drafts: describe, answer, revise, show evidence, approve, reject, take back; and what must come of each."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from assistant.bookkeeping import evidence
from assistant.books.draft import Draft
from assistant.books.evidence import EvidenceKind, Handed
from assistant.books.proposal import Quantity, QuantityPart, QuantityRelation
from assistant.books.question import Settled
from assistant.errors import NotAllowed, NotFound
from tests.simulation.firm import OWNER, ZOE, Came, Firm
from tests.simulation.shops import Shop
from tests.simulation.sites import Site
from tests.simulation.texts import SPEAKS, Text, Typist
from tests.simulation.truth import SHOWN_BY, Drafted, Told

MODEL = (None, None, Site.MODEL_DOWN, Site.MODEL_INVALID, Site.MODEL_MISQUOTES, Site.MODEL_DIFFERS, Site.MODEL_OBEYS)
MAY = {
    "draft": {"owner", "approver", "bookkeeper", "reporter"},
    "revise": {"owner", "approver", "bookkeeper"},
    "approve": {"owner", "approver"},
    "handle": {"owner", "approver", "bookkeeper"},
    "own": {"owner"},
}
OPEN = ("waiting", "blocked", "asked")


@dataclass(frozen=True)
class Desk:
    """What happens at one client's desk at one moment."""

    firm: Firm
    shop: Shop

    # ── Who ──────────────────────────────────────────────────────────────────────────────────────────────────────────

    def somebody(self, may: str) -> str:
        """Mostly somebody who may; now and then anybody."""
        people = {name: role for name, (role, _) in self.shop.truth.people.items()}
        if self.firm.chance.one_in(15):
            return self.firm.chance.among((ZOE, *people))
        return self.firm.chance.among([name for name, role in people.items() if role in MAY[may]])

    def kept_out(self, who: str, may: str, came: Came[Any]) -> bool:
        """Whether they may not, which must then have been refused."""
        role = self.shop.truth.people.get(who, ("", None))[0]
        if role in MAY[may]:
            return False
        self.firm.hit[Site.NOT_THEIRS if role else Site.STRANGER] += 1
        self.firm.expect(isinstance(came.stopped, NotAllowed) or came.struck, f"{who} ({role}) may not {may}: {came.stopped!r}")
        return True

    def a_draft(self, *states: str) -> str | None:
        """One of the latest drafts in these states."""
        found = [key for key, drafted in self.shop.truth.drafts.items() if drafted.state in states][-12:]
        return self.firm.chance.among(found) if found else None

    # ── Describing ───────────────────────────────────────────────────────────────────────────────────────────────────

    def describe(self) -> None:
        firm, truth = self.firm, self.shop.truth
        text = Typist(firm.chance, truth, firm.today).text()
        site, firm.words = self._asks_model(text), text.words
        who = self.somebody("draft")
        firm.pending, firm.told_on = list(text.events), firm.today
        if site is Site.MODEL_DIFFERS:
            (told,) = text.events
            firm.pending = [replace(told, units={place: many + 1 for place, many in told.units.items()}, untraced=True)]
        asked = ["model.asked"] if site is not self else []
        obeys = site is Site.MODEL_OBEYS  # what it took from that sentence is left out: nothing may be left of it
        trail = [*asked, "text.read", *["draft.drafted"] * (0 if obeys else len(text.events))]
        keeper = firm.keeper(model=site is not self)
        came = firm.attempt(
            self.shop,
            lambda: keeper.draft(self.shop.client, text.words, by=who, today=firm.today),
            trail,
            more=obeys or self._stands(),
        )
        firm.pending = []
        if self.kept_out(who, "draft", came) or came.value is None:
            return
        for draft in came.value.drafts:
            self.as_stored(draft)
            told = truth.drafts[draft.id].told
            firm.expect(told.asks or draft.entry is None or draft.words, f"{draft.id} says nothing")

    def _stands(self) -> bool:
        with self.firm.eye.client(self.shop.client, reads=True) as books:
            return books.policy().standing_approval is not None

    def _asks_model(self, text: Text) -> object:
        """How the model answers, where it is asked; this desk, where it is not."""
        firm = self.firm
        plain = len(text.events) == 1 and len(text.events[0].units) == 1 and text.events[0].all_but is None
        told = text.events[0] if text.events else None
        if not plain or told is None or told.asks or told.insured or told.day or told.reason == "supplier_error":
            return self
        smuggled = text.words.startswith(SPEAKS)
        if not firm.chance.one_in(2 if smuggled else 4):
            return self
        fits = [site for site in MODEL if site is not Site.MODEL_OBEYS]
        site = firm.chance.among([Site.MODEL_OBEYS, None] if smuggled else fits)
        firm.model.under_way[:] = [(text, site)]
        if site is not None:
            firm.hit[site] += 1
        return site

    def as_stored(self, draft: Draft) -> None:
        """What a verb answered is what is stored."""
        stored = self.firm.refresh(self.shop, draft.id).shown
        self.firm.expect(stored == draft, f"{draft.id} was answered as {draft}, and is stored as {stored}")

    # ── Answering and revising ───────────────────────────────────────────────────────────────────────────────────────

    def answer(self) -> None:
        firm, draft = self.firm, self.a_draft("asked")
        if draft is None:
            return self.describe()
        drafted, who = self.shop.truth.drafts[draft], self.somebody("revise")
        many = 1 + firm.chance.below(9)
        version = self._version(drafted)
        came = firm.attempt(
            self.shop,
            lambda: firm.keeper().answer(self.shop.client, draft, str(many), by=who, today=firm.today, version=version),
            ["draft.answered"],
        )
        if self._settled(draft, who, came, version, own=drafted.by == who):
            (place,) = drafted.told.units
            drafted.told = replace(drafted.told, asks=False, all_but=None, units={place: Decimal(many)})
            firm.as_it_must_be(self.shop, draft)
        return None

    def revise(self) -> None:
        """Another number of the same goods."""
        firm, draft = self.firm, self.a_draft("waiting", "blocked")
        if draft is None or not self.shop.truth.drafts[draft].told.units or self.shop.truth.drafts[draft].told.reverses:
            return self.describe()
        drafted, who = self.shop.truth.drafts[draft], self.somebody("revise")
        many = 1 + firm.chance.below(9)
        quantity = Quantity(QuantityRelation.EXACTLY, (QuantityPart(Decimal(many)),))
        said, version = (Settled(words=str(many), quantity=quantity),), self._version(drafted)
        came = firm.attempt(
            self.shop,
            lambda: firm.keeper().revise(self.shop.client, draft, said, by=who, today=firm.today, version=version),
            ["draft.revised"],
        )
        if came.code == "no_effect":
            return None
        if self._settled(draft, who, came, version):
            (place,) = drafted.told.units
            drafted.told = replace(drafted.told, all_but=None, untraced=False, units={place: Decimal(many)})
            firm.as_it_must_be(self.shop, draft)
        return None

    def _version(self, drafted: Drafted) -> int:
        """The version that somebody saw: now and then an earlier one."""
        return drafted.shown.version - (1 if self.firm.chance.one_in(12) else 0)

    def _settled(self, draft: str, who: str, came: Came[Draft], version: int, *, own: bool = False) -> bool:
        """Whether a change of the draft was made, whoever was told so; what was not to be made must not have been."""
        drafted = self.shop.truth.drafts[draft]
        before, after = drafted.shown, self.firm.refresh(self.shop, draft).shown
        if not (own and self.shop.truth.people.get(who, ("",))[0] in MAY["draft"]) and self.kept_out(who, "revise", came):
            self.firm.expect(after == before, f"{who} changed {draft} and may not")
            return False
        if version != before.version:
            self.firm.hit[Site.STALE] += 1
            self.firm.expect(came.struck or came.code == "stale_version", f"{draft} was changed by version {version}")
        if after == before:
            self.firm.expect(came.value is None, f"{draft} was said to be changed, and is as it was")
            self.firm.expect(came.struck or version != before.version, f"{draft} was not changed: {came.stopped!r}")
            return False
        self.firm.expect(after.version == before.version + 1, f"{draft} went from version {before.version} to {after.version}")
        self.firm.expect(came.value in (None, after), f"{draft} was answered otherwise than it is stored")
        drafted.hands.add(who)
        return True

    # ── Evidence ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def show_evidence(self) -> None:
        """A file that shows what the draft's reason wants, or something else."""
        firm, draft = self.firm, self.a_draft("waiting", "blocked")
        if draft is None:
            return self.describe()
        drafted, who = self.shop.truth.drafts[draft], self.somebody("revise")
        kinds = sorted({*SHOWN_BY.get(drafted.told.reason, set()), "insurer_letter"})
        shows = firm.chance.among(kinds)
        file = Handed(f"{draft}.jpg", "image/jpeg", f"{draft} {shows} {firm.step}".encode())
        came = firm.attempt(
            self.shop,
            lambda: evidence.add(
                firm.stores[firm.process], self.shop.client, draft, [file], by=who, at=firm.now(), shows=[EvidenceKind(shows)]
            ),
            ["evidence.added"],
        )
        role = self.shop.truth.people.get(who, ("", None))[0]
        own = drafted.by == who and role in MAY["draft"]
        if came.trail:
            drafted.files.add(shows)
            firm.expect(own or role in MAY["revise"], f"{who} ({role}) added a file to {draft}")
        elif own or role in MAY["revise"]:
            firm.expect(came.struck, f"{who} ({role}) could add no file to {draft}: {came.stopped!r}")
        else:
            firm.hit[Site.NOT_THEIRS if role else Site.STRANGER] += 1
        return None

    def waive(self) -> None:
        firm, draft = self.firm, self.a_draft("waiting")
        if draft is None or not (missing := sorted(self.shop.truth.missing(self.shop.truth.drafts[draft]))):
            return self.describe()
        drafted, who, need = self.shop.truth.drafts[draft], self.somebody("own"), missing[0]
        came = firm.attempt(
            self.shop,
            lambda: evidence.waive(
                firm.store, self.shop.client, draft, need, because="Nobody took a picture.", by=who, at=firm.now()
            ),
            ["evidence.waived"],
        )
        if came.trail:
            drafted.waived[need] = drafted.amount
        elif not self.kept_out(who, "own", came):
            firm.expect(came.struck, f"{need} of {draft} was not waived: {came.stopped!r}")
        return None

    # ── Deciding ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def reject(self) -> None:
        firm, draft = self.firm, self.a_draft(*OPEN)
        if draft is None:
            return self.describe()
        drafted, who = self.shop.truth.drafts[draft], self.somebody("approve")
        version = self._version(drafted)
        came = firm.attempt(
            self.shop,
            lambda: firm.keeper().reject(self.shop.client, draft, because="It is there again.", by=who, version=version),
            ["draft.rejected"],
        )
        before, after = drafted.shown, firm.refresh(self.shop, draft).shown
        if self.kept_out(who, "approve", came) or version != before.version:
            firm.expect(after == before, f"{draft} was rejected by {who} on version {version}")
        elif came.struck is None:
            firm.expect(after.state == "rejected", f"{draft} is {after.state}: {came.stopped!r}")
        return None

    def decide_again(self) -> None:
        """On what is settled, or is not there."""
        firm, who = self.firm, OWNER
        settled = self.a_draft("rejected", "posted", "reversed")
        if settled is None or firm.chance.one_in(3):
            firm.hit[Site.UNKNOWN] += 1
            came = firm.attempt(
                self.shop, lambda: firm.keeper().reject(self.shop.client, "D-999999", because="None.", by=who), ["draft.rejected"]
            )
            firm.expect(came.struck or isinstance(came.stopped, NotFound), f"D-999999 was rejected: {came.stopped!r}")
            return
        firm.hit[Site.SETTLED] += 1
        came = firm.attempt(
            self.shop, lambda: firm.keeper().reject(self.shop.client, settled, because="No.", by=who), ["draft.rejected"]
        )
        firm.expect(came.struck or came.code == "refused", f"{settled} was rejected though it is settled: {came.stopped!r}")
        firm.expect(firm.refresh(self.shop, settled).state != "rejected" or not came.value, f"{settled} was rejected twice")

    def take_back(self) -> None:
        """A reversal of an entry, of all of it or of some units."""
        firm, truth = self.firm, self.shop.truth
        numbers = [number for number, entry in truth.entries.items() if entry.draft_id and not entry.reverses][-15:]
        if not numbers:
            return self.describe()
        number, who = firm.chance.among(numbers), self.somebody("approve")
        entry, told = truth.entries[number], truth.drafts[truth.entries[number].draft_id].told
        units: dict[tuple[str, str], Decimal] = {}
        if entry.goods and firm.chance.one_in(3):
            item, place, many = entry.goods[0]
            units = {(item, place): Decimal(1 + firm.chance.below(int(many)))}
        firm.pending, firm.told_on = [Told(told.reason, units, reverses=number)], firm.today
        came = firm.attempt(
            self.shop,
            lambda: firm.keeper().reverse(
                self.shop.client, number, because="It turned up again.", by=who, today=firm.today,
                units=[(item, many) for (item, _), many in units.items()],
            ),
            ["draft.drafted"],
        )  # fmt: skip
        firm.pending = []
        if not self.kept_out(who, "approve", came) and came.value is not None:
            self.as_stored(came.value)
        return None

