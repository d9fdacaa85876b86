"""The policy of the CNIL, as a table; and the hash that is really stored."""

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError

from boussole.accounts.guessing import estimate
from boussole.accounts.models import User
from boussole.accounts.passwords import ENOUGH_BITS, StrongEnoughValidator, as_typed_anywhere
from config import settings as deployed

CAMILLE = User(
    first_name="Camille", last_name="Faure", email="camille.faure@phare.example.org", job_title="Conseillère"
)

TOO_SHORT = ["a", "Soleil42!", "xK9$mQ2@vL7", "élèveàlamer", "🔐" * 11]
WORDS = [
    "motdepasse123",
    "MotDePasse2026!",
    "Bonjour2024!",
    "bonjourbonjour",
    "password1234!",
    "P@ssw0rd2026",
    "soleilplagevacances",
    "Juillet2026Juillet",
    "jetaimejetaime",
    "administrateur1",
    "footballfootball",
    "superman123456",
    "iloveyou2024",
    "Marseille13013",
    "saintetienne42",
    "welcome12345",
    "letmeinletmein",
    "Chocolat2025!",
    "missionlocale42",
    "directeurdirecteur",
    "secretsecret12",
    "printemps2026!",
    "doudoudoudou",
    "provisoire2026",
]
CONTEXT = [
    "boussole2026!!",
    "laboussole2026",
    "Boussole-jeunes",
    "camillefaure42",
    "Camille.Faure42",
    "erualliMac2026",
    "faurecamille!!",
    "camille.faure@",
    "ConseillèreCamille",
    "F4ur3C4m1ll3",
]
ROWS = [
    "azertyuiop12",
    "azertyazerty",
    "qwertyuiop[]",
    "123456789012",
    "987654321098",
    "abcdefghijkl",
    "zyxwvutsrqpo",
    "wxcvbnwxcvbn",
    "1q2w3e4r5t6y",
    "0612345678901",
    "qsdfghjklm12",
]
REPEATED = [
    "aaaaaaaaaaaa",
    "!!!!!!!!!!!!",
    "abababababab",
    "x9 x9 x9 x9 x9 ",
    "é" * 14,
    "123123123123",
    " " * 20,
]
DATES = ["19031985 19031985", "201920202021", "20262025202420", "198519861987"]
# What people make of a rule that asks for a capital, a figure and a sign.
TAILS = ["2026!", "123456", "@2025!", "!!!!!!"]
FAVOURITES = [
    *("Bonjour", "Printemps", "Vacances", "Chocolat", "Football", "Marseille", "Formation", "Princesse"),
    *("Logement", "Animateur", "Boussole", "Partenaire", "Jeunesse", "Septembre", "Directeur", "Vendredi"),
    *("Montagne", "Poisson", "Bienvenue", "Professionnel", "Territoire", "Camille"),
]
DRESSED = [word + tail for word in FAVOURITES for tail in TAILS if len(word + tail) >= 12]
REFUSED = TOO_SHORT + WORDS + CONTEXT + ROWS + REPEATED + DATES + DRESSED

PHRASES = [
    "une boussole pour chacun et chacune",
    "cheval correct agrafe batterie",
    "jeudi soir je mange des crêpes",
    "mandarine tracteur zébu",
    "lesoleilbrilleaujourdhui",
    "Ilétaitunefois2petits",
    "le facteur passe toujours après midi",
    "trois chats dorment sous la table basse",
    "ma grand-mère jardine en bottes jaunes",
    "quatre-vingt-dix-neuf ballons de rugby",
    "parapluie cuivre échelle virgule",
    "girafe tambour noisette parking",
    "nous irons voir la mer en février",
    "un vélo bleu contre le mur du fond",
]
RANDOM = [
    "mgq7xkpwzrtl",
    "vO7$kp2!mQz9",
    "Tr0ub4dor&3xy",
    "hTz-92pQ_vXw1",
    "kd83;fjW2?mzP",
    "zufnqyxbwkelpa",
    "9fK2mW8pQ4xZ",
    "ÿœ%aGpé2Lkw¤",
    "日本語の長い合言葉です。はい",
    "b7c1-44de-9f0a-2e6b",
    "пароль очень длинный",
    "QvTjXwRmZkLp",
    "q" + "7Zx!" * 3 + "kW",
    "x" * 3 + "Lm9Wq2Vt8Rz" + "y" * 3,
]
LONG = ["l’été prochain, " * 8, "w7Gk2pQz" + "Hf5" * 40, "Zq4!mW9x" * 15 + "aé", "un deux trois soleil " * 12]
ACCEPTED = PHRASES + RANDOM + LONG


