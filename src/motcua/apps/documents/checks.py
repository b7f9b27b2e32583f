"""What must be right before the first form is printed."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import Warning, register
from django.core.exceptions import ImproperlyConfigured

from motcua.apps.documents import rendering


@register
def forms_have_their_font(*, app_configs: Sequence[AppConfig] | None, **options: Any) -> list[Warning]:
    """Report a missing font at start, not at the first citizen's receipt."""
    try:
        rendering.fonts()
    except ImproperlyConfigured as missing:
        return [Warning(str(missing), hint="Run `make setup`, or set MOTCUA_FONT_DIRS.", id="documents.W001")]
    return []
