import asyncio
import gc

from pmqa_workshop.web.memory import SELDOM, collect_seldom


def test_what_stands_when_serving_begins_is_not_searched_and_afterwards_all_is_as_before():
    before = gc.get_threshold()

    async def serve():
        async with collect_seldom():
            return gc.get_threshold(), gc.get_freeze_count()

    threshold, left_out = asyncio.run(serve())

    assert threshold == SELDOM
    assert left_out > 10_000
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, 0)
