from committee_pages.models.law import LawIndexPage, LawPage
from committee_pages.models.news import NewsIndexPage, NewsPage

__all__ = ["LawIndexPage", "LawPage", "NewsIndexPage", "NewsPage"]
