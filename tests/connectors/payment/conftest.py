"""The simulator as a process of its own, and our site as a server it can call."""

from contextlib import ExitStack

import pytest

from tests.connectors.payment.process import running


@pytest.fixture
def simulator_at():
    """Start the simulator for a callback address; end it afterwards."""
    with ExitStack() as stack:
        yield lambda callback="http://127.0.0.1:9/": stack.enter_context(running(callback))
