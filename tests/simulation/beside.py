"""What is done beside drafts: goods come in and are set aside, an owner settles who may what, time passes, processes end."""

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from assistant.bookkeeping.holding import release, set_aside
from assistant.bookkeeping.receiving import Received, receive
from assistant.bookkeeping.settling import remove_role, set_role, settle_policy, with_closing
from assistant.books.client_books import ClientBooks
from assistant.books.hold import Awaiting
from assistant.books.money import Money
from assistant.books.people import PersonRole
from assistant.books.policy import Policy
from tests.simulation.desk import Desk
from tests.simulation.firm import BEN, CAT, DAN, EVE
from tests.simulation.sites import Site
from tests.simulation.texts import COSTLY
from tests.simulation.truth import Rules

DAY_SECONDS = 86_400


@dataclass(frozen=True)
class Beside(Desk):
    # ── Goods ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def receive(self) -> None:
        """Goods come in at a cost of their own, or leave again. Where QuickBooks leads, none do: they are not told there."""
        firm, truth = self.firm, self.shop.truth
        if self.shop.bench is not None:
            return self.describe()
        place = firm.chance.among([place for place in truth.layers if place[0] in COSTLY])
        many, cost = 1 + firm.chance.below(60), Decimal(100 + firm.chance.below(900)) / 100
        if firm.chance.one_in(5):
            many = -firm.chance.below(int(truth.on_hand(place)) + 3)
        who = self.somebody("approve")
        rows, number = [Received(place[0], place[1], Decimal(many), cost)], truth.next_number
        came = firm.attempt(
            self.shop,
            lambda: receive(
                firm.store, self.shop.client, rows, entry_date=firm.today, today=firm.today, by=who, at=firm.now(),
                entry_id=firm.new_id(),
            ),
            ["entry.posted"],
        )  # fmt: skip
        if self.kept_out(who, "approve", came) or came.struck:
            return None
        closed = truth.rules.closed is not None and firm.today <= truth.rules.closed
        short = -many > truth.on_hand(place) if came.value is None else False
        if closed or short or many == 0:
            return None
        firm.expect(came.value is not None and came.value.entry.number == number, f"{many} of {place}: {came.stopped!r}")
        return None

    def set_aside(self) -> None:
        firm, truth = self.firm, self.shop.truth
        place = firm.chance.among([place for place in truth.layers if place[0] in COSTLY])
        already = sum((units for where, units in truth.held.values() if where == place), Decimal(0))
        free = max(truth.on_hand(place) - already, Decimal(0))
        units = Decimal(1 + firm.chance.below(30)) if firm.chance.below(4) else free + 1
        who = self.somebody("handle")
        came = firm.attempt(
            self.shop,
            lambda: set_aside(
                firm.store, self.shop.client, place[0], units, Awaiting.CLAIM, by=who, at=firm.now(), place=place[1]
            ),
            ["stock.set_aside"],
        )
        if came.trail:
            truth.held[int(came.trail[0].subject.removeprefix("H-"))] = place, units
            firm.expect(units <= free, f"{units} of {place} were set aside, and {free} were free")
        elif not self.kept_out(who, "handle", came):
            firm.expect(came.struck or units > free, f"{units} of {place} were not set aside: {came.stopped!r}")

    def let_go(self) -> None:
        firm, truth = self.firm, self.shop.truth
        if not truth.held:
            return self.set_aside()
        n = firm.chance.among(sorted(truth.held))
        place, units = truth.held[n]
        part = Decimal(1 + firm.chance.below(int(units))) if firm.chance.one_in(2) else None
        who = self.somebody("handle")
        came = firm.attempt(
            self.shop, lambda: release(firm.store, self.shop.client, n, part, by=who, at=firm.now()), ["stock.released"]
        )
        if came.trail and (part is None or part == units):
            del truth.held[n]
        elif came.trail and part is not None:
            truth.held[n] = place, units - part
        elif not self.kept_out(who, "handle", came):
            firm.expect(came.struck, f"H-{n} was not released: {came.stopped!r}")
        return None

    # ── An owner ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def settle(self) -> None:
        """Another limit of the policy, or the books closed through a day."""
        firm, rules = self.firm, self.shop.truth.rules
        who = self.somebody("own")
        now = self._other(rules)

        def change(books: ClientBooks) -> Policy:
            policy = books.policy
            if now.closed is not None and now.closed != rules.closed:
                policy = with_closing(books, now.closed, today=firm.today, reopen=True)
            return replace(
                policy, two_pairs_above=_usd(now.two_pairs), evidence_required_above=_usd(now.evidence),
                routine_limit=Money(now.routine, "USD"),
            )  # fmt: skip

        came = firm.attempt(
            self.shop,
            lambda: settle_policy(firm.store, self.shop.client, change, by=who, at=firm.now()),
            ["policy.set"] if now != rules else [],
        )
        if self.kept_out(who, "own", came) or not came.trail:
            return
        self.shop.truth.rules = now

    def _other(self, rules: Rules) -> Rules:
        """The rules with one of them set anew."""
        firm = self.firm
        cents = firm.chance.among((None, 0, 10_00, 25_00))
        match firm.chance.below(5):
            case 0 | 4:
                return replace(rules, closed=firm.today - timedelta(days=1 + firm.chance.below(12)))
            case 1:
                return replace(rules, two_pairs=cents)
            case 2:
                return replace(rules, evidence=cents)
        return replace(rules, routine=firm.chance.among((100_00, 500_00)))

    def hire(self) -> None:
        """Somebody is given another role or limit, or leaves."""
        firm, people = self.firm, self.shop.truth.people
        name, who = firm.chance.among((BEN, CAT, DAN, EVE)), self.somebody("own")
        if name in people and name not in (BEN, CAT) and firm.chance.one_in(3):
            came = firm.attempt(
                self.shop, lambda: remove_role(firm.store, self.shop.client, name, by=who, at=firm.now()), ["person.removed"]
            )
            if came.trail:
                del people[name]
            else:
                self.kept_out(who, "own", came)
            return
        role = {BEN: "approver", CAT: "approver", DAN: "bookkeeper", EVE: "reporter"}[name]
        cents = firm.chance.among((None, 10_00, 40_00)) if name == BEN else None
        limit = Money(cents, "USD") if cents is not None else None
        came_of_it = firm.attempt(
            self.shop,
            lambda: set_role(firm.store, self.shop.client, name, PersonRole(role), by=who, at=firm.now(), limit=limit),
            ["person.role"],
        )
        if came_of_it.trail:
            people[name] = role, cents
        else:
            self.kept_out(who, "own", came_of_it)

    # ── Time and processes ───────────────────────────────────────────────────────────────────────────────────────────

    def time(self) -> None:
        """Minutes pass; now and then days, or somebody sets the clock."""
        firm = self.firm
        which = firm.chance.below(6)
        firm.clock.advance(60 + firm.chance.below(3_600))
        if which == 0:
            firm.clock.advance(DAY_SECONDS * (1 + firm.chance.below(4)))
            firm.hit[Site.DAYS_PASS] += 1
        elif which == 1:
            firm.skew = float(firm.chance.below(2 * DAY_SECONDS))
            firm.hit[Site.CLOCK_AHEAD] += 1
        elif which == 2:
            firm.skew = -float(firm.chance.below(2 * DAY_SECONDS))
            firm.hit[Site.CLOCK_BACK] += 1
        elif which == 3:
            firm.skew = 0.0

    def processes(self) -> None:
        firm = self.firm
        if firm.chance.one_in(3):
            firm.restart()
            firm.hit[Site.RESTART] += 1
        else:
            firm.process = (firm.process + 1) % len(firm.stores)
            firm.hit[Site.OTHER_PROCESS] += 1


def _usd(cents: int | None) -> Money | None:
    return Money(cents, "USD") if cents is not None else None
