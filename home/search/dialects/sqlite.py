"""FTS5 tables beside the entries and the words, kept in step by triggers."""

from home.search.dialects.base import Condition, Dialect, Terms

_COLUMNS = "folded_title, folded_headings, folded_where, folded_text"
_NEW = "new.id, new.folded_title, new.folded_headings, new.folded_where, new.folded_text"
_OLD = "old.id, old.folded_title, old.folded_headings, old.folded_where, old.folded_text"
_FORGET_ENTRY = (
    f"INSERT INTO home_searchentry_fts(home_searchentry_fts, rowid, {_COLUMNS}) "  # noqa: S608 constants
    f"VALUES ('delete', {_OLD});"
)
_KEEP_ENTRY = f"INSERT INTO home_searchentry_fts(rowid, {_COLUMNS}) VALUES ({_NEW});"  # noqa: S608 constants
_WEIGHTS = "10.0, 4.0, 2.0, 1.0"  # of the columns
_TRIGRAM = 3  # characters


class SQLite(Dialect):
    """SQLite of 3.34 or newer, for its trigram tokenizer."""

    making = (
        f"""CREATE VIRTUAL TABLE home_searchentry_fts USING fts5(
            {_COLUMNS}, content='home_searchentry', content_rowid='id',
            tokenize='unicode61 remove_diacritics 2')""",
        f"""CREATE TRIGGER home_searchentry_added AFTER INSERT ON home_searchentry
            BEGIN {_KEEP_ENTRY} END""",
        f"""CREATE TRIGGER home_searchentry_removed AFTER DELETE ON home_searchentry
            BEGIN {_FORGET_ENTRY} END""",
        f"""CREATE TRIGGER home_searchentry_changed AFTER UPDATE ON home_searchentry
            BEGIN {_FORGET_ENTRY} {_KEEP_ENTRY} END""",
        # A space before and behind each word, as pg_trgm sees it: its ends count.
        """CREATE VIRTUAL TABLE home_searchword_fts USING fts5(
            padded, content='', tokenize='trigram')""",
        """CREATE TRIGGER home_searchword_added AFTER INSERT ON home_searchword BEGIN
            INSERT INTO home_searchword_fts(rowid, padded)
            VALUES (new.id, '  ' || new.word || ' '); END""",
        """CREATE TRIGGER home_searchword_removed AFTER DELETE ON home_searchword BEGIN
            INSERT INTO home_searchword_fts(home_searchword_fts, rowid, padded)
            VALUES ('delete', old.id, '  ' || old.word || ' '); END""",
    )
    removing = (
        "DROP TRIGGER IF EXISTS home_searchentry_added",
        "DROP TRIGGER IF EXISTS home_searchentry_removed",
        "DROP TRIGGER IF EXISTS home_searchentry_changed",
        "DROP TRIGGER IF EXISTS home_searchword_added",
        "DROP TRIGGER IF EXISTS home_searchword_removed",
        "DROP TABLE IF EXISTS home_searchentry_fts",
        "DROP TABLE IF EXISTS home_searchword_fts",
    )
    settling = (
        "INSERT INTO home_searchentry_fts(home_searchentry_fts) VALUES ('optimize')",
        "INSERT INTO home_searchword_fts(home_searchword_fts) VALUES ('optimize')",
    )
    position = "instr"

    def matched(self, terms: Terms, place: Condition, tier: Condition) -> Condition:
        return Condition(
            f"""WITH matched AS (
                SELECT e.id, e.work, e.kind, {place.sql} AS place, {tier.sql} AS tier,
                -bm25(home_searchentry_fts, {_WEIGHTS}) AS fit
                FROM home_searchentry_fts
                JOIN home_searchentry e ON e.id = home_searchentry_fts.rowid
                WHERE home_searchentry_fts MATCH %s)""",  # noqa: S608 constants
            (*place.values, *tier.values, self._expression(terms)),
        )

    def among(self, terms: Terms) -> Condition:
        return Condition(
            "e.id IN (SELECT rowid FROM home_searchentry_fts WHERE home_searchentry_fts MATCH %s)",
            (self._expression(terms),),
        )

    def near(self, words: list[str], most: int) -> Condition:
        one = (
            "SELECT * FROM (SELECT %s, w.word FROM home_searchword_fts "
            "JOIN home_searchword w ON w.id = home_searchword_fts.rowid "
            "WHERE home_searchword_fts MATCH %s ORDER BY rank LIMIT %s)"
        )
        values: list[str | int] = []
        for word in words:
            padded = f"  {word} "
            pieces = [padded[i : i + _TRIGRAM] for i in range(len(padded) - _TRIGRAM + 1)]
            values += [word, " OR ".join(f'"{piece}"' for piece in pieces), most]
        return Condition(" UNION ALL ".join([one] * len(words)), tuple(values))

    def writing_alone(self) -> str:
        return ""

    def _expression(self, terms: Terms) -> str:
        groups = [" OR ".join(self._term(word) for word in group) for group in terms.groups]
        return (" AND " if terms.each else " OR ").join(f"({group})" for group in groups)

    def _term(self, word: str) -> str:
        return f'"{word}"{"*" if self.is_beginning(word) else ""}'
