"""A passkey opens the account alone, and is a second factor; the last factor is never taken off."""

import json
import time

import pytest
from django.test import Client
from django.urls import reverse

from boussole.accounts import actions, passkeys, second_factor
from boussole.accounts.models import WorkSession
from boussole.audit.models import Entry
from boussole.mail.models import OutgoingMessage
from boussole.web.extranet.forms.passkeys import NOT_KNOWN, NOT_READ
from boussole.web.shared.access import FRESH
from tests.factories import NOW
from tests.factories.accounts import PASSWORD, UserFactory
from tests.fakes.device import Device
from tests.signing import sign_in, sign_in_with_password_only

pytestmark = pytest.mark.django_db
HOME, KEYS, ADD = "/extranet/compte/", "/extranet/compte/cles/", "/extranet/compte/cles/ajouter/"
ALONE, STEP = "/extranet/compte/connexion/cle/", "/extranet/compte/second-facteur/"
CONFIRM, CODES = "/extranet/compte/second-facteur/confirmation/", "/extranet/compte/codes-de-secours/"
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def the_site_has_a_certificate(settings):
    """Browsers give passkeys to no other site."""
    settings.PUBLIC_ORIGIN = "https://testserver"


@pytest.fixture
def phone():
    return Device()


@pytest.fixture
def samir():
    return UserFactory(email="samir@example.org")


@pytest.fixture
def nadia():
    return UserFactory.with_second_factor(email="nadia@example.org")


def added(client, device, name="Mon téléphone", page=ADD):
    options = json.loads(client.get(page).context["options"])
    return client.post(page, {"name": name, "credential": json.dumps(device.creates(options))})


def alone(client, device, then=""):
    options = client.get(ALONE, headers=JSON).json()
    return client.post(ALONE + then, {"credential": json.dumps(device.signs(options))})


def shown(client, device, page=STEP):
    options = json.loads(client.get(page).context["options"])
    return client.post(page, {"credential": json.dumps(device.signs(options))})


@pytest.fixture
def with_a_passkey(nadia, phone):
    """Nadia has an application and a passkey."""
    added(sign_in(Client(), nadia), phone)
    return nadia


@pytest.fixture
def passkey_only(samir, phone):
    """Samir has a passkey and no application."""
    added(sign_in_with_password_only(Client(), samir), phone)
    samir.refresh_from_db()
    return samir


def codes(user):
    return [entry.code for entry in Entry.objects.filter(object_id=str(user.pk)).order_by("pk")]


# --- Adding -----------------------------------------------------------------------------------------
def test_a_passkey_is_added_told_and_traced(client, nadia, phone):
    sign_in(client, nadia)

    done = added(client, phone)

    assert done["Location"] == KEYS
    assert [each.name for each in passkeys.passkeys_of(nadia)] == ["Mon téléphone"]
    assert codes(nadia)[-1] == "account.passkey_added"
    told = [message.body for message in OutgoingMessage.objects.filter(to_address=nadia.email)]
    assert sum("Une clé d’accès a été ajoutée à votre compte" in body for body in told) == 1
    assert client.get(HOME).status_code == 200


def test_the_first_factor_of_an_account_may_be_a_passkey(client, samir, phone):
    sign_in_with_password_only(client, samir)
    elsewhere = sign_in_with_password_only(Client(), samir)
    assert client.get(HOME)["Location"].startswith("/extranet/compte/second-facteur/reglage/")

    done = added(client, phone, page=f"{ADD}?next=/extranet/compte/profil/")

    assert done["Location"] == f"{CODES}?next=%2Fextranet%2Fcompte%2Fprofil%2F"
    assert len(second_factor.recovery_codes_left(samir)) == 10
    assert client.post(done["Location"])["Location"] == "/extranet/compte/profil/"
    assert client.get(HOME).status_code == 200
    assert elsewhere.get(HOME)["Location"].startswith("/extranet/compte/connexion/")


def test_adding_one_asks_a_fresh_factor(client, nadia, monkeypatch):
    sign_in(client, nadia)
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + FRESH + 1)

    assert client.get(ADD)["Location"].startswith("/extranet/compte/confirmation/")


