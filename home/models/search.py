"""What the search of the site finds: copies of published words, made anew from their sources."""

from typing import ClassVar

from django.db import models


class SearchEntry(models.Model):
    """One document in one language: a page, or an article of a law.

    The short columns stand first, so that counting does not read past the long ones. Beside this
    table lies a full-text index that follows it by itself (home/search/dialects/). On SQLite it
    hangs on triggers, which are lost when a migration rebuilds the table: such a migration makes
    them again with `home.search.tables.make`.
    """

    key = models.CharField(max_length=80, db_index=True)  # of the thing that was indexed
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    work = models.BigIntegerField()  # the same number in all languages
    paths = models.JSONField()  # language of the frame to address
    folded_title = models.TextField()
    folded_headings = models.TextField()
    folded_where = models.TextField()
    title = models.TextField()
    where = models.TextField()
    text = models.TextField()
    folded_text = models.TextField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word that stands in entries: what a slip of the reader's hand is compared with."""

    word = models.CharField(max_length=40, unique=True)
    uses = models.PositiveIntegerField()  # entries that hold it

    def __str__(self) -> str:
        return self.word
