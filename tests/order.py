"""Shuffle what nobody has ordered, so that no code and no test leans on an order by chance."""

import random
from typing import Any

from django.db.models import QuerySet

fetch_all = QuerySet._fetch_all


def fetch_all_shuffled(queryset: "QuerySet[Any]") -> None:
    """Stand in for QuerySet._fetch_all: rows without ORDER BY come in any order."""
    fetched_already = queryset._result_cache is not None
    fetch_all(queryset)
    rows = queryset._result_cache
    if not fetched_already and rows is not None and len(rows) > 1 and not queryset.ordered:
        random.shuffle(rows)