def test_the_same_key_is_not_kept_twice(client, with_a_passkey, phone):
    sign_in(client, with_a_passkey)

    again = added(client, phone)

    assert again.context["form"].non_field_errors() == ["Cette clé d’accès est déjà enregistrée."]
    assert len(passkeys.passkeys_of(with_a_passkey)) == 1


def test_eleven_are_too_many(client, nadia, monkeypatch):
    monkeypatch.setattr(passkeys, "MOST", 1)
    sign_in(client, nadia)
    added(client, Device())

    refused = added(client, Device())

    assert "retirez d’abord" in refused.context["form"].non_field_errors()[0]


@pytest.mark.parametrize(
    "signed", ["", "{}", "[]", "3", '"x"', '{"id": "x", "rawId": "x", "type": "public-key", "response": {}}']
)
def test_what_no_device_wrote_is_an_error_not_a_fault(client, nadia, signed):
    sign_in(client, nadia)
    client.get(ADD)
    posted = {"name": "Mon téléphone", "credential": signed}

    assert client.post(ADD, posted).context["form"].errors["credential"] == [NOT_READ]
    other = Client()
    other.get(ALONE, headers=JSON)
    assert other.post(ALONE, posted)["Location"] == "/extranet/compte/connexion/"


def test_a_device_that_does_not_check_its_owner_is_not_enough(client, nadia):
    careless = Device()
    careless.recognises_its_owner = False
    sign_in(client, nadia)

    assert list(added(client, careless).context["form"].errors) == ["credential"]
    assert passkeys.passkeys_of(nadia) == []


# --- Signing in -------------------------------------------------------------------------------------
def test_a_passkey_alone_opens_the_account(client, with_a_passkey, phone):
    done = alone(client, phone, then="?next=/extranet/compte/profil/")

    assert done["Location"] == "/extranet/compte/profil/"
    assert client.get("/extranet/compte/profil/").status_code == 200
    assert WorkSession.objects.latest("pk").factor == WorkSession.Factor.PASSKEY
    assert codes(with_a_passkey)[-1] == "account.signed_in"


def test_after_the_password_it_replaces_the_code(client, with_a_passkey, phone):
    client.post(reverse("account_login"), {"email": with_a_passkey.email, "password": PASSWORD})

    assert shown(client, phone)["Location"] == "/extranet/"
    assert client.get(HOME).status_code == 200
    assert WorkSession.objects.latest("pk").factor == WorkSession.Factor.PASSKEY


def test_without_an_application_a_recovery_code_still_opens(client, passkey_only):
    client.post(reverse("account_login"), {"email": passkey_only.email, "password": PASSWORD})
    spare = second_factor.recovery_codes_left(passkey_only)[0]
    assert client.get(STEP).context["form"].fields["code"].label == "Code de secours"
    assert client.post(STEP, {"code": "11111 22222"}).context["form"].errors["code"] == [
        "Ce code n’est pas le bon, ou il a déjà servi. Essayez le suivant de votre liste."
    ]

    assert client.post(STEP, {"code": spare})["Location"] == "/extranet/"
    assert WorkSession.objects.latest("pk").factor == WorkSession.Factor.RECOVERY


def test_with_a_password_alone_a_passkey_is_asked(client, passkey_only):
    sign_in_with_password_only(client, passkey_only)

    assert client.get(HOME)["Location"].startswith(CONFIRM)


def test_a_new_password_does_not_replace_it(client, passkey_only):
    actions.change_password(passkey_only, "mandarine tracteur zébu", now=NOW)

    client.post(
        reverse("account_login"), {"email": passkey_only.email, "password": "mandarine tracteur zébu"}
    )

    assert "_auth_user_id" not in client.session
    assert client.get(HOME)["Location"].startswith("/extranet/compte/connexion/")


def test_it_is_a_fresh_factor_where_one_is_asked(client, passkey_only, phone):
    sign_in_with_password_only(client, passkey_only)

    asked = client.get(HOME)["Location"]

    assert shown(client, phone, asked)["Location"] == HOME
    assert client.get(HOME).status_code == 200


