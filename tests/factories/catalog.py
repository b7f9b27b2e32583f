"""Procedures, processes and offers for tests."""

from datetime import UTC, date, datetime
from typing import Any

import factory

from motcua.apps.catalog.models import (
    Field,
    Offering,
    Procedure,
    ProcedureVersion,
    ProcessVersion,
    Status,
)
from motcua.domain.catalog import ReceivingRule
from tests.factories.organization import FOUNDED, AgencyFactory

PUBLISHED = datetime(2025, 6, 20, 2, 0, tzinfo=UTC)


def definition_data(key: str, **changes: Any) -> dict[str, Any]:
    """Return the data of a small procedure of the communes, due on the day it is accepted."""
    return {
        "key": key,
        "name": "Đăng ký khai sinh",
        "field": {"key": "ho-tich", "name": "Hộ tịch", "code": "G15-TP07"},
        "levels": ["commune"],
        "subjects": ["citizen"],
        "authority": {"decides": "UBND cấp xã"},
        "offer": {"kinds": ["commune_committee"]},
        "allowance": {"working_days": 1},
        "channels": ["counter"],
        "results": [{"name": "Giấy khai sinh"}],
        "accepts": True,
    } | changes


def _step(step_id: str, unit: str, role: str, minutes: int, **more: Any) -> dict[str, Any]:
    base = {"id": step_id, "name": step_id, "unit": unit, "role": role, "stage": 4}
    return base | {"time": {"amount_minutes": minutes}} | more


def process_data(**changes: Any) -> dict[str, Any]:
    """Return the data of a process of four steps: counter, civil status, chairman, counter."""
    back = {"id": "send_back", "label": "Trả lại", "targets": ["appraise"], "kind": "return"}
    return {
        "start": "intake",
        "steps": [
            _step(
                "intake",
                "counter",
                "reception",
                60,
                stage=2,
                actions=[{"id": "hand_over", "label": "Chuyển", "targets": ["appraise"]}],
            ),
            _step(
                "appraise",
                "unit:tu-phap-ho-tich",
                "specialist",
                240,
                actions=[{"id": "submit", "label": "Trình", "targets": ["sign"], "outcome": "grant"}],
            ),
            _step(
                "sign",
                "leaders",
                "chairman",
                120,
                switches=["must_sign"],
                actions=[{"id": "sign", "label": "Ký", "targets": ["return_result"]}, back],
            ),
            _step(
                "return_result",
                "counter",
                "return_desk",
                0,
                stage=9,
                actions=[{"id": "deliver", "label": "Trả", "targets": ["end"], "kind": "finish"}],
            ),
        ],
    } | changes


class FieldFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Field
        django_get_or_create = ("key",)

    key = "ho-tich"
    name = "Hộ tịch"
    code = "G15-TP07"


class ProcedureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Procedure

    key = factory.Sequence(lambda n: f"thu-tuc-{n}")
    name = factory.Sequence(lambda n: f"Thủ tục mẫu {n}")
    field = factory.SubFactory(FieldFactory)


class _VersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    class Params:
        draft = factory.Trait(status=Status.DRAFT, published_at=None)
        reviewed = factory.Trait(status=Status.REVIEW, published_at=None)

    procedure = factory.SubFactory(ProcedureFactory)
    number = 1
    status = Status.PUBLISHED
    published_at = PUBLISHED
    valid_from = FOUNDED


class ProcedureVersionFactory(_VersionFactory):
    class Meta:
        model = ProcedureVersion

    data = factory.LazyAttribute(lambda version: definition_data(version.procedure.key))


class ProcessVersionFactory(_VersionFactory):
    class Meta:
        model = ProcessVersion

    data = factory.LazyFunction(process_data)


class OfferingFactory(factory.django.DjangoModelFactory):
    """An offer that its own counter receives; `everywhere=True` lets every centre receive it (R-A15)."""

    class Meta:
        model = Offering

    class Params:
        everywhere = factory.Trait(received_at=[rule.value for rule in ReceivingRule])

    procedure = factory.SubFactory(ProcedureFactory)
    competent_agency = factory.SubFactory(AgencyFactory)
    received_at = factory.LazyFunction(lambda: [ReceivingRule.COMPETENT_AGENCY.value])
    valid_from = date(2025, 7, 1)
