"""What it costs to read the text of a law."""

import time

from django.conf import settings

from committee_pages.law.parsing.reader import read_text


def parse_cost() -> float:
    """Seconds of CPU to read an act of 300 articles with numbers and letters."""
    settings.configure(USE_I18N=False)
    words = "Quem soprar uma nuvem por meio de ameaça, rapto, fraude ou de outra tempestade, "
    text = "".join(
        f"Artigo {number}.º\n(Nuvem {number})\n1. {words}\na) {words};\nb) {words}.\n2. {words}.\n"
        for number in range(1, 301)
    )
    before = time.process_time()
    for _time in range(5):
        assert len(read_text(text).nodes) == 300  # noqa: PLR2004 the articles
    return (time.process_time() - before) / 5
