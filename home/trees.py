"""One tree of pages per language, and the site that serves them."""

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from home.models import HomePage


@transaction.atomic
def ensure_trees() -> bool:
    """Makes the languages, an empty home page in each and the site. True when it made any."""
    if HomePage.objects.exists():
        return False
    source = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)[0]
    root = Page.objects.get(depth=1)
    Site.objects.all().delete()
    for welcome in root.get_children():  # the page that Wagtail's first migration makes
        welcome.delete()
    root.refresh_from_db()
    first = root.add_child(
        instance=HomePage(
            title=settings.SITE_NAME,
            slug=settings.LANGUAGE_CODE,
            summary=settings.SITE_NAME,
            locale=source,
        )
    )
    for code, _name in settings.LANGUAGES:
        if code != source.language_code:
            locale = Locale.objects.get_or_create(language_code=code)[0]
            copy = first.copy_for_translation(locale)
            copy.slug = code
            copy.save_revision().publish()
    Site.objects.create(
        hostname="localhost",
        port=80,
        root_page=first,
        is_default_site=True,
        site_name=settings.SITE_NAME,
    )
    return True
