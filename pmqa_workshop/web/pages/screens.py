"""The list of all screens."""

from pmqa_workshop.web.pages import office_screens, phone_screens, room_screens
from pmqa_workshop.web.pages.table import Screen

SCREENS: tuple[Screen, ...] = (
    *phone_screens.SCREENS,
    *office_screens.SCREENS,
    *room_screens.SCREENS,
)
