"""What the academy costs: `make bench`. Ratios and counts, never absolute times, so that any machine can tell."""
