"""One filled example of each printed form, as the previews show it."""

from motcua.apps.documents.samples import *  # noqa: F403 - Tests name them as their own.
