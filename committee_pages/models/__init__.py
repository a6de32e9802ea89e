from committee_pages.models.check import CheckPage
from committee_pages.models.contact import ContactPage
from committee_pages.models.help import HelpPage
from committee_pages.models.law import LawIndexPage, LawPage
from committee_pages.models.news import NewsIndexPage, NewsPage
from committee_pages.models.ordinary import OrdinaryPage
from committee_pages.models.privacy import PrivacyPage

__all__ = [
    "CheckPage",
    "ContactPage",
    "HelpPage",
    "LawIndexPage",
    "LawPage",
    "NewsIndexPage",
    "NewsPage",
    "OrdinaryPage",
    "PrivacyPage",
]
