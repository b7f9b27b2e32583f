"""What a page shows has been read before it is rendered, and every variable exists."""

import pytest
from django.template import engines

from motcua.apps.catalog.models import Procedure
from tests.rendering import QueryWhileRendering


def rendered(source: str, **values: object) -> str:
    return engines["django"].from_string(source).render(values)


@pytest.mark.django_db
def test_a_planted_query_is_found():
    with pytest.raises(QueryWhileRendering, match="catalog_procedure"):
        rendered(
            "{% for procedure in procedures %}{{ procedure.name }}{% endfor %}",
            procedures=Procedure.objects.all(),
        )


@pytest.mark.django_db
def test_a_page_made_of_values_is_rendered():
    assert rendered("{{ name }}", name="Hồ sơ") == "Hồ sơ"


def test_a_planted_unknown_variable_is_found():
    with pytest.raises(pytest.fail.Exception, match="unknown_name"):
        rendered("{{ unknown_name }}")
