"""ห้องประชุม: the stages, the room in figures, and the work of the stage in the middle."""

from typing import Any

import reflex as rx

from pmqa_workshop.domain.stages import ORDER, Stage
from pmqa_workshop.web import theme
from pmqa_workshop.web.components.frame import desk_page
from pmqa_workshop.web.components.parts import button, words_of
from pmqa_workshop.web.components.room_figures import number, room_in_figures
from pmqa_workshop.web.components.room_open import CODES, console_ask, is_open, loading
from pmqa_workshop.web.components.room_steps import ROW, STEPS, qr_dialog
from pmqa_workshop.web.components.room_tools import dialog, keyed, opens, room_keys, shut
from pmqa_workshop.web.states.console import Console
from pmqa_workshop.web.states.room import ConsoleRoom
from pmqa_workshop.wording import Words, words

KEYS = ("slash", "arrows", "h", "q", "f", "esc")


def draw(language: str) -> rx.Component:
    w = words(language)
    return rx.fragment(
        desk_page(
            language,
            "console",
            w("frame.step.console"),
            rx.cond(is_open(), _room(w, language), loading(w)),
            aside=rx.cond(is_open(), room_in_figures(w)),
            workshop=ConsoleRoom.workshop_id,
        ),
        room_keys(),
        console_ask(),
    )


def _room(w: Words, language: str) -> rx.Component:
    return rx.el.div(
        rx.el.p(ConsoleRoom.title, class_name="text-muted"),
        rx.cond(~Console.may_run, rx.el.p(w("console.look_only"), class_name="font-bold")),
        _tools(w),
        _stepper(w),
        rx.el.fieldset(
            rx.el.legend(w("console.step_work"), class_name="visually-hidden"),
            _where(w),
            rx.el.h2(
                words_of(_shown(), "stage", CODES, language),
                class_name=f"{theme.HEADING} mt-6 mb-3",
            ),
            rx.match(
                _shown(), *[(code, STEPS[code](w, language)) for code in CODES], rx.fragment()
            ),
            disabled=~Console.may_run,
            class_name="min-w-0",
        ),
        qr_dialog(w),
        _keys_dialog(w),
        class_name="space-y-4",
    )


def _shown() -> Any:
    """Return the step on this screen: the one looked at, else the room's own."""
    return rx.cond(Console.looking == "", ConsoleRoom.stage, Console.looking)


def _at(stage: Any) -> Any:
    """Return the place of a stage in the order, as a var."""
    return rx.match(stage, *[(s.value, s.position) for s in ORDER], 0).to(int)


def _tools(w: Words) -> rx.Component:
    return rx.el.div(
        rx.el.a(
            rx.icon("monitor", size=20, aria_hidden="true"),
            w("console.open_screen"),
            href=Console.screen_address,
            target="_blank",
            rel="noopener",
            class_name=theme.BUTTON["quiet"],
        ),
        button(
            rx.icon("qr-code", size=20, aria_hidden="true"),
            w("console.qr"),
            look="quiet",
            on_click=opens("qr"),
            **keyed("KeyQ"),
        ),
        button(
            rx.icon("keyboard", size=20, aria_hidden="true"),
            w("console.keys"),
            look="plain",
            on_click=opens("keys"),
            **keyed("Slash"),
        ),
        class_name=ROW,
    )


# --- stages ---------------------------------------------------------------------------


def _stepper(w: Words) -> rx.Component:
    return rx.el.nav(
        rx.el.ol(
            *[_step(stage, w) for stage in ORDER],
            class_name="grid grid-cols-4 md:grid-cols-8 gap-1",
        ),
        *[_neighbour(by, w) for by in (-1, 1)],
        aria_label=w("console.stages"),
    )


def _step(stage: Stage, w: Words) -> rx.Component:
    here, shown = ConsoleRoom.stage == stage.value, _shown() == stage.value
    done = _at(ConsoleRoom.stage) > stage.position
    return rx.el.li(
        rx.el.button(
            rx.el.span(
                rx.cond(done, rx.icon("check", size=18), str(stage.position + 1)),
                class_name=rx.cond(
                    here,
                    "bg-primary text-paper",
                    rx.cond(done, "bg-primary-soft text-primary", "bg-paper text-muted"),
                )
                + " inline-flex items-center justify-center w-9 h-9 rounded-full border "
                "border-edge font-bold",
            ),
            rx.el.span(
                w(f"stage.{stage}"), class_name="text-base leading-tight [overflow-wrap:normal]"
            ),
            rx.el.span(rx.cond(here, w("console.room_is_here"), ""), class_name="visually-hidden"),
            type="button",
            on_click=Console.look_at(stage.value),
            aria_current=rx.cond(shown, "step", "false"),
            class_name=rx.cond(
                shown, "bg-paper border-primary font-bold", "border-transparent hover:bg-paper"
            )
            + " w-full h-full min-h-11 flex flex-col items-center gap-1 py-2 border-2 "
            "rounded-card text-center",
        )
    )


def _neighbour(by: int, w: Words) -> rx.Component:
    """Draw the button the arrow keys press: look at the step before or after."""
    return rx.el.button(
        w("console.step_before" if by < 0 else "console.step_after"),
        type="button",
        tab_index=-1,
        aria_hidden="true",
        class_name="hidden",
        on_click=Console.look_at(
            rx.match(
                _shown(),
                *[
                    (s.value, ORDER[min(max(s.position + by, 0), len(ORDER) - 1)].value)
                    for s in ORDER
                ],
                ORDER[0].value,
            ).to(str)
        ),
        custom_attrs={"data-key": "ArrowLeft" if by < 0 else "ArrowRight"},
    )


