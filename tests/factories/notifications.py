"""What the worker would do with what happened to dossiers."""

from uuid import UUID

from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.apps.notifications import queueing, telling
from tests.factories.dossiers import MONDAY


def tell_all(now=MONDAY):
    """Tell people what they have not been told yet, in the order in which it happened."""
    jobs = ProcrastinateJob.objects.filter(task_name=queueing.TELL, status="todo")
    for job in jobs.order_by("pk"):
        telling.tell_of_entry(UUID(job.args["dossier_id"]), job.args["seq"], at=now)
