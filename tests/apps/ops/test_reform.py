"""The province of three tiers, and the day on which its districts end (R-0.3): dossiers, figures and proofs before and after."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from django.db import transaction

from motcua.apps.catalog import queries, snapshot
from motcua.apps.dossiers import lawbook, succession
from motcua.apps.dossiers.models import Dossier, DossierEvent
from motcua.apps.dossiers.queries import find_id_by_code
from motcua.apps.dossiers.queries.figures import PeriodFigures, period_figures
from motcua.apps.ops.commands import audit
from motcua.apps.ops.commands import reform as command
from motcua.apps.ops.demo import generate, tables
from motcua.apps.ops.loading import load_province
from motcua.apps.organization.models import Agency, Unit
from motcua.apps.organization.reform import read_reform
from motcua.domain.deadlines.regimes import regime_on
from motcua.domain.dossier.stages import FINAL
from motcua.project.paths import CHECKOUT
from tests import database
from tests.apps.ops.proving import assert_numbers_have_no_gaps, divergences

HAU_GIANG = CHECKOUT / "demo" / "hau-giang-2013"
REFORM = HAU_GIANG / "reforms" / "2025-07-01.yaml"
LAST_DAY = datetime(2025, 6, 30, 9, 0, tzinfo=UTC)
BEFORE = date(2025, 1, 1), date(2025, 6, 30)
AFTER = date(2025, 7, 1), date(2025, 12, 31)
AS_OF = datetime(2026, 1, 31, tzinfo=UTC)
YEARS = 2013, 2016, 2019


@contextmanager
def three_tiers(latest: int, past: int) -> Iterator[None]:
    """A database of the province with so many dossiers of the last half year, and of each chapter."""
    with database.scratch_database():
        snapshot.forget()
        lawbook.forget()
        load_province(HAU_GIANG, at=LAST_DAY)
        for chapter in tables.chapters(HAU_GIANG) if past else ():
            until = datetime.combine(chapter.until, LAST_DAY.timetz())
            generate.generate_dossiers(
                past, seed=f"{chapter.since}", until=until, folder=HAU_GIANG, chapter=chapter, processes=1
            )
        generate.generate_dossiers(latest, until=LAST_DAY, folder=HAU_GIANG, processes=1)
        yield
    snapshot.forget()
    lawbook.forget()


@pytest.fixture(scope="module")
def province(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), three_tiers(latest=200, past=25):
        yield


@pytest.fixture
def told_over(province, django_db_blocker) -> Iterator[None]:
    """Undo what a test changes, so that the next one finds the three tiers again."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
    snapshot.forget()
    lawbook.forget()


def table(period: tuple[date, date]) -> PeriodFigures:
    return period_figures(None, *period, AS_OF)


def ran(tool, *arguments: str) -> str:
    answer = CliRunner().invoke(tool, arguments)
    assert answer.exit_code == 0, answer.output
    return answer.output


def reformed() -> str:
    return ran(command, "apply", str(REFORM), "--approved-by", "Đỗ Minh Khang", "--at", "2025-07-01 00:05:00")


def assert_the_reform_keeps_everything() -> None:
    """What the whole reform must leave true; the same for two hundred dossiers and for three thousand."""
    before = table(BEFORE)
    codes = dict(Dossier.objects.filter(code__isnull=False).order_by("pk").values_list("code", "pk"))
    open_ones = Dossier.objects.exclude(stage__in=FINAL).count()
    districts = Agency.objects.filter(kind=Agency.Kind.DISTRICT_COMMITTEE)
    at_districts = Dossier.objects.filter(competent_agency__in=districts).exclude(stage__in=FINAL)
    assert at_districts.exists()

    said = reformed()

    assert "0 without a holder." in said
    assert DossierEvent.objects.filter(type="TakenOver").count() > 0.3 * open_ones
    assert succession.without_holder(AS_OF) == []
    assert not districts.filter(valid_to__isnull=True).exists()
    assert not at_districts.exists()
    assert {code: find_id_by_code(code) for code in codes} == codes
    assert table(BEFORE) == before
    after = table(AFTER)
    assert after.total.carried_over == before.total.in_progress
    assert not {row.agency_id for row in after.rows} & set(districts.values_list("id", flat=True))
    assert {row.agency_id for row in before.rows} & set(districts.values_list("id", flat=True))
    ran(audit, "verify", "--jobs", "1")


def test_the_province_has_three_tiers_with_officers_for_every_procedure(told_over):
    levels = Counter(Agency.objects.filter(valid_to__isnull=True).values_list("kind", flat=True))
    assert (levels["district_committee"], levels["commune_committee"], levels["land_branch"]) == (7, 75, 7)
    competent = Counter(Dossier.objects.values_list("competent_agency__level", flat=True))
    assert set(competent) == {"province", "district", "commune"}
    at_communes = Dossier.objects.filter(
        competent_agency__kind="district_committee", receiving_agency__kind="commune_committee"
    )
    assert at_communes.exists()
    assert_numbers_have_no_gaps()
    assert list(divergences()) == []


def test_each_year_is_under_the_regime_of_its_time(told_over):
    """R-0.1: decisions 93/2007 and 09/2015, decree 61/2018."""
    found = {}
    accepted = Dossier.objects.filter(accepted_at__isnull=False).order_by("accepted_at")
    for row in accepted.values_list("accepted_at", "state__regime"):
        found.setdefault(row[0].year, set()).add(row[1])
    assert set(YEARS) | {2025} <= set(found)
    for year, regimes in found.items():
        assert regimes == {regime_on(date(year, 3, 1)).code}, year


def test_the_plan_says_what_it_would_do(told_over):
    plan = read_reform(REFORM)
    said = ran(command, "plan", str(REFORM))

    assert (len(plan.foundings), len(plan.ending())) == (50, 157)
    assert "50 agencies begin, 157 end, 0 are renamed." in said
    assert not Agency.objects.filter(key__endswith="-2025").exists()


def test_a_reform_keeps_holders_codes_figures_and_proofs(told_over):
    assert_the_reform_keeps_everything()


def test_work_goes_on_at_the_successors(told_over):
    reformed()

    new = Agency.objects.get(key="xa-nga-sau-2025")
    units = set(Unit.objects.filter(agency=new, valid_to__isnull=True).values_list("code", flat=True))
    assert {"counter", "leaders", "clerk", "kinh-te", "tu-phap-ho-tich", "van-hoa-xa-hoi"} <= units
    taken = Dossier.objects.filter(competent_agency=new, finished_at__isnull=True)
    assert taken.exists()
    keys = {offer.key for offer in queries.offered_at(new.pk, date(2025, 7, 2))}
    assert {"gpxd-cap34-nha-o", "khai-sinh", "ho-kinh-doanh"} <= keys


@pytest.mark.deep
def test_a_reform_keeps_everything_of_three_thousand_dossiers(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), three_tiers(latest=3000, past=0):
        assert Dossier.objects.count() >= 3000
        assert_the_reform_keeps_everything()