def _where(w: Words) -> rx.Component:
    """Draw where the room stands, and the one button that moves everyone."""
    following = rx.match(
        ConsoleRoom.stage,
        *[(s.value, (s.following or s).value) for s in ORDER],
        ORDER[0].value,
    )
    elsewhere = _shown() != ConsoleRoom.stage
    target = rx.cond(elsewhere, _shown(), following)
    named = _named(target, w)
    return rx.el.div(
        rx.el.p(
            w("console.room_at"),
            " ",
            rx.el.b(_named(ConsoleRoom.stage, w)),
            rx.cond(
                elsewhere,
                rx.el.span(" · ", w("console.you_look_at"), " ", rx.el.b(_named(_shown(), w))),
            ),
            role="status",
            class_name="grow",
        ),
        rx.cond(
            target != ConsoleRoom.stage,
            rx.el.div(
                rx.cond(
                    _must_warn(target),
                    button(_bring_words(elsewhere, named, w), on_click=opens("bring")),
                    button(
                        _bring_words(elsewhere, named, w),
                        on_click=Console.bring_everyone(target.to(str)),
                    ),
                ),
            ),
        ),
        _bring_dialog(target, named, w),
        class_name=f"{ROW} mt-4 p-4 rounded-card bg-primary-soft",
    )


def _named(stage: Any, w: Words) -> Any:
    return rx.match(stage, *[(code, w(f"stage.{code}")) for code in CODES], "")


def _bring_words(elsewhere: Any, named: Any, w: Words) -> rx.Component:
    return rx.el.span(
        rx.cond(elsewhere, w("console.bring_here"), w("console.bring_next")), ": ", named
    )


def _not_voted() -> Any:
    return number(ConsoleRoom.round, "eligible") - number(ConsoleRoom.round, "ballots")


def _must_warn(target: Any) -> Any:
    """Return whether moving to the target reopens something or leaves something undone."""
    going_back = _at(target) < _at(ConsoleRoom.stage)
    undone = rx.match(
        ConsoleRoom.stage,
        ("registration", ConsoleRoom.joined == 0),
        ("ideas", ConsoleRoom.wrote < ConsoleRoom.joined),
        ("grouping", ConsoleRoom.ungrouped > 0),
        ("voting", ConsoleRoom.round["open"].to(bool) | ~ConsoleRoom.round["published"].to(bool)),
        ("decision", ConsoleRoom.undecided > 0),
        False,
    )
    return going_back | undone.to(bool) | (target == "closed")


def _bring_dialog(target: Any, named: Any, w: Words) -> rx.Component:
    going_back = _at(target) < _at(ConsoleRoom.stage)
    return dialog(
        "bring",
        rx.el.span(w("console.bring_title"), " “", named, "”"),
        w,
        rx.cond(
            going_back,
            rx.el.p(
                rx.match(target, *[(code, w(f"console.reopens.{code}")) for code in CODES[:-1]], "")
            ),
            rx.el.div(_undone(w), _ending(target, w), class_name="space-y-2"),
        ),
        rx.el.p(w("console.nothing_lost"), class_name="text-muted mt-2"),
        rx.el.div(
            button(
                w("console.go_on"),
                on_click=[Console.bring_everyone(target.to(str)), shut("bring")],
            ),
            button(w("action.cancel"), look="quiet", on_click=shut("bring")),
            class_name=f"{ROW} mt-4",
        ),
    )


def _undone(w: Words) -> rx.Component:
    """Draw what is not done yet in the stage the room would leave."""
    is_open = ConsoleRoom.round["open"].to(bool)
    return rx.match(
        ConsoleRoom.stage,
        ("registration", rx.el.p(w("console.undone.joined"))),
        (
            "ideas",
            rx.el.p(w("console.undone.written", count=ConsoleRoom.joined - ConsoleRoom.wrote)),
        ),
        ("grouping", rx.el.p(w("console.undone.grouped", count=ConsoleRoom.ungrouped))),
        (
            "voting",
            rx.cond(
                is_open,
                rx.el.p(w("console.undone.voted", count=_not_voted())),
                rx.cond(
                    ConsoleRoom.round.contains("id"),
                    rx.el.p(w("console.undone.published")),
                    rx.el.p(w("console.undone.round")),
                ),
            ),
        ),
        ("decision", rx.el.p(w("console.undone.decided", count=ConsoleRoom.undecided))),
        rx.fragment(),
    )


def _ending(target: Any, w: Words) -> rx.Component:
    return rx.cond(target == "closed", rx.el.p(w("console.closing_means")))


def _keys_dialog(w: Words) -> rx.Component:
    return dialog(
        "keys",
        w("console.keys"),
        w,
        rx.el.dl(
            *[
                rx.el.div(
                    rx.el.dt(
                        w(f"console.key.{name}"),
                        class_name="font-bold w-20 shrink-0",
                    ),
                    rx.el.dd(w(f"console.key.{name}.does")),
                    class_name="flex gap-4 py-1 border-b border-line",
                )
                for name in KEYS
            ]
        ),
        rx.el.p(w("console.keys_note"), class_name="text-muted text-base mt-3"),
        key="Slash",
    )
