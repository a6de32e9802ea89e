"""A short word for a browser, so that people know their own sessions in a list."""

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def label(user_agent: str) -> str:
    """For example "Firefox, Windows"; empty for what we do not know.

    Nothing else of the header is kept: it says more about a person than they need to be told.
    """
    found = (_first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent))
    return ", ".join(name for name in found if name)


def _first(table: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for sign, name in table if sign in user_agent), "")
