"""A carrier without a network, which passes the same contract as the real ones."""

from collections import deque
from dataclasses import dataclass, field

from motcua.apps.notifications.misbehaving import Behavior
from motcua.apps.notifications.ports import AnswerLost, NotTaken, Outgoing, Taken
from motcua.domain.messages.routing import Way


@dataclass
class FakeCarrier:
    """`taken` holds what it took; `behave` says how it answers the next requests, then `usually`."""

    name: str = "fake"
    way: Way = Way.SMS
    usually: Behavior = Behavior.TAKE
    taken: list[Outgoing] = field(default_factory=list)
    coming: deque[Behavior] = field(default_factory=deque)
    asked: int = 0

    def behave(self, *behaviors: Behavior) -> None:
        self.coming.extend(behaviors)

    def send(self, message: Outgoing) -> Taken:
        self.asked += 1
        behavior = self.coming.popleft() if self.coming else self.usually
        if behavior in {Behavior.TAKE, Behavior.LOSE}:
            self.taken.append(message)
        if behavior in {Behavior.LOSE, Behavior.HANG}:
            raise AnswerLost("ReadTimeout")
        if behavior is Behavior.REFUSE:
            raise NotTaken("http-400", for_good=True)
        if behavior is not Behavior.TAKE:
            raise NotTaken("http-503")
        return Taken(f"{self.name}-{len(self.taken)}", "0")
