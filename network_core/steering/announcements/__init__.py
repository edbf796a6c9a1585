"""What the umbrella tells all coordinators."""
