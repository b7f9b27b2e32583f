"""Levels and scope of a service follow from what it offers (R-E1 to R-E5, R-E10 to R-E15)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.catalog import OnlineScope, PresenceReason, ServiceFlags, ServiceLevel

FORMS = {"forms": True}
FILING = FORMS | {"online_filing": True}
FULL = FILING | {"online_payment": True, "result_delivery": True}
COMING = {"presence": PresenceReason.PHYSICAL_PRESENCE}


@pytest.mark.parametrize(
    ("offered", "level"),
    [
        pytest.param({}, 1, id="R-E1 information"),
        pytest.param(FORMS, 2, id="R-E2 forms"),
        pytest.param(FILING, 3, id="R-E3 filing"),
        pytest.param(FILING | {"online_payment": True}, 3, id="payment without delivery is not level 4"),
        pytest.param(FILING | {"result_delivery": True}, 3, id="delivery without payment is not level 4"),
        pytest.param(FULL, 4, id="R-E4 all"),
        pytest.param(FULL | {"forms": False}, 1, id="R-E5 a gap below counts for nothing above"),
        pytest.param(FULL | {"information": False}, 1, id="R-E5 no information, no higher level"),
        pytest.param(FULL | {"online_filing": False}, 2, id="R-E5 nothing filed, nothing paid"),
    ],
)
def test_the_level_is_the_highest_whose_conditions_all_hold(offered, level):
    assert ServiceFlags(**offered).level == ServiceLevel(level)


@pytest.mark.parametrize(
    ("offered", "scope"),
    [
        pytest.param(FULL, OnlineScope.FULLY_ONLINE, id="R-E10 nobody need come"),
        pytest.param(FULL | COMING, OnlineScope.PARTLY_ONLINE, id="R-E15 level 4 with attendance"),
        pytest.param(FILING, OnlineScope.PARTLY_ONLINE, id="R-E15 level 3"),
        pytest.param(FORMS | COMING, OnlineScope.PARTLY_ONLINE, id="R-E12 published with its reason"),
        pytest.param(FORMS, OnlineScope.INFORMATION_ONLY, id="R-E15 level 2"),
        pytest.param({}, OnlineScope.INFORMATION_ONLY, id="R-E15 level 1"),
    ],
)
def test_the_scope_follows_from_level_and_attendance(offered, scope):
    assert ServiceFlags(**offered).scope is scope


FLAGS = ("information", "forms", "online_filing", "online_payment", "result_delivery")


@given(st.fixed_dictionaries({name: st.booleans() for name in FLAGS}), st.sampled_from(FLAGS))
def test_offering_more_never_lowers_the_level(offered, more):
    assert ServiceFlags(**(offered | {more: True})).level >= ServiceFlags(**offered).level
