"""Every write of this app."""

from motcua.apps.payments.operations.counter import drop_stale, settle_at_counter
from motcua.apps.payments.operations.orders import (
    NoPlatform,
    NothingDue,
    ask_platform,
    cancel_order,
    open_order,
    pay_by_platform,
    take_confirmation,
)
from motcua.apps.payments.operations.refunds import (
    ReceiptNotOpen,
    ask_refund,
    ask_to_cancel_receipt,
    cancel_receipt,
    decline_refund,
    pay_refund,
)
from motcua.apps.payments.operations.shifts import (
    AmountInvalid,
    ShiftAlreadyOpen,
    ShiftNotOpen,
    close_shift,
    open_shift,
    record_paid_over,
)
from motcua.apps.payments.operations.statements import (
    EntryNotOpen,
    Imported,
    book_entry,
    import_statement,
    set_entry_aside,
)

__all__ = [
    "AmountInvalid",
    "EntryNotOpen",
    "Imported",
    "NoPlatform",
    "NothingDue",
    "ReceiptNotOpen",
    "ShiftAlreadyOpen",
    "ShiftNotOpen",
    "ask_platform",
    "ask_refund",
    "ask_to_cancel_receipt",
    "book_entry",
    "cancel_order",
    "cancel_receipt",
    "close_shift",
    "decline_refund",
    "drop_stale",
    "import_statement",
    "open_order",
    "open_shift",
    "pay_by_platform",
    "pay_refund",
    "record_paid_over",
    "set_entry_aside",
    "settle_at_counter",
    "take_confirmation",
]
