"""How Django's form widgets are drawn by `ui/field.html`, whatever form they belong to."""

from typing import Final

from django import forms
from django.forms import BoundField
from django.forms.boundfield import BoundWidget
from django.utils.safestring import SafeString

LINE, CHECK, CHOICES, FILE, HIDDEN = "line", "check", "choices", "file", "hidden"
INPUT_CLASSES: Final = ((forms.Select, "form-select"), (forms.CheckboxInput, "form-check-input"))


def kind(field: BoundField) -> str:
    """Return how a field is laid out."""
    widget = field.field.widget
    if widget.is_hidden:
        return HIDDEN
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return CHOICES
    if isinstance(widget, forms.CheckboxInput):
        return CHECK
    if isinstance(widget, forms.FileInput):
        return FILE
    return LINE


def control(field: BoundField, css: str = "") -> SafeString:
    """Return the input with the class of its kind; classes the form gave its widget stay.

    Django itself ties help and error to it (`aria-describedby`, `aria-invalid`).
    """
    widget = field.field.widget
    given = str(widget.attrs.get("class", ""))
    own = next((name for type_, name in INPUT_CLASSES if isinstance(widget, type_)), "form-control")
    return field.as_widget(attrs={"class": " ".join(word for word in (own, given, css) if word)})


def choice(part: BoundWidget) -> SafeString:
    """Return one input of a group of choices; `ui/field.html` writes the label around it."""
    part.data["attrs"]["class"] = "form-check-input"
    return SafeString(part.tag())


def described_by(field: BoundField) -> str:
    """Return the ids of the help text and of the error; a group of choices carries them itself."""
    return field.aria_describedby or ""


def first_id(field: BoundField) -> str:
    """Return the id of the first thing that takes the focus: a group of choices has no id of its own."""
    return f"{field.auto_id}_0" if kind(field) == CHOICES else str(field.auto_id)
