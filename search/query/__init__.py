"""A visitor's request → query tree → engine → hits re-read from the database."""
