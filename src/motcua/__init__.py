"""motcua: the electronic one-stop shop of a province."""