@pytest.mark.parametrize("password", REFUSED)
def test_what_is_tried_first_is_refused(password):
    with pytest.raises(ValidationError):
        StrongEnoughValidator().validate(password, CAMILLE)


@pytest.mark.parametrize("password", ACCEPTED)
def test_what_is_long_or_random_is_accepted_whatever_its_signs(password):
    StrongEnoughValidator().validate(password, CAMILLE)


@pytest.mark.parametrize("password", ACCEPTED)
def test_an_accepted_password_is_worth_fifty_bits(password):
    assert estimate(password).bits >= ENOUGH_BITS


def test_no_kind_of_sign_is_asked_for():
    """ASVS 6.2.5: twelve small letters at random are as good as any."""
    StrongEnoughValidator().validate("mgqvxkpwzrtl")


def test_one_hundred_and_twenty_eight_signs_are_accepted_and_more_than_256_are_not():
    phrase = "les mouettes rient quand le bateau rentre au port vers six heures "
    StrongEnoughValidator().validate((phrase * 2)[:128])
    with pytest.raises(ValidationError) as refusal:
        StrongEnoughValidator().validate((phrase * 4)[:257])
    assert refusal.value.messages == ["256 caractères au plus."]


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("Soleil42!", "Ce mot de passe a 9 caractères\u00a0: il en faut au moins 12."),
        (
            "Camille.Faure42",
            "Trop facile à deviner\u00a0: on y trouve votre nom ou celui du service, "
            "ce qui est essayé en premier. Allongez-le avec des mots sans rapport.",
        ),
        (
            "aaaaaaaaaaaa",
            "Trop facile à deviner\u00a0: on y trouve une répétition, "
            "ce qui est essayé en premier. Allongez-le avec des mots sans rapport.",
        ),
    ],
)
def test_the_refusal_says_what_to_change_and_never_quotes_the_password(password, reason):
    with pytest.raises(ValidationError) as refusal:
        StrongEnoughValidator().validate(password, CAMILLE)
    assert refusal.value.messages == [reason]


def test_the_same_phrase_typed_on_two_keyboards_is_one_password():
    composed, decomposed = "crêpes", "cre\u0302pes"
    assert composed != decomposed
    assert as_typed_anywhere(composed) == as_typed_anywhere(decomposed)


@pytest.fixture
def real_hashers(settings):
    settings.PASSWORD_HASHERS = [
        "boussole.accounts.passwords.Argon2idHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]


@pytest.mark.usefixtures("real_hashers")
def test_what_is_stored_is_argon2id_above_the_floor_of_owasp():
    stored = make_password("parapluie cuivre échelle virgule")

    assert stored.split("$")[:4] == ["argon2", "argon2id", "v=19", "m=32768,t=2,p=1"]
    assert check_password("parapluie cuivre échelle virgule", stored) is True
    assert check_password("parapluie cuivre échelle", stored) is False


def test_the_deployed_settings_use_it():
    assert deployed.PASSWORD_HASHERS[0] == "boussole.accounts.passwords.Argon2idHasher"


def test_the_table_has_enough_lines_to_mean_something():
    assert len(set(REFUSED + ACCEPTED)) >= 175
