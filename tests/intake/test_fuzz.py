"""Readers under fire: some seconds each here, PMQA_FUZZ_SECONDS=600 for ten minutes each."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SECONDS = float(os.environ.get("PMQA_FUZZ_SECONDS", "3"))
MEGABYTES = 256


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="memory as Linux counts it")
@pytest.mark.timeout(SECONDS * 3 + 120)
@pytest.mark.parametrize("reader", ["xlsx", "docx", "pdf", "text", "register"])
def test_reader_under_fire_only_reads_or_refuses(reader):
    done = subprocess.run(
        [sys.executable, "-m", "tests.intake.fuzzing", reader, str(SECONDS)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS * 3 + 100,
    )

    assert done.returncode == 0, done.stderr[-4000:]
    told = json.loads(done.stdout)
    sys.stdout.write(f"{told}\n")
    assert told["files"] > 10
    assert told["slowest"] < 10
    assert told["peak_mb"] < MEGABYTES
