"""Payments of a commune with a partner at the platform."""

import pytest

from tests.apps.payments.till import SECRET, Till


@pytest.fixture
def till(db, settings):
    settings.MOTCUA_PAYPLAT_PARTNER = "MOTCUA"
    settings.MOTCUA_PAYPLAT_SECRET = SECRET
    settings.MOTCUA_TRANSFER_ACCOUNTS = {
        "*": {"bank": "970436", "account": "0123456789", "name": "UBND PHUONG"}
    }
    return Till()
