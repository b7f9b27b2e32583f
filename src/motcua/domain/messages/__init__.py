"""Messages to applicants: texts and their parts, which way they go, when they are tried and given up."""

from motcua.domain.messages.events import ALLOWED, BUILT_IN, OF_THE_PROVINCE, SAMPLES, MessageEvent
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
    "OF_THE_PROVINCE",
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
