"""The door of the web server."""

import os

from django.core.wsgi import get_wsgi_application

from boussole.territories.geography import warm_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
warm_up()  # the official geography: before the first visitor, not for them
