"""Pictures of every page of the desk, at a firm's quarter-end, to docs/screens/: `make screens`.

Each page in the light, as far as somewhat more than a screen; the draft, the queue and the goods also in the dark and on a phone.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import FloatRect

from tests.surfaces.browser import LiveDesk, chromium, served
from tests.surfaces.firm import ADA, Clock, Firm
from tests.surfaces.quarter import CLIENTS, quarter

DOCS = Path(__file__).parents[2] / "docs" / "screens"
SHOP = CLIENTS[0]
MONDAY = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
WIDE, PHONE = (1280, 900), (390, 844)


@dataclass(frozen=True)
class Shot:
    """A page's picture: its name, its address, and how it is looked at."""

    name: str
    path: str
    person: str | None = ADA
    size: tuple[int, int] = WIDE
    scheme: str = "light"


def shots(draft: str, entry: str) -> Iterator[Shot]:
    """Every page; `draft` waits, `entry` is posted."""
    here = f"/c/{SHOP}"
    yield Shot("sign-in", "/sign-in", person=None)
    for name, path in (("queue", "/queue"), ("clients", "/clients"), ("clients-new", "/clients/new"), ("account", "/account")):
        yield Shot(name, path)
    yield Shot("draft", f"{here}/drafts/{draft}")
    yield Shot("draft-edited", f"{here}/drafts/{draft}?edit=1")
    yield Shot("describe", f"{here}/describe")
    yield Shot("report", f"{here}/report")
    yield Shot("goods", f"{here}/goods")
    yield Shot("item", f"{here}/goods/MUG-01")
    yield Shot("entry", f"{here}/entries/{entry}")
    for name in ("entries", "trial-balance", "stock-value", "tie-out", "sync", "reconcile", "audit", "pictures", "settings"):
        yield Shot(name, f"{here}/{name}")
    for name in ("accounts", "reasons", "evidence", "plan", "people", "quickbooks", "memory"):
        yield Shot(f"settings-{name}", f"{here}/settings/{name}")
    for name, path in (("queue", "/queue"), ("draft", f"{here}/drafts/{draft}"), ("goods", f"{here}/goods")):
        yield Shot(f"{name}-dark", path, scheme="dark")
        yield Shot(f"{name}-phone", path, size=PHONE)


def main(to: Path) -> int:
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        firm = Firm(quarter(Path(folder)), Path(folder), clock=Clock(MONDAY), secure=False)
        firm.give_password(ADA, firm=True)
        with served(firm) as address:
            desk = LiveDesk(firm, address, browser, [])
            for shot in shots("D-9", "WO-1001"):
                screen = desk.screen(shot.person, width=shot.size[0], height=shot.size[1], scheme=shot.scheme)
                page = screen.open(shot.path)
                whole = page.evaluate("document.documentElement.scrollHeight")
                high = min(float(whole), 1.4 * shot.size[1])
                clip: FloatRect = {"x": 0, "y": 0, "width": shot.size[0], "height": high}
                page.screenshot(path=to / f"{shot.name}.png", full_page=True, clip=clip)
                found = screen.faults()
                sys.stdout.write(f"{shot.name:24} {page.title()}" + (f"  {found}" if found else "") + "\n")
                page.close()
            desk.close()
        firm.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS))
