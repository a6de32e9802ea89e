from committee_pages.models.act import Act, ActSource, ActTitle, ActVersion, Subtype
from committee_pages.models.activity import (
    Activity,
    ActivityMove,
    ActivityText,
)
from committee_pages.models.campaign import (
    CampaignLine,
    CampaignPage,
    CampaignSource,
    CampaignStep,
)
from committee_pages.models.campaign_index import CampaignIndexPage
from committee_pages.models.check import CheckPage
from committee_pages.models.committee import CommitteeDocument, CommitteePage, CommitteeSource
from committee_pages.models.contact import ContactPage
from committee_pages.models.help import HelpPage
from committee_pages.models.institution import (
    Institution,
    InstitutionKind,
    InstitutionText,
)
from committee_pages.models.law import LawIndexPage, LawPage
from committee_pages.models.news import NewsDocument, NewsKind, NewsPage, NewsPerson, NewsSource
from committee_pages.models.news_index import NewsIndexPage
from committee_pages.models.ordinary import OrdinaryPage
from committee_pages.models.partners import PartnersPage
from committee_pages.models.plan import Pillar, Plan
from committee_pages.models.plan_page import PlanIndexPage, PlanPage
from committee_pages.models.privacy import PrivacyPage
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
    "Activity",
    "ActivityMove",
    "ActivityText",
    "CampaignIndexPage",
    "CampaignLine",
    "CampaignPage",
    "CampaignSource",
    "CampaignStep",
    "CheckPage",
    "CommitteeDocument",
    "CommitteePage",
    "CommitteeSource",
    "ContactPage",
    "HelpPage",
    "Institution",
    "InstitutionKind",
    "InstitutionText",
    "LawIndexPage",
    "LawPage",
    "NewsDocument",
    "NewsIndexPage",
    "NewsKind",
    "NewsPage",
    "NewsPerson",
    "NewsSource",
    "OrdinaryPage",
    "PartnersPage",
    "Pillar",
    "Plan",
    "PlanIndexPage",
    "PlanPage",
    "PrivacyPage",
    "Provision",
    "ProvisionLink",
    "ProvisionText",
    "Subtype",
    "Term",
    "TermWord",
]
