"""Application forms on paper, made of the same definitions as the electronic ones: blank and filled in."""

from motcua.apps.documents.application_forms.printing import BlankForm, blank_form, filled_form

__all__ = ["BlankForm", "blank_form", "filled_form"]
