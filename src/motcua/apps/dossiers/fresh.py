"""What processes begin with that are started fresh: Django set up, no thread, no connection (`parallel`)."""

import django

django.setup()
