"""How the figures of the networks change: a number a night, what happened, and the lines."""
