"""The one address of the yardstick."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from motcua.apps.ops.bench.bare.models import Shown


def show(request: HttpRequest, code: str) -> HttpResponse:
    """Show one row."""
    return render(request, "bare/shown.html", {"shown": Shown.objects.get(code=code)})


urlpatterns = [path("<str:code>", show)]
