"""Settings, addresses and the one page that joins events to reactions and ports to connectors."""
