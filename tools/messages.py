"""Gather the sentences of the sources, keep the translators' files up to date, compile them.

The sources are written in Vietnamese, so only the other languages have files.
"""

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path("src/motcua")
LOCALE = SOURCE / "locale"
LANGUAGES = ("en",)
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip


def main(action: str) -> int:
    """Do one of: update, compile, check."""
    settings.configure()
    return {"update": update, "compile": compile_all, "check": check}[action]()


def update() -> int:
    """Add new sentences to the translators' files and drop those that are gone."""
    template = gathered()
    for language, path in files():
        catalog = read(path, language)
        catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalog, width=110, include_lineno=False, sort_output=True, omit_header=False)
        untranslated = sum(not "".join(message.string or "") for message in catalog if message.id)
        print(f"{path}: {len(catalog)} sentences, {untranslated} not translated")
    return 0


def compile_all() -> int:
    """Write what Django reads."""
    for language, path in files():
        if path.exists():
            with path.with_suffix(".mo").open("wb") as file:
                write_mo(file, read(path, language))
    return 0


def check() -> int:
    """Return 1 when a file lacks a sentence of the sources or keeps one that is gone."""
    wanted = identities(gathered())
    stale = 0
    for language, path in files():
        present = identities(read(path, language))
        for title, different in (("missing", wanted - present), ("no longer used", present - wanted)):
            if different:
                stale = 1
                examples = "; ".join(sorted(str(text) for _context, text in different)[:5])
                print(f"{path}: {len(different)} sentences {title}, such as {examples}. Run `make messages`.")
    return stale


def files() -> Iterator[tuple[str, Path]]:
    """Return each language with its file."""
    for language in LANGUAGES:
        yield language, LOCALE / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> Catalog:
    """Return a translators' file; an empty one when there is none yet."""
    if not path.exists():
        return empty_catalog(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def empty_catalog(language: str | None) -> Catalog:
    """Return a catalog whose header says no more than it must, and never changes by itself."""
    made = datetime(2026, 1, 1, tzinfo=UTC)
    return Catalog(
        locale=language,
        header_comment="# Translation of motcua, whose sentences are written in Vietnamese.",
        project="motcua",
        version="0",
        msgid_bugs_address="-",
        last_translator="-",
        language_team="-",
        creation_date=made,
        revision_date=made,
        fuzzy=False,
    )


def identities(catalog: Catalog) -> set[tuple[str | None, object]]:
    """Return what tells the sentences of a catalog apart."""
    return {(message.context, message.id) for message in catalog if message.id}


def gathered() -> Catalog:
    """Return every sentence of the sources with the file it stands in."""
    catalog = empty_catalog(None)
    for path in sorted([*SOURCE.glob("**/*.py"), *SOURCE.glob("**/templates/**/*.html")]):
        for _line, sentence, comments, context in extract(
            "python", readable(path), KEYWORDS, ["Translators"]
        ):
            catalog.add(sentence, context=context, auto_comments=comments, locations=[(str(path), 0)])
    return catalog


def readable(path: Path) -> io.BytesIO:
    """Return a Python file as it is, a template as the calls it stands for."""
    text = path.read_text()
    if path.suffix == ".html":
        calls = templatize(text, origin=str(path))
        text = "\n".join(
            line.lstrip() for line in calls.splitlines()
        )  # How a template is indented is no syntax.
    return io.BytesIO(text.encode())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
