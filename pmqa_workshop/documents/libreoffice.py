"""LibreOffice at work: one document at a time, without a network, ended when it is late.

Each document gets a folder and a profile of its own, thrown away afterwards; the server's
environment, which holds its secrets, is not passed on.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import TypeVar

Made = TypeVar("Made")
Left = Callable[[], float]  # the seconds that are left

_one_at_a_time = Lock()
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "FONTCONFIG_FILE")
_NOWHERE = "127.0.0.1"  # a proxy nobody listens at: nothing a document links to is fetched
_SETTINGS = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType"
 oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName"
 oor:op="fuse"><value>{_NOWHERE}</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort"
 oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName"
 oor:op="fuse"><value>{_NOWHERE}</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort"
 oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetNoProxy"
 oor:op="fuse"><value></value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop
 oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def has_programs(*names: str) -> bool:
    return all(shutil.which(name) for name in names)


def alone(work: Callable[[Path, Left], Made | None], seconds: float) -> Made | None:
    """Return what is made in a folder of its own when no other document is at work.

    None when the turn does not come within `seconds`; they count for the work as well.
    """
    ends = monotonic() + seconds
    if not _one_at_a_time.acquire(timeout=seconds):
        return None
    try:
        with tempfile.TemporaryDirectory(prefix="pmqa-layout-", ignore_cleanup_errors=True) as name:
            return work(Path(name), lambda: ends - monotonic())
    finally:
        _one_at_a_time.release()


def converted(source: Path, ending: str, seconds: float, how: str = "") -> Path | None:
    """Return the file LibreOffice made of another, beside it; None if it failed or was late."""
    profile = source.parent / "profile"
    settings = profile / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
    command = [
        "soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
        "--convert-to", f"{ending}:{how}" if how else ending,
        "--outdir", str(source.parent), str(source),
    ]  # fmt: skip
    made = source.with_suffix(f".{ending}")
    return made if output_of(command, seconds) is not None and made.exists() else None


def output_of(command: list[str], seconds: float) -> str | None:
    """Return what the command printed, None if it failed or had to be ended."""
    kept = {key: os.environ[key] for key in _KEPT_VARIABLES if key in os.environ}
    try:
        started = subprocess.Popen(  # noqa: S603 fixed commands, paths of our own
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=kept,
            start_new_session=True, text=True, encoding="utf-8", errors="replace",
        )  # fmt: skip
    except OSError:
        return None
    try:
        printed, _ = started.communicate(timeout=max(0, seconds))
    except subprocess.TimeoutExpired:
        os.killpg(started.pid, signal.SIGKILL)  # soffice leaves children behind
        started.communicate()
        return None
    return printed if started.returncode == 0 else None
