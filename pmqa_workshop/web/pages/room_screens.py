"""The room screens."""

from pmqa_workshop.web import routes
from pmqa_workshop.web.pages import console, decision, grouping, projector
from pmqa_workshop.web.pages.table import Screen
from pmqa_workshop.web.states.console import Console, Projector, RoomAddress
from pmqa_workshop.web.states.decision import Decisions
from pmqa_workshop.web.states.grouping import Grouping
from pmqa_workshop.web.states.room import Door

ENTER = [Door.need_staff, RoomAddress.tell, Door.enter_console, Console.prepare]

SCREENS: tuple[Screen, ...] = (
    Screen(
        routes.CONSOLE,
        console.draw,
        "console.title",
        on_load=ENTER,
    ),
    Screen(routes.GROUPING, grouping.draw, "grouping.title", on_load=[*ENTER, Grouping.load]),
    Screen(routes.DECISION, decision.draw, "decision.title", on_load=[*ENTER, Decisions.load]),
    Screen(
        routes.SCREEN,
        projector.draw,
        "screen.title",
        on_load=[RoomAddress.tell, Projector.check_key, Door.enter_projector],
    ),
)
