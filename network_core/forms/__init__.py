"""Protection of public forms that needs no cookie, no session and no other company."""
