from committee_pages.models.act import Act, ActSource, ActTitle, ActVersion, Subtype
from committee_pages.models.law import LawIndexPage, LawPage
from committee_pages.models.news import NewsIndexPage, NewsPage
from committee_pages.models.provision import (
    KIND_NAMES,
    Provision,
    ProvisionLink,
    ProvisionText,
)
from committee_pages.models.term import Term, TermWord

__all__ = [
    "KIND_NAMES",
    "Act",
    "ActSource",
    "ActTitle",
    "ActVersion",
    "LawIndexPage",
    "LawPage",
    "NewsIndexPage",
    "NewsPage",
    "Provision",
    "ProvisionLink",
    "ProvisionText",
    "Subtype",
    "Term",
    "TermWord",
]
