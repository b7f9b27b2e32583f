"""A commune's own site includes a widget by one line, under its own strict policy; a visitor looks a dossier up there."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from motcua.apps.dossiers.models import Dossier
from tests.browser.conftest import ON_A_DESK
from tests.browser.steps import take_in

PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>UBND phường Phố Hiến</title></head><body><main><h1>Phường Phố Hiến</h1>{line}</main></body></html>"""


@contextmanager
def other_site(portal: str, line: str) -> Iterator[str]:
    """Serve one page of another origin, whose policy allows nothing but the portal's script and frames."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = PAGE.format(line=line).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            policy = f"default-src 'none'; script-src {portal}; frame-src {portal}"
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/trang-chu"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def check_frame(frame) -> None:
    frame.evaluate(AXE_SCRIPT)
    found = frame.evaluate("options => axe.run(options)", ON_A_DESK)
    assert found["violations"] == [], found["violations"]


def test_a_dossier_is_looked_up_on_another_site(site):
    take_in(site)
    code, name = site.state.code, site.state.application.applicant.name
    page = site.page
    page.goto(f"{site.url}/nhung")
    site.check(page)
    line = page.get_by_label("Một dòng, tự giãn theo nội dung").first.input_value()
    assert line.count("\n") == 0
    page.context.clear_cookies()

    with other_site(site.url, line) as address:
        page.goto(address)
        element = page.locator("iframe")
        expect(element).to_have_attribute("title", "Tra cứu hồ sơ một cửa")
        frame = page.frame_locator("iframe")
        expect(frame.get_by_role("heading", name="Hồ sơ của tôi đến đâu rồi?")).to_be_visible()
        check_frame(page.frames[1])
        fits(page)

        page.keyboard.press("Tab")  # Into the frame and on, without a mouse.
        frame.get_by_label("Mã hồ sơ").focus()
        page.keyboard.type("H31.99-sai")
        page.keyboard.press("Enter")
        expect(frame.get_by_role("alert")).to_contain_text("không phải mã hồ sơ")
        check_frame(page.frames[1])

        frame.get_by_label("Mã hồ sơ").fill(code.lower())
        page.keyboard.press("Enter")
        expect(frame.get_by_role("heading", level=1)).to_contain_text("Hồ sơ")
        expect(frame.locator("main")).to_contain_text(code)
        assert name not in page.frames[1].content()
        check_frame(page.frames[1])
        fits(page)
        site.check(page)
        site.picture("embedded-lookup")

        page.set_viewport_size({"width": 360, "height": 740})
        fits(page)
        site.picture("embedded-lookup-phone")
        assert page.context.cookies() == []

    assert Dossier.objects.filter(code=code).count() == 1


def test_a_procedure_is_found_on_another_site(site):
    page = site.page
    line = f'<script src="{site.url}/nhung/motcua.js" data-mc="thu-tuc" async></script>'

    with other_site(site.url, line) as address:
        page.goto(address)
        frame = page.frame_locator("iframe")
        frame.get_by_role("searchbox").fill("khai sinh")
        page.keyboard.press("Enter")
        expect(frame.get_by_role("heading", level=1)).to_contain_text("khai sinh")
        check_frame(page.frames[1])
        frame.get_by_role("link", name="khai sinh").first.click()
        expect(frame.get_by_role("link", name="Xem đầy đủ")).to_be_visible()
        check_frame(page.frames[1])
        fits(page)


def fits(page) -> None:
    """Expect the frame to be as high as its content, which nobody has to scroll, and no wider than the page."""
    page.wait_for_function(
        "() => { const frame = document.querySelector('iframe'); return frame.clientHeight >= 120; }"
    )
    inner = page.frames[1]
    inner.wait_for_function("() => document.documentElement.scrollHeight <= window.innerHeight + 1")
    inner.wait_for_function("() => window.innerHeight - document.body.getBoundingClientRect().height < 2")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
