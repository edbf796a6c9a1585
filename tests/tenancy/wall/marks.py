"""By which words things of network B are recognised in an answer."""

SECRET = "GEHEIM-B"
"""Nobody outside of B reads this."""
PUBLIC = {f"{SECRET}-group", f"{SECRET}-file"}
"""Of these, what visitors read all the same."""
ON_SITE = "SEITE-B"
"""Public on B's site; in the admin for B and for the umbrella's staff."""
WITH_UMBRELLA = "BUND-B"
"""What B has with the umbrella: read by both, and by nobody else."""
SHARED = "OFFEN-B"
"""Published shared records: read by everybody who has a role."""
