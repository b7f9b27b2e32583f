"""Where the folder of paper is (R-S8): what people file online has none until somebody brings paper."""

import pytest

from motcua.domain.access import Actor
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import Channel, Paper, PaperSource
from tests.domain.dossier.world import COUNTER, RECEPTION, World, application, lodging

APPLICANT = Actor.citizen("Trần Thị Mẫu", {"citizen:12"})


def filed_online(**changes):
    """Return a world in which somebody has filed online, and the counter has accepted."""
    world = World()
    papers = tuple(Paper(id=p.id, name=p.name, source=PaperSource.ELECTRONIC) for p in application().papers)
    world.do(
        APPLICANT,
        lodging(channel=Channel.ONLINE, owner="citizen:12", application=application(papers=papers)),
    )
    return world


@pytest.mark.parametrize(
    ("channel", "assisted", "folder"),
    [
        (Channel.COUNTER, False, COUNTER),
        (Channel.POST, False, COUNTER),
        (Channel.ONLINE, True, COUNTER),
        (Channel.ONLINE, False, None),
    ],
)
def test_a_folder_lies_where_paper_came_in(channel, assisted, folder):
    world = World().lodged(channel=channel, assisted=assisted)

    assert world.state.papers_at == folder


@pytest.mark.parametrize("step", ["assign", "appraise", "sign", "issue", "return"])
def test_nobody_waits_for_the_folder_of_an_online_dossier(step):
    world = filed_online()
    world.do(RECEPTION, c.Accept())

    state = world.at_step(step).state

    assert (state.papers_at, state.papers_going_to) == (None, None)


def test_paper_that_is_brought_later_begins_a_folder_at_the_counter():
    world = filed_online()
    world.do(RECEPTION, c.RequestSupplement(lines=("Bản vẽ",), reason="Cần bản giấy"))

    state = world.do(RECEPTION, c.Supplement(papers=(Paper(id="ban-ve", name="Bản vẽ", originals=2),)))
    assert state.papers_at == COUNTER

    world.do(RECEPTION, c.Accept())
    assert world.at_step("assign").state.papers_going_to is not None


def test_files_sent_later_begin_no_folder():
    world = filed_online()
    world.do(RECEPTION, c.RequestSupplement(lines=("Bản vẽ",), reason="Mờ", papers=("ban-ve",)))

    sent = Paper(id="ban-ve", name="Bản vẽ", source=PaperSource.ELECTRONIC, files=("ab" * 32,))
    state = world.do(APPLICANT, c.Supplement(papers=(sent,)))

    assert state.papers_at is None