@pytest.mark.parametrize(
    "wrong", ["another device", "another site", "an old challenge", "an unchecked owner"]
)
def test_nothing_else_opens(client, with_a_passkey, phone, wrong):
    options = client.get(ALONE, headers=JSON).json()
    device = phone
    if wrong == "another device":
        device = Device()
        device._owner = phone._owner
    elif wrong == "another site":
        device.origin = "https://boussole.example.net"
    elif wrong == "an old challenge":
        client.get(ALONE, headers=JSON)
    else:
        device.recognises_its_owner = False

    refused = client.post(ALONE, {"credential": json.dumps(device.signs(options))})

    assert refused["Location"] == "/extranet/compte/connexion/"
    assert NOT_KNOWN in client.get(refused["Location"]).content.decode()
    assert "_auth_user_id" not in client.session


def test_what_was_signed_once_does_not_open_twice(client, with_a_passkey, phone):
    signed = json.dumps(phone.signs(client.get(ALONE, headers=JSON).json()))
    client.post(ALONE, {"credential": signed})
    client.post(reverse("account_logout"))

    assert client.post(ALONE, {"credential": signed})["Location"] == "/extranet/compte/connexion/"
    assert client.get(HOME).status_code == 302


def test_a_disabled_account_does_not_open(client, with_a_passkey, phone):
    actions.disable(with_a_passkey, by=None, now=NOW)

    assert alone(client, phone)["Location"] == "/extranet/compte/connexion/"
    assert "_auth_user_id" not in client.session


def test_before_a_delicate_gesture_its_owner_shows_it_again_and_the_gesture_goes_on(
    client, passkey_only, phone, settings
):
    alone(client, phone)
    (passkey,) = passkeys.passkeys_of(passkey_only)
    renaming = reverse("account_rename_passkey", args=[passkey.number])
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = -1
    asked = client.post(renaming, {"name": "Téléphone du bureau"})
    assert asked["Location"].startswith(CONFIRM)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 900

    assert shown(client, phone, asked["Location"])["Location"] == KEYS
    assert [each.name for each in passkeys.passkeys_of(passkey_only)] == ["Téléphone du bureau"]


# --- Keeping ----------------------------------------------------------------------------------------
def test_it_has_the_name_that_its_owner_gives(client, with_a_passkey):
    sign_in(client, with_a_passkey)
    (passkey,) = passkeys.passkeys_of(with_a_passkey)

    client.post(reverse("account_rename_passkey", args=[passkey.number]), {"name": "Téléphone du bureau"})

    assert "Téléphone du bureau" in client.get(KEYS).content.decode()


def test_taken_off_it_opens_nothing_and_what_it_had_opened_is_closed(client, with_a_passkey, phone):
    stolen = Client()
    alone(stolen, phone)
    sign_in(client, with_a_passkey)
    (passkey,) = passkeys.passkeys_of(with_a_passkey)

    done = client.post(reverse("account_remove_passkey", args=[passkey.number]), follow=True)

    assert "n’ouvre plus votre compte" in done.content.decode()
    assert stolen.get(HOME)["Location"].startswith("/extranet/compte/connexion/")
    assert alone(Client(), phone)["Location"] == "/extranet/compte/connexion/"
    assert codes(with_a_passkey)[-1] == "account.passkey_removed"


def test_the_last_factor_is_not_taken_off(client, passkey_only, phone):
    alone(client, phone)
    (passkey,) = passkeys.passkeys_of(passkey_only)
    page = client.get(KEYS).content.decode()
    assert "C’est votre seule protection en plus du mot de passe" in page

    done = client.post(reverse("account_remove_passkey", args=[passkey.number]), follow=True)

    assert "Ajoutez d’abord une autre clé" in done.content.decode()
    assert second_factor.has_factor(passkey_only) is True


def test_the_passkeys_of_others_do_not_exist(client, with_a_passkey):
    (passkey,) = passkeys.passkeys_of(with_a_passkey)
    sign_in(client, UserFactory.with_second_factor())

    for route in ("account_rename_passkey", "account_remove_passkey"):
        assert client.post(reverse(route, args=[passkey.number]), {"name": "À moi"}).status_code == 404
