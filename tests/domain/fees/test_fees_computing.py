"""What a dossier costs follows from the rules in force, the channel, the case and the quantity."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.fees import (
    Channel,
    FeeKind,
    FeeLine,
    FeeLines,
    FeeRule,
    FeeRuleInvalid,
    FeeRulesOverlap,
    QuantityInvalid,
    compute,
    known_at_filing,
)

SINCE = date(2020, 1, 1)
ON = date(2026, 9, 1)


def rule(label="Lệ phí", amount_vnd=50_000, **facts):
    return FeeRule(
        **{"label": label, "kind": FeeKind.LEVY, "amount_vnd": amount_vnd, "valid_from": SINCE, **facts}
    )


def labels(fees):
    return [line.rule.label for line in fees.lines]


def test_nothing_to_pay_without_rules():
    fees = compute([], Channel.COUNTER, ON)

    assert fees == FeeLines(())
    assert (fees.total_vnd, fees.undetermined, fees.free) == (0, False, True)


def test_fees_are_listed_in_order_and_added_up():
    charge = rule("Phí thẩm định", 100_000, kind=FeeKind.CHARGE)
    fees = compute([rule(), charge], Channel.COUNTER, ON)

    assert fees.lines == (FeeLine(rule(), 1), FeeLine(charge, 1))
    assert (fees.total_vnd, fees.undetermined, fees.free) == (150_000, False, False)


@pytest.mark.parametrize(
    ("on", "applies"),
    [
        pytest.param(date(2026, 8, 14), False, id="before"),
        pytest.param(date(2026, 8, 15), True, id="first-day"),
        pytest.param(date(2027, 2, 28), True, id="last-day"),
        pytest.param(date(2027, 3, 1), False, id="after"),
    ],
)
def test_a_rule_applies_in_its_period_only(on, applies):
    campaign = rule(valid_from=date(2026, 8, 15), valid_to=date(2027, 3, 1))

    assert labels(compute([campaign], Channel.ONLINE, on)) == ["Lệ phí"] * applies
    assert campaign.in_force(on) is applies


@pytest.mark.parametrize(
    ("channels", "channel", "applies"),
    [
        (frozenset(), Channel.POST, True),
        ({Channel.ONLINE}, Channel.ONLINE, True),
        ({Channel.ONLINE}, Channel.COUNTER, False),
        ({Channel.COUNTER, Channel.POST}, Channel.POST, True),
    ],
)
def test_a_rule_applies_to_its_channels(channels, channel, applies):
    fees = compute([rule(channels=frozenset(channels))], channel, ON)

    assert labels(fees) == ["Lệ phí"] * applies


def test_an_amount_nobody_has_set_is_never_taken_for_zero():
    fees = compute([rule("Chưa ấn định", None), rule("Không", 0)], Channel.COUNTER, ON)
    unknown, nothing = fees.lines

    assert (unknown.amount_vnd, unknown.undetermined) == (None, True)
    assert (nothing.amount_vnd, nothing.undetermined) == (0, False)
    assert (fees.total_vnd, fees.undetermined, fees.free) == (0, True, False)


def test_a_case_costs_only_when_it_is_chosen():
    rules = [
        rule("Nhà ở riêng lẻ", case="house"),
        rule("Công trình khác", 100_000, case="other"),
        rule("Khác nữa", 1, case="other"),
    ]

    assert labels(compute(rules, Channel.COUNTER, ON, {"house"})) == ["Nhà ở riêng lẻ"]
    assert compute(rules, Channel.COUNTER, ON, {"house"}).open_cases == ("other",)
    assert compute(rules, Channel.COUNTER, ON) == FeeLines((), ("house", "other"))
    assert compute(rules, Channel.COUNTER, ON, ["house", "other"]).open_cases == ()


def test_quantities_count_by_what_the_rule_is_per():
    rules = [rule("Bản sao", 2_000, per="bản"), rule("Hồ sơ", 10_000, per="hồ sơ")]
    fees = compute(rules, Channel.COUNTER, ON, quantity={"bản": 3})

    assert [(line.quantity, line.amount_vnd) for line in fees.lines] == [(3, 6_000), (1, 10_000)]
    assert fees.total_vnd == 16_000
    assert labels(compute(rules, Channel.COUNTER, ON, quantity={"bản": 0})) == ["Hồ sơ"]


def test_a_negative_quantity_is_refused():
    with pytest.raises(QuantityInvalid, match=r"^-1 bản$") as refusal:
        compute([], Channel.COUNTER, ON, quantity={"trang": 0, "bản": -1})

    assert (refusal.value.code, refusal.value.per, refusal.value.quantity) == (
        "fees.quantity-invalid",
        "bản",
        -1,
    )


def test_among_rules_of_one_fee_named_channels_beat_all_and_the_newest_wins():
    base = rule("Chung", 100, fee="levy")
    newer = rule("Chung mới", 90, fee="levy", valid_from=date(2026, 1, 1))
    online = rule("Trực tuyến", 50, fee="levy", channels=frozenset({Channel.ONLINE}))
    campaign = replace(
        online, label="Đợt giảm", amount_vnd=0, valid_from=date(2026, 8, 15), valid_to=date(2027, 3, 1)
    )
    rules = [base, newer, online, campaign, rule("Riêng", 7)]

    assert labels(compute(rules, Channel.COUNTER, date(2025, 1, 1))) == ["Chung", "Riêng"]
    assert labels(compute(rules, Channel.COUNTER, ON)) == ["Chung mới", "Riêng"]
    assert labels(compute(rules, Channel.ONLINE, date(2026, 2, 1))) == ["Trực tuyến", "Riêng"]
    assert labels(compute(rules, Channel.ONLINE, ON)) == ["Đợt giảm", "Riêng"]
    assert labels(compute(rules, Channel.ONLINE, date(2027, 3, 1))) == ["Trực tuyến", "Riêng"]


def test_chosen_cases_of_a_fee_replace_its_general_rule_and_add_up():
    general = rule("Chung", 100, fee="levy")
    house, tower = rule("Nhà", 50, fee="levy", case="house"), rule("Tháp", 70, fee="levy", case="tower")
    other = rule("Phí", 5, fee="charge")
    rules = [general, house, tower, other]

    assert labels(compute(rules, Channel.COUNTER, ON)) == ["Chung", "Phí"]
    assert labels(compute(rules, Channel.COUNTER, ON, {"house"})) == ["Nhà", "Phí"]
    assert labels(compute(rules, Channel.COUNTER, ON, {"tower", "house"})) == ["Nhà", "Tháp", "Phí"]


def test_a_case_without_a_fee_s_name_replaces_nothing():
    rules = [rule("Chung", 100, fee="levy"), rule("Thêm", 20, case="house")]

    assert labels(compute(rules, Channel.COUNTER, ON, {"house"})) == ["Chung", "Thêm"]


def test_two_rules_with_equal_right_are_refused():
    rules = [
        rule("Cũ", fee="levy", valid_from=date(2019, 1, 1)),
        rule("Một", fee="levy"),
        rule("Hai", fee="levy"),
    ]

    with pytest.raises(FeeRulesOverlap, match=r"^Một / Hai$") as refusal:
        compute(rules, Channel.COUNTER, ON)

    assert (refusal.value.code, refusal.value.labels) == ("fees.rules-overlap", ("Một", "Hai"))
    assert labels(compute([rule("Một"), rule("Hai")], Channel.COUNTER, ON)) == ["Một", "Hai"]


@pytest.mark.parametrize(
    ("facts", "fact"),
    [
        ({"amount_vnd": -1}, "negative-amount"),
        ({"valid_to": SINCE}, "empty-period"),
        ({"valid_to": date(2019, 12, 31)}, "empty-period"),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(facts, fact):
    with pytest.raises(FeeRuleInvalid, match=f"^Lệ phí: {fact}$") as refusal:
        rule(**facts)

    assert (refusal.value.code, refusal.value.label, refusal.value.fact) == (
        "fees.rule-invalid",
        "Lệ phí",
        fact,
    )


def test_a_rule_may_hold_for_a_single_day():
    one_day = rule(valid_to=date(2020, 1, 2), amount_vnd=0)

    assert [one_day.in_force(day) for day in (SINCE, date(2020, 1, 2))] == [True, False]


rules_strategy = st.lists(
    st.builds(
        rule,
        amount_vnd=st.none() | st.integers(0, 10**6),
        channels=st.frozensets(st.sampled_from(Channel), max_size=2),
        case=st.sampled_from(["", "a", "b"]),
        per=st.sampled_from(["", "bản"]),
        valid_to=st.none() | st.just(ON) | st.just(date(2027, 1, 1)),
    ),
    max_size=6,
)


@given(rules_strategy, st.sampled_from(Channel), st.sets(st.sampled_from("ab")), st.integers(0, 5))
def test_every_line_comes_from_a_rule_that_applies(rules, channel, selections, copies):
    fees = compute(rules, channel, ON, selections, {"bản": copies})

    applying = [
        one
        for one in rules
        if one.valid_to != ON
        and (not one.channels or channel in one.channels)
        and (not one.case or one.case in selections)
        and (one.per != "bản" or copies)
    ]
    assert [line.rule for line in fees.lines] == applying
    assert fees.undetermined is any(one.amount_vnd is None for one in applying)
    assert fees.total_vnd == sum((one.amount_vnd or 0) * (copies if one.per else 1) for one in applying)


def test_at_filing_only_what_is_certain_is_asked():
    day = date(2026, 11, 2)

    def rule(label, amount, **changes):
        return FeeRule(
            label=label, kind=FeeKind.LEVY, amount_vnd=amount, valid_from=date(2026, 1, 1), **changes
        )

    certain = [rule("Lệ phí", 50_000), rule("Bản sao", 8_000, per="bản"), rule("Phí", None), rule("Không", 0)]

    assert [(line.rule.label, line.amount_vnd) for line in known_at_filing(certain, day)] == [
        ("Lệ phí", 50_000)
    ]
    assert known_at_filing([*certain, rule("Lệ phí riêng", 1_000, case="Hộ nghèo")], day) == ()
