"""Anybody finds a procedure, an agency and the road map: on a phone, in the light and in the dark, in two languages."""

import pytest
from playwright.sync_api import expect

PAGES = ["/", "/co-quan/phuong-pho-hien", "/thu-tuc", "/thu-tuc/gpxd-cap34-nha-o", "/tra-cuu", "/nhung"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_pages_can_be_read_in_every_light(site, scheme):
    site.page.emulate_media(color_scheme=scheme)
    for address in PAGES:
        site.open(address)
        expect(site.page.locator("h1")).to_be_visible()
        site.check(site.page)
        name = address.strip("/").replace("/", "-") or "home"
        site.picture(f"open-{name}-{scheme}")
        site.page.set_viewport_size({"width": 360, "height": 740})
        site.picture(f"open-{name}-{scheme}-phone")
        site.page.set_viewport_size({"width": 1366, "height": 768})
