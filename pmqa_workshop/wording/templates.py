"""An office's own template: why it was refused, where and what to do about it."""

WORDS: dict[str, tuple[str, str]] = {
    "reason.tag_foreign": ("มีคำสั่งที่แม่แบบใช้ไม่ได้:", "it holds a command no template may use:"),
    "reason.tags_unreadable": ("อ่านคำสั่งในแม่แบบไม่ได้:", "its commands cannot be read:"),
    "reason.name_unknown": ("มีชื่อที่ไม่รู้จัก:", "it holds an unknown name:"),
    "reason.too_much": (
        "วนซ้ำมากเกินกว่าที่เอกสารใดต้องใช้",
        "its loops ask for more than any document needs",
    ),
    "reason.torn": (
        "คำสั่งเริ่มและจบคนละตำแหน่งจนเอกสารขาด:",
        "a command begins and ends in different places, which tears the document:",
    ),
}
