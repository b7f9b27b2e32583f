"""What the frames around every page need to know, as plain values.

A channel builds one frame per request and passes its `context()` to `render` with the page's own
variables.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go: in the rail, the masthead, a menu, the path of crumbs or the footer."""

    label: str
    url: str
    icon: str = ""
    count: int = 0
    current: bool = False


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """A titled column of links in the footer."""

    title: str
    links: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Key:
    """Keys that do one thing on this page; shown in the strip and in the help.

    The act itself is a visible button with the same key in `data-key`.
    """

    label: str
    keys: tuple[str, ...]

    @classmethod
    def of(cls, label: str, *keys: str) -> "Key":
        return cls(label, keys)


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in; `line` says in which capacity ("Quầy 3", "Chuyên viên thụ lý")."""

    name: str
    line: str
    menu: Sequence[Link] = ()

    @property
    def initials(self) -> str:
        """The last two words of a Vietnamese name, of which the last is the given name."""
        return "".join(word[0] for word in self.name.split()[-2:]).upper()


@dataclass(frozen=True, slots=True)
class Undo:
    """An act that can still be taken back by posting to `url` for some seconds."""

    words: str
    url: str
    seconds: int = 30


@dataclass(frozen=True, slots=True)
class OfficeFrame:
    """The bar, rail and key strip around an officer's page (`ui/office.html`)."""

    unit: str
    nav: Sequence[Link]
    now: datetime
    home_url: str
    command_url: str
    person: Person | None = None
    keys: Sequence[Key] = ()
    command_suggest_url: str = ""
    sign_out_url: str = ""
    undo: Undo | None = None

    def context(self) -> dict[str, object]:
        """Return the template variables of the frame."""
        return _fields(self)


@dataclass(frozen=True, slots=True)
class PublicFrame:
    """The masthead and footer around a citizen's page (`ui/public.html`); `province` as in "tỉnh Hưng Yên".

    `acting_for` names for whom the person acts now, when not for herself; `notices` leads to her notices, with
    the number of new ones.
    """

    province: str
    nav: Sequence[Link]
    home_url: str
    help_phone: str
    account: Link | None = None
    acting_for: Link | None = None
    notices: Link | None = None
    crumbs: Sequence[Link] = ()
    footer_groups: Sequence[LinkGroup] = ()

    def context(self) -> dict[str, object]:
        """Return the template variables of the frame."""
        return _fields(self)


@dataclass(frozen=True, slots=True)
class AuthFrame:
    """The two halves of the sign-in pages (`ui/auth.html`)."""

    province: str
    citizens_url: str = ""

    def context(self) -> dict[str, object]:
        """Return the template variables of the frame."""
        return _fields(self)


def _fields(frame: OfficeFrame | PublicFrame | AuthFrame) -> dict[str, object]:
    names: Mapping[str, object] = frame.__dataclass_fields__
    return {name: getattr(frame, name) for name in names}
