"""A tsvector that the database computes, and an index of the trigrams of all words."""

from home.search.dialects.base import Alternatives, Condition, Dialect

_VECTOR = " || ".join(
    f"setweight(to_tsvector('simple'::regconfig, {column}), '{weight}')"
    for column, weight in (
        ("folded_title", "A"),
        ("folded_headings", "B"),
        ("folded_where", "C"),
        ("folded_text", "D"),
    )
)
_WEIGHTS = "'{0.1, 0.2, 0.4, 1.0}'"  # of D, C, B and A
_LESS_WHEN_LONG = 1


class PostgreSQL(Dialect):
    """PostgreSQL of 13 or newer: there the owner of a database may add pg_trgm."""

    making = (
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        f"""ALTER TABLE home_searchentry
            ADD COLUMN vector tsvector GENERATED ALWAYS AS ({_VECTOR}) STORED""",
        "CREATE INDEX home_searchentry_vector ON home_searchentry USING gin (vector)",
        """CREATE INDEX home_searchword_trigrams
            ON home_searchword USING gist (word gist_trgm_ops)""",
    )
    removing = (
        "DROP INDEX IF EXISTS home_searchword_trigrams",
        "ALTER TABLE home_searchentry DROP COLUMN IF EXISTS vector",
    )
    position = "strpos"

    def matching(self, groups: list[Alternatives], *, each: bool) -> Condition:
        return Condition(
            "FROM home_searchentry e WHERE e.vector @@ to_tsquery('simple', %s)",
            (self._expression(groups, each=each),),
        )

    def rank(self, groups: list[Alternatives], *, each: bool) -> Condition:
        return Condition(
            f"ts_rank({_WEIGHTS}, e.vector, to_tsquery('simple', %s), {_LESS_WHEN_LONG})",
            (self._expression(groups, each=each),),
        )

    def near(self, words: list[str], most: int) -> Condition:
        one = "(SELECT %s, word FROM home_searchword ORDER BY word <-> %s LIMIT %s)"
        values = [value for word in words for value in (word, word, most)]
        return Condition(" UNION ALL ".join([one] * len(words)), tuple(values))

    def writing_alone(self) -> str:
        return "LOCK TABLE home_searchword IN SHARE ROW EXCLUSIVE MODE"

    def _expression(self, groups: list[Alternatives], *, each: bool) -> str:
        terms = [" | ".join(self._term(word) for word in group) for group in groups]
        return (" & " if each else " | ").join(f"({term})" for term in terms)

    def _term(self, word: str) -> str:
        return f"'{word}'{':*' if self.is_beginning(word) else ''}"
