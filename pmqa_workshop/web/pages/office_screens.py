"""The office screens."""

from pmqa_workshop.web import routes
from pmqa_workshop.web.pages import documents, findings, office, plan, setup, sign_in, workshop
from pmqa_workshop.web.pages.table import Screen
from pmqa_workshop.web.states.documents import Documents
from pmqa_workshop.web.states.findings import Findings
from pmqa_workshop.web.states.leaving import Leaving
from pmqa_workshop.web.states.office import Office, SignIn
from pmqa_workshop.web.states.papers import Papers
from pmqa_workshop.web.states.plan import Plan
from pmqa_workshop.web.states.room import Door
from pmqa_workshop.web.states.templates import Templates
from pmqa_workshop.web.states.workshop import Preparation

SCREENS: tuple[Screen, ...] = (
    Screen(routes.SIGN_IN, sign_in.draw, "sign_in.title", [Leaving.forget, SignIn.show]),
    Screen(routes.SETUP, setup.draw, "setup.title", [Leaving.forget, SignIn.show_setup]),
    Screen(routes.OFFICE, office.draw, "office.title", [Door.need_staff, Office.load]),
    Screen(
        routes.WORKSHOP, workshop.draw, "frame.step.workshop", [Door.need_staff, Preparation.load]
    ),
    Screen(routes.FINDINGS, findings.draw, "findings.title", [Door.need_staff, Findings.load]),
    Screen(routes.PLAN, plan.draw, "plan.title", [Door.need_staff, Plan.load]),
    Screen(
        routes.DOCUMENTS,
        documents.draw,
        "documents.title",
        [Door.need_staff, Documents.load, Papers.load, Templates.load],
    ),
)
