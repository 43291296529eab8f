"""`python -m pmqa_workshop`: the operator's commands."""

import sys

from pmqa_workshop.cli import main

if __name__ == "__main__":
    sys.exit(main())
