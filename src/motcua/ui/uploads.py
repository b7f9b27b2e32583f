"""A field for several files at once."""

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile


class SeveralFiles(forms.ClearableFileInput):
    """An input that takes several files."""

    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """Several files; the cleaned value is a list, empty when none was chosen."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        """Return the files that were chosen."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if not given:
            super().clean(None, initial)  # Refuses where a file is needed.
        return [cast("UploadedFile[Any]", super(ManyFiles, self).clean(one, initial)) for one in given]
