"""Texts that are sent to applicants: placeholders, spelling without marks, parts of a short message."""

from motcua.domain.messages.events import ALLOWED, BUILT_IN, SAMPLES, MessageEvent
from motcua.domain.messages.sms import SmsCount, count_sms, without_marks
from motcua.domain.messages.template import (
    MessageEmpty,
    PlaceholderBroken,
    PlaceholderUnknown,
    check,
    fill,
    placeholders,
)

__all__ = [
    "ALLOWED",
    "BUILT_IN",
    "SAMPLES",
    "MessageEmpty",
    "MessageEvent",
    "PlaceholderBroken",
    "PlaceholderUnknown",
    "SmsCount",
    "check",
    "count_sms",
    "fill",
    "placeholders",
    "without_marks",
]
