from home.models.base_page import BasePage
from home.models.home_page import HomePage
from home.models.service import Service, ServiceText

__all__ = ["BasePage", "HomePage", "Service", "ServiceText"]
