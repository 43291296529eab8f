"""The people of a workshop before their screens: what each does, in the words on the screen."""

import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Locator,
    Page,
    Request,
    Route,
    WebSocket,
    WebSocketRoute,
    expect,
)

from pmqa_workshop.wording import phrase as w

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1440, "height": 900}
HALL = {"width": 1920, "height": 1080}
NO_NETWORK = re.compile(
    r"net::ERR_(INTERNET_DISCONNECTED|FAILED|CONNECTION|NETWORK|EMPTY_RESPONSE)"
    r"|WebSocket connection to|status of (409|503)"
)
PATIENCE = 15_000  # ms; two cores may be busy with other things

expect.set_options(timeout=PATIENCE)


@dataclass
class Screens:
    """All screens of one test, and what went wrong on them."""

    browser: Browser
    troubles: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def desk(self, address: str) -> "Desk":
        return Desk(self._context(address, DESK), self)

    def phone(self, address: str) -> "Phone":
        return Phone(self._context(address, PHONE, is_mobile=True, has_touch=True), self)

    def projector(self, address: str) -> "Projector":
        return Projector(self._context(address, HALL), self)

    def close(self) -> None:
        for context in self.contexts:
            context.close()

    def _context(self, address: str, size: dict[str, int], **looks: bool) -> BrowserContext:
        context = self.browser.new_context(
            base_url=address, viewport=size, locale="th-TH", accept_downloads=True, **looks
        )
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        return context


class Screen:
    """One tab. Errors in its console count, but those of a network the test itself took away."""

    def __init__(self, context: BrowserContext, screens: Screens) -> None:
        self.context, self.screens = context, screens
        self.without_network = False
        self.open_tab()

    def open_tab(self) -> Page:
        """Open one more tab and turn to it."""
        self.page = page = self.context.new_page()
        page.on("console", lambda said: said.type == "error" and self._wrong(said.text, page))
        page.on("pageerror", lambda error: self._wrong(str(error), page))
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    def turn_to(self, page: Page) -> None:
        """Turn to a tab that is open; the other stays on screen too."""
        self.page = page

    def _wrong(self, what: str, page: Page) -> None:
        if not (self.without_network and NO_NETWORK.search(what)):
            self.screens.troubles.append(f"{page.url}: {what}")

    @contextmanager
    def unanswered(self, calls: str = "**/api/**") -> Iterator[None]:
        """Let these calls not through to the server; the pages themselves still load."""
        self.without_network = True
        self.context.route(calls, lambda route: route.abort("internetdisconnected"))
        yield
        self.context.unroute(calls)

    def text(self, key: str, **facts: object) -> Locator:
        return self.page.get_by_text(w(key, "th", **facts), exact=True)

    def button(self, key: str, **facts: object) -> Locator:
        return self.page.get_by_role("button", name=w(key, "th", **facts))

    def heading(self, name: str) -> Locator:
        return self.page.get_by_role("heading", name=name)

    # --- the desk: administrator, facilitator and office in one ------------------------------

    def listen_selectively(self) -> None:
        """Let the websocket pass, so that it can be made to lose what the server says."""
        self.is_deaf, self.heard = False, []

        def hear(browser: WebSocketRoute, said: str | bytes) -> None:
            self.heard.append(str(said))
            browser.send(said)

        def pass_on(browser: WebSocketRoute) -> None:
            server = browser.connect_to_server()
            server.on_message(lambda said: None if self.is_deaf else hear(browser, said))

        self.page.route_web_socket(re.compile("/_event"), pass_on)

    def expect_entered(self) -> None:
        """Wait until the websocket has brought the room as a whole."""
        for _ in range(100):
            if any('"entry_rx_state_"' in said for said in self.heard):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("never entered the room")

    @contextmanager
    def hearing_nothing(self) -> Iterator[None]:
        self.is_deaf = True
        yield
        self.is_deaf = False

    def times_entered(self) -> int:
        """Count the snapshots it was given."""
        return sum('"entry_rx_state_"' in said for said in self.heard)


