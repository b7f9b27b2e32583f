"""A browser for the journeys; when none can be had they fail, never skip."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from django.http import FileResponse, HttpRequest
from playwright.sync_api import ConsoleMessage, Page, ViewportSize, expect
from pytest_django.plugin import DjangoDbBlocker

from motcua.project.paths import VAR
from tests import database
from tests.browser import chromium

PHONE: ViewportSize = {"width": 360, "height": 740}
ANSWERED_WITH = re.compile(r"the server responded with a status of (\d{3})")
GIVEN_UP = (
    "htmx:sendAbort",
    "htmx:afterRequest",
)  # Left for a newer question or page; true failures say more.
SCREENSHOTS = VAR / "screenshots"
WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ON_A_DESK = {"runOnly": {"type": "tag", "values": WCAG_22_AA}, "resultTypes": ["violations"]}
# What a narrower page changes: sizes, what scrolls, and names that vanish with their words.
LAID_OUT_ANEW = [
    "target-size", "scrollable-region-focusable", "page-has-heading-one",
    "button-name", "link-name", "label", "select-name",
]  # fmt: skip
ON_A_PHONE = {"runOnly": {"type": "rule", "values": LAID_OUT_ANEW}, "resultTypes": ["violations"]}

# Playwright's synchronous interface runs a loop of its own in the thread that also asks the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here, so that it can be run alone or last."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Start the Chromium that was found, without a sandbox and without calling home."""
    browser = chromium.find()
    return {
        "executable_path": browser.path,
        "args": list(chromium.FLAGS),
        "env": os.environ | browser.environment,
        "headless": True,
    }


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, object]:
    """Look at the pages as an officer in Vietnam does."""
    return {
        "viewport": {"width": 1366, "height": 768},
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
        "reduced_motion": "reduce",
    }


@pytest.fixture
def expected_statuses() -> set[int]:
    """Name the refusals that a journey is about, such as 409; each must come, and all others stay errors."""
    return set()


@pytest.fixture
def page(page: Page, expected_statuses: set[int]) -> Iterator[Page]:
    """Fail a journey in which a page raised an error or the browser refused something."""
    complaints: list[str] = []
    seen: set[int] = set()

    def listen(message: ConsoleMessage) -> None:
        refusal = ANSWERED_WITH.search(message.text)
        status = int(refusal.group(1)) if refusal else 0
        if status in expected_statuses:
            seen.add(status)
        elif message.type == "error" and not message.text.startswith(GIVEN_UP):
            complaints.append(message.text)

    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", listen)
    page.set_default_timeout(15_000)
    yield page
    assert not complaints, "\n".join(complaints)
    assert seen == expected_statuses


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """Give the check of a page against WCAG 2.2 AA, at its own size and on a phone 360 pixels wide."""

    def check(page: Page) -> None:
        page.wait_for_load_state()
        page.evaluate(AXE_SCRIPT)
        _assert_accessible(page, ON_A_DESK)
        size = page.viewport_size
        page.set_viewport_size(PHONE)
        _assert_accessible(page, ON_A_PHONE)
        if size:
            page.set_viewport_size(size)

    return check


def _assert_accessible(page: Page, rules: Mapping[str, object]) -> None:
    found = AxeResults(page.evaluate("options => axe.run(options)", rules))
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    _assert_nothing_sticks_out(page)


def _assert_nothing_sticks_out(page: Page) -> None:
    width, wanted = page.evaluate(
        "[document.documentElement.clientWidth, document.documentElement.scrollWidth]"
    )
    assert wanted <= width, f"{page.url} is {wanted} pixels wide on a screen of {width}"


@pytest.fixture
def screenshot(page: Page) -> Callable[[str], Path]:
    """Give a function that keeps a picture of the page as it is now."""

    def take(name: str) -> Path:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        page.screenshot(path=path, animations="disabled")
        return path

    return take


@pytest.fixture
def site(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    page: Page,
    assert_accessible: Callable[[Page], None],
    screenshot: Callable[[str], Path],
) -> Iterator[Any]:
    """Serve a fresh copy of the demo's province; the journey walks through it."""
    from django.test.testcases import LiveServerThread, _StaticFilesHandler

    from motcua.apps.catalog import snapshot
    from motcua.apps.dossiers import lawbook
    from tests.browser.province import Site

    with django_db_blocker.unblock(), database.province_database():
        snapshot.forget()
        lawbook.forget()

        class StaticFilesHandler(_StaticFilesHandler):
            """Files of ours do not change during a journey; a browser fetches them once, as in a province."""

            def serve(self, request: HttpRequest) -> FileResponse:
                response = super().serve(request)
                response["Cache-Control"] = "public, max-age=3600"
                return response

        thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
        thread.daemon = True
        thread.start()
        thread.is_ready.wait()
        assert thread.error is None
        found = Site(page, f"http://127.0.0.1:{thread.port}", assert_accessible, screenshot)
        try:
            yield found
        finally:
            found.close()
            page.goto("about:blank")
            thread.terminate()
            snapshot.forget()
            lawbook.forget()
