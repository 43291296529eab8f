"""What a phone downloads and how long it waits, in headless Chromium on a slow network."""

import asyncio
import shutil
from collections import Counter
from dataclasses import dataclass
from typing import Any

from bench.crowd import Room, make_room, name_of
from bench.figures import Result, result
from bench.phone import SEAT_COOKIE, Phone
from bench.scenarios import Options
from bench.server import Server

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
SLOW = {
    "offline": False,
    "latency": 150,  # ms, round trip
    "downloadThroughput": 1.6e6 / 8,  # bytes a second
    "uploadThroughput": 0.75e6 / 8,
}
# Without https a browser does not ask for brotli, but on this very machine it does.
AS_WITHOUT_HTTPS = {"accept-encoding": "gzip"}
SMALL_SCREEN = {"width": 360, "height": 740}
PATIENCE = 30_000  # ms
REST = 2000  # ms after it is usable, for what is still loading
KB = 1024
# Usable: drawn, enabled, and taken over by React, so that a tap or a letter is not lost.
USABLE = """
(() => {
  const alive = (e) => Object.keys(e).some((k) => k.startsWith("__reactProps"));
  const seen = (e) => e.getClientRects().length > 0 && !e.disabled && alive(e);
  const look = () => {
    const found = [...document.querySelectorAll(%r)].some(seen);
    if (found) window.__usable = performance.now();
    else requestAnimationFrame(look);
  };
  look();
})()
"""


@dataclass(frozen=True)
class Page:
    name: str
    path: str
    awaited: str  # what must be usable
    needs_seat: bool


PAGES = (
    Page("door", "/", "main input", needs_seat=False),
    Page("room", "/room", "main ul > li", needs_seat=True),
)


def run(options: Options) -> Result:
    server = Server(database=options.database)
    room = make_room(server, "ideas", 1)
    with server:
        return asyncio.run(_measure(server, room))


async def _measure(server: Server, room: Room) -> Result:
    from playwright.async_api import Error, async_playwright

    async with Phone(server.base) as phone:
        answer = await phone.join(room.code, name=name_of(0), unit_id=room.units[0], category=1)
    found: dict[str, Any] = {"errors": int(not answer.is_ok), "failures": []}
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        for page in PAGES:
            try:
                found |= await _open(browser, server, page, phone.seat if page.needs_seat else "")
            except Error as failed:
                found["errors"] += 1
                found["failures"].append(f"{page.name}: {failed.message.splitlines()[0]}")
        found["chromium"] = browser.version
        await browser.close()
    return result("page", phones=1, **found)


async def _open(browser: Any, server: Server, page: Page, seat: str) -> dict[str, Any]:
    """Open the page with nothing cached; weigh what came, and time what was seen."""
    context = await browser.new_context(
        viewport=SMALL_SCREEN, is_mobile=True, has_touch=True, extra_http_headers=AS_WITHOUT_HTTPS
    )
    if seat:
        await context.add_cookies([{"name": SEAT_COOKIE, "value": seat, "url": server.base}])
    tab = await context.new_page()
    await tab.add_init_script(USABLE % page.awaited)
    weights = await _slow_and_weighed(await context.new_cdp_session(tab))
    try:
        await tab.goto(f"{server.base}{page.path}", wait_until="commit", timeout=PATIENCE)
        await tab.wait_for_function("window.__usable", timeout=PATIENCE)
        await tab.wait_for_timeout(REST)
        return await _figures(tab, page.name, weights)
    finally:
        await context.close()


async def _figures(tab: Any, name: str, weights: Counter[str]) -> dict[str, Any]:
    drawn = await tab.evaluate(
        "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
    )
    weighed = {kind: round(size / KB, 1) for kind, size in weights.items()}
    return {
        f"{name}_weight_kb": round(sum(weights[kind] for kind in ("html", "js", "css")) / KB, 1),
        f"{name}_fonts_kb": round(weights["fonts"] / KB, 1),
        f"{name}_kinds_kb": weighed,
        f"{name}_drawn_ms": None if drawn is None else round(drawn),
        f"{name}_usable_ms": round(await tab.evaluate("window.__usable")),
    }


async def _slow_and_weighed(cdp: Any) -> Counter[str]:
    """Slow the tab's network down and count the bytes that come over it, by kind."""
    weights: Counter[str] = Counter()
    kinds: dict[str, str] = {}

    def answered(event: dict[str, Any]) -> None:
        response = event["response"]
        kinds[event["requestId"]] = _kind(response["mimeType"], response["url"])

    def finished(event: dict[str, Any]) -> None:
        weights[kinds.get(event["requestId"], "other")] += int(event["encodedDataLength"])

    cdp.on("Network.responseReceived", answered)
    cdp.on("Network.loadingFinished", finished)
    await cdp.send("Network.enable")
    await cdp.send("Network.setCacheDisabled", {"cacheDisabled": True})
    await cdp.send("Network.emulateNetworkConditions", SLOW)
    return weights


def _kind(mime: str, url: str) -> str:
    for telltale, kind in (
        ("html", "html"),
        ("javascript", "js"),
        ("css", "css"),
        ("font", "fonts"),
    ):
        if telltale in mime:
            return kind
    return "fonts" if url.endswith(".woff2") else "other"
