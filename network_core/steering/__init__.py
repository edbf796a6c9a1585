"""What the staff of the umbrella steer: the taxonomy, announcements, the life of networks."""
