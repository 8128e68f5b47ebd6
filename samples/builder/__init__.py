"""Build fictional quality reports from one description each: truth first, then text and PDF."""
