"""Words that Django shows by itself: they go into our catalogues where its own are not right."""

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
