"""J: everybody scans the code at once: seats over HTTP, then a websocket each, from one address."""

from bench.crowd import Room, arrive, backstage, make_room, name_of, phones
from bench.figures import Result, result, spread_ms
from bench.generator import run_loop
from bench.pace import Watch
from bench.placing import place
from bench.scenarios import Options
from bench.server import Meter, Server

PHONES = 500
SECONDS = 10
MOST_SEATS = 1000  # whoever comes after them is told that the room is full


def run(options: Options) -> Result:
    number, seconds = options.phones or PHONES, options.seconds or SECONDS
    server = Server(pages=options.pages, database=options.database)
    room = make_room(server, "registration", min(number, MOST_SEATS))
    with server, place(server, apart=options.apart):
        return run_loop(_measure(server, room, number, seconds))


async def _measure(server: Server, room: Room, number: int, seconds: float) -> Result:
    async with phones(server, number) as crowd:
        with Meter(server) as meter:
            async with Watch() as watch:
                arrivals = await arrive(crowd, room, seconds)
    seated = [arrival for arrival in arrivals if arrival.answer.is_ok]
    entered = [arrival.entered_s for arrival in seated if arrival.entered_s is not None]
    full = sum(arrival.answer.is_full for arrival in arrivals)
    refused = sum(arrival.answer.is_refusal for arrival in arrivals) - full
    rows = backstage(server, "count", room)["seats"]
    ours = [rows.count(name_of(at)) for at in range(number)]
    return result(
        "join",
        phones=number,
        seconds=seconds,
        acknowledged=len(seated),
        counted=sum(ours),
        lost=max(0, len(seated) - sum(found > 0 for found in ours)),
        doubled=sum(found - 1 for found in ours if found > 1),
        refused=refused,
        told_full=full,
        errors=number - refused - full - len(entered),
        **spread_ms("ack", [arrival.joined_s for arrival in seated], 50, 95, 99),
        **spread_ms("entered", entered, 50, 95, 99),
        **meter.figures(),
        **watch.figures(),
    )
