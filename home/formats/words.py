"""Words that Django shows by itself and that it has not, or not as they are written today.

They go into our catalogues, which come before Django's. Tetum it does not know at all; Portuguese
months are written small since the spelling of 1990.
"""

_MONTHS = (
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
_TETUM = "Janeiru Fevereiru Marsu Abríl Maiu Juñu Jullu Agostu Setembru Outubru Novembru Dezembru"
_PORTUGUESE = (
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
)

DJANGO_WORDS: dict[str, dict[str, str]] = {
    "tet": dict(zip(_MONTHS, _TETUM.split(), strict=True)),
    "pt": dict(zip(_MONTHS, _PORTUGUESE.split(), strict=True)),
}
"""Django's word and ours, by language."""
