"""What a deployment must have before it can promise to tell people anything."""

from email.utils import parseaddr

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from boussole.mail.gateways.sms import problem_of
from boussole.mail.gateways.smtp_url import BadSmtpUrl, Encryption, read

LOOPBACK = ("localhost", "127.0.0.1", "::1")


@register(Tags.compatibility)
def addresses_can_be_read(**kwargs: object) -> list[CheckMessage]:
    """SMTP_URL, SMS_URL and MAIL_FROM, when given, mean something."""
    found: list[CheckMessage] = []
    if settings.SMTP_URL:
        try:
            read(settings.SMTP_URL)
        except BadSmtpUrl as unreadable:
            found.append(Error(str(unreadable), id="mail.E001"))
    if settings.SMS_URL and (problem := problem_of(settings.SMS_URL)):
        found.append(Error(problem, id="mail.E002"))
    if "@" not in parseaddr(settings.MAIL_FROM)[1]:
        found.append(Error('MAIL_FROM: write "La Boussole <adresse@domaine>".', id="mail.E003"))
    return found


@register(Tags.security, deploy=True)
def messages_can_leave(**kwargs: object) -> list[CheckMessage]:
    """A deployment has a mail server, encrypted, a known sender, and an operator to alert."""
    found: list[CheckMessage] = []
    if settings.LOCAL:
        return found
    if not settings.SMTP_URL:
        found.append(Error("SMTP_URL is empty: no message would ever leave.", id="mail.E004"))
    elif not addresses_can_be_read():
        server = read(settings.SMTP_URL)
        if server.encryption is Encryption.NONE and server.host not in LOOPBACK:
            found.append(Warning("SMTP_URL: messages leave in clear (tls=0).", id="mail.W001"))
    if parseaddr(settings.MAIL_FROM)[1].endswith("@example.org"):
        found.append(Error("MAIL_FROM is the example: give your own address.", id="mail.E005"))
    if not settings.SMS_URL:
        hint = "Young people who leave a phone number alone would get no receipt."
        found.append(Warning("SMS_URL is empty: no SMS will leave.", hint=hint, id="mail.W002"))
    if not settings.OPERATOR_EMAIL:
        found.append(Warning("OPERATOR_EMAIL is empty: nobody is told of dead letters.", id="mail.W003"))
    return found
