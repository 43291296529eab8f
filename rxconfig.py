"""How Reflex builds and runs the screens; what an operator may change is in settings.py."""

import os
import re

import reflex as rx

from pmqa_workshop import serving
from pmqa_workshop.web import theme

for name, value in serving.reflex_environment().items():
    os.environ.setdefault(name, value)


class OwnAddress(rx.plugins.Plugin):
    """Pages talk to the address they came from, whichever port or proxy that is.

    Reflex writes http://localhost:<port> into the pages and at run time swaps the host
    only, so one build would be good for one port and for no proxy on another.
    """

    WRITTEN = re.compile(r"""(["'`])(ws|http)://localhost:\d+(/[\w-]+)\1""")

    def post_build(self, **context):
        """Replace the written addresses before Reflex compresses the files."""
        replaced = 0
        for script in context["static_dir"].rglob("*.js"):
            text, found = self.WRITTEN.subn(self._own, script.read_text(encoding="utf-8"))
            if found:
                script.write_text(text, encoding="utf-8")
            replaced += found
        if not replaced:
            raise RuntimeError("No address found in the built pages: has Reflex changed env.json?")

    @staticmethod
    def _own(match: re.Match[str]) -> str:
        origin = 'location.origin.replace(/^http/,"ws")' if match[2] == "ws" else "location.origin"
        return f'({origin}+"{match[3]}")'


config = rx.Config(
    app_name="pmqa_workshop",
    # What a browser is shown can always be rebuilt from the database.
    state_manager_mode="memory",
    redis_token_expiration=12 * 60 * 60,  # seconds; counts for the memory manager too
    telemetry_enabled=False,
    show_built_with_reflex=False,
    default_color_mode="light",
    frontend_compression_formats=["gzip", "brotli"],
    plugins=[rx.plugins.TailwindV4Plugin(config=theme.TAILWIND), OwnAddress()],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
