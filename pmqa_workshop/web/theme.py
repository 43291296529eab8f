"""The look, once: tokens as CSS variables, Tailwind names for them, and class strings of parts.

Values come from docs/look.md. High contrast and larger text are the same tokens, other values.
"""

COLOURS = {
    "ink": "#14213D",
    "muted": "#4A5670",
    "paper": "#FFFFFF",
    "ground": "#F5F7FA",
    "line": "#D8DEE9",
    "edge": "#7A869E",
    "primary": "#1D4E89",
    "primary-dark": "#163C6A",
    "primary-soft": "#E8EFF8",
    "positive": "#1B7F4B",
    "positive-soft": "#E6F4EC",
    "warning": "#B45309",
    "warning-soft": "#FDF3E3",
    "danger": "#B42318",
    "danger-soft": "#FDECEA",
}
# One hue per category: a bar or a dot beside dark text, never text on colour, never alone.
CATEGORY_COLOURS = {
    1: "#7C3AED",
    2: "#1D6FD1",
    3: "#0E8F8F",
    4: "#3F8F29",
    5: "#C58A00",
    6: "#D4541A",
    7: "#C2257A",
}

TAILWIND = {
    "theme": {
        "extend": {
            "colors": {
                **{name: f"var(--{name})" for name in COLOURS},
                **{f"cat{number}": f"var(--cat{number})" for number in CATEGORY_COLOURS},
            },
            "fontFamily": {"sans": ["Sarabun", "system-ui", "sans-serif"]},
            "borderRadius": {"card": "10px", "chip": "999px"},
            "boxShadow": {"float": "0 6px 24px rgba(20, 33, 61, .16)"},
            "maxWidth": {"phone": "680px", "desk": "1200px"},
        }
    }
}

_BUTTON = (
    "inline-flex items-center justify-center gap-2 min-h-11 px-5 py-2 rounded-card font-bold "
    "cursor-pointer disabled:cursor-not-allowed aria-disabled:cursor-not-allowed "
    "transition-opacity duration-150 "
)
BUTTON = {
    "primary": _BUTTON + "bg-primary text-paper hover:bg-primary-dark disabled:bg-edge "
    "aria-disabled:bg-edge",
    "quiet": _BUTTON + "bg-paper text-primary border border-primary hover:bg-primary-soft "
    "disabled:text-muted disabled:border-line aria-disabled:text-muted aria-disabled:border-line",
    "plain": _BUTTON + "bg-transparent text-primary hover:bg-primary-soft disabled:text-muted "
    "aria-disabled:text-muted",
    "danger": _BUTTON + "bg-paper text-danger border border-danger hover:bg-danger-soft",
}
FIELD = (
    "w-full min-h-11 px-3 py-2 rounded-card border border-edge bg-paper text-ink "
    "placeholder:text-muted"
)
LABEL = "block font-bold mb-1"
CARD = "bg-paper border border-line rounded-card p-4"
CHIP = "inline-flex items-center gap-1 px-3 py-0.5 rounded-chip text-base border border-line"
TITLE = "text-2xl font-bold leading-snug"
HEADING = "text-xl font-bold leading-snug"


def stylesheet() -> str:
    """Return assets/styles/tokens.css; a test holds the file to it."""
    lines = [f"  --{name}: {value};" for name, value in COLOURS.items()]
    lines += [f"  --cat{number}: {value};" for number, value in CATEGORY_COLOURS.items()]
    return ":root {\n" + "\n".join(lines) + "\n}\n"
