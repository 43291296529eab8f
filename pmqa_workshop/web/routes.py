"""The addresses of the screens. English ones stand under /en; what a page is about is a query."""

from urllib.parse import urlencode

JOIN = "/"
ROOM = "/room"
SCREEN = "/screen"
SIGN_IN = "/sign-in"
SETUP = "/setup"
OFFICE = "/office"
WORKSHOP = "/workshop"
FINDINGS = "/findings"
CONSOLE = "/console"
GROUPING = "/grouping"
DECISION = "/decision"
PLAN = "/plan"
DOCUMENTS = "/documents"
PAGES = frozenset(
    {ROOM, SCREEN, SIGN_IN, SETUP, OFFICE, WORKSHOP, FINDINGS, CONSOLE, GROUPING, DECISION, PLAN,
     DOCUMENTS}
)  # fmt: skip


def link(route: str, language: str = "th", **query: object) -> str:
    """Return the address of a screen in a language; query values left None are left out."""
    given = {key: value for key, value in query.items() if value is not None}
    path = route if language == "th" else f"/en{route}".rstrip("/")
    return f"{path}?{urlencode(given)}" if given else path


def language_of(path: str) -> str:
    """Return the language of a page's path."""
    return "en" if path == "/en" or path.startswith("/en/") else "th"


def is_page(path: str) -> bool:
    """Tell whether a path is one of our screens, in either language."""
    return path.removeprefix("/en") in PAGES or path == "/en"
