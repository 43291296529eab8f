"""What Microsoft's Open XML SDK finds in files; one start of the validator reads many."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

ROOT = Path(__file__).resolve().parents[2]
SDK = ROOT / ".tools/ooxml/node_modules/@ooxml-tools/validate/dist/npm/index.js"
NODE = shutil.which("node") or next(map(str, (ROOT / ".venv" / "bin").glob("node")), None)
SECONDS = 300
READ_ALL = """
import { readFile } from "fs/promises";
import { pathToFileURL } from "url";
const [sdk, ...files] = process.argv.slice(1);
const { default: validate, getFileFormatFromName } = await import(pathToFileURL(sdk));
const found = [];
for (const file of files)
  found.push(await validate(await readFile(file), getFileFormatFromName(file)));
process.stdout.write(JSON.stringify(found), () => process.exit(0));
"""
needs_validator = pytest.mark.skipif(
    not (NODE and SDK.exists()),
    reason="node or the validator is missing; `make test` installs it in .tools/ooxml",
)


def errors_in(files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Return what breaks a rule, by the file's name; files without fault are left out."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{at}{Path(name).suffix}" for at, name in enumerate(files)]
        for path, content in zip(paths, files.values(), strict=True):
            path.write_bytes(content)
        command = [str(NODE), "--input-type=module", "-e", READ_ALL, str(SDK), *map(str, paths)]
        asked = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=True)
    found = zip(files, json.loads(asked.stdout), strict=True)
    return {name: [error["description"] for error in errors] for name, errors in found if errors}
