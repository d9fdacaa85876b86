"""What every template may say about the site itself."""

from django.conf import settings
from django.http import HttpRequest

from boussole.core import clock
from boussole.web.shared.accessibility import mention


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "is_demo": settings.DEMO,
        "theme": settings.THEME,
        "public_origin": settings.PUBLIC_ORIGIN,
        "conformity": mention(clock.local_day(clock.now(), settings.TIME_ZONE)),
    }
