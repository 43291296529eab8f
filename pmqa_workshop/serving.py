"""Build the pages, and serve pages, API and websockets on one port."""

import contextlib
import functools
import hashlib
import ipaddress
import json
import os
import re
import socket
import struct
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import segno

from pmqa_workshop.domain.access import join_proof
from pmqa_workshop.settings import PROJECT, secret_key, settings

BUILT_PAGES = PROJECT / ".web" / "build" / "client"
STAMP = PROJECT / ".web" / "pmqa.fingerprint"
BAKED_IN = (
    "assets",
    "pmqa_workshop/domain",
    "pmqa_workshop/pmqa_workshop.py",
    "pmqa_workshop/web",
    "pmqa_workshop/wording",
    "reflex.lock",
    "requirements.txt",
    "rxconfig.py",
)
OPEN_FILES = 65_536  # 500 phones hold about 3000 connections while they load a page


class PortInUse(OSError):
    """Something else already listens on this port."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} is in use")
        self.port = port


class WorkersShareNothing(RuntimeError):
    """Several processes need one PostgreSQL and one Redis between them."""


class BuildFailed(RuntimeError):
    """The pages could not be built; the message is what the tools said."""


# --- building -------------------------------------------------------------------------


def build_frontend(force: bool = False) -> bool:
    """Build the pages if anything baked into them has changed; say whether it was done."""
    made_from = fingerprint()
    if not force and (BUILT_PAGES / "index.html").exists() and _stamp() == made_from:
        return False
    STAMP.unlink(missing_ok=True)
    with _package_list_kept(PROJECT / "reflex.lock" / "package.json"):
        _export()
    STAMP.write_text(made_from, encoding="ascii")
    return True


def fingerprint(project: Path = PROJECT) -> str:
    """Digest the names and contents of all that is baked into the pages."""
    digest = hashlib.sha256()
    for path in _baked_in(project):
        name = path.relative_to(project).as_posix()
        digest.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _baked_in(project: Path) -> Iterator[Path]:
    for name in BAKED_IN:
        place = project / name
        found = sorted(place.rglob("*")) if place.is_dir() else [place]
        yield from (p for p in found if p.is_file() and "__pycache__" not in p.parts)


def _stamp() -> str:
    return STAMP.read_text(encoding="ascii") if STAMP.exists() else ""


def _export() -> None:
    built = subprocess.run(
        [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip"],
        cwd=PROJECT,
        env={**_environment_to_build_in(), **reflex_environment(), "PATH": _path_with_node()},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if built.returncode or not (BUILT_PAGES / "index.html").exists():
        raise BuildFailed(built.stdout)


def _environment_to_build_in() -> dict[str, str]:
    """Return this process's environment without what tells Reflex not to build."""
    return {name: value for name, value in os.environ.items() if name not in SERVE_WHAT_IS_BUILT}


@contextlib.contextmanager
def _package_list_kept(path: Path) -> Iterator[None]:
    """Undo what Reflex does to the list of packages if it only writes it in another order."""
    before = path.read_text(encoding="utf-8") if path.exists() else "{}"
    yield
    if json.loads(before) == json.loads(path.read_text(encoding="utf-8")):
        path.write_text(before, encoding="utf-8")


def _path_with_node() -> str:
    """Put this virtual environment's node before any other."""
    return os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])


# --- serving --------------------------------------------------------------------------


def serve(host: str | None = None, port: int | None = None, workers: int | None = None) -> None:
    """Serve until told to stop (Ctrl-C or SIGTERM), building the pages first if need be."""
    host, port = host or settings().host, port or settings().port
    workers = workers or settings().workers
    check_workers(workers)
    _check_port(host, port)
    secret_key()  # made now: later the disk may be full
    build_frontend()
    os.environ.update(reflex_environment(port), **SERVE_WHAT_IS_BUILT)
    os.chdir(PROJECT)  # Reflex looks for .web and rxconfig.py where it is started
    _allow_many_open_files()
    _granian(host, port, workers).serve()


# Two of Reflex's own switches: take the pages as they are built, and serve them too.
SERVE_WHAT_IS_BUILT = {
    "REFLEX_ENV_MODE": "prod",
    "__REFLEX_SKIP_COMPILE": "true",
    "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
}


def reflex_environment(port: int | None = None) -> dict[str, str]:
    """Return what Reflex reads from the environment, for building and for serving."""
    return {
        "REFLEX_USE_NPM": "1",
        "REFLEX_USE_GRANIAN": "1",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        # A phone that lost its wifi is noticed within 20 seconds, not 145.
        "REFLEX_SOCKET_INTERVAL": "10",
        "REFLEX_SOCKET_TIMEOUT": "10",
        "REFLEX_CORS_ALLOWED_ORIGINS": ",".join(allowed_origins(port)),
    }


