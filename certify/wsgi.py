"""The web server's way in."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "certify.settings")
application = get_wsgi_application()

from certify import checks  # noqa: E402 -- the checks need loaded apps

checks.refuse_unsound_start()
