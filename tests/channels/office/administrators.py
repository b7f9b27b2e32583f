"""Administrators at their screens, with their second factor given."""

from contextlib import contextmanager

import time_machine
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.apps.organization.models import Account
from tests.channels.office.officers import Screen
from tests.factories.dossiers import DossierWorld
from tests.factories.organization import AccountFactory, AssignmentFactory


def administrator(world: DossierWorld, role: str = "unit_admin", **more) -> Account:
    """Return a new administrator of the world's commune."""
    account = AccountFactory(administrator=True, agency=world.agency, full_name="Lê Thị Hoa", **more)
    AssignmentFactory(account=account, unit=world.units["counter"], role=role)
    return account


def screen_of(world: DossierWorld, account: Account) -> Screen:
    """Return the browser of an administrator who has signed in with a code."""
    client = Client()
    device, _ = TOTPDevice.objects.get_or_create(user=account, confirmed=True)
    with time_machine.travel(world.now, tick=False):
        client.force_login(account, "django.contrib.auth.backends.ModelBackend")
        session = client.session
        session[DEVICE_ID_SESSION_KEY] = device.persistent_id
        session.save()
    return Screen(client, world)


@contextmanager
def no_query_grows(max_queries: int):
    """Fail when more queries are asked inside than a page may ask."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        yield
    assert len(asked) <= max_queries, [query["sql"][:120] for query in asked.captured_queries]
