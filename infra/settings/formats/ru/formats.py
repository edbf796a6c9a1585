"""What differs from Django's formats of Russian."""

# The name of the month in the case that follows a day; Django's format has the nominative.
MONTH_DAY_FORMAT = "j E"
