"""Fetching lists over real TLS on loopback: sizes, redirects, and the registry's checksum."""

import base64
import datetime
import hashlib
import ipaddress
import json
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from moisson.catalogue.sources import download
from moisson.catalogue.sources.errors import SourceNotReachable, SourceNotUsable

Answer = tuple[int, dict[str, str], bytes]


class Site:
    """A TLS server whose answers are set by path."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.answers: dict[str, Answer] = {}

    def serve(self, path: str, body: bytes, status: int = 200, **headers: str) -> str:
        self.answers[path] = (status, headers, body)
        return self.address + path


def certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "site.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return path


def handler(find: Callable[[str], Answer]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = find(self.path)
            self.send_response(status)
            for key, value in headers.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    return Handler


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    pem = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    holder: list[Site] = []
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), handler(lambda path: holder[0].answers.get(path, (404, {}, b"")))
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    holder.append(Site(f"https://127.0.0.1:{server.server_address[1]}"))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield holder[0]
    server.shutdown()
    server.server_close()


def test_a_list_is_fetched(site: Site) -> None:
    assert download.fetch(site.serve("/all.json", b"{}"), 100) == b"{}"


def test_a_list_that_is_too_large_is_refused(site: Site) -> None:
    address = site.serve("/big", b"x" * 101)
    assert len(download.fetch(address, 101)) == 101
    with pytest.raises(SourceNotUsable, match="larger than 100"):
        download.fetch(address, 100)


def test_a_redirect_stays_encrypted(site: Site) -> None:
    target = site.serve("/target", b"ok")
    assert download.fetch(site.serve("/good", b"", 302, Location=target), 100) == b"ok"
    with pytest.raises(SourceNotUsable, match="not an https address"):
        download.fetch(site.serve("/bad", b"", 302, Location=target.replace("https:", "http:")), 100)
    with pytest.raises(SourceNotUsable, match="not allowed"):
        download.fetch(site.serve("/file", b"", 302, Location="file:///etc/passwd"), 100)


def test_an_error_page_is_no_list(site: Site) -> None:
    with pytest.raises(SourceNotReachable):
        download.fetch(site.address + "/missing", 100)


def test_an_unknown_certificate_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(SourceNotReachable, match="certificate"):
        download.fetch(site.serve("/all.json", b"{}"), 100)


@pytest.mark.parametrize("true", [True, False])
def test_the_package_must_be_the_one_the_registry_describes(
    site: Site, monkeypatch: pytest.MonkeyPatch, true: bool
) -> None:
    package = b"a package"
    digest = base64.b64encode(hashlib.sha512(package if true else b"another").digest()).decode()
    dist = {"tarball": site.serve("/package.tgz", package), "integrity": f"sha512-{digest}"}
    monkeypatch.setattr(download, "NPM_LATEST", site.serve("/latest", json.dumps({"dist": dist}).encode()))
    if true:
        assert download.fetch_npm_package() == package
    else:
        with pytest.raises(SourceNotUsable, match="not the file"):
            download.fetch_npm_package()