class Desk(Screen):
    """A signed-in person at a laptop."""

    workshop_id = 0

    def set_up(self, link: str, agency: str, name: str, email: str, password: str) -> None:
        self.page.goto(link)
        self.page.get_by_label(w("setup.agency")).fill(agency)
        self.page.get_by_label(w("setup.name")).fill(name)
        self.page.get_by_label(w("sign_in.email")).fill(email)
        self.page.get_by_label(w("setup.password")).fill(password)
        self.button("setup.save").click()
        expect(self.heading(w("office.title"))).to_be_visible()

    def sign_in(self, email: str, password: str) -> None:
        self.page.goto("/sign-in")
        self.page.get_by_label(w("sign_in.email")).fill(email)
        self.page.get_by_label(w("sign_in.password")).fill(password)
        self.button("sign_in.enter").click()
        expect(self.heading(w("office.title"))).to_be_visible()

    def create_workshop(self, fiscal_year: int, venue: str) -> None:
        self.text("office.new").click()
        self.page.get_by_label(w("office.fiscal_year")).fill(str(fiscal_year))
        self.page.get_by_label(w("office.venue")).fill(venue)
        self.button("office.open").click()
        expect(self.heading(w("workshop.checklist"))).to_be_visible()

    def go_to(self, step: str) -> None:
        """Follow a step of the work at the side of every screen."""
        steps = self.page.get_by_role("navigation", name=w("frame.steps"))
        steps.get_by_role("link", name=w(f"frame.step.{step}"), exact=True).click()
        current = steps.get_by_role("link", name=w(f"frame.step.{step}"), exact=True)
        expect(current).to_have_attribute("aria-current", "page")

    def import_units(self, file: Path, count: int) -> None:
        self.page.get_by_label(w("workshop.units_file")).set_input_files(file)
        self.button("intake.list_keep", rows=count).click()
        expect(self.heading(f"{w('workshop.units')} ({count})")).to_be_visible()

    # the check table

    def import_findings(self, file: Path) -> None:
        """Send a report; what happens next is the table, or a question about it."""
        bring_in = self.button("intake.bring_in")
        expect(bring_in.or_(self.button("intake.choose_file")).first).to_be_visible()
        if bring_in.count() and bring_in.get_attribute("aria-expanded") == "false":
            bring_in.click()
        self.page.get_by_label(w("intake.file")).set_input_files(file)

    def expect_check_table(self, **counts: int) -> None:
        expect(self.heading(w("intake.check"))).to_be_visible()
        for view, count in counts.items():
            expect(self.check_view(view)).to_have_text(f"{w(f'intake.view_{view}')} {count}")

    def check_view(self, view: str) -> Locator:
        views = self.page.get_by_role("group", name=w("intake.views"))
        return views.get_by_role("button", name=re.compile(rf"^{w(f'intake.view_{view}')} \d+$"))

    def check_row(self, finding: str) -> Locator:
        """Return the row that says this, shut or open."""
        return self.page.locator("[data-row]").filter(has_text=finding).first

    def mend_evidence(self, finding: str, evidence: str) -> None:
        """Correct one row of the check table before it is accepted."""
        for view in ("sure", "doubtful"):
            self.check_view(view).click()
            if self.page.locator("[data-row]").filter(has_text=finding).count():
                break
        row = self.check_row(finding)
        row.locator("[data-head]").click()
        self._type(self.page.get_by_role("textbox", name=w("intake.field_evidence")), evidence)

    def accept_findings(self, count: int) -> None:
        self.page.get_by_role("button", name=re.compile(r"^รับทุกข้อที่อ่านได้ชัด")).click()
        expect(self.heading(f"{w('findings.accepted')} ({count})")).to_be_visible()

    def accept_doubtful(self, count: int) -> None:
        """Accept the rows that were doubted, one after the other, by key."""
        self.check_view("doubtful").click()
        self.page.locator("[data-head]").first.focus()
        self.page.keyboard.press("a")
        expect(self.heading(f"{w('findings.accepted')} ({count})")).to_be_visible()

    # the room

    def open_console(self) -> None:
        self.page.goto(f"/console?w={self.workshop_id}")
        expect(self.page.get_by_role("navigation", name=w("console.stages"))).to_be_visible()

    def room_code(self) -> str:
        qr = self.page.get_by_role("img", name=w("console.qr_alt"))
        expect(qr).to_have_attribute("src", re.compile("/qr/[A-Z2-9]{6}[.]svg"))
        return Path(qr.get_attribute("src") or "").stem

    def qr_link(self) -> str:
        """Return the address in the QR on the console, from what its image is drawn of."""
        qr = self.page.get_by_role("img", name=w("console.qr_alt")).first
        expect(qr).to_have_attribute("src", re.compile("[?]proof=."))
        code, proof = re.fullmatch(
            r"/qr/(\w+)[.]svg[?]proof=(.+)", qr.get_attribute("src")
        ).groups()
        return f"/j/{code}/{proof}"

    def projector_link(self) -> str:
        link = self.page.get_by_role("link", name=w("console.open_screen"))
        expect(link).to_have_attribute("href", re.compile("key="))
        return link.get_attribute("href") or ""

    def bring_everyone_to(self, stage: str) -> None:
        stages = self.page.get_by_role("navigation", name=w("console.stages"))
        stages.get_by_role("button", name=w(f"stage.{stage}")).click()
        self.page.get_by_role(
            "button", name=re.compile(f": {re.escape(w(f'stage.{stage}'))}$")
        ).click()
        here = stages.get_by_role("button", name=w(f"stage.{stage}"))
        arrived = here.get_by_text(w("console.room_is_here"))
        sure = self.page.get_by_role("button", name=w("console.go_on"), exact=True)
        expect(arrived.or_(sure)).to_be_attached()
        if sure.is_visible():  # asked only where something is reopened or left undone
            sure.click()
        expect(arrived).to_be_attached()

    def group(self, name: str, *texts: str) -> None:
        """Put the ideas with these texts under one named theme."""
        for text in texts:
            card = self.page.get_by_role("listitem").filter(has_text=text)
            card.get_by_role("checkbox").check()
        self.page.get_by_label(w("grouping.name")).fill(name)
        self.page.get_by_role("button", name=w("grouping.group"), exact=True).click()
        expect(self.heading(name)).to_be_visible()

    def group_the_rest(self, count: int) -> None:
        self.button("grouping.singly", count=count).click()
        expect(self.button("grouping.singly", count=0)).to_be_disabled()

    def open_round(self, points: int, most: int) -> None:
        self.page.get_by_label(w("field.points_per_person")).fill(str(points))
        self.page.get_by_label(w("field.max_per_choice")).fill(str(most))
        self.page.get_by_role("button", name=w("vote.open"), exact=True).click()
        expect(self.text("vote.is_open")).to_be_visible()

    def close_round(self) -> None:
        self.button("vote.close").click()
        expect(self.text("vote.is_closed")).to_be_visible()

    def publish(self) -> None:
        self.button("vote.publish").click()
        sure = self.page.locator("dialog[open]")
        sure.get_by_role("button", name=w("vote.publish")).click()
        expect(self.text("vote.is_published")).to_be_visible()

    def decide(self, theme: str, answer: str, reason: str = "") -> None:
        """Select a theme ("in") or leave it out ("out")."""
        choice = self.page.get_by_role("group", name=w("decision.on", name=theme))
        if reason:
            self.page.get_by_label(w("decision.reason_on", name=theme)).fill(reason)
        choice.get_by_role("button", name=w(f"decision.{answer}"), exact=True).click()

    def expect_decided(self, theme: str, answer: str) -> None:
        choice = self.page.get_by_role("group", name=w("decision.on", name=theme))
        pressed = choice.get_by_role("button", name=w(f"decision.{answer}"), exact=True)
        expect(pressed).to_have_attribute("aria-pressed", "true")

    # the plan

    def fill(self, label: str, value: str) -> None:
        """Type into a cell of the plan, leave it, and see it saved."""
        self._type(self.page.get_by_role("textbox", name=w(label), exact=True), value)

    def _type(self, cell: Locator, value: str) -> None:
        cell.fill(value)
        cell.blur()
        expect(cell).to_have_accessible_description(w("cell.kept"))

    def choose(self, label: str, option: str) -> None:
        cell = self.page.get_by_role("combobox", name=w(label), exact=True)
        cell.select_option(label=option)
        expect(cell).to_have_accessible_description(w("cell.kept"))

    def add_kpi(self, name: str) -> None:
        fresh = self.page.get_by_role("textbox", name=w("plan.add_kpi"), exact=True)
        fresh.fill(name)
        fresh.blur()
        kept = self.page.get_by_role("textbox", name=w("field.kpi"), exact=True)
        expect(kept).to_have_value(name)

    # documents

    def make_document(self, kind: str) -> Locator:
        """Ask for a document, see it arrive by itself, and return its entry in the list."""
        name = w(f"document.{kind}")
        versions = self.page.get_by_role("listitem").filter(
            has=self.page.get_by_role("heading", name=re.compile(f"^{re.escape(name)} ฉบับที่"))
        )
        before = versions.count()
        self.page.get_by_role("button", name=f"{w('documents.make')} {name}").click()
        expect(versions).to_have_count(before + 1)
        newest = versions.first
        expect(newest.get_by_text(w("making.ready"), exact=True)).to_be_visible(timeout=60_000)
        return newest

    def view_documents(self, view: str) -> None:
        """Turn to a part of the Documents page."""
        views = self.page.get_by_role("group", name=w("documents.views"))
        wanted = views.get_by_role("button", name=w(f"documents.view.{view}"), exact=True)
        wanted.click()
        expect(wanted).to_have_attribute("aria-pressed", "true")

    def bring_template(self, file: dict) -> None:
        """Send a template and wait for what was found in it."""
        place = self.page.get_by_label(w("templates.bring_hint"))
        place.set_input_files(file)
        expect(self.page.get_by_text(w("templates.checking", name=file["name"]))).to_have_count(0)

    def download(self, document: Locator, to: Path) -> Path:
        with self.page.expect_download() as coming:
            document.get_by_role("link", name=w("documents.download")).click()
        assert coming.value.suggested_filename.endswith(".docx")
        coming.value.save_as(to)
        return to


