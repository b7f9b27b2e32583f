"""What is in force, where its steps lead, what an agency offers, and finding it at the desk."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.apps.catalog import operations, queries
from motcua.apps.catalog.addresses import UnitNotFound
from motcua.apps.catalog.snapshot import ProcedureNotInForce, VersionUnknown
from motcua.apps.organization.models import Agency, ServiceArea
from motcua.domain.access import Actor
from tests.factories.catalog import (
    OfferingFactory,
    ProcedureFactory,
    ProcedureVersionFactory,
    ProcessVersionFactory,
    definition_data,
    process_data,
)
from tests.factories.organization import AccountFactory, AgencyFactory, UnitFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
AUTUMN = date(2026, 9, 1)


def offered(agency, **kwargs):
    return [offer.key for offer in queries.offered_at(agency.pk, TODAY, **kwargs)]


def on_offer(key, agency, **kwargs):
    """Let an agency offer a procedure that is in force."""
    procedure = kwargs.pop("procedure", None) or ProcedureFactory(key=key, **kwargs.pop("named", {}))
    ProcedureVersionFactory(procedure=procedure, data=definition_data(key, **kwargs.pop("data", {})))
    OfferingFactory(procedure=procedure, competent_agency=agency, **kwargs)
    return procedure


def commune_with_units():
    commune = AgencyFactory()
    units = {
        code: UnitFactory(agency=commune, code=code)
        for code in ("counter", "leaders", "clerk", "tu-phap-ho-tich")
    }
    return commune, units


class TestVersions:
    def test_the_version_in_force_on_a_day_is_returned(self):
        first = ProcedureVersionFactory(valid_to=AUTUMN)
        key = first.procedure.key
        ProcedureVersionFactory(
            procedure=first.procedure, number=2, valid_from=AUTUMN, data=definition_data(key, name="Mới")
        )

        assert queries.published_procedure(key, date(2026, 8, 31))[0] == 1
        number, definition = queries.published_procedure(key, AUTUMN)
        assert (number, definition.name) == (2, "Mới")

    def test_drafts_are_not_in_force(self):
        version = ProcedureVersionFactory(draft=True)

        with pytest.raises(ProcedureNotInForce):
            queries.published_procedure(version.procedure.key, TODAY)
        with pytest.raises(VersionUnknown) as refusal:
            queries.procedure_version(version.procedure.key, 1)
        assert (refusal.value.procedure_key, refusal.value.number) == (version.procedure.key, 1)

    def test_a_process_carries_its_procedure_and_number(self):
        version = ProcessVersionFactory(number=3)

        number, process = queries.current_process(version.procedure.key, TODAY)

        assert (number, process.id, process.version) == (3, version.procedure.key, 3)

    def test_what_was_read_once_costs_one_query_until_the_catalog_changes(self, django_assert_num_queries):
        key = ProcedureVersionFactory().procedure.key
        operations.changed()
        queries.published_procedure(key, TODAY)

        with django_assert_num_queries(1):
            queries.published_procedure(key, TODAY)
        operations.changed()
        with CaptureQueriesContext(connection) as again:
            queries.published_procedure(key, TODAY)
        assert len(again) > 1

    def test_a_change_is_seen_at_once(self):
        version = ProcedureVersionFactory()
        operations.changed()
        assert queries.published_procedure(version.procedure.key, AUTUMN)[0] == 1

        version.valid_to = AUTUMN
        version.save()
        operations.changed()

        with pytest.raises(ProcedureNotInForce):
            queries.published_procedure(version.procedure.key, AUTUMN)


class TestAddresses:
    def test_the_counter_is_where_it_was_received_and_the_rest_where_it_is_decided(self):
        commune, units = commune_with_units()
        center = UnitFactory(agency=AgencyFactory(department=True), code="counter")
        process = queries.process_version(ProcessVersionFactory().procedure.key, 1)

        found = queries.unit_addresses(process, center.pk, commune.pk)

        assert {ref: address.unit_id for ref, address in found.items()} == {
            "counter": center.pk,
            "unit:tu-phap-ho-tich": units["tu-phap-ho-tich"].pk,
            "leaders": units["leaders"].pk,
        }

    def test_a_step_may_belong_to_another_agency(self):
        commune, units = commune_with_units()
        other = UnitFactory(agency=AgencyFactory(key="ttr"), code="nghiep-vu")
        data = process_data()
        data["steps"][1]["unit"] = "agency:ttr/nghiep-vu"
        process = queries.process_version(ProcessVersionFactory(data=data).procedure.key, 1)

        found = queries.unit_addresses(process, units["counter"].pk, commune.pk)

        assert found["agency:ttr/nghiep-vu"].unit_id == other.pk

    @pytest.mark.parametrize("ref", ["unit:khong-co", "agency:khong-co/clerk"])
    def test_a_unit_that_is_not_there_is_named(self, ref):
        commune, units = commune_with_units()
        data = process_data()
        data["steps"][1]["unit"] = ref
        process = queries.process_version(ProcessVersionFactory(data=data).procedure.key, 1)

        with pytest.raises(UnitNotFound) as refusal:
            queries.unit_addresses(process, units["counter"].pk, commune.pk)

        assert (refusal.value.unit_ref, refusal.value.process_id) == (ref, process.id)

    def test_addresses_are_kept_until_the_catalog_changes(self, django_assert_num_queries):
        commune, units = commune_with_units()
        key = ProcessVersionFactory().procedure.key
        operations.changed()
        catalog = queries.catalog()
        process = catalog.process_version(key, 1)
        first = catalog.unit_addresses(process, units["counter"].pk, commune.pk)

        with django_assert_num_queries(0):
            assert catalog.unit_addresses(process, units["counter"].pk, commune.pk) is first


class TestOffers:
    def test_an_agency_offers_what_it_decides_itself(self):
        commune = AgencyFactory()
        on_offer("khai-sinh", commune)

        assert offered(commune) == ["khai-sinh"]
        assert offered(AgencyFactory()) == []

    def test_any_centre_receives_what_may_be_handed_in_everywhere(self):
        """R-A15"""
        on_offer("khai-sinh", AgencyFactory(), everywhere=True)
        center = AgencyFactory(key="ttpvhcc", kind=Agency.Kind.SERVICE_CENTER, level="province")
        police = AgencyFactory(kind=Agency.Kind.COMMUNE_POLICE)

        assert offered(AgencyFactory()) == ["khai-sinh"]
        assert offered(center) == ["khai-sinh"]
        assert offered(police) == []

    def test_another_agency_may_receive_for_it(self):
        office = AgencyFactory(key="vpub", kind=Agency.Kind.OFFICE, level="province")
        on_offer("khieu-nai", AgencyFactory(), receiver=office)

        assert offered(office) == ["khieu-nai"]

    def test_what_is_not_in_force_or_not_accepted_is_not_offered(self):
        commune = AgencyFactory()
        on_offer("thong-tin", commune, data={"accepts": False})
        on_offer("het-hieu-luc", commune, valid_to=date(2026, 1, 1))
        future = ProcedureFactory(key="sap-co")
        ProcedureVersionFactory(procedure=future, valid_from=AUTUMN)
        OfferingFactory(procedure=future, competent_agency=commune)

        assert offered(commune) == []

    def test_favorites_come_first_then_what_is_used_most_then_what_is_usual(self):
        commune = AgencyFactory()
        on_offer("hiem", commune, named={"weight": 1})
        on_offer("thuong", commune, named={"weight": 500})
        on_offer("da-dung", commune, named={"weight": 2})
        on_offer("yeu-thich", commune)
        account = AccountFactory()
        operations.count_uses(agency_id=commune.pk, counts={"da-dung": 3, "la": 9})
        operations.keep_favorite(account_id=account.pk, procedure_key="yeu-thich")
        operations.keep_favorite(account_id=account.pk, procedure_key="yeu-thich")

        assert offered(commune) == ["da-dung", "thuong", "hiem", "yeu-thich"]
        assert offered(commune, account_id=account.pk) == ["yeu-thich", "da-dung", "thuong", "hiem"]
        operations.drop_favorite(account_id=account.pk, procedure_key="yeu-thich")
        assert offered(commune, account_id=account.pk)[0] == "da-dung"

    def test_an_offer_can_be_ended(self):
        commune = AgencyFactory()
        procedure = on_offer("khai-sinh", commune)
        offering = procedure.offerings.get()

        operations.end_offering(offering_id=offering.pk, on=TODAY, actor=Actor.system("test"), at=NOW)

        assert offered(commune) == []

    def test_the_receiving_agency_is_likely_to_decide_what_it_decides(self):
        here, elsewhere = AgencyFactory(), AgencyFactory()
        procedure = on_offer("khai-sinh", elsewhere, everywhere=True)
        OfferingFactory(procedure=procedure, competent_agency=here, everywhere=True)

        found = queries.competent_agencies("khai-sinh", here.pk, TODAY)

        assert [(agency.id, agency.likely) for agency in found] == [(here.pk, True), (elsewhere.pk, False)]

    def test_the_branch_that_serves_the_commune_is_likely_to_decide(self):
        commune, near, far = AgencyFactory(), AgencyFactory(), AgencyFactory()
        procedure = on_offer("bien-dong", far, everywhere=True)
        OfferingFactory(procedure=procedure, competent_agency=near, everywhere=True)
        ServiceArea.objects.create(agency=near, commune=commune, valid_from=date(2025, 7, 1))

        assert [a.id for a in queries.competent_agencies("bien-dong", commune.pk, TODAY) if a.likely] == [
            near.pk
        ]

    def test_the_only_agency_that_may_decide_is_likely_to(self):
        department = AgencyFactory(department=True)
        on_offer("gpxd", department, everywhere=True)

        [only] = queries.competent_agencies("gpxd", AgencyFactory().pk, TODAY)

        assert (only.id, only.likely) == (department.pk, True)


class TestPicker:
    @pytest.fixture
    def commune(self):
        commune = AgencyFactory()
        house = "Cấp giấy phép xây dựng mới đối với công trình cấp III, cấp IV và nhà ở riêng lẻ"
        on_offer("gpxd-nha-o", commune, named={"name": house, "code": "1.013225", "weight": 10})
        on_offer("khai-sinh", commune, named={"name": "Đăng ký khai sinh", "code": "1.001193"})
        long_name = {"name": "Đăng ký lại kết hôn theo quy định mới", "short_name": "Đăng ký kết hôn"}
        on_offer("ket-hon", commune, named=long_name)
        return commune

    @pytest.mark.parametrize(
        ("typed", "first"),
        [
            pytest.param("gpxd nha o", "gpxd-nha-o", id="initials and words without marks"),
            pytest.param("khai sinh", "khai-sinh", id="words without marks"),
            pytest.param("Kết hôn", "ket-hon", id="words with marks"),
            pytest.param("1.013225", "gpxd-nha-o", id="the code"),
            pytest.param("dky ket hon", "ket-hon", id="words cut short"),
            pytest.param("theo quy dinh moi", "ket-hon", id="the official name"),
            pytest.param("", "gpxd-nha-o", id="nothing typed: what is used most"),
        ],
    )
    def test_it_finds_what_is_meant(self, commune, typed, first):
        hits = queries.search_offered(commune.pk, TODAY, typed)

        assert hits[0].entry.key == first

    def test_it_shows_which_letters_matched(self, commune):
        [hit, *_] = queries.search_offered(commune.pk, TODAY, "khai sinh")

        matched = "".join(part.text for part in hit.segments() if part.matched)
        assert matched.replace(" ", "") == "khaisinh"

    def test_it_does_not_find_what_is_not_offered_here(self, commune):
        on_offer("khai-tu", AgencyFactory(), named={"name": "Đăng ký khai tử"})

        keys = [hit.entry.key for hit in queries.search_offered(commune.pk, TODAY, "khai tu")]

        assert "khai-tu" not in keys

    def test_a_second_search_costs_one_query(self, commune, django_assert_num_queries):
        operations.changed()
        queries.search_offered(commune.pk, TODAY, "khai")

        with django_assert_num_queries(1):
            queries.search_offered(commune.pk, TODAY, "khai sinh")
