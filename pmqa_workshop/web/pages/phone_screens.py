"""The phone screens."""

from pmqa_workshop.web import routes
from pmqa_workshop.web.pages import join, phone_room
from pmqa_workshop.web.pages.table import Screen
from pmqa_workshop.web.states.room import Door

SCREENS: tuple[Screen, ...] = (
    Screen(routes.JOIN, join.draw, "phone.title.join"),
    Screen(routes.ROOM, phone_room.draw, "phone.title.room", on_load=[Door.enter_phone]),
)
