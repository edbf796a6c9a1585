"""Background work: the schedule, the runner, and what became of each run."""
