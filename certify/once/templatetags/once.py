"""``{% once %}``: the hidden fields of a changing form."""

import uuid

from django import template
from django.middleware.csrf import get_token
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from certify.once.decorators import FIELD

register = template.Library()


@register.simple_tag(takes_context=True)
def once(context: Context) -> SafeString:
    """Print the CSRF token and a fresh one-use key."""
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="{}" value="{}">',
        get_token(context["request"]),
        FIELD,
        uuid.uuid4(),
    )
