"""Years past that a province tells of: which they are, and that each is told once, after the one before."""

from datetime import UTC, date, datetime

from motcua.apps.ops.demo import generate, tables
from motcua.domain.deadlines.regimes import regime_on
from motcua.domain.dossier.values import Channel
from motcua.project.paths import CHECKOUT

HUNG_YEN = CHECKOUT / "demo" / "hung-yen"
HAU_GIANG = CHECKOUT / "demo" / "hau-giang-2013"


def told(monkeypatch, before):
    asked, shown = [], []

    def made_up(count, *, progress, **facts):
        asked.append((count, facts))
        progress(count)
        return count

    monkeypatch.setattr(generate, "generate_dossiers", made_up)
    added = generate.generate_chapters(HAU_GIANG, before=before, progress=shown.append)
    return added, asked, shown


def test_most_provinces_tell_of_the_last_half_year_only():
    assert tables.chapters(HUNG_YEN) == []
    assert tables.latest(HUNG_YEN, 3000) == 3000


def test_the_province_of_three_tiers_tells_of_a_year_of_each_regime():
    chapters = tables.chapters(HAU_GIANG)

    assert [regime_on(chapter.since).code for chapter in chapters] == ["REG-2007", "REG-2015", "REG-2018"]
    assert all(regime_on(chapter.since) == regime_on(chapter.until) for chapter in chapters)
    assert sum(chapter.dossiers for chapter in chapters) + tables.latest(HAU_GIANG, 0) >= 3000
    assert chapters[0].channels.share(Channel.ONLINE) < chapters[-1].channels.share(Channel.ONLINE)


def test_chapters_are_told_one_after_the_other(monkeypatch):
    added, asked, shown = told(monkeypatch, datetime(2025, 6, 30, tzinfo=UTC))

    assert added == shown[-1] == sum(count for count, _facts in asked)
    assert shown == sorted(shown)
    assert len({facts["seed"] for _count, facts in asked}) == len(asked) == 3
    assert asked[0][1]["until"] == datetime(2014, 1, 24, 10, tzinfo=UTC)
    assert all(facts["chapter"].since < facts["until"].date() for _count, facts in asked)


def test_a_chapter_that_could_not_settle_is_left_out(monkeypatch):
    """A world that ends in 2016 knows nothing of 2019, and of 2016 only what has been finished."""
    added, asked, _shown = told(monkeypatch, datetime(2016, 8, 1, tzinfo=UTC))

    assert [facts["chapter"].since.year for _count, facts in asked] == [2013]
    assert added == asked[0][0]
    assert told(monkeypatch, datetime(2013, 12, 1, tzinfo=UTC))[:2] == (0, [])
    assert tables.chapters(HAU_GIANG)[0].since == date(2013, 9, 3)
