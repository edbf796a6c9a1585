"""Events of networks."""
