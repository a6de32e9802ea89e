"""How Django prints the forms of the portal."""

from django.forms.renderers import DjangoTemplates


class PortalFormRenderer(DjangoTemplates):
    """Prints whole forms and field groups with the portal's own templates.

    Widgets and error lists keep Django's templates: the forms of the CMS share this renderer.
    """

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
