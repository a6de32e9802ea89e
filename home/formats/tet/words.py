"""Words that Django shows by itself and has no Tetum for: they go into our catalogue."""

DJANGO_WORDS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
