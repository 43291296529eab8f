"""Reflex entry: the app, its screens, its API, its hub."""

import reflex as rx

from pmqa_workshop import serving
from pmqa_workshop.web.api import calls
from pmqa_workshop.web.api.base import OwnPagesOnly, WholePages
from pmqa_workshop.web.components.connection import APP_WRAPS
from pmqa_workshop.web.components.frame import TEXT_SIZE_SCRIPT
from pmqa_workshop.web.doorkeeper import guard_socket, keep_the_log_clean
from pmqa_workshop.web.laggards import watch_lines
from pmqa_workshop.web.live import hub
from pmqa_workshop.web.making import maker
from pmqa_workshop.web.memory import collect_seldom
from pmqa_workshop.web.pages import screens
from pmqa_workshop.web.pages.table import add_screens
from pmqa_workshop.web.shared_counts import share_limits
from pmqa_workshop.web.states.room import MIRRORS

app = rx.App(
    html_lang="th",
    stylesheets=["/styles/fonts.css", "/styles/tokens.css", "/styles/app.css"],
    head_components=[rx.el.script(TEXT_SIZE_SCRIPT)],
    app_wraps=APP_WRAPS,
    toaster=None,
    api_transformer=[calls.api, WholePages, OwnPagesOnly],
)
app.sio.eio.cors_allowed_origins = serving.is_own_origin
add_screens(app, screens.SCREENS)
hub.bind(app, MIRRORS)
guard_socket(app)
watch_lines(app)
keep_the_log_clean()
app.register_lifespan_task(collect_seldom)
app.register_lifespan_task(hub.lifespan)
app.register_lifespan_task(maker.lifespan)
share_limits(app)
