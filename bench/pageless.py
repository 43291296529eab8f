"""The server without its pages: nothing is built, API and websocket answer as ever."""

import argparse

from pmqa_workshop import serving


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    given = parser.parse_args()
    serving.build_frontend = lambda force=False: False
    serving.SERVE_WHAT_IS_BUILT.pop("__REFLEX_MOUNT_FRONTEND_COMPILED_APP")
    serving.serve(given.host, given.port)


if __name__ == "__main__":
    main()
