"""Papers of dossiers: every form filled from the state, the journal, the catalog and the organization.

A form that is asked for again says what it said before under the number it had, unless the dossier was
corrected since. Who may see a dossier may print of it. Law: R-B1, R-B2, R-B7, R-B11
"""

from motcua.apps.dossiers.printing.facts import NothingToPrint
from motcua.apps.dossiers.printing.lists import (
    MixedDossiers,
    print_paper_hand_over,
    print_post_hand_over,
    print_register,
)
from motcua.apps.dossiers.printing.single import print_form, printable, sheets_of

__all__ = [
    "MixedDossiers",
    "NothingToPrint",
    "print_form",
    "print_paper_hand_over",
    "print_post_hand_over",
    "print_register",
    "printable",
    "sheets_of",
]
