"""The search for programs: `GET /api/v1/search`."""
