"""What networks have used of the machine that translates, and how much each of them may use."""
