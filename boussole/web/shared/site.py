"""What every template may say about the site itself."""

from django.conf import settings
from django.http import HttpRequest

from boussole.accounts.gateways import proconnect
from boussole.core import clock
from boussole.web.shared.accessibility import mention


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "is_demo": settings.DEMO,
        "theme": settings.THEME,
        "public_origin": settings.PUBLIC_ORIGIN,
        "proconnect_is_on": proconnect.is_on(),
        "conformity": mention(clock.local_day(clock.now(), settings.TIME_ZONE)),
    }
