"""`make bench`: every speed budget measured, each beside a yardstick of the same run on the same machine."""
