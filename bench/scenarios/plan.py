"""Plans of sixty and three hundred initiatives as Word documents, each in a fresh process."""

from bench.figures import Result, ratio
from bench.plans import Ask, of_each_size
from bench.scenarios import Options


def run(options: Options) -> Result:
    """Print plans without page numbers, beside docxtpl alone, and what else is made of them."""
    return of_each_size("plan", options, _measured)


def _measured(ask: Ask) -> Result:
    printed, bare = ask("plan"), ask("floor")
    return {
        **printed,
        **bare,
        "wrong": len(printed["wrong"]),
        "faults": printed["wrong"],
        "ratio": ratio(printed["print_s"], bare["floor_s"]),
        **ask("others"),
    }
