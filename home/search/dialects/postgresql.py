"""A tsvector that the database computes, and an index of the trigrams of all words."""

from home.search.dialects.base import Condition, Dialect, Terms

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
_MOST_RANKED = 1_000  # entries. Of more, ranking costs much and tells little
_ALL = 10**9
_MOST_OF_A_WORD = 1_000  # entries, where any of the words suffices: a rare word has fewer
_FOUND = "id, work, kind, language, folded_title"


class PostgreSQL(Dialect):
    """PostgreSQL of 13 or newer: there the owner of a database may add pg_trgm."""

    making = (
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        f"""ALTER TABLE home_searchentry
            ADD COLUMN vector tsvector GENERATED ALWAYS AS ({_VECTOR}) STORED""",
        """CREATE INDEX home_searchentry_vector
            ON home_searchentry USING gin (vector) WITH (fastupdate = off)""",
        # Counting a word anew leaves its place in the index alone while there is room beside it.
        "ALTER TABLE home_searchword SET (fillfactor = 50)",
        """CREATE INDEX home_searchword_trigrams
            ON home_searchword USING gist (word gist_trgm_ops(siglen=64))""",
        # The planner does not know what it costs to unpack a vector: without this it looks into
        # each of them instead of asking the index.
        f"""CREATE FUNCTION home_search_entries(words text, most bigint)
            RETURNS TABLE (id bigint, work bigint, kind text, language text, folded_title text)
            LANGUAGE sql STABLE SET enable_seqscan = off AS $$
            SELECT {_FOUND} FROM home_searchentry
            WHERE vector @@ to_tsquery('simple', words) LIMIT most $$""",  # noqa: S608 constants
    )
    removing = (
        "DROP FUNCTION IF EXISTS home_search_entries(text, bigint)",
        "DROP INDEX IF EXISTS home_searchword_trigrams",
        "ALTER TABLE home_searchentry DROP COLUMN IF EXISTS vector",
    )
    settling = ("ANALYZE home_searchentry", "ANALYZE home_searchword")
    position = "strpos"

    def matched(self, terms: Terms, place: Condition, tier: Condition) -> Condition:
        found, rank = self._found(terms), self._rank(terms)
        return Condition(
            f"""WITH e AS MATERIALIZED ({found.sql}),
            few AS (SELECT COUNT(*) <= {_MOST_RANKED} AS are_few FROM e),
            matched AS (
                SELECT e.id, e.work, e.kind, {place.sql} AS place, {tier.sql} AS tier,
                e.held + CASE WHEN (SELECT are_few FROM few) THEN ({rank.sql}) ELSE 0 END AS fit
                FROM e)""",  # noqa: S608 constants
            (*found.values, *place.values, *tier.values, *rank.values),
        )

    def among(self, terms: Terms) -> Condition:
        found = self._found(terms)
        return Condition(f"e.id IN (SELECT id FROM ({found.sql}) AS these)", found.values)  # noqa: S608 constants

    def _found(self, terms: Terms) -> Condition:
        """The entries, each with the number of groups that it holds (1 when it holds all)."""
        groups = [f"({' | '.join(self._term(word) for word in group)})" for group in terms.groups]
        one = f"SELECT {_FOUND}, 1 AS held FROM home_search_entries(%s, %s)"  # noqa: S608 constants
        if terms.each:
            return Condition(one, (" & ".join(groups), _ALL))
        return Condition(
            f"""SELECT {_FOUND}, COUNT(*) AS held FROM ({" UNION ALL ".join([one] * len(groups))})
            AS found GROUP BY {_FOUND}""",  # noqa: S608 constants
            tuple(value for group in groups for value in (group, _MOST_OF_A_WORD)),
        )

    def _rank(self, terms: Terms) -> Condition:
        words = [self._term(word) for group in terms.groups for word in group]
        return Condition(
            f"""SELECT ts_rank({_WEIGHTS}, v.vector, to_tsquery('simple', %s), {_LESS_WHEN_LONG})
            FROM home_searchentry v WHERE v.id = e.id""",  # noqa: S608 constants
            (" | ".join(words),),
        )

    def near(self, words: list[str], most: int) -> Condition:
        one = "(SELECT %s, word FROM home_searchword ORDER BY word <-> %s LIMIT %s)"
        values = [value for word in words for value in (word, word, most)]
        return Condition(" UNION ALL ".join([one] * len(words)), tuple(values))

    def writing_alone(self) -> str:
        return "LOCK TABLE home_searchword IN SHARE ROW EXCLUSIVE MODE"

    def _term(self, word: str) -> str:
        return f"'{word}'{':*' if self.is_beginning(word) else ''}"
