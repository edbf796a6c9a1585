"""The quarterly report: one structure, shown as a page, as PDF and as tables; and by mail."""
