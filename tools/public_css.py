"""Cut the style sheets that a citizen's first visit loads from the packages: the rules and icons our pages use.

`python tools/public_css.py` writes them; a test says when they have to be written again. A whole Bootstrap and a whole
icon font would be most of what a telephone loads.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

CHECKOUT = Path(__file__).resolve().parents[1]
"""The checkout this file stands in, never another one whose package happens to be installed."""
NODE_MODULES = CHECKOUT / "node_modules"
SOURCE = CHECKOUT / "src" / "motcua"
PUBLIC = (SOURCE / "channels" / "portal", SOURCE / "ui")
NOT_PUBLIC = re.compile(
    r"/ui/(gallery|templates/ui/(gallery/|office|worklist|command_bar|key_|rail|bulk|conflict|undo))"
)
STATIC = SOURCE / "ui" / "static" / "ui"
ICONS = NODE_MODULES / "bootstrap-icons" / "icons"
BOOTSTRAP = NODE_MODULES / "bootstrap" / "dist" / "css" / "bootstrap.min.css"
MADE = "/* Made by tools/public_css.py from {}; do not edit. */\n"

IN_HTML = re.compile(r'["\']([a-z0-9-]+)["\']\|icon|icon=["\']([a-z0-9-]+)["\']|\bbi-([a-z0-9-]+)')
QUOTED = re.compile(r'"([^"\n]*)"|\'([^\'\n]*)\'')
CLASSES = re.compile(r'(?:class|css|density)\s*=\s*"([^"]*)"|block density %}([^{]*)')
CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
NEVER = re.compile(
    r"\.(carousel|modal|offcanvas|toast|tooltip|popover|accordion|dropdown|navbar|nav|card|placeholder|spinner|progress|list-group|breadcrumb|page-|pagination|alert|badge|table|row|col|container|g-|gx-|gy-)"
)


def sources() -> Iterator[tuple[Path, str]]:
    """Return what citizens' pages are made of."""
    for folder in PUBLIC:
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".html", ".py", ".js"} and not NOT_PUBLIC.search(str(path)):
                yield path, path.read_text()


def used_icons() -> list[str]:
    """Return the names of the icons that the pages may show."""
    found: set[str] = set()
    for path, text in sources():
        if path.suffix == ".html":
            found |= {name for groups in IN_HTML.findall(text) for name in groups if name}
        else:
            found |= {word for groups in QUOTED.findall(text) for word in groups if word}
    return sorted(
        name for name in found if re.fullmatch(r"[a-z0-9-]+", name) and (ICONS / f"{name}.svg").exists()
    )


def used_classes() -> frozenset[str]:
    """Return the words that may be classes."""
    found: set[str] = set()
    for path, text in sources():
        pattern = CLASSES if path.suffix == ".html" else QUOTED
        found |= {
            word for groups in pattern.findall(text) for part in groups for word in re.split(r"[^\w-]+", part)
        }
    return frozenset(found)


def icons_css(names: Iterable[str]) -> str:
    """Return each icon as a mask in the color of its words."""
    rules = [
        MADE.format("bootstrap-icons"),
        (
            '.bi::before{display:inline-block;width:1em;height:1em;content:"";background-color:currentColor;'
            "-webkit-mask:var(--bi) center/contain no-repeat;mask:var(--bi) center/contain no-repeat;"
            "print-color-adjust:exact;-webkit-print-color-adjust:exact}\n"
            "@media (forced-colors:active){.bi::before{forced-color-adjust:none;background-color:CanvasText}}\n"
        ),
    ]
    rules += [f'.bi-{name}{{--bi:url("data:image/svg+xml,{_drawing(name)}")}}\n' for name in names]
    return "".join(rules)


def _drawing(name: str) -> str:
    text = (ICONS / f"{name}.svg").read_text()
    inner = re.sub(r"\s+", " ", re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", text, flags=re.S)).strip()
    inner = re.sub(r"\s*/>", "/>", re.sub(r">\s+<", "><", inner)).replace('"', "'")
    whole = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>{inner}</svg>"
    return quote(whole, safe=" '=:/,.-")


def bootstrap_css(words: frozenset[str]) -> str:
    """Return the rules of Bootstrap whose classes are all used; its license stays at the top."""
    text = BOOTSTRAP.read_text()
    license_end = text.index("*/") + 2
    css = re.sub(r"/\*.*?\*/", "", text[license_end:], flags=re.S)
    return text[:license_end] + "\n" + MADE.format("bootstrap") + "".join(_kept(css, words)) + "\n"


def _kept(css: str, words: frozenset[str]) -> Iterator[str]:
    for head, body in _blocks(css):
        if head.startswith(("@media", "@supports")):
            inner = "".join(_kept(body, words))
            if inner:
                yield f"{head}{{{inner}}}"
        elif not head.startswith("@"):
            wanted = [one for one in _selectors(head) if _wanted(one, words)]
            if wanted:
                yield f"{','.join(wanted)}{{{body}}}"


def _wanted(selector: str, words: frozenset[str]) -> bool:
    if "data-bs-theme=dark" in selector or NEVER.search(selector):
        return False
    return all(name in words for name in CLASS.findall(selector))


def _selectors(head: str) -> list[str]:
    """Split at commas that stand outside parentheses and brackets."""
    return re.split(r",(?![^(\[]*[)\]])", head)


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    start = depth = opened = 0
    for place, letter in enumerate(css):
        if letter == "{":
            if depth == 0:
                opened = place
            depth += 1
        elif letter == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : place]
                start = place + 1
        elif letter == ";" and depth == 0:
            start = place + 1


def main() -> None:
    """Write both files."""
    (STATIC / "public-icons.css").write_text(icons_css(used_icons()))
    (STATIC / "public-bootstrap.css").write_text(bootstrap_css(used_classes()))


if __name__ == "__main__":
    main()
