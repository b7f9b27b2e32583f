"""Making accounts without letting a user name vary in case."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager

if TYPE_CHECKING:
    from motcua.apps.organization.models import Account


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts as people type their names and creates them in the one stored form."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Find the account whatever the case in which the name was typed."""
        return self.get(username=(username or "").strip().lower())

    def create_account(
        self, *, username: str, full_name: str, password: str | None, at: datetime, **fields: Any
    ) -> "Account":
        """Create an account with a hashed password; None makes one that cannot sign in yet."""
        account = self.model(
            username=username.strip().lower(), full_name=full_name.strip(), created_at=at, **fields
        )
        account.set_password(password)
        account.save(force_insert=True, using=self._db)
        return account
