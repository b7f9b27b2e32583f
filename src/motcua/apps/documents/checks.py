"""What must be right before the first form is printed."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from motcua.apps.documents import rendering


@checks.register
def forms_have_their_font(*, app_configs: Sequence[AppConfig] | None, **options: Any) -> list[checks.Warning]:
    """Report a missing font at start, not at the first citizen's receipt."""
    try:
        rendering.fonts()
    except ImproperlyConfigured as missing:
        return [
            checks.Warning(
                str(missing), hint="Run `make setup`, or set MOTCUA_FONT_DIRS.", id="documents.W001"
            )
        ]
    return []
