"""How every form of the site is drawn: label, hint, error and field from `templates/partials/field.html`."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Forms and fields are drawn by our own templates, never by Django's defaults."""

    form_template_name = "partials/form.html"
    field_template_name = "partials/field.html"