# --- the projector -----------------------------------------------------------------------


class Projector(Screen):
    """The big screen, and everything its websocket was ever told."""

    def __init__(self, context: BrowserContext, screens: Screens) -> None:
        self.told: list[str] = []
        super().__init__(context, screens)

    def open_tab(self) -> Page:
        page = super().open_tab()
        page.on("websocket", self._listen)
        return page

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.told.append(_as_text(frame)))

    def show(self, link: str) -> None:
        self.page.goto(link)

    def was_told(self, text: str) -> bool:
        written = json.dumps(text)[1:-1]  # Thai may travel as \uXXXX
        return any(text in frame or written in frame for frame in self.told)


def _as_text(frame: str | bytes) -> str:
    return frame if isinstance(frame, str) else frame.decode("utf-8", "replace")


# --- the phone ---------------------------------------------------------------------------


class Phone(Screen):
    """A participant's phone, 360 pixels wide."""

    def join(self, code: str, name: str = "", unit: str = "", category: str = "") -> None:
        """Sit down under a name, or without one."""
        self.page.goto("/")
        self.page.get_by_label(w("phone.join.code")).first.fill(code)
        if name:
            self.page.get_by_label(w("phone.join.name"), exact=True).fill(name)
        else:
            self.page.get_by_label(w("phone.join.anonymous")).check()
        if unit:
            self.page.get_by_label(w("phone.join.unit")).select_option(label=unit)
        if category:
            self.page.get_by_label(w("phone.join.category")).select_option(label=category)
        self.page.get_by_role("button", name=w("phone.join.submit"), exact=True).click()
        self.page.wait_for_url("**/room")
        expect(self.strip).to_contain_text(w("phone.link.on"))

    @property
    def strip(self) -> Locator:
        """What was sent, always in sight."""
        return self.page.get_by_role("region", name=w("phone.strip"))

    def expect_sent(self) -> None:
        expect(self.strip).to_contain_text(w("phone.sent.saved"))

    @contextmanager
    def offline(self) -> Iterator[None]:
        """Take the network away, as a hall without wifi does."""
        self.without_network = True
        self.context.set_offline(True)
        yield
        self.context.set_offline(False)

    @contextmanager
    def answered(self, status: int, body: dict | str, headers: dict | None = None) -> Iterator:
        """Let whatever is sent be answered so; gives the calls that were."""
        self.without_network = True
        asked = []

        def answer(route: Route) -> None:
            if route.request.method in ("GET", "HEAD"):
                route.fallback()
                return
            asked.append(route.request.url)
            kind = "text/html" if isinstance(body, str) else "application/json"
            said = body if isinstance(body, str) else json.dumps(body)
            given = {"content-type": kind, **(headers or {})}
            route.fulfill(status=status, body=said, headers=given)

        self.page.route("**/api/**", answer)
        yield asked
        self.page.unroute("**/api/**")

    @contextmanager
    def bad_network(self, seed: int) -> Iterator[Counter]:
        """Lose requests, lose answers, send twice, and send what is long past once more."""
        self.without_network = True
        lot, past, fates = random.Random(seed), [], Counter()  # noqa: S311 - repeatable

        def send_again(request: Request) -> None:
            jar = "; ".join(f"{kept['name']}={kept['value']}" for kept in self.context.cookies())
            here = urlsplit(request.url)._replace(netloc=f"127.0.0.1:{urlsplit(request.url).port}")
            self.context.request.fetch(
                here.geturl(),
                method=request.method,
                data=request.post_data,
                headers={"content-type": "application/json", "cookie": jar},
            )

        def meddle(route: Route) -> None:
            if route.request.method == "GET":
                route.fallback()
                return
            past.append(route.request)
            fate = lot.choice(["lost", "unheard", "twice", "late", "fine", "fine"])
            fates[fate] += 1
            if fate == "late":
                send_again(lot.choice(past))
            if fate in ("unheard", "twice"):
                send_again(route.request)
            if fate in ("lost", "unheard"):
                route.abort("connectionreset")
            else:
                route.continue_()

        self.page.route(re.compile("/api/(ideas|ballots)/"), meddle)
        yield fates
        self.page.unroute(re.compile("/api/(ideas|ballots)/"))

    def crash(self) -> None:
        """Kill the tab's process: nothing gets to say goodbye."""
        self.without_network = True
        with self.page.expect_event("crash"), suppress(Error):
            self.page.goto("chrome://crash", timeout=3_000)
        self.page.close()

    def fall_asleep(self) -> None:
        """Turn the screen off: the page is hidden, then frozen."""
        self._see("hidden")
        self._live("frozen")

    def wake_up(self) -> None:
        self._live("active")
        self._see("visible")

    def _live(self, state: str) -> None:
        cdp = self.context.new_cdp_session(self.page)
        cdp.send("Page.setWebLifecycleState", {"state": state})
        cdp.detach()

    def _see(self, state: str) -> None:
        self.page.evaluate(
            """(state) => {
            const seen = { value: state, configurable: true };
            Object.defineProperty(document, "visibilityState", seen);
            document.dispatchEvent(new Event("visibilitychange"));
        }""",
            state,
        )

    def expect_stage(self, stage: str) -> None:
        """See what a stage asks for: of ideas the list, of the others to wait."""
        asks = (
            self.heading(w("stage.ideas")) if stage == "ideas" else self.text(f"phone.wait.{stage}")
        )
        expect(asks).to_be_visible()

    def lose_next_answer(self) -> None:
        """Let the next thing sent arrive, and its answer get lost on the way back."""
        self.page.evaluate("""() => {
            const real = window.fetch;
            window.fetch = async (...call) => {
                const answer = await real(...call);
                if (call[1]?.method !== "PUT") return answer;
                window.fetch = real;
                throw new TypeError("lost");
            };
        }""")

    # ideas

    def pick_finding(self, text: str) -> None:
        show_all = self.page.get_by_role("button", name=w("phone.findings.all"), exact=True)
        show_all.click()
        self.page.get_by_role("searchbox", name=w("phone.findings.search")).fill(text[:30])
        finding = self.page.get_by_role("article").filter(has_text=text)
        finding.get_by_role("button", name=re.compile(w("phone.findings.propose"))).click()
        expect(self.idea_box).to_be_visible()

    @property
    def idea_box(self) -> Locator:
        return self.page.get_by_role("textbox", name=w("phone.ideas.box"))

    def write(self, text: str) -> None:
        self.idea_box.fill(text)
        self.button("phone.ideas.send").click()
        expect(self.idea_box).to_have_value("")  # the phone itself has it

    def other_finding(self) -> None:
        self.button("phone.ideas.change").click()

    def my_idea(self, text: str) -> Locator:
        mine = self.page.get_by_role("region", name=w("phone.ideas.mine"))
        return mine.get_by_role("article").filter(has_text=text)

    def expect_idea(self, text: str, state: str) -> None:
        """See an idea among mine, once, in a state: waiting or saved."""
        expect(self.my_idea(text)).to_have_count(1)
        expect(self.my_idea(text)).to_contain_text(w(f"phone.ideas.state_{state}"))

    def kept_ideas(self) -> list[str]:
        """Return the texts of my ideas as the server has them."""
        return [idea["text"] for idea in self._ask("/api/ideas")["mine"]]

    def _ask(self, address: str) -> dict:
        return self.page.evaluate("(a) => fetch(a).then((answer) => answer.json())", address)

    # the ballot

    def more(self, theme: str) -> Locator:
        return self.page.get_by_role("button", name=w("phone.ballot.more", name=theme), exact=True)

    def give(self, theme: str, points: int) -> None:
        choice = self.page.get_by_role("article", name=theme, exact=True)
        for given in range(1, points + 1):
            self.more(theme).tap()
            expect(choice).to_contain_text(w("phone.ballot.given", points=given))

    def expect_given(self, theme: str, points: int) -> None:
        choice = self.page.get_by_role("article", name=theme, exact=True)
        expect(choice).to_contain_text(w("phone.ballot.given", points=points))

    def kept_ballot(self) -> dict[str, int]:
        """Return my points by theme as the server has them."""
        ballot = self._ask("/api/ballot")
        names = {str(choice["id"]): choice["name"] for choice in ballot["choices"]}
        return {names[choice]: points for choice, points in (ballot["points"] or {}).items()}

    def ballots_cast(self) -> int:
        """Return how many ballots the round has."""
        return self._ask("/api/room")["round"]["ballots"]
