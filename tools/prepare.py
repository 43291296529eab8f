"""Put in place what `make` needs, once: Python packages, a browser, Word tools.

Runs on the machine's own Python, before there is a virtual environment, so it uses the
standard library only. Each step leaves a stamp with the digest of what it was made from;
a step whose stamp still matches is not done again.
"""
# ruff: noqa: S603, S607, T201 - running commands and saying so is what this is for

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from subprocess import DEVNULL, PIPE

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
TOOLS = PROJECT / ".tools"
OLDEST_PYTHON = (3, 11)

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_BROWSERS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def main(steps):
    """Do the named steps in order."""
    known = {do.__name__: do for do in (run, dev, servers, browser, office, ooxml, axe)}
    for step in steps:
        known[step]()


# --- Python packages ------------------------------------------------------------------


def run():
    """Install what the program needs."""
    _install("requirements.txt")


def dev():
    """Install what the tests need, the program's own packages among it."""
    _install("requirements-dev.txt", "requirements.txt")


def _install(wanted, included=None):
    """Install the packages listed in `wanted`, which may include those of a second file."""
    files = [name for name in (wanted, included) if name]
    if _python_works() and _read(_stamp(wanted)) == _digest(PROJECT / name for name in files):
        return
    _make_venv()
    _say(f"Installing the Python packages in {wanted} (once, about a minute) …")
    pip = [SCRIPTS / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _must([*pip, "-r", PROJECT / wanted])
    for last in range(len(files)):
        done = _digest(PROJECT / name for name in files[last:])
        _stamp(files[last]).write_text(done, encoding="ascii")


def _stamp(requirements):
    return VENV / f"{requirements}.installed"


def _python_works():
    python = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
    return python.exists() and (SCRIPTS / ("pip.exe" if os.name == "nt" else "pip")).exists()


def _make_venv():
    if _python_works():
        return
    python = _new_enough_python()
    if not _succeeds(python, "import ensurepip, venv"):
        _get_venv_part(python)
    _say("Making the virtual environment .venv …")
    _must([python, "-m", "venv", "--clear", VENV])


def _new_enough_python():
    """Return this Python, or a newer one beside it: macOS ships an old one first."""
    beside = [shutil.which(name) for name in ("python3.13", "python3.12", "python3.11")]
    for python in filter(None, [sys.executable, *beside]):
        if _succeeds(python, f"import sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"):
            return python
    return _stop("Python 3.11 or newer is needed. Install it, or: make run PYTHON=/path/to/it")


def _get_venv_part(python):
    """Debian ships Python without the part that makes virtual environments."""
    asked = [python, "-c", "import sys; print('python%d.%d-venv' % sys.version_info[:2])"]
    package = subprocess.run(asked, stdout=PIPE, check=True).stdout.decode().strip()
    if not _apt_install(package):
        _stop(
            "Python's venv part is missing. Install it, then run make again:\n"
            f"    sudo apt install {package}"
        )


# --- what only tests need -------------------------------------------------------------


def find_browser():
    """Return the machine's own Chromium or Chrome, or None."""
    on_path = (shutil.which(name) for name in BROWSERS)
    return next(filter(None, [*on_path, *(p for p in MAC_BROWSERS if Path(p).exists())]), None)


def servers():
    """Get the databases the tests start for themselves, and what watches a process write."""
    debian = Path("/usr/lib/postgresql")
    missing = [
        package
        for package, is_here in {
            "postgresql": shutil.which("postgres") or debian.exists(),
            "redis-server": shutil.which("redis-server"),
            "strace": shutil.which("strace") or sys.platform != "linux",
        }.items()
        if not is_here
    ]
    if missing and not _apt_install(*missing):
        _stop(f"The tests start servers of their own. Install them: {' '.join(missing)}")


def browser():
    """Find a browser for the tests, or get one."""
    if find_browser() or _tried("browser"):
        return
    if _apt_install("chromium") and find_browser():
        return
    _say("Downloading a browser for the tests …")
    _try([SCRIPTS / "playwright", "install", "chromium"], "The browser tests will be skipped.")
    _remember("browser")


def office():
    """Get what lays pages out (LibreOffice, Thai fonts) and reads them back (poppler)."""
    if (shutil.which("soffice") and shutil.which("pdftoppm") and _thai_fonts()) or _tried("office"):
        return
    wanted = ("libreoffice-writer-nogui", "poppler-utils", "fontconfig", "fonts-thai-tlwg")
    if not _apt_install(*wanted):
        _say(f"Tests of page layout will be skipped; they need: {' '.join(wanted)}")
        _remember("office")


def ooxml():
    """Install the Open XML SDK validator."""
    _node_tool("ooxml", "Word file validator", "Tests that ask the Open XML SDK will be skipped.")


def axe():
    """Install what checks screens for accessibility."""
    _node_tool("axe", "accessibility checker", "Tests of accessibility will be skipped.")


def _node_tool(name, what, otherwise):
    home, made_from = TOOLS / name, PROJECT / "tools" / name
    files = [made_from / file for file in ("package.json", "package-lock.json", ".npmrc")]
    stamp = home / "stamp"
    if _read(stamp) == _digest(files):
        return
    home.mkdir(parents=True, exist_ok=True)
    for file in files:
        shutil.copy(file, home)
    _say(f"Installing the {what} …")
    if _try([SCRIPTS / "npm", "ci", "--silent", "--prefix", home], otherwise):
        stamp.write_text(_digest(files), encoding="ascii")


def _thai_fonts():
    if not shutil.which("fc-list"):
        return False
    found = subprocess.run(["fc-list", ":lang=th"], stdout=PIPE, check=False).stdout
    return bool(found.strip())


def _apt_install(*packages):
    """Install Debian packages if this is Debian and we may; say whether it worked."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    _say(f"Installing {' '.join(packages)} …")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300"]
    log = TOOLS / "apt.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("ab") as said:
        for command in (["update"], ["install", "--no-install-recommends", *packages]):
            done = subprocess.run(
                [*apt, *command], env=quiet, stdin=DEVNULL, stdout=said, stderr=said
            )
    return done.returncode == 0


# --- small words ----------------------------------------------------------------------


def _tried(what):
    """Say whether this failed within the last day, so that a second `make test` is quick."""
    note = TOOLS / f"{what}.missing"
    return note.exists() and time.time() - note.stat().st_mtime < 24 * 60 * 60


def _remember(what):
    TOOLS.mkdir(exist_ok=True)
    (TOOLS / f"{what}.missing").touch()


def _digest(files):
    together = hashlib.sha256()
    for file in files:
        together.update(file.read_bytes())
    return together.hexdigest()


def _read(stamp):
    return stamp.read_text(encoding="ascii") if stamp.exists() else ""


def _succeeds(python, code):
    return subprocess.run([python, "-c", code], stderr=DEVNULL, check=False).returncode == 0


def _must(command):
    done = subprocess.run([str(part) for part in command], env=_venv_environment())
    if done.returncode:
        _stop("That did not work: " + " ".join(str(part) for part in command))


def _try(command, otherwise):
    done = subprocess.run([str(part) for part in command], env=_venv_environment(), stdin=DEVNULL)
    if done.returncode:
        _say(otherwise)
    return done.returncode == 0


def _venv_environment():
    return {**os.environ, "PATH": os.pathsep.join([str(SCRIPTS), os.environ.get("PATH", "")])}


def _say(words):
    print(words, flush=True)


def _stop(words):
    raise SystemExit(words)


if __name__ == "__main__":
    main(sys.argv[1:])
