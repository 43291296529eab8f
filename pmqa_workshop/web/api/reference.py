"""The API for people: one plain page drawn from the OpenAPI description, nothing from outside."""

from collections.abc import Iterator
from html import escape
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from pmqa_workshop.web.api.base import language_of
from pmqa_workshop.wording import Words, words

router = APIRouter()
Schema = dict[str, Any]
METHODS = ("get", "post", "put", "delete")

LOOKS = """
body { font: 1.0625rem/1.6 Sarabun, system-ui, sans-serif; color: var(--ink);
       background: var(--ground); margin: 0; overflow-wrap: anywhere }
main, header { max-width: 60rem; margin: auto; padding: 1rem }
h1, h2 { line-height: 1.3 }
nav ul { list-style: none; padding: 0 }
nav li { padding: .15rem 0 }
a { color: var(--primary) }
article { background: var(--paper); border: 1px solid var(--line); border-radius: 10px;
          padding: .5rem 1rem 1rem; margin: 1rem 0 }
h3 { font-size: 1.1rem; margin: .5rem 0 }
code { font-size: .95em }
.method { color: var(--primary-dark); text-transform: uppercase }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100% }
caption { text-align: left; font-weight: 700; padding-top: .75rem }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0;
         border-bottom: 1px solid var(--line); font-weight: 400 }
thead th { color: var(--muted) }
"""


@router.get("/api/docs", include_in_schema=False)
async def reference(request: Request) -> HTMLResponse:
    """Draw the API as a page that needs no script."""
    language = language_of(request)
    return HTMLResponse(_page(request.app.openapi(), language))


def _page(described: Schema, language: str) -> str:
    w = words(language)
    parts: dict[str, list[tuple[str, str, Schema]]] = {}
    for path, methods in described["paths"].items():
        for method in METHODS:
            if method in methods:
                tag = methods[method]["tags"][0]
                parts.setdefault(tag, []).append((method, path, methods[method]))
    schemas = described["components"]["schemas"]
    return "".join(
        [
            f'<!doctype html><html lang="{language}"><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{w('api.title')}</title>",
            '<link rel="stylesheet" href="/styles/fonts.css">',
            '<link rel="stylesheet" href="/styles/tokens.css">',
            f"<style>{LOOKS}</style>",
            f"<header><h1>{w('api.title')}</h1><p>{w('api.lead')}</p>",
            f'<p><a href="/api/openapi.json">{w("api.file")}</a></p></header><main>',
            *_contents(parts, w),
            *(text for tag, calls in parts.items() for text in _part(tag, calls, schemas, w)),
            "</main></html>",
        ]
    )


def _contents(parts: dict[str, list[tuple[str, str, Schema]]], w: Words) -> Iterator[str]:
    yield f'<nav aria-label="{w("api.contents")}"><ul>'
    for tag, calls in parts.items():
        yield f"<li><b>{w(f'api.part.{tag}')}</b><ul>"
        for _, path, call in calls:
            where = f'<a href="#{call["operationId"]}">{escape(path)}</a>'
            yield f'<li>{where} <span lang="en">{escape(call["summary"])}</span></li>'
        yield "</ul></li>"
    yield "</ul></nav>"


def _part(
    tag: str, calls: list[tuple[str, str, Schema]], schemas: Schema, w: Words
) -> Iterator[str]:
    yield f"<h2>{w(f'api.part.{tag}')}</h2>"
    for method, path, call in calls:
        yield f'<article id="{call["operationId"]}">'
        yield f'<h3><code><b class="method">{method}</b> {escape(path)}</code></h3>'
        for paragraph in [call["summary"], *call.get("description", "").split("\n\n")]:
            yield f'<p lang="en">{escape(paragraph)}</p>' if paragraph else ""
        yield from _given(call, schemas, w)
        yield from _answers(call, w)
        yield "</article>"


def _given(call: Schema, schemas: Schema, w: Words) -> Iterator[str]:
    """Draw what is sent: parts of the address, then fields of the body."""
    rows = [
        (one["name"], w(f"api.in_{one['in']}"), _kind(one["schema"], schemas, w), one["required"])
        for one in call.get("parameters", [])
    ]
    body = call.get("requestBody", {}).get("content", {}).get("application/json", {})
    named = _named(body.get("schema", {}), schemas)
    needed = named.get("required", [])
    rows += [
        (name, w("api.in_body"), _kind(field, schemas, w), name in needed)
        for name, field in named.get("properties", {}).items()
    ]
    if rows:
        yield from _table(
            w("api.given"),
            (w("api.name"), w("api.where"), w("api.kind"), w("api.needed")),
            [
                (f"<code>{escape(name)}</code>", where, escape(kind), w("api.yes") if must else "–")
                for name, where, kind, must in rows
            ],
        )


def _answers(call: Schema, w: Words) -> Iterator[str]:
    yield from _table(
        w("api.answers"),
        (w("api.status"), w("api.means")),
        [
            (status, f'<span lang="en">{escape(answer["description"])}</span>')
            for status, answer in sorted(call["responses"].items())
        ],
    )


def _table(caption: str, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    yield f'<div class="wide" tabindex="0" role="group" aria-label="{caption}"><table>'
    yield f"<caption>{caption}</caption><thead><tr>"
    yield "".join(f'<th scope="col">{head}</th>' for head in heads)
    yield "</tr></thead><tbody>"
    for first, *others in rows:
        cells = "".join(f"<td>{cell}</td>" for cell in others)
        yield f'<tr><th scope="row">{first}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _named(schema: Schema, schemas: Schema) -> Schema:
    return schemas[schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema


def _kind(schema: Schema, schemas: Schema, w: Words) -> str:
    """Return a field's type and bounds in a few words."""
    if "anyOf" in schema:
        return " | ".join(_kind(one, schemas, w) for one in schema["anyOf"])
    found = _named(schema, schemas)
    kind = str(found.get("type", "object"))
    if "items" in found:
        kind = f"{kind} · {_kind(found['items'], schemas, w)}"
    bounds = [
        f"{sign} {found[key]}" for key, sign in (("minimum", "≥"), ("maximum", "≤")) if key in found
    ]
    bounds += [w("api.most", most=found[key]) for key in ("maxLength", "maxItems") if key in found]
    return ", ".join([kind, *bounds])
