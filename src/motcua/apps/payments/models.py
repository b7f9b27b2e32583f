"""Orders with their events and ledger lines, receipts, talks with the platform, statements, shifts."""

import uuid

from django.db import models
from django.db.models import F, Q


class PaymentOrder(models.Model):
    """Some obligations of one dossier to be paid at once. Everything below `amount_vnd` follows from the events.

    `lines` are the obligations as they were asked: id, label, amount. `payer` is the owner's key, empty at the counter.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier_id = models.UUIDField()
    agency = models.ForeignKey("organization.Agency", on_delete=models.PROTECT, related_name="+")
    payer = models.CharField(max_length=80, blank=True)
    reference = models.CharField(max_length=20, unique=True)
    lines = models.JSONField()
    amount_vnd = models.BigIntegerField()
    created_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="opened")
    version = models.PositiveIntegerField(default=0)
    held_vnd = models.BigIntegerField(default=0)
    overpaid_vnd = models.BigIntegerField(default=0)
    refunding_vnd = models.BigIntegerField(default=0)
    paid_at = models.DateTimeField(null=True)
    gateway_url = models.CharField(max_length=2000, blank=True)
    sent_at = models.DateTimeField(null=True)
    asked_times = models.PositiveSmallIntegerField(default=0)
    ask_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="order_asks_for_money"),
            models.CheckConstraint(condition=Q(held_vnd__gte=0), name="order_holds_no_debt"),
        ]
        indexes = [
            models.Index(fields=["dossier_id"], name="order_dossier"),
            models.Index(fields=["ask_at"], condition=Q(ask_at__isnull=False), name="order_to_ask"),
            models.Index(
                fields=["agency", "created_at"],
                condition=Q(overpaid_vnd__gt=0) | ~Q(trouble="") | Q(refunding_vnd__gt=0),
                name="order_in_trouble",
            ),
        ]

    @property
    def obligations(self) -> tuple[int, ...]:
        """Return the numbers of the obligations."""
        return tuple(line["id"] for line in self.lines)


class OrderEvent(models.Model):
    """What happened to an order; append-only."""

    order = models.ForeignKey(PaymentOrder, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=20)
    payload = models.JSONField()
    actor_kind = models.CharField(max_length=20)
    actor_name = models.CharField(max_length=200)
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "seq"], name="order_event_once")]


class CashShift(models.Model):
    """One officer's till from opening to closing; one open at a time."""

    account_id = models.BigIntegerField()
    officer_name = models.CharField(max_length=200)
    agency = models.ForeignKey("organization.Agency", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    float_vnd = models.BigIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    expected_vnd = models.BigIntegerField(null=True)
    counted_vnd = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    sheet_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account_id"], condition=Q(closed_at__isnull=True), name="one_open_shift"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(counted_vnd=F("expected_vnd")) | ~Q(reason=""),
                name="shift_difference_has_reason",
            ),
        ]


class LedgerLine(models.Model):
    """A sum that moved from `credit` to `debit`; append-only. Cash belongs to the shift that took it."""

    order = models.ForeignKey(PaymentOrder, on_delete=models.PROTECT, related_name="ledger")
    event = models.ForeignKey(OrderEvent, on_delete=models.PROTECT, related_name="lines")
    agency = models.ForeignKey("organization.Agency", on_delete=models.PROTECT, related_name="+")
    shift = models.ForeignKey(CashShift, on_delete=models.PROTECT, null=True, related_name="lines")
    at = models.DateTimeField()
    debit = models.CharField(max_length=10)
    credit = models.CharField(max_length=10)
    amount_vnd = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="ledger_line_moves_money"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="ledger_line_has_two_sides"),
        ]
        indexes = [models.Index(fields=["agency", "at"], name="ledger_agency_time")]


class Receipt(models.Model):
    """A receipt (biên lai): never deleted; wrong ones are cancelled (R-H12, R-H14).

    `sequence` is its place in the agency's year; None for one from a paper book, whose number the cashier typed.
    """

    order = models.ForeignKey(PaymentOrder, on_delete=models.PROTECT, related_name="receipts")
    agency = models.ForeignKey("organization.Agency", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, default="fee_receipt")
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField(null=True)
    number = models.CharField(max_length=80)
    dossier_seq = models.PositiveIntegerField()
    amount_vnd = models.BigIntegerField()
    channel = models.CharField(max_length=10)
    issued_at = models.DateTimeField()
    sheet_id = models.BigIntegerField(null=True)
    cancel_reason = models.CharField(max_length=300, blank=True)
    cancel_asked_by = models.CharField(max_length=200, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "year", "sequence"], name="receipt_number_once"
            ),
        ]


class GatewayTalk(models.Model):
    """One message to or from the platform, without the payer's data."""

    order = models.ForeignKey(PaymentOrder, on_delete=models.PROTECT, null=True, related_name="talks")
    at = models.DateTimeField()
    kind = models.CharField(max_length=12)
    incoming = models.BooleanField()
    reference = models.CharField(max_length=40, blank=True)
    outcome = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["-at"], name="gateway_talk_time")]


class Statement(models.Model):
    """A bank statement as it was imported."""

    agency = models.ForeignKey("organization.Agency", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    imported_at = models.DateTimeField()
    imported_by = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "sha256"], name="statement_once")]


class StatementEntry(models.Model):
    """Money that came to an account. `verdict` is what it meant at import, `settled` what was done with it."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="entries")
    agency = models.ForeignKey("organization.Agency", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    day = models.DateField()
    amount_vnd = models.BigIntegerField()
    memo = models.CharField(max_length=500)
    order = models.ForeignKey(PaymentOrder, on_delete=models.PROTECT, null=True, related_name="+")
    verdict = models.CharField(max_length=10)
    settled = models.CharField(max_length=10, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "key"], name="statement_entry_once")]
        indexes = [models.Index(fields=["agency"], condition=Q(settled=""), name="statement_entry_open")]


class PaidOver(models.Model):
    """Money the one-stop unit has paid over to the budget or the agency (R-A50, R-H15); append-only."""

    agency = models.ForeignKey("organization.Agency", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    amount_vnd = models.BigIntegerField()
    document = models.CharField(max_length=120)
    at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="paid_over_quarter"),
        ]
