"""What right page numbers add to the plans: LibreOffice's pass over each."""

from bench.figures import Result
from bench.plans import Ask, of_each_size
from bench.scenarios import Options


def run(options: Options) -> Result:
    return of_each_size("layout", options, _measured)


def _measured(ask: Ask) -> Result:
    return ask("pages")
