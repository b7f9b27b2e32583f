"""Refuse queries while a page is rendered: what a page shows is read before, in as many queries as it says."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.template.base import Template
from django.template.context import Context

render = Template.render


class QueryWhileRendering(AssertionError):
    """A template asked the database."""


def render_without_queries(template: Template, context: Context) -> str:
    """Stand in for Template.render: raises QueryWhileRendering."""
    if any(wrapper is _refuse for wrapper in connection.execute_wrappers):
        return render(template, context)
    with connection.execute_wrapper(_refuse):
        return render(template, context)


def _refuse(execute: Callable[..., Any], sql: str, *given: Any) -> Any:
    raise QueryWhileRendering(sql)
