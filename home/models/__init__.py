from home.models.base_page import BasePage
from home.models.home_page import HomePage
from home.models.pictured import PICTURE_PANEL, Pictured
from home.models.search import SearchEntry, SearchWord
from home.models.service import Service, ServiceText
from home.models.worded import Worded

__all__ = [
    "PICTURE_PANEL",
    "BasePage",
    "HomePage",
    "Pictured",
    "SearchEntry",
    "SearchWord",
    "Service",
    "ServiceText",
    "Worded",
]
