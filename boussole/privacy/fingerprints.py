"""Recognise an address without keeping it."""

from django.utils.crypto import salted_hmac


def fingerprint(scope: str, key: str) -> str:
    """64 characters that only our secret key can make from this key, different in each scope.

    Addresses of the internet, phone numbers and e-mails are few enough to be guessed one by one: a
    plain hash would hide nothing. Changing SECRET_KEY forgets all of them, which is harmless.
    """
    return salted_hmac(f"boussole.fingerprint.{scope}", key.strip().lower(), algorithm="sha256").hexdigest()
