"""What an operator may set, read once from the environment."""

import contextlib
import functools
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

MOST_WORKERS = 64
PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """The operator's choices; every one has a default that works on one office PC."""

    data_dir: Path
    database_url: str = field(repr=False)  # may carry a password
    redis_url: str | None = field(repr=False)
    public_url: str | None  # the address people type, when it is not this machine's own
    host: str
    port: int
    workers: int  # processes that serve
    given_secret_key: str | None = field(repr=False)


@functools.cache
def settings() -> Settings:
    """Return the settings of this process."""
    return read(os.environ)


def read(environ: Mapping[str, str]) -> Settings:
    """Read the settings from `environ`; an empty value counts as not set."""
    given = {name: value for name, value in environ.items() if value}
    data_dir = Path(given.get("PMQA_DATA_DIR", PROJECT / "data")).expanduser().absolute()
    return Settings(
        data_dir=data_dir,
        database_url=given.get("PMQA_DATABASE_URL", f"sqlite:///{data_dir / 'pmqa.db'}"),
        redis_url=given.get("PMQA_REDIS_URL"),
        public_url=given.get("PMQA_PUBLIC_URL", "").rstrip("/") or None,
        host=given.get("PMQA_HOST", "0.0.0.0"),  # noqa: S104 - phones must reach it
        port=_number("PMQA_PORT", given.get("PMQA_PORT", "8000"), 65535),
        workers=_number("PMQA_WORKERS", given.get("PMQA_WORKERS", "1"), MOST_WORKERS),
        given_secret_key=given.get("PMQA_SECRET_KEY"),
    )


def secret_key() -> bytes:
    """Return the key that signs links and cookies; made once, readable by its owner only."""
    here = settings()
    if here.given_secret_key:
        return here.given_secret_key.encode()
    path = here.data_dir / "secret.key"
    if not path.exists():
        _write_key(path)
    return path.read_bytes()


def _write_key(path: Path) -> None:
    """Put a whole new key at `path`, unless another process was first."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(32))
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()


def _number(name: str, text: str, most: int) -> int:
    if not (text.isdecimal() and 0 < int(text) <= most):
        raise ValueError(f"{name} must be a number from 1 to {most}, not {text!r}")
    return int(text)
