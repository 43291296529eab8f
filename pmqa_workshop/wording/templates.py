"""An office's own template: what is wrong with it, where and what to do about it."""

WORDS: dict[str, tuple[str, str]] = {
    "reason.tag_foreign": (
        "มีคำสั่งที่แม่แบบใช้ไม่ได้:",
        "it holds a command no template may use:",
    ),
    "reason.tags_unreadable": (
        "อ่านคำสั่งในแม่แบบไม่ได้:",
        "its commands cannot be read:",
    ),
    "reason.name_unknown": (
        "มีชื่อที่ไม่รู้จัก:",
        "it holds an unknown name:",
    ),
    "reason.too_much": (
        "วนซ้ำมากเกินกว่าที่เอกสารใดต้องใช้",
        "its loops ask for more than any document needs",
    ),
    "reason.torn": (
        "คำสั่งเริ่มและจบคนละตำแหน่งจนเอกสารขาด:",
        "a command begins and ends in different places, which tears the document:",
    ),
    "reason.not_word": (
        "ไม่ใช่ไฟล์ Word (.docx)",
        "it is no Word file (.docx)",
    ),
    "reason.too_slow": (
        "ใช้เวลาจัดทำนานเกินไป",
        "it took too long to print",
    ),
    "template.is_fine": (
        "ใช้ได้",
        "OK",
    ),
    "template.warning": (
        "ข้อสังเกต: {text}",
        "Note: {text}",
    ),
    "template.sentence": (
        "{place} → {text}",
        "{place} → {text}",
    ),
    "template.place.file": (
        "ไฟล์",
        "The file",
    ),
    "template.place.body": (
        "เนื้อหา",
        "Text",
    ),
    "template.place.header": (
        "หัวกระดาษ",
        "Header",
    ),
    "template.place.footer": (
        "ท้ายกระดาษ",
        "Footer",
    ),
    "template.place.note": (
        "เชิงอรรถ",
        "Notes",
    ),
    "template.place.property": (
        "คุณสมบัติของไฟล์ (ชื่อเรื่อง ผู้เขียน ฯลฯ)",
        "The file's properties (title, author, …)",
    ),
    "template.place.comment": (
        "ข้อคิดเห็นในเอกสาร",
        "Comments",
    ),
    "template.place.chart": (
        "แผนภูมิ",
        "A chart",
    ),
    "template.place.top": (
        "ต้นเอกสาร",
        "beginning of the document",
    ),
    "template.place.heading": (
        "ใต้หัวข้อ “{heading}”",
        "under “{heading}”",
    ),
    "template.place.table": (
        "ตารางที่ {table}",
        "table {table}",
    ),
    "template.place.row": (
        "แถว {row}",
        "row {row}",
    ),
    "template.place.cell": (
        "ช่อง {cell}",
        "cell {cell}",
    ),
    "template.hint.meant": (
        " หมายถึง “{meant}” หรือไม่",
        " Did you mean “{meant}”?",
    ),
    "template.hint.known": (
        " (ที่ใช้ได้: {known})",
        " (there are: {known})",
    ),
    "template.file_refused": (
        "ใช้เป็นแม่แบบไม่ได้ เพราะ{reason}",
        "Cannot be a template: {reason}",
    ),
    "template.file_too_large": (
        "ไฟล์ใหญ่เกินไป ({reason})",
        "It is too large ({reason})",
    ),
    "template.file_unsafe": (
        "ไม่เปิดเพื่อความปลอดภัย: {reason} {target} บันทึกใหม่เป็น .docx ธรรมดาแล้วลองอีกครั้ง",
        "Not opened, for safety: {reason} {target}. Save it as a plain .docx and try again",
    ),
    "template.file_unreadable": (
        "อ่านไฟล์ไม่ได้ ({reason}) เปิดใน Word แล้วบันทึกใหม่",
        "It cannot be read ({reason}). Open it in Word and save it again",
    ),
    "template.file_locked": (
        "ไฟล์มีรหัสผ่าน บันทึกใหม่โดยไม่ใส่รหัสผ่าน",
        "It has a password. Save it without one",
    ),
    "template.file_kind_unknown": (
        "ไม่ใช่เอกสาร Word (.docx): {reason} บันทึกเป็น “เอกสาร Word (.docx)”",
        "It is no Word document (.docx): {reason}. Save it as “Word Document (.docx)”",
    ),
    "template.strict_format": (
        "เป็นรูปแบบ Strict Open XML บันทึกใหม่เป็น “เอกสาร Word (.docx)”",
        "It is Strict Open XML. Save it as “Word Document (.docx)”",
    ),
    "template.bound_control": (
        "ตัวควบคุมเนื้อหา “{text}” ผูกกับข้อมูลของ Word ซึ่งจะทับค่าที่เติม ลบตัวควบคุมแล้วพิมพ์ช่องใหม่",
        "The content control “{text}” is tied to data of Word's own, which would hide what is filled in. Remove it and type the placeholder",
    ),
    "template.not_filled": (
        "“{text}” อยู่ในส่วนที่ระบบไม่เติมให้ ย้ายไปไว้ในเนื้อหา หรือลบออก",
        "“{text}” stands where nothing is filled in. Move it into the text or remove it",
    ),
    "template.field_refused": (
        "มีฟิลด์ที่ไม่อนุญาต “{field}” ลบฟิลด์นี้ออก (คลิกแล้วกด Ctrl+Shift+F9 เพื่อเปลี่ยนเป็นข้อความ)",
        "The field “{field}” is not allowed. Remove it (Ctrl+Shift+F9 turns it into text)",
    ),
    "template.tag_in_field": (
        "ช่องเติมข้อความอยู่ในรหัสฟิลด์ “{field}” ย้ายออกมานอกฟิลด์",
        "A placeholder stands within the field code “{field}”. Move it out of the field",
    ),
    "template.foreign": (
        "{tag} ใช้คำสั่งที่แม่แบบใช้ไม่ได้ ({construct}) ใช้ได้เฉพาะชื่อข้อมูล for และ if",
        "{tag} says what no template may ({construct}); only names, for and if can be used",
    ),
    "template.filter_unknown": (
        "ไม่รู้จักรูปแบบ “{name}” ใน {tag}",
        "“{name}” in {tag} is no known form",
    ),
    "template.outside_loop": (
        "“{name}” ใช้ได้เฉพาะระหว่าง for กับ endfor ของรายการนั้น แต่ {tag} อยู่นอกวง",
        "“{name}” stands for a row only between its for and endfor; {tag} is outside",
    ),
    "template.construct.sum": ("การคำนวณ", "arithmetic"),
    "template.construct.call": ("การเรียกคำสั่ง", "a call"),
    "template.construct.joined": ("การต่อข้อความด้วย ~", "texts joined with ~"),
    "template.construct.inner": ("ชื่อที่ขึ้นต้นด้วยขีดล่าง", "a name that begins with an underscore"),
    "template.construct.key": ("วงเล็บเหลี่ยมที่ไม่ใช่เลขลำดับ", "square brackets that hold no place"),
    "template.construct.nesting": ("วงเล็บซ้อนกันลึกเกินไป", "too many brackets"),
    "template.construct.literal": ("ค่าที่ยาวหรือซับซ้อน", "a long or composed value"),
    "template.unreadable": (
        "อ่าน {tag} ไม่ได้ {detail} ตรวจตัวสะกดและเครื่องหมาย",
        "{tag} cannot be read: {detail}. Check its spelling and signs",
    ),
    "template.hidden_tag": (
        "{tag} ซ่อนอยู่ในที่ที่มองไม่เห็น (เช่น ข้อความที่ลบแบบติดตามการแก้ไข) ยอมรับการแก้ไขทั้งหมดแล้วลองอีกครั้ง",
        "{tag} stands where nobody sees it (as in text deleted with changes tracked). Accept all changes and try again",
    ),
    "template.unclosed": (
        "{tag} ไม่มี {end} ปิด",
        "{tag} has no {end}",
    ),
    "template.unopened": (
        "{tag} ไม่มีคำสั่งเปิดคู่กันอยู่ก่อนหน้า",
        "{tag} has nothing before it to belong to",
    ),
    "template.crossed": (
        "{tag} คร่อมกับ {other} ซึ่งเปิดทีหลังแต่ยังไม่ปิด",
        "{tag} crosses {other}, which was opened later and is still open",
    ),
    "template.level_differs": (
        "{tag} ต้องขึ้นต้นแบบเดียวกับ {other} (เช่น {{%tr คู่กับ {{%tr)",
        "{tag} must begin like {other} ({{%tr goes with {{%tr)",
    ),
    "template.ends_elsewhere": (
        "{tag} อยู่คนละช่อง แถว หรือตารางกับ {other} ย้ายมาไว้ที่เดียวกัน",
        "{tag} stands in another cell, row or table than {other}. Bring them together",
    ),
    "template.ends_in_other_paragraph": (
        "{tag} อยู่คนละย่อหน้ากับ {other} หากต้องการครอบหลายย่อหน้า ให้ใช้ {{%p แทน {{% ทั้งสองแห่ง แต่ละแห่งอยู่ลำพังในย่อหน้า",
        "{tag} stands in another paragraph than {other}. To hold several paragraphs write {{%p instead of {{% in both, each alone in its paragraph",
    ),
    "template.braces": (
        "วงเล็บปีกกาไม่ครบคู่: “{text}”",
        "Braces do not match: “{text}”",
    ),
    "template.braces_apart": (
        "มีช่องว่างคั่นวงเล็บปีกกา: “{text}” พิมพ์ให้ติดกัน",
        "Braces stand apart: “{text}”. Type them together",
    ),
    "template.unseen_letter": (
        "มีอักขระที่มองไม่เห็นใน {tag} (ตรงจุด •) ลบแล้วพิมพ์ใหม่",
        "{tag} holds a letter nobody sees (at •). Delete it and type it again",
    ),
    "template.dash": (
        "{tag} ใช้ขีดที่ขอบไม่ได้ เขียนโดยไม่มีขีด",
        "{tag} may not have a dash at its edge. Write it without",
    ),
    "template.level_unknown": (
        "{tag} ขึ้นต้นไม่ถูก ใช้ได้ {{%p {{%tr {{%tc หรือ {{{{p ตามด้วยช่องว่างธรรมดา และใช้ในข้อความที่เห็นเท่านั้น",
        "{tag} begins wrongly. Use {{%p, {{%tr, {{%tc or {{{{p with a plain space, in text that can be seen",
    ),
    "template.command_unknown": (
        "ไม่รู้จักคำสั่ง {tag} ใช้ได้ for if elif else endfor endif",
        "{tag} is no known command: for, if, elif, else, endfor, endif",
    ),
    "template.name_unknown": (
        "ไม่รู้จักชื่อ “{name}” ใน {tag}",
        "“{name}” in {tag} is no known name.",
    ),
    "template.part_unknown": (
        "“{name}” ไม่มีข้อมูลชื่อ “{wanted}” ใน {tag}",
        "“{name}” has no “{wanted}” in {tag}.",
    ),
    "template.loop_needed": (
        "“{name}” เป็นรายการ ต้องวนด้วย for ก่อนจึงใช้ “{wanted}” ได้ ใน {tag}",
        "“{name}” is a list: loop over it with for before using “{wanted}” in {tag}",
    ),
    "template.no_parts": (
        "“{name}” เป็นข้อความ ไม่มี “{wanted}” อยู่ข้างใน ใน {tag}",
        "“{name}” is a text and holds no “{wanted}” in {tag}",
    ),
    "template.not_a_list": (
        "“{name}” ไม่ใช่รายการ ใช้กับ for หรือเลขลำดับไม่ได้ ใน {tag}",
        "“{name}” is no list for {tag}",
    ),
    "template.not_joinable": (
        "“{name}” ต่อกันด้วย join ไม่ได้ เพราะไม่ใช่รายการของข้อความ ใน {tag}",
        "“{name}” in {tag} is no list of texts, so it cannot be joined",
    ),
    "template.not_text": (
        "“{name}” ไม่ใช่ข้อความ ใน {tag}",
        "“{name}” in {tag} is no text",
    ),
    "template.level_of_value": (
        "{tag} เขียนเป็น {{{{ {wanted} }}}}",
        "Write {tag} as {{{{ {wanted} }}}}",
    ),
    "template.block_without_p": (
        "{tag} เป็นส่วนที่ระบบวาด เขียน {{{{p {wanted} }}}} ไว้ลำพังในย่อหน้า",
        "{tag} is drawn by the program: write {{{{p {wanted} }}}} alone in a paragraph",
    ),
    "template.p_without_block": (
        "{tag} เป็นข้อความธรรมดา เขียนเป็น {{{{ {wanted} }}}}",
        "{tag} is plain text: write {{{{ {wanted} }}}}",
    ),
    "template.list_printed": (
        "“{name}” เป็นรายการ พิมพ์ทั้งรายการไม่ได้ วนด้วย for ก่อน (ข้างในมี: {known})",
        "“{name}” is a list: loop over it with for (it holds: {known})",
    ),
    "template.group_printed": (
        "“{name}” เป็นกลุ่มข้อมูล ระบุชื่อข้างในด้วยจุด (ข้างในมี: {known})",
        "“{name}” is a group: name what is in it after a dot (it holds: {known})",
    ),
    "template.flag_printed": (
        "“{name}” เป็นค่าใช่/ไม่ใช่ ใช้กับ if เท่านั้น ใน {tag}",
        "“{name}” is yes or no: use it with if only, not in {tag}",
    ),
    "template.loops_deep": (
        "{tag} วนซ้อนกันลึกเกินไป วนในรายการของแถวนั้นแทน",
        "{tag} loops within too many loops. Loop over what the row holds instead",
    ),
    "template.beside_p": (
        "{tag} ต้องอยู่ลำพังในย่อหน้า ข้อความหรือรูปที่อยู่ด้วยกันจะหายไป",
        "{tag} must be alone in its paragraph: words or pictures beside it would vanish",
    ),
    "template.beside_tr": (
        "{tag} ต้องอยู่ลำพังในแถวของตาราง ข้อความอื่นในแถวนี้จะหายไป",
        "{tag} must be alone in its table row: the other words of the row would vanish",
    ),
    "template.beside_tc": (
        "{tag} ต้องอยู่ลำพังในช่องของตาราง ข้อความอื่นในช่องนี้จะหายไป",
        "{tag} must be alone in its table cell: the other words of the cell would vanish",
    ),
    "template.no_tr": (
        "{tag} ต้องอยู่ในแถวของตาราง",
        "{tag} must stand in a table row",
    ),
    "template.no_tc": (
        "{tag} ต้องอยู่ในช่องของตาราง",
        "{tag} must stand in a table cell",
    ),
    "template.trial_refused": (
        "ลองพิมพ์แล้วไม่สำเร็จ: {reason} {detail}",
        "The trial print failed: {reason} {detail}",
    ),
    "template.trial_memory": (
        "ลองพิมพ์แล้วใช้หน่วยความจำมากเกินไป ลดการวนซ้อนและขนาดรูป",
        "The trial print needed too much memory. Use fewer loops and smaller pictures",
    ),
    "template.trial_broken": (
        "ลองพิมพ์แล้วได้เอกสารที่เปิดไม่ได้ ({detail}) เริ่มใหม่จากแม่แบบของระบบแล้วปรับทีละส่วน",
        "The trial print gave a document that cannot be opened ({detail}). Begin again from our template, step by step",
    ),
    "template.trial_slow": (
        "ตรวจไม่เสร็จในเวลาที่กำหนด มักเกิดจากการวนซ้อนหรือไฟล์ที่ใหญ่ผิดปกติ",
        "The check did not end in time: mostly loops within loops, or an unusually large file",
    ),
    "template.tag_left": (
        "ลองพิมพ์แล้วยังเหลือ “{text}” ในเอกสาร",
        "The trial print leaves “{text}” in the document",
    ),
    "template.blocks_unused": (
        "แม่แบบไม่ได้ใช้ส่วนเหล่านี้ จึงไม่ปรากฏในเอกสาร: {names}",
        "The template leaves these out, so they are not in the document: {names}",
    ),
    "template.styles_missing": (
        "ไม่มีสไตล์เหล่านี้ ส่วนที่ระบบวาดจะใช้ลักษณะข้อความธรรมดาแทน: {names}",
        "These styles are missing; what the program draws will look like plain text: {names}",
    ),
    "template.changes_tracked": (
        "ยังเปิดติดตามการแก้ไข (Track Changes) ควรยอมรับหรือปฏิเสธทั้งหมดก่อน",
        "Changes are tracked. Accept or reject them all first",
    ),
    "template.comments_stay": (
        "มีข้อคิดเห็น (Comments) ซึ่งจะติดไปในเอกสารทุกฉบับ",
        "It holds comments, which will be in every document",
    ),
    "template.asks_on_opening": (
        "ตั้งให้ปรับปรุงฟิลด์เมื่อเปิด Word จะถามทุกครั้งที่เปิดเอกสาร",
        "It updates fields when opened: Word will ask a question each time",
    ),
}
