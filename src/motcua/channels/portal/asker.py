"""Who asks, as far as a page can tell: an address."""

from motcua.ui.asker import address_of

__all__ = ["address_of"]
