"""The mail server: how its address is written, and that nothing leaves in clear when it must not."""

import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from boussole.mail.delivery import deliver
from boussole.mail.gateways.smtp_url import BadSmtpUrl, read
from tests.fakes.smtp import smtp_server
from tests.mail.conftest import NOW


@pytest.mark.parametrize(
    ("url", "host", "port", "encryption", "user", "password"),
    [
        ("smtp://mail.example.org", "mail.example.org", 587, "starttls", "", ""),
        ("smtp://u:p%40ss@mail.example.org:2525/?tls=1", "mail.example.org", 2525, "starttls", "u", "p@ss"),
        (
            "smtp://a%40example.org:p@mail.example.org/",
            "mail.example.org",
            587,
            "starttls",
            "a@example.org",
            "p",
        ),
        ("smtps://u:p@mail.example.org", "mail.example.org", 465, "tls", "u", "p"),
        ("smtp://127.0.0.1:1025/?tls=0", "127.0.0.1", 1025, "none", "", ""),
    ],
)
def test_the_address_of_the_server_is_read(url, host, port, encryption, user, password):
    server = read(url)

    assert (server.host, server.port, server.encryption) == (host, port, encryption)
    assert (server.user, server.password) == (user, password)


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("mail.example.org:587", "it must start with smtp:// or smtps://"),
        ("http://mail.example.org", "it must start with smtp:// or smtps://"),
        ("smtp://", "the host is missing"),
        ("smtp://u@mail.example.org", "a user needs a password"),
        ("smtp://mail.example.org/?tls=yes", "the only option is tls, 0 or 1"),
        ("smtp://mail.example.org/?ssl=1", "the only option is tls, 0 or 1"),
        ("smtp://mail.example.org:99999", "the port must be a number"),
        ("smtp://u:secret@mail.example.org/inbox", "nothing is expected after the port"),
    ],
)
def test_a_wrong_address_says_what_is_wrong_without_its_password(url, problem):
    with pytest.raises(BadSmtpUrl) as refusal:
        read(url)

    assert problem in str(refusal.value)
    assert "secret" not in str(refusal.value)


def test_the_password_is_never_shown():
    assert "secret" not in repr(read("smtp://u:secret@mail.example.org"))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of the loopback, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    today = datetime.now(tz=UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + built.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def encrypted_server(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with smtp_server(tls=context, login=("boussole", "secret")) as server:
        yield server


@pytest.mark.django_db
def test_a_message_leaves_encrypted_and_signed_in(
    write, settings, encrypted_server, certificate, monkeypatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    settings.SMTP_URL = f"smtp://boussole:secret@localhost:{encrypted_server.port}"

    assert deliver(write().pk, now=NOW).status == "SENT"
    assert len(encrypted_server.received) == 1


@pytest.mark.django_db
def test_a_certificate_that_nobody_vouches_for_keeps_the_message_waiting(write, settings, encrypted_server):
    settings.SMTP_URL = f"smtp://boussole:secret@localhost:{encrypted_server.port}"

    assert deliver(write().pk, now=NOW).last_error == "smtp_bad_certificate"
    assert encrypted_server.received == []


@pytest.mark.django_db
def test_a_wrong_password_keeps_the_message_waiting(
    write, settings, encrypted_server, certificate, monkeypatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    settings.SMTP_URL = f"smtp://boussole:wrong@localhost:{encrypted_server.port}"

    waiting = deliver(write().pk, now=NOW)

    assert (waiting.status, waiting.last_error) == ("TODO", "smtp_login_refused")


@pytest.mark.django_db
def test_a_server_that_cannot_encrypt_gets_nothing(write, settings, smtp):
    settings.SMTP_URL = f"smtp://127.0.0.1:{smtp.port}"

    assert deliver(write().pk, now=NOW).last_error == "smtp_without_starttls"
    assert smtp.received == []
