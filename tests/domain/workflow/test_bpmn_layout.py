"""The picture: nothing lies on anything else, arrows end where they belong."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given

from motcua.domain.workflow.bpmn import FULL, PLAIN, full_chart, lay_out, node_of, plain_chart
from tests.domain.workflow.bpmn_sketches import rich_processes
from tests.domain.workflow.process_sketches import any_processes, sketch, sound_processes, with_step

DRAWN = [(full_chart, FULL), (plain_chart, PLAIN)]


def apart(one, other):
    return one.right <= other.x or other.right <= one.x or one.bottom <= other.y or other.bottom <= one.y


def crosses(start, end, box):
    """Tell whether a line runs through the inside of a box."""
    (left, right), (top, bottom) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return left < box.right and right > box.x and top < box.bottom and bottom > box.y


def assert_tidy(diagram):
    lanes = {node.id: diagram.lanes[cell.lane] for cell in diagram.chart.cells for node in cell.nodes}
    for key, box in diagram.shapes.items():
        lane = lanes[key]
        assert lane.x <= box.x
        assert lane.y <= box.y
        assert box.right <= lane.right == diagram.width
        assert box.bottom <= lane.bottom <= diagram.height
    for one, other in combinations(diagram.shapes.values(), 2):
        assert apart(one, other)
    for upper, lower in pairwise(diagram.lanes):
        assert upper.bottom == lower.y
    for flow in diagram.chart.flows:
        for start, end in pairwise(diagram.arrows[flow.id]):
            assert start[0] == end[0] or start[1] == end[1]
            for key, box in diagram.shapes.items():
                assert key in (flow.source, flow.target) or not crosses(start, end, box)
    for label in diagram.labels.values():
        assert all(apart(label, box) for box in diagram.shapes.values())


@pytest.mark.parametrize(("chart", "measures"), DRAWN)
def test_shapes_stand_apart_in_their_lanes_and_arrows_pass_between_them(chart, measures):
    @given(process=any_processes() | sound_processes() | rich_processes())
    def holds(process):
        assert_tidy(lay_out(chart(process), measures))

    holds()


@given(process=any_processes() | sound_processes())
def test_arrows_begin_and_end_at_their_shapes(process):
    diagram = lay_out(full_chart(process))
    for flow in diagram.chart.flows:
        points, source, target = (
            diagram.arrows[flow.id],
            diagram.shapes[flow.source],
            diagram.shapes[flow.target],
        )
        assert points[0] in [(source.right, source.middle), (source.center, source.bottom)]
        assert target.x <= points[-1][0] < target.center
        assert target.y < points[-1][1] < target.bottom


def test_steps_one_after_the_other_stand_from_left_to_right():
    shapes = lay_out(full_chart(sketch({"a": "b", "b": "c <a", "c": "end"}))).shapes
    order = ["StartEvent", "Step_0", "Step_1", "Step_2", "EndEvent"]

    assert sorted(order, key=lambda key: shapes[key].x) == order
    assert len({shapes[key].middle for key in order}) == 1


def test_a_lane_for_each_unit_in_the_order_in_which_the_dossier_comes_there():
    process = with_step(sketch({"a": "b", "b": "end"}), "b", unit="leaders")

    assert full_chart(process).lanes == ("unit:office", "leaders")


def test_the_overview_has_one_arrow_from_step_to_step_and_knows_which_lead_back():
    chart = plain_chart(sketch({"a": "b b+c lost", "b": "c <a end", "c": "end"}))
    arrows = [(flow.source, flow.target, flow.backward) for flow in chart.flows]

    assert arrows == [
        ("Step_0", "Step_1", False),
        ("Step_0", "Step_2", False),
        ("Step_1", "Step_2", False),
        ("Step_1", "Step_0", True),
    ]


def test_a_process_without_steps_is_an_empty_picture():
    diagram = lay_out(full_chart(sketch({})))

    assert (diagram.height, diagram.shapes, diagram.arrows) == (0, {}, {})


def test_a_step_is_found_in_the_picture_by_its_id():
    process = sketch({"a": "b", "b": "end"})

    assert (node_of(process, "b"), node_of(process, "z")) == ("Step_1", "")
