"""The phone's outbox alone, in Node: what it makes of answers that a browser test cannot time."""

import json
import os
import subprocess
import sysconfig
from pathlib import Path

from pmqa_workshop.settings import PROJECT

NODE = Path(sysconfig.get_path("scripts")) / "node"
OUTBOX = PROJECT / "pmqa_workshop" / "web" / "components" / "phone_outbox.js"
PHONE = Path(__file__).with_name("phone.mjs")


def play(story):
    """Return what the phone shows and keeps at the end of a story."""
    done = subprocess.run(
        [NODE, "--input-type=module"],
        input=f"{PHONE.read_text()}\n{story}\ntold();",
        env={**os.environ, "OUTBOX": OUTBOX.as_uri()},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


FAILED = '[500, {error: "unexpected", message: "…"}]'
SAVED = {"waiting": [], "refused": [], "kept": [], "savedOnce": True, "keys": ["idea-a"]}


def test_silence_does_not_count_as_a_failure_of_the_server():
    seen = play(
        f'answers.push(...Array(20).fill(null), {FAILED}); await raise("a"); await rest(300);'
    )

    assert seen == SAVED


def test_what_the_server_fails_at_again_and_again_is_set_aside_and_the_next_is_sent():
    seen = play(f"""answers.push(...Array(6).fill({FAILED}));
        await raise("a"); await raise("b"); await rest(300);""")

    assert seen == SAVED | {"refused": ["a"], "kept": ["a"], "keys": ["idea-a", "idea-b"]}


def test_a_failure_on_the_way_is_no_word_of_the_server():
    seen = play("""answers.push(...Array(20).fill([500, "<html>"]));
        await raise("a"); await rest(300);""")

    assert seen == SAVED


def test_what_is_written_down_at_once_is_kept_all_of_it_where_there_is_no_database():
    seen = play("""answers.push(...Array(10_000).fill(null));
        await Promise.all(["a", "b", "c"].map(raise)); await rest(50);""")

    assert (seen["waiting"], seen["kept"]) == (["a", "b", "c"], ["a", "b", "c"])
