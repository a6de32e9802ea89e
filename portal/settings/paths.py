"""Where the code and the data of this instance lie."""

from pathlib import Path

from portal.settings import environment

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = environment.path("DATA_DIR", BASE_DIR / "var")
# The files of each role, collected: outside the data where they come with an image.
STATIC_DIR = environment.path("STATIC_DIR", DATA_DIR / "static")
