"""What a search costs over 5,000 provisions in two languages: CPU of this process and the database.

`python -m bench.search` measures the database of DATABASE_URL, by default a new SQLite file.
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.measuring import database_cpu
from portal.settings.paths import BASE_DIR
from tests.live import environment

LIMIT = 0.05  # seconds of CPU of the slowest kind of search
PROVISIONS = 5_000
_TIMES = 20
_TEXT = """
lei tráfico pessoas pena prisão vítima exploração menores crime tribunal direito estado autoridade
nacional proteção segurança trabalho forçado escravidão punido anos multa quem através ameaça força
coação rapto fraude engano abuso poder situação vulnerabilidade entrega recolha benefício
consentimento órgãos adoção casamento servidão mendicidade
"""
_WORDS = _TEXT.split()
_SYLLABLES = [a + b for a in "bnkrtsmlfpgd" for b in "aeiou"]
_QUERIES = {
    "a rare word": "quokka",
    "a word in every provision": "pessoas",
    "three frequent words": "tráfico pessoas pena",
    "an article": "artigo 163",
    "a slip": "exploracoa vulneravilidade",
    "words that are nowhere together": "quokka wombatt adocao xyzzyx meniores",
    "nothing": "xyzzyxyzzy",
    "the longest query": "abuso poder fraude engano rapto coacao forca ameaca " * 5,
}


def slowest_search(folder: Path) -> float:
    """Seconds of CPU of the slowest kind of search, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.search"],
        env=environment(folder),
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    print(done.stdout)
    return float(done.stdout.split()[-2]) / 1000


def _vocabulary(chance: random.Random) -> list[str]:
    """The words above, and as many rare ones as a code has."""
    rare = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5))) for _ in range(12_000)]
    return [*(_WORDS * 250), *rare]


def _fill() -> None:
    from home.search.documents import Document
    from home.search.index import reindex, settle

    chance = random.Random(5)  # noqa: S311 the same texts each time
    words = _vocabulary(chance)

    def provisions(act: int) -> Iterator[Document]:
        for number in range(1, PROVISIONS // 10 + 1):
            for language in ("pt", "tet"):
                text = " ".join(chance.choices(words, k=90))
                yield Document(
                    kind="law",
                    language=language,
                    title=f"Artigo {number}.º {' '.join(chance.choices(words, k=4))}",
                    text=f"{text} pessoas{' quokka' if number == act else ''}",
                    paths={code: f"/{code}/law/act-{act}/art-{number}/" for code in ("pt", "tet")},
                    where=(f"Lei {act}/2001", "Capítulo II"),
                    work=f"law:{act}:art_{number}",
                )

    started = time.process_time()
    for act in range(10):
        reindex(f"law:{act}", provisions(act))
    settle()
    print(f"indexing {2 * PROVISIONS} texts: {time.process_time() - started:.1f} s of CPU")


def _cost(query: str) -> tuple[float, int]:
    """Seconds of CPU of one search, and what it found."""
    from home.search.finding import find

    total = find(query, "tet").total
    before = time.process_time() + database_cpu()
    for _time in range(_TIMES):
        find(query, "tet")
    return (time.process_time() + database_cpu() - before) / _TIMES, total


def main() -> None:
    """Prints a line for each kind of search, and last the slowest."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.embedded")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    _fill()
    slowest = 0.0
    for title, query in _QUERIES.items():
        cost, total = _cost(query)
        slowest = max(slowest, cost)
        print(f"{cost * 1000:7.1f} ms  {total:5} found  {title}")
    print(f"slowest search over {PROVISIONS} provisions: {slowest * 1000:.1f} ms")


if __name__ == "__main__":
    main()
