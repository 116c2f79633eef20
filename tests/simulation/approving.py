"""Approvals, which are what everything is about: who may, of what they saw, when the books still allow it, and once."""

from dataclasses import dataclass, replace

from assistant.books.entry import PostedEntry
from assistant.errors import ChangedSinceShown, NotFound
from tests.simulation.desk import Desk
from tests.simulation.firm import Came
from tests.simulation.sites import Site
from tests.simulation.truth import Drafted

ONCE = ["draft.approved", "entry.posted"]


@dataclass(frozen=True)
class Approving(Desk):
    def approve(self) -> None:
        firm, chance = self.firm, self.firm.chance
        if chance.one_in(25):
            return self._approve_unknown()
        states = ("posted", "reversed") if chance.one_in(10) else ("waiting", "waiting", "blocked", "asked", "rejected")
        draft = self.a_draft(*states[: 1 if chance.below(8) else 5])
        if draft is None:
            return self.describe()
        who = self.somebody("approve")
        seen = self.shop.truth.drafts[draft].shown.fingerprint()
        if chance.one_in(20):
            seen, _ = "what nobody showed", firm.hit.update([Site.UNSEEN])
        came = self._approved(draft, who, seen)
        if isinstance(came.stopped, ChangedSinceShown) and seen != "what nobody showed":
            firm.hit[Site.MOVED] += 1
            seen = self.shop.truth.drafts[draft].shown.fingerprint()
            again = self._approved(draft, who, seen)
            firm.expect(not isinstance(again.stopped, ChangedSinceShown), f"{draft} was shown anew, and still: {again.stopped!r}")
        elif came.struck is not None:  # whoever was told that it failed tries again
            self._approved(draft, who, seen)
        return None

    def _approve_unknown(self) -> None:
        self.firm.hit[Site.UNKNOWN] += 1
        came = self.firm.attempt(
            self.shop, lambda: self.firm.keeper().approve(self.shop.client, "D-999999", by="ann", today=self.firm.today), ONCE
        )
        self.firm.expect(came.struck or isinstance(came.stopped, NotFound), f"D-999999 was approved: {came.stopped!r}")

    def _approved(self, draft: str, who: str, seen: str) -> Came[PostedEntry]:
        """Approves once, and compares what comes of it with what must."""
        firm, truth = self.firm, self.shop.truth
        drafted = truth.drafts[draft]
        before, already = replace(drafted), truth.of_draft.get(draft)
        must = self._must(draft, who)
        came = firm.attempt(
            self.shop,
            lambda: firm.keeper().approve(self.shop.client, draft, by=who, today=firm.today, seen=seen),
            [] if already else ONCE,
        )
        after, posted = firm.refresh(self.shop, draft), truth.of_draft.get(draft)
        if already is not None:
            firm.hit[Site.TWICE] += 1
            if came.value is not None:
                firm.expect(came.value.number == already, f"{draft} is {already}, and was answered as {came.value.number}")
        if posted is not None and already is None:
            firm.expect(must == set(), f"{draft} was posted by {who} in spite of {must}")
            firm.expect(seen == before.shown.fingerprint(), f"{draft} was posted though something else was seen")
            self._as_shown(truth.entries[posted], before)
            firm.expect(after.state in ("posted", "reversed"), f"{draft} is posted, and stands as {after.state}")
        elif already is None:
            self._refused(draft, came, must, before, after)
        if came.value is not None:
            firm.expect(came.value == firm.entry(self.shop, came.value.number), f"{draft} was answered otherwise than posted")
        return came

    def _must(self, draft: str, who: str) -> set[str]:
        """Why the approval must be refused, by code: any of these may be said; none where it must be posted."""
        truth, drafted = self.shop.truth, self.shop.truth.drafts[draft]
        role, limit = truth.people.get(who, ("", None))
        if role not in ("owner", "approver"):
            self.firm.hit[Site.NOT_THEIRS if role else Site.STRANGER] += 1
            return {"not_allowed"}
        if drafted.state in ("asked", "rejected"):
            return {"waits_for_answer" if drafted.state == "asked" else "refused"}
        if drafted.told.must_ask(truth):
            return {"changed_since_shown"}
        must = truth.problems(drafted, draft=draft, today=self.firm.today)
        if must:
            return must | {problem.code.value for problem in drafted.shown.problems}
        if limit is not None and drafted.amount > limit:
            self.firm.hit[Site.ABOVE_LIMIT] += 1
            return {"above_limit"}
        if truth.rules.two_pairs is not None and drafted.amount > truth.rules.two_pairs and who in drafted.hands:
            self.firm.hit[Site.OWN_DRAFT] += 1
            return {"own_draft"}
        if truth.missing(drafted):
            self.firm.hit[Site.NO_EVIDENCE] += 1
            return {"evidence_missing"}
        return set()

    def _refused(
        self, draft: str, came: Came[PostedEntry], must: set[str], before: Drafted, after: Drafted
    ) -> None:
        """Nothing was posted. What is told must be why, and the draft must be as it was, or stand worked out anew."""
        firm, stopped = self.firm, came.stopped
        if came.struck is not None:
            return
        firm.expect(stopped is not None, f"{draft} was approved, and is not posted")
        changed = after.shown != before.shown
        if isinstance(stopped, ChangedSinceShown):
            if after.shown.entry is not None:
                firm.as_it_must_be(self.shop, draft)
            return
        firm.expect(must and came.code in must, f"{draft} was refused ({came.code}: {stopped}), and must for {must or 0}")
        if changed:
            firm.expect(after.shown.version == before.shown.version + 1, f"{draft} was stored anew as {after.shown.version}")
            firm.as_it_must_be(self.shop, draft)

    def _as_shown(self, entry: PostedEntry, before: Drafted) -> None:
        """What is posted is what was shown: day, kind, lines and goods."""
        shown = before.shown.entry
        assert shown is not None, before
        lines = [(line.side, line.account, line.amount) for line in shown.lines]
        posted = [(line.side, line.account, line.amount) for line in entry.lines]
        self.firm.expect(posted == lines, f"{entry.number} posts {posted}, and {lines} were shown")
        moves = [(move.item, move.location, move.quantity, move.value) for move in shown.valued.moves]
        moved = [(move.item, move.location, move.quantity, move.value) for move in entry.moves]
        self.firm.expect(moved == moves, f"{entry.number} moves {moved}, and {moves} were shown")
        self.firm.expect(entry.entry_date == shown.entry_date, f"{entry.number} is of {entry.entry_date}")
