"""Files are named by what they hold."""

import hashlib

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile

from motcua.connectors.storage.by_content import ContentStorage

PAPER = "Giấy khai sinh".encode()
DIGEST = hashlib.sha256(PAPER).hexdigest()


@pytest.fixture
def storage(tmp_path):
    return ContentStorage(root=tmp_path / "files")


def test_a_file_is_found_again_under_the_hash_of_its_content(storage):
    name = storage.save("Giấy khai sinh.PDF", ContentFile(PAPER))

    assert name == f"{DIGEST[:2]}/{DIGEST[2:4]}/{DIGEST}.pdf"
    with storage.open(name) as file:
        assert file.read() == PAPER


def test_the_same_content_is_kept_once(storage, tmp_path):
    names = {storage.save(f"copy-{number}.pdf", ContentFile(PAPER)) for number in range(3)}

    assert len(names) == 1
    assert sum(path.is_file() for path in tmp_path.rglob("*")) == 1


@pytest.mark.parametrize("name", ["../escape.pdf", "/etc/escape.pdf", "a/../../escape.pdf"])
def test_a_name_that_leads_elsewhere_is_refused(storage, name):
    with pytest.raises(SuspiciousFileOperation):
        storage.save(name, ContentFile(PAPER))


def test_nothing_is_left_behind_when_reading_fails(storage, tmp_path):
    class Broken(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"half"
            raise OSError("the scanner was unplugged")

    with pytest.raises(OSError, match="unplugged"):
        storage.save("broken.pdf", Broken(b""))

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
