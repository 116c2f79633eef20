"""Numbers fitted on own suites, as plain data."""

AUTOMATIC_THRESHOLD = 0.97  # a draft's confidence from which it may be approved without a person, where a policy says so
