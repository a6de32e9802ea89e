"""How Indonesian writes dates here: day, month in words and not shortened, year."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y H:i"
