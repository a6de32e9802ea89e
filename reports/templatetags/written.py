"""How pages show what people wrote."""

from django import template

from reports.questions import as_shown

register = template.Library()
register.filter("as_shown", as_shown)
