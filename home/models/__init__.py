from home.models.base_page import BasePage
from home.models.home_page import HomePage

__all__ = ["BasePage", "HomePage"]
