"""The front page as a person sees it."""

import pytest

from tests.surfaces.browser import LiveDesk
from tests.surfaces.firm import ADA


@pytest.mark.needs("chromium")
def test_the_clients_are_shown_and_nothing_serious_is_wrong(live: LiveDesk) -> None:
    screen = live.screen(ADA)
    page = screen.open("/clients")
    assert page.get_by_role("link", name="Corner Hardware").is_visible()
    assert screen.faults() == []
