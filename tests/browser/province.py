"""The demo's province behind a live server, its officers signed in, and a clock that the journey moves."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import time_machine
from django.db.models import Q
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import Page, ViewportSize, expect
from pypdf import PdfReader

from motcua.apps.citizens.models import Person
from motcua.apps.dossiers.models import Dossier
from motcua.apps.organization import queries as organization
from motcua.apps.organization.models import Account, Assignment
from motcua.apps.organization.roles import ADMINISTRATORS
from motcua.domain.calendar import TIMEZONE
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.codec import decode_state
from motcua.domain.dossier.values import WorkItem
from motcua.project.paths import VAR
from tests.browser.waiting import ready
from tests.factories.citizens import sign_in_citizen

PHONE: ViewportSize = {"width": 360, "height": 740}
SCREENSHOTS = VAR / "screenshots"
WARD = "phuong-pho-hien"
CARD = "033591204716|112233445|Đặng Thị Ngọc Ánh|14092191|Nữ|Số 27 Nguyễn Văn Linh, phường Phố Hiến|01012021"


def local(text: str) -> datetime:
    """Return a local time such as "2026-11-30 09:00" as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=TIMEZONE).astimezone(UTC)


def username(role: str, unit: str, agency: str = WARD) -> str:
    """Return who holds a role in a unit, the first by the order of accounts."""
    posts = Assignment.objects.filter(role=role, unit__code=unit, unit__agency__key=agency)
    return posts.exclude(kind="reserve").order_by("account_id").values_list("account__username", flat=True)[0]


@dataclass
class Site:
    """One journey's province. `at` moves the clock; `sign_in` changes who sits at the screen."""

    page: Page
    url: str
    check: Callable[[Page], None]
    picture: Callable[[str], Any]
    travel: time_machine.travel | None = None
    window: Page | None = None

    def at(self, moment: str) -> None:
        """Let it be a moment, for the server only."""
        self.stop()
        self.travel = time_machine.travel(local(moment), tick=True)
        self.travel.start()

    @property
    def citizen(self) -> Page:
        """The applicant's own browser, which nobody has signed in."""
        if self.window is None:
            browser = self.page.context.browser
            assert browser is not None
            self.window = browser.new_page(
                locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", reduced_motion="reduce",
                viewport={"width": 1366, "height": 768},
            )  # fmt: skip
        return self.window

    def close(self) -> None:
        """Leave: the clock goes right again and the applicant's browser is closed."""
        self.stop()
        if self.window is not None:
            self.window.context.close()

    def stop(self) -> None:
        """Let it be now again."""
        if self.travel is not None:
            self.travel.stop()
            self.travel = None

    def sign_in(self, role: str, unit: str, agency: str = WARD) -> None:
        """Put an officer before the screen, with an own password chosen long ago."""
        self.sign_in_as(username(role, unit, agency))

    def sign_in_as(self, name: str) -> None:
        """Put an officer before the screen by the name they sign in with; an administrator has given a code."""
        Account.objects.filter(username=name).update(must_change_password=False)
        account = Account.objects.get(username=name)
        client = Client()
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        if Assignment.objects.filter(account=account, role__in=ADMINISTRATORS).exists():
            session = client.session
            device, _ = TOTPDevice.objects.get_or_create(user=account, confirmed=True)
            session[DEVICE_ID_SESSION_KEY] = device.persistent_id
            session.save()
        self.page.context.clear_cookies()
        for cookie, morsel in client.cookies.items():
            self.page.context.add_cookies([{"name": cookie, "value": morsel.value, "url": self.url}])

    def sign_in_citizen(self, person: Person) -> None:
        """Put a citizen before the screen, and nobody else."""
        client = Client()
        sign_in_citizen(client, person)
        self.page.context.clear_cookies()
        for cookie, morsel in client.cookies.items():
            self.page.context.add_cookies([{"name": cookie, "value": morsel.value, "url": self.url}])

    def sign_in_holder(self) -> WorkItem:
        """Put before the screen whoever may act on the dossier's open tray, and return the tray."""
        (item,) = self.state.step_items()
        return self.sign_in_to(item)

    def sign_in_to(self, item: WorkItem) -> WorkItem:
        """Put before the screen whoever may act on a tray, and return the tray."""
        if item.assignee is None:
            held = organization.officers_in(item.unit_id, item.role, datetime.now(TIMEZONE).date())
            account = held[0].account_id
        else:
            account = item.assignee
        self.sign_in_as(Account.objects.get(pk=account).username)
        return item

    def open(self, path: str) -> None:
        """Go to an address of this site."""
        self.page.goto(f"{self.url}{path}")

    def open_dossier(self) -> None:
        """Open the one dossier of this journey."""
        self.open(f"/office/dossiers/{self.row.pk}/")

    def press(self, label: str | re.Pattern[str]) -> None:
        """Press a button, or follow the link that looks like one."""
        button = self.page.get_by_role("button", name=label).or_(self.page.get_by_role("link", name=label))
        button.first.click()

    def expect(self, text: str) -> None:
        """Expect words somewhere on the page, and keys to be heard from now on."""
        expect(self.page.locator("main")).to_contain_text(text)
        self.ready()

    def ready(self) -> None:
        """Wait until the page's scripts hear keys."""
        ready(self.page)

    def expect_lookup(self, *words: str) -> None:
        """Look the dossier up as its applicant does, by the code alone: the words are there and no name is."""
        self.citizen.goto(f"{self.url}/tra-cuu/{self.state.code}")
        self._expect_of_citizen(*words)
        assert self.state.application.applicant.name not in self.citizen.content()

    def expect_lookup_with_pin(self, *words: str) -> None:
        """Look the dossier up with the PIN that the receipt bears."""
        self.citizen.goto(f"{self.url}/tra-cuu/{self.state.code}")
        self.citizen.get_by_label(re.compile("Mã tra cứu, hoặc 4 số cuối")).fill(self.state.pin)
        self.citizen.keyboard.press("Enter")
        self._expect_of_citizen(*words)

    def picture_of_citizen(self, name: str) -> None:
        """Keep a picture of what the applicant sees, on a desk and in a hand."""
        desk = self.citizen.viewport_size
        assert desk is not None
        for size, suffix in ((PHONE, "-phone"), (desk, "")):
            self.citizen.set_viewport_size(size)
            self.citizen.screenshot(path=SCREENSHOTS / f"{name}{suffix}.png", animations="disabled")

    def _expect_of_citizen(self, *words: str) -> None:
        for some in words:
            expect(self.citizen.locator("main")).to_contain_text(some)

    @property
    def row(self) -> Dossier:
        """The dossier filed last."""
        return Dossier.objects.order_by("-lodged_at")[0]

    @property
    def state(self) -> DossierState:
        """Its state."""
        return decode_state(self.row.state)

    def sheet_text(self, kind: str) -> str:
        """Return the words of the newest sheet of a kind that was printed for the dossier, or for many."""
        from motcua.apps.documents import queries
        from motcua.apps.documents.models import PrintedSheet

        of_this_one = Q(dossier_id=self.row.pk) | Q(dossier_id__isnull=True)
        sheet = PrintedSheet.objects.filter(of_this_one, kind=kind).order_by("-id")[0]
        pages = PdfReader(io.BytesIO(queries.reprint(sheet.pk))).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())