def _granian(host: str, port: int, workers: int):  # type: ignore[no-untyped-def]
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    return Server(
        target="pmqa_workshop.pmqa_workshop:app",
        factory=True,
        interface=Interfaces.ASGI,
        address=host,
        port=port,
        workers=workers,
        # Granian counts open connections, idle ones too, and lets the next one wait.
        backlog=4096,
        backpressure=8192,
        log_level=LogLevels.warning,
        log_access=False,  # addresses carry tokens
        workers_kill_timeout=10,  # seconds
        respawn_failed_workers=True,
    )


def check_workers(workers: int) -> None:
    """Raise WorkersShareNothing for more processes than one file of SQLite can serve."""
    here = settings()
    if workers > 1 and not (here.redis_url and here.database_url.startswith("postgresql")):
        raise WorkersShareNothing(workers)


def _check_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortInUse(port) from error


def _allow_many_open_files() -> None:
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


# --- addresses ------------------------------------------------------------------------


def phone_url(port: int | None = None) -> str:
    """Return the address that phones in the room should open."""
    return settings().public_url or _url(lan_addresses()[0], port or settings().port)


def phone_link(code: str) -> str:
    """Return the address that a room's QR holds: only who runs the room may be told it."""
    return f"{phone_url()}/j/{code}/{join_proof(secret_key(), code)}"


def allowed_origins(port: int | None = None) -> list[str]:
    """List the addresses our own pages are opened at, as a browser's Origin header names them."""
    names = ["localhost", "127.0.0.1", *lan_addresses(), *_own_names()]
    origins = [_url(name, port or settings().port) for name in names]
    public = settings().public_url
    return list(dict.fromkeys([*origins, *([_origin_of(public)] if public else [])]))


def is_own_origin(origin: str | None, environ: Mapping[str, str]) -> bool:
    """Say whether a request comes from a page of ours; a program sends no origin and may pass.

    The list of addresses is fixed at start, and a laptop changes networks between two
    sessions. So a page may also speak to the very address it was opened at, if that is an
    IP address: a name could be made to point here by a stranger, a number could not.
    """
    if not origin or origin in origins_at_start():
        return True
    asked = urlsplit(origin)
    return asked.netloc == environ.get("HTTP_HOST") and _is_ip_address(asked.hostname or "")


def lan_addresses() -> list[str]:
    """List this machine's IPv4 addresses, the likeliest for a phone first."""
    found = [address for name in _network_cards() if (address := _address_of(name))]
    return found or _addresses_by_name() or ["127.0.0.1"]


@functools.cache
def origins_at_start() -> frozenset[str]:
    return frozenset(os.environ.get("REFLEX_CORS_ALLOWED_ORIGINS", "").split(","))


def _network_cards() -> list[str]:
    """Name the network cards, real ones before bridges and tunnels, without loopback."""
    if sys.platform == "win32":
        return []
    made_by_software = ("br-", "docker", "tun", "utun", "veth", "virbr", "vmnet", "wg", "zt")
    names = [name for _, name in socket.if_nameindex() if not re.fullmatch(r"lo\d*", name)]
    return sorted(names, key=lambda name: name.startswith(made_by_software))


def _address_of(card: str) -> str | None:
    """Ask the system for one card's IPv4 address; nothing is sent anywhere."""
    import fcntl

    siocgifaddr = 0xC0206921 if sys.platform == "darwin" else 0x8915
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("256s", card.encode()[:15])
        try:
            answer = fcntl.ioctl(any_socket.fileno(), siocgifaddr, request)
        except OSError:  # the card has no address
            return None
    return socket.inet_ntoa(answer[20:24])


def _addresses_by_name() -> list[str]:
    try:
        addresses = socket.gethostbyname_ex(socket.gethostname())[2]
    except OSError:
        return []
    return [address for address in addresses if not address.startswith("127.")]


def _own_names() -> list[str]:
    name = socket.gethostname().lower()
    return [name, f"{name.removesuffix('.local')}.local"] if name else []


def _url(host: str, port: int) -> str:
    return f"http://{host}" if port == 80 else f"http://{host}:{port}"


def _origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _is_ip_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


# --- welcome --------------------------------------------------------------------------


def terminal_qr(url: str, colours: bool = False) -> str:
    """Draw `url` as a QR code of half blocks, with the light border that cameras need.

    With `colours` it is white on black in any terminal; else it takes a dark one for granted.
    """
    drawn = StringIO()
    segno.make(url, error="m", micro=False).terminal(out=drawn, compact=True, border=2)
    if not colours:
        return drawn.getvalue()
    return re.sub(r"(.+)", "\033[97;40m\\1\033[0m", drawn.getvalue())


def welcome(on_this_computer: str, on_phones: str, port: int | None = None) -> str:
    """Compose what the operator sees at start: both addresses under the given words, and a QR."""
    here, phones = _url("localhost", port or settings().port), phone_url(port)
    code = terminal_qr(phones, colours=sys.stdout.isatty())
    return f"{on_this_computer}\n    {here}\n\n{on_phones}\n    {phones}\n\n{code}"
