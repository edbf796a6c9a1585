"""The umbrella's view of all networks: figures, their comparison, and where what is missing."""
