from home.models.base_page import BasePage
from home.models.home_page import HomePage
from home.models.search import SearchEntry, SearchWord
from home.models.service import Service, ServiceText

__all__ = ["BasePage", "HomePage", "SearchEntry", "SearchWord", "Service", "ServiceText"]
