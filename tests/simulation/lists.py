"""Lists of texts, kept first and drafted one after another by whichever process holds them: each text once, whatever fails."""

from dataclasses import dataclass

from assistant.bookkeeping.batches import LEASE, Drafting, give
from assistant.books.batch import Batch, Given
from tests.simulation.desk import Desk
from tests.simulation.sites import Site
from tests.simulation.texts import Typist

MOST_TRIES = 12


@dataclass(frozen=True)
class Lists(Desk):
    def describe_list(self) -> None:
        """Several texts at once. A process that fails on the way leaves the rest to the next that comes."""
        firm, shop, who = self.firm, self.shop, self.somebody("draft")
        texts = [Typist(firm.chance, shop.truth, firm.today).plain() for _ in range(2 + firm.chance.below(4))]
        batch = Batch(f"B-{firm.step}", tuple(Given(text.words) for text in texts), who, firm.now(), firm.today, "losses.txt")
        given = firm.attempt(shop, lambda: give(firm.store, shop.client, batch), ["batch.given"])
        if self.kept_out(who, "draft", given):
            return
        firm.expect(given.struck or given.value, f"{batch.id} was not taken: {given.stopped!r}")
        if not given.trail:  # it failed, and is given once more
            firm.expect(give(firm.store, shop.client, batch)[1], f"{batch.id} was kept already")
        firm.pending, firm.told_on = [event for text in texts for event in text.events], batch.said_on
        read = [event.what for event in firm.catch_up(shop)].count("text.read")
        for n in range(MOST_TRIES):
            drafting = Drafting(firm.store, shop.client, batch.id, f"holder-{n}", lambda _: firm.keeper(), firm.now, together=3)
            came = firm.attempt(shop, drafting.run, more=True, wholly=False)
            read += [event.what for event in came.trail].count("text.read")
            if came.value:
                break
            firm.hit[Site.OTHER_PROCESS] += 1
            firm.clock.advance(LEASE.total_seconds() + 1)  # the lease of the process that failed ends by itself
        firm.expect(came.value, f"{batch.id} was never finished: {came.stopped!r}")
        firm.expect(read == len(texts), f"{read} of the {len(texts)} texts of {batch.id} were read")
        firm.expect(not firm.pending, f"{len(firm.pending)} losses of {batch.id} were not drafted")
