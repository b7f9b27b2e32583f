"""A gateway for trials: takes short messages as Kannel does, and misbehaves on demand."""

from dataclasses import dataclass

from motcua.apps.notifications.misbehaving import PAGE, Behavior, HttpSimulator, Reply, Request


@dataclass(frozen=True, slots=True)
class Sms:
    """One message that the gateway has taken."""

    to: str
    sender: str
    text: str
    report_url: str

    def report(self, kind: str = "1") -> str:
        """Return the address that a report is sent to: "1" delivered, "2" not delivered, "16" refused."""
        return self.report_url.replace("%d", kind)


class SmsSimulator(HttpSimulator):
    """`taken` holds what it has taken, the earliest first; `/cgi-bin/sendsms` is its address."""

    def __init__(self, port: int = 0, *, username: str = "motcua", password: str = "simulator") -> None:  # noqa: S107 - For trials only.
        super().__init__(port)
        self.taken: list[Sms] = []
        self._account = (username, password)

    @property
    def send_url(self) -> str:
        """Return where messages are sent."""
        return f"{self.url}/cgi-bin/sendsms"

    def answer(self, request: Request) -> Reply:
        """Take one message, or not."""
        if request.path != "/cgi-bin/sendsms":
            return Reply(404, "Not found")
        behavior = self.moods.next()
        if (early := _without_taking(behavior)) is not None:
            return early
        fields = request.fields
        if (fields.get("username"), fields.get("password")) != self._account:
            return Reply(403, "Authorization failed for sendsms")
        if not fields.get("to") or not fields.get("text"):
            return Reply(400, "Missing receiver or text")
        self.taken.append(
            Sms(fields["to"], fields.get("from", ""), fields["text"], fields.get("dlr-url", ""))
        )
        return Reply(202, "0: Accepted for delivery", wait=behavior is Behavior.LOSE)


def _without_taking(behavior: Behavior) -> Reply | None:
    return {
        Behavior.HANG: Reply(0, "", wait=True),
        Behavior.BREAK: Reply(500, "Internal error"),
        Behavior.BUSY: Reply(503, "Temporal failure, try again later."),
        Behavior.REFUSE: Reply(400, "Not routable. Do not try again."),
        Behavior.PAGE: PAGE,
    }.get(behavior)
