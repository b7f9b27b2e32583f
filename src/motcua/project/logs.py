"""One JSON object per line on standard error, each with the reference of its request.

Names of people, numbers and addresses never belong in a log line: `what` an object is and its key suffice.
"""

from typing import Any

import structlog
from structlog.typing import Processor

COMMON: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(allow=["status_code"]),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
RENDERING: list[Processor] = [
    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
    structlog.processors.dict_tracebacks,
    structlog.processors.JSONRenderer(ensure_ascii=False),
]


def configure_structlog() -> None:
    """Send the lines of structlog through the handlers of the standard library."""
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def log_configuration(level: str) -> dict[str, Any]:
    """Return Django's LOGGING for a level."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": COMMON,
                "processors": [*COMMON, *RENDERING],
            }
        },
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["lines"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            # Our own line about each request says the same without its address, which may hold a code.
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
            "httpx": {
                "level": "WARNING"
            },  # Its lines about requests hold addresses, and those may hold secrets.
            "procrastinate.blueprints": {"level": "WARNING"},
            "procrastinate.periodic": {"level": "WARNING"},
        },
    }
