"""A firm of the test's own, with its desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.surfaces.browser import LiveDesk, chromium, served
from tests.surfaces.firm import Firm, copy_of, open_firm


@pytest.fixture(scope="session")
def firm_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("firm")
    open_firm(folder).close()
    return folder


@pytest.fixture
def firm(firm_made: Path, tmp_path: Path) -> Iterator[Firm]:
    firm = Firm(copy_of(firm_made, tmp_path), tmp_path)
    yield firm
    firm.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def live(firm_made: Path, tmp_path: Path, browser: Browser) -> Iterator[LiveDesk]:
    """The firm's desk in a browser."""
    firm = Firm(copy_of(firm_made, tmp_path), tmp_path, secure=False)
    with served(firm) as address:
        desk = LiveDesk(firm, address, browser, [])
        yield desk
        desk.close()
    firm.close()
