"""A client's company: entries go out while it storms there, somebody meddles, and once all is through both sides agree."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from assistant.adapters.quickbooks.faults import NotConnected
from assistant.bookkeeping.disposing import Disposing
from assistant.bookkeeping.pulling import Pulled, pull
from assistant.bookkeeping.reconciling import reconcile
from assistant.books.remote import ConnectionState
from assistant.errors import BooksUnavailable, OutsideServiceFailed
from assistant.stages.reconciling.names import Reconciliation
from assistant.syncing.run import Orders
from tests.simulation.desk import Desk
from tests.simulation.firm import OWNER
from tests.simulation.shops import ShopBench
from tests.simulation.sites import Site
from tests.syncing.bakery import BROKEN, SPOILT
from tests.syncing.harness import Json

Result = TypeVar("Result")
MOST_RUNS = 60
MINUTES = 10
HOUR_SECONDS = 3_600.0
JUMPS = (0.0, HOUR_SECONDS, -HOUR_SECONDS, 20 * HOUR_SECONDS, -20 * HOUR_SECONDS)  # by which the clock is wrong


@dataclass(frozen=True)
class Outside(Desk):
    def sync(self) -> None:
        """What waits goes out, as far as the weather there and the disk here let it."""
        if self.shop.bench is None:
            return self.describe()
        bench = self._bench(self.shop.bench)
        self._reconnect(bench)
        self.firm.attempt(self.shop, lambda: self._sent(bench), more=True, wholly=False)
        bench.clock.advance(MINUTES * 60)
        return None

    def pull(self) -> None:
        """The company's figures, by a clock that jumps before and after."""
        if self.shop.bench is None:
            return self.describe()
        firm, bench = self.firm, self._bench(self.shop.bench)
        self._reconnect(bench)
        firm.skew = firm.chance.among(JUMPS)
        came = firm.attempt(self.shop, lambda: self._pulled(bench), more=True, wholly=False)
        if came.value is not None and firm.skew:
            firm.hit[Site.PULLED_AHEAD if firm.skew > 0 else Site.PULLED_BACK] += 1
        firm.skew = firm.chance.among(JUMPS)
        return None

    def _pulled(self, bench: ShopBench) -> Pulled:
        return pull(bench.store, bench.client, bench.quickbooks(), by=OWNER, today=bench.today, now=bench.now)

    def _sent(self, bench: ShopBench) -> None:
        try:
            bench.sync(Orders(approved=bench.waiting(), on=bench.today), looks=self.firm.chance.one_in(3))
        except BooksUnavailable:
            raise
        except OutsideServiceFailed:
            return

    def _bench(self, bench: ShopBench) -> ShopBench:
        """At the process that is at work now."""
        bench.store = self.firm.store
        return bench

    def _reconnect(self, bench: ShopBench) -> None:
        """Where access is lost, a person gives it again; where nobody answers there, a minute later."""
        for _ in range(MOST_RUNS):
            with bench.store.client(bench.client, reads=True) as books:
                company = books.company()
            if company is not None and company.state is ConnectionState.CONNECTED:
                return
            try:
                bench.connect()
            except OutsideServiceFailed:
                bench.clock.advance(60)

    def meddle(self) -> None:
        """Somebody deletes or edits a document of ours there; it is found, and made as it was."""
        firm, truth, site = self.firm, self.shop.truth, self.firm.chance.among((Site.DELETED_THERE, Site.EDITED_THERE))
        back = {entry.reverses for entry in truth.entries.values()} | {each.told.reverses for each in truth.drafts.values()}
        sent = [number for number, entry in truth.entries.items() if entry.kind == "write_off" and number not in back][-10:]
        if self.shop.bench is None or not sent:
            return self.sync()
        bench, number = self._bench(self.shop.bench), firm.chance.among(sent)
        with self._fair():
            self._through(bench)
            there = bench.of_entry(number)
            if not there:  # nothing of it goes out: it was taken back before it was sent, or comes to nothing
                return None
            kind, body = there[0]
            changes = {} if site is Site.DELETED_THERE else self._otherwise(bench, kind, body)
            bench.someone("update" if changes else "delete", kind, Id=body["Id"], **changes)
            firm.hit[Site.EDITED_THERE if changes else Site.DELETED_THERE] += 1
            found = [(each.name.value, each.subject) for each in self._heard(bench, lambda: self._compared(bench)).differences]
            must = "edited" if changes else "deleted", number
            firm.expect(must in found, f"somebody did that to {number}: {must}; found is {found}")
            self._heard(bench, lambda: self._disposing(bench).restore(number))
            self._through(bench)
            self._heard(bench, lambda: self._pulled(bench))
        firm.catch_up(self.shop)
        return None

    def _otherwise(self, bench: ShopBench, kind: str, body: Json) -> Json:
        """What a person changes by hand: the day of a journal, the account of an adjustment."""
        if kind == "JournalEntry":
            return {"TxnDate": (date.fromisoformat(body["TxnDate"]) - timedelta(days=40)).isoformat()}
        if kind == "InventoryAdjustment":
            ids = {number: key for key, number in bench._account_numbers().items()}
            at = body["AdjustAccountRef"]["value"]
            return {"AdjustAccountRef": {"value": ids[BROKEN] if at != ids[BROKEN] else ids[SPOILT]}}
        return {}

    def agreed(self) -> None:
        """The sky clears, the rest goes out, and the company holds what these books hold."""
        if self.shop.bench is None:
            return
        bench, firm = self._bench(self.shop.bench), self.firm
        with self._fair():
            self._through(bench)
            found = bench.judge()
            firm.expect(not found, "; ".join(found))
            compared = self._heard(bench, lambda: self._compared(bench))
            firm.expect(not compared.differences, f"reconciling finds {compared.differences}")
        firm.catch_up(self.shop)

    @contextmanager
    def _fair(self) -> Iterator[None]:
        """While it lasts, nothing befalls a request. The weather goes on where it was."""
        sky = self.shop.sky
        sky.is_fair = True
        yield
        sky.is_fair = False

    def _through(self, bench: ShopBench) -> None:
        for _ in range(MOST_RUNS):
            self._reconnect(bench)
            with suppress(OutsideServiceFailed):
                bench.sync(Orders(approved=bench.waiting(), on=bench.today), looks=False)
            if not bench.waiting():
                break
            bench.clock.advance(MINUTES * 60)

    def _heard(self, bench: ShopBench, do: Callable[[], Result]) -> Result:
        """Done once more where it is heard only now that access was lost."""
        with suppress(NotConnected):
            return do()
        self._reconnect(bench)
        return do()

    def _disposing(self, bench: ShopBench) -> Disposing:
        return Disposing(bench.store, bench.client, bench.quickbooks(), OWNER, bench.today, bench.now)

    def _compared(self, bench: ShopBench) -> Reconciliation:
        remote = bench.quickbooks()

        def pulled() -> None:
            pull(bench.store, bench.client, remote, by=OWNER, today=bench.today, now=bench.now)

        return reconcile(bench.store, bench.client, remote, pulled, by=OWNER, at=bench.now())
