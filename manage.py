#!/usr/bin/env python
"""Django's own commands; `motcua` is the operator's tool."""

import os
import sys

from django.core.management import execute_from_command_line

from motcua.project import embedded

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")
    with embedded.running_unless_given():
        execute_from_command_line(sys.argv)
