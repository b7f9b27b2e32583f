"""What the worker does for payments; safe to repeat."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.apps.payments import operations, ports, queries


@app.task(name="payments.ask")
def ask(*, order_id: str) -> str:
    """Ask the platform how an order stands."""
    return operations.ask_platform(order_id=UUID(order_id), at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="payments.ask_unclear", queueing_lock="payments.ask_unclear")
def ask_unclear(timestamp: int) -> int:
    """Ask about every order whose end is not known and whose time has come; return how many."""
    if ports.gateway() is None:
        return 0
    at = timezone.now()
    waiting = queries.orders_to_ask(at)
    for order_id in waiting:
        operations.ask_platform(order_id=order_id, at=at)
    return len(waiting)
