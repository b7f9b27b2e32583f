"""Waiting as long as a person would."""

from playwright.sync_api import Page, expect


def ready(page: Page) -> None:
    """Wait until the page's scripts hear keys; a person needs longer to read than they need to load."""
    expect(page.locator("html[data-ready]")).to_be_attached()
