"""The page of the API, as a person reads it: open to everybody, nothing from elsewhere, and nothing that axe finds serious."""

import pytest

from tests.surfaces.browser import LiveDesk


@pytest.mark.needs("chromium")
def test_the_page_of_the_api(live: LiveDesk) -> None:
    screen = live.screen(width=375)
    asked: list[str] = []
    screen.page.on("request", lambda request: asked.append(request.url))
    page = screen.open("/api/v1/docs")
    page.get_by_text("Approve a draft: this posts it").click()
    assert page.get_by_text("WO-1001").first.is_visible()
    assert screen.faults() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert {url.split("/")[2] for url in asked} == {screen.address.split("/")[2]}
