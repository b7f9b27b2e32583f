"""Two versions beside each other."""

import pytest

from motcua.domain.catalog import ChangeKind, ServiceFlags, ServiceLevel, compare

ADDED, REMOVED, CHANGED = ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.CHANGED


def told(before, after):
    return [(" ".join(c.path), ".".join(c.fields), c.kind, c.before, c.after) for c in compare(before, after)]


def test_a_version_does_not_differ_from_itself():
    assert compare({"a": [{"id": "x"}]}, {"a": [{"id": "x"}]}) == ()


@pytest.mark.parametrize(("before", "after", "found"), [
    ({"name": "A"}, {"name": "B"}, ("name", "name", CHANGED, "A", "B")),
    ({}, {"code": "1"}, ("code", "code", ADDED, None, "1")),
    ({"code": "1"}, {}, ("code", "code", REMOVED, "1", None)),
    ({"offer": {"receiver": "x"}}, {"offer": {}}, ("offer receiver", "offer.receiver", REMOVED, "x", None)),
    ({"allowance": {"days": 3}}, {"allowance": {"working_days": 3}},
     ("allowance", "allowance", CHANGED, {"days": 3}, {"working_days": 3})),
    ({"notes": ["a", "b"]}, {"notes": ["b"]}, ("notes a", "notes", REMOVED, "a", None)),
    ({}, {"notes": ["b"]}, ("notes b", "notes", ADDED, None, "b")),
    ({"notes": ["a", "b"]}, {"notes": ["b", "a"]}, ("notes", "notes", CHANGED, ["a", "b"], ["b", "a"])),
    ({"documents": [{"id": "x", "name": "Đơn", "copies": 1}]},
     {"documents": [{"id": "y", "name": "Thẻ"}, {"id": "x", "name": "Đơn", "copies": 2}]},
     ("documents Thẻ", "documents", ADDED, None, {"id": "y", "name": "Thẻ"})),
    ({"fees": [{"label": "Phí", "case": "a"}, {"label": "Phí", "case": "b"}]},
     {"fees": [{"label": "Phí", "case": "a"}, {"label": "Phí", "case": "c"}]},
     ("fees Phí case", "fees.case", CHANGED, "b", "c")),
    ({"rows": [{"n": 1}]}, {"rows": [{"n": 2}]}, ("rows  n", "rows.n", CHANGED, 1, 2)),
    ({"rows": [1]}, {"rows": "x"}, ("rows", "rows", CHANGED, [1], "x")),
])  # fmt: skip
def test_differences_are_told_with_their_place(before, after, found):
    assert found in told(before, after)


def test_a_paper_put_in_front_does_not_make_the_others_look_changed():
    papers = [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]

    assert [
        kind for _, _, kind, _, _ in told({"documents": papers}, {"documents": [{"id": "z"}, *papers]})
    ] == [ADDED]


def test_each_level_says_what_it_lacks():
    """R-E1 to R-E5"""
    steps = ServiceFlags(forms=True, online_payment=True).steps

    assert [(step.level, step.reached, step.lacking) for step in steps] == [
        (ServiceLevel.INFORMATION, True, ()),
        (ServiceLevel.FORMS, True, ()),
        (ServiceLevel.FILING, False, ("online_filing",)),
        (ServiceLevel.FULL, False, ("result_delivery",)),
    ]
