"""Officers at their screens: a commune at work and a browser for each of its officers."""

import time_machine
from django.test import Client

from motcua.apps.organization.models import Account
from motcua.domain.dossier import DossierState
from tests.factories.dossiers import DossierWorld


class Screens:
    """The screens of one commune's officers; every request happens at the world's present moment."""

    def __init__(self, world: DossierWorld) -> None:
        self.world = world

    def of(self, role: str) -> "Screen":
        """Return a fresh screen of the first officer of a role."""
        return self.of_account(self.world.accounts[role])

    def of_account(self, account: int) -> "Screen":
        """Return a fresh screen of an officer, just signed in."""
        client = Client()
        with time_machine.travel(self.world.now, tick=False):
            client.force_login(Account.objects.get(pk=account), "django.contrib.auth.backends.ModelBackend")
        return Screen(client, self.world)


class Screen:
    """A signed-in officer's browser."""

    def __init__(self, client: Client, world: DossierWorld) -> None:
        self.client = client
        self.world = world

    def get(self, url: str, query: dict | None = None, **more):
        """Open a page at the world's moment."""
        with time_machine.travel(self.world.now, tick=False):
            return self.client.get(url, query, **more)

    def post(self, url: str, data: dict | None = None, **more):
        """Send a form at the world's moment."""
        with time_machine.travel(self.world.now, tick=False):
            return self.client.post(url, data or {}, **more)

    def read(self, url: str) -> str:
        """Return the text of a page that answers."""
        response = self.get(url)
        assert response.status_code == 200, response.status_code
        return str(response.content.decode())


def version_of(state: DossierState) -> dict[str, str]:
    """Return the hidden fields of a form that was opened now."""
    return {"version": str(state.version), "key": f"bam-{state.id.hex[-8:]}-{state.version}"}
