"""The languages of legal texts, as the portal and as Akoma Ntoso name them."""

AKN_CODES = {"tet": "tet", "pt": "por", "en": "eng", "id": "ind"}
"""The portal's code of a language, and the one of ISO 639-2 that addresses of acts carry."""

PORTAL_CODES = {akn: code for code, akn in AKN_CODES.items()}
