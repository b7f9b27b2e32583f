"""People, companies and powers for tests; signing somebody in, and reading the codes that were sent."""

import re
from datetime import UTC, date, datetime
from typing import Any

import factory
from django.conf import settings
from django.test import Client
from django.utils import timezone

from motcua.apps.citizens import operations
from motcua.apps.citizens.models import Company, Membership, Person, PowerOfAttorney
from motcua.apps.citizens.values import ALL_RIGHTS
from motcua.apps.notifications.models import Message
from motcua.channels.portal.access import SESSION
from motcua.domain.messages import MessageEvent

PASSWORD = "nhãn lồng Phố Hiến"
BEGAN = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


class PersonFactory(factory.django.DjangoModelFactory):
    """A person with a verified phone and `PASSWORD`; `proven=True` for one whom the national identity vouches for."""

    class Meta:
        model = Person

    class Params:
        proven = factory.Trait(proven_at=BEGAN)

    name = factory.Sequence(lambda n: f"Nguyễn Thị Mẫu {n}")
    phone = factory.Sequence(lambda n: f"09{n:08d}")
    email = factory.Sequence(lambda n: f"mau{n}@example.vn")
    citizen_id = factory.Sequence(lambda n: f"0335910{n:05d}")
    born_on = "1991-09-14"
    sex = "female"
    address = "Số 27 Nguyễn Văn Linh, phường Phố Hiến"
    password = factory.django.Password(PASSWORD)
    password_changed_at = BEGAN
    created_at = BEGAN


class CompanyFactory(factory.django.DjangoModelFactory):
    """A company of the tax code 0100109106, whose owner is `owner` when one is given."""

    class Meta:
        model = Company
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Công ty Mẫu {n}")
    tax_code = "0100109106"
    representative = "Nguyễn Thị Mẫu"
    address = "Phường Phố Hiến"
    created_at = BEGAN

    @factory.post_generation
    def owner(self, create: bool, person: Person | None, **kwargs: Any) -> None:  # noqa: FBT001
        """Give the company its first owner."""
        if person is not None:
            MembershipFactory(company=self, person=person, owner=True)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    company = factory.SubFactory(CompanyFactory)
    person = factory.SubFactory(PersonFactory)
    rights = factory.LazyFunction(lambda: sorted(ALL_RIGHTS))
    since = BEGAN


class PowerFactory(factory.django.DjangoModelFactory):
    """A power that its principal has confirmed; `on_paper=True` for one that only its proxy has uploaded."""

    class Meta:
        model = PowerOfAttorney

    class Params:
        on_paper = factory.Trait(
            principal=None, confirmed_at=None, paper="ab" * 32, paper_name="uy-quyen.pdf"
        )

    proxy = factory.SubFactory(PersonFactory)
    principal = factory.SubFactory(PersonFactory)
    principal_name = "Trần Văn Mẫu"
    matters = "Nộp hồ sơ xin cấp giấy phép xây dựng"
    rights = factory.LazyFunction(lambda: ["file", "follow"])
    valid_from = date(2026, 1, 1)
    valid_to = date(2027, 12, 31)
    created_at = BEGAN
    confirmed_at = BEGAN


def sign_in_citizen(client: Client, person: Person, *, acting_for: str = "") -> None:
    """Sign a person in with Django's test client, at the moment it is."""
    token = operations.begin(person_id=person.pk, method="test", at=timezone.now())
    session = client.session
    session[SESSION] = {"token": token, "for": acting_for}
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""


def last_code(address: str) -> str:
    """Return the newest code that waits to go to a phone or an e-mail."""
    waiting = Message.objects.filter(event=MessageEvent.ONE_TIME_CODE, address=address)
    found = re.search(r"\b\d{6}\b", waiting.latest("id").text)
    assert found is not None
    return found.group()
