"""Tags of every page; the look's owner fills this in."""

from django import template

register = template.Library()
