"""Refusals: what is safe, what was wrong, what to do."""

WORDS: dict[str, tuple[str, str]] = {
    "error.workshop_error": (
        "ข้อมูลเดิมยังอยู่ครบ แต่ทำรายการนี้ไม่ได้ ลองอีกครั้งหรือแจ้งผู้ดูแลระบบ",
        "Nothing was lost, but this could not be done. Try again or tell the administrator.",
    ),
    "error.unexpected": (
        "สิ่งที่บันทึกแล้วยังอยู่ครบ เกิดข้อขัดข้องในระบบ ลองอีกครั้ง หากยังไม่ได้ให้แจ้งผู้ดูแลพร้อมรหัส {reference}",
        "What was saved is safe. Something failed in the system; try again, and if it persists "
        "tell the administrator this reference: {reference}",
    ),
    "error.not_signed_in": (
        "ยังไม่ได้เข้าระบบ หรือหมดเวลาแล้ว เข้าระบบใหม่แล้วทำต่อได้ทันที",
        "You are not signed in, or your time ran out. Sign in again and carry on.",
    ),
    "error.not_allowed": (
        "บัญชีนี้ไม่มีสิทธิ์ทำรายการนี้ ติดต่อผู้ดูแลระบบหากควรมีสิทธิ์",
        "This account may not do that. Ask the administrator if it should.",
    ),
    "error.not_found": (
        "ไม่พบ{what}นี้ อาจถูกนำออกแล้ว กลับไปหน้าก่อนแล้วเลือกใหม่",
        "This {what} is not here; it may have been taken out. Go back and choose again.",
    ),
    "error.wrong_stage": (
        "ขณะนี้ห้องอยู่ในขั้น “{stage}” จึงยังทำรายการนี้ไม่ได้ สิ่งที่พิมพ์ไว้ยังอยู่ในเครื่อง",
        "The room is at “{stage}” now, so this cannot be done. What you typed is still here.",
    ),
    "error.pages_unavailable": (
        "ตอนนี้แสดงหน้าหรือทำ PDF ไม่ได้ เพราะเครื่องแม่ข่ายไม่มี LibreOffice หรือทำไม่ทัน ไฟล์ Word ดาวน์โหลดได้ตามปกติ "
        "ลองใหม่ภายหลัง หรือบันทึกเป็น PDF จาก Word",
        "Pages and PDF cannot be made now: the server lacks LibreOffice or it did not finish in time. "
        "The Word file can be downloaded as ever; try again later, or save it as PDF in Word.",
    ),
    "error.libreoffice_missing": (
        "ไม่ได้เขียนไฟล์ เพราะ PDF ต้องใช้ LibreOffice และไม่พบในเครื่องนี้ (คำสั่ง soffice) "
        "ติดตั้ง libreoffice-writer แล้วสั่งใหม่ หรือใช้ --out ชื่อไฟล์.docx",
        "Nothing was written: a PDF needs LibreOffice, which is not on this machine (the command soffice). "
        "Install libreoffice-writer and try again, or use --out FILE.docx.",
    ),
    "error.pdf_not_made": (
        "ไม่ได้เขียนไฟล์ เพราะ LibreOffice ทำ PDF ไม่สำเร็จภายใน {seconds} วินาที "
        "สั่งใหม่เมื่อเครื่องว่าง หรือใช้ --out ชื่อไฟล์.docx",
        "Nothing was written: LibreOffice did not make the PDF within {seconds} seconds. "
        "Try again when the machine is less busy, or use --out FILE.docx.",
    ),
    "error.storage_unavailable": (
        "สิ่งที่บันทึกแล้วยังอยู่ครบ แต่ตอนนี้ฐานข้อมูลรับข้อมูลไม่ได้ สิ่งที่พิมพ์ไว้ยังอยู่ รอประมาณ {seconds} วินาทีแล้วลองใหม่ "
        "(โทรศัพท์จะส่งให้เอง) หากยังไม่ได้ให้แจ้งผู้ดูแลระบบ",
        "What was saved is safe, but the database cannot take anything just now. What you typed is "
        "still here: try again in about {seconds} seconds (a phone sends it by itself). If it goes "
        "on, tell the administrator.",
    ),
    "error.sign_in_refused": (
        "อีเมลหรือรหัสผ่านไม่ถูกต้อง ตรวจแป้นพิมพ์ภาษาและตัวพิมพ์ใหญ่ แล้วลองใหม่",
        "The e-mail or password is not right. Check the keyboard language and capitals.",
    ),
    "error.too_many_attempts": (
        "ลองผิดหลายครั้งเกินไป รอ {seconds} วินาทีแล้วลองใหม่",
        "Too many attempts. Wait {seconds} seconds and try again.",
    ),
    "error.link_expired": (
        "ลิงก์นี้ใช้แล้วหรือหมดอายุ ขอลิงก์ใหม่จากผู้ดูแลระบบ หรือดูที่หน้าจอเครื่องแม่ข่าย",
        "This link was used or has expired. Ask the administrator for a new one, or look at the "
        "server's terminal.",
    ),
    "error.password_refused": (
        "รหัสผ่านนี้{reason} ใช้อย่างน้อย {shortest} ตัวอักษร เช่น คำหลายคำที่จำได้ต่อกัน",
        "This password {reason}. Use at least {shortest} characters, such as a few words together.",
    ),
    "error.join_refused": ("เข้าห้องนี้ไม่ได้", "This room cannot be joined."),
    "error.code_unknown": (
        "ไม่พบห้องที่ใช้รหัสนี้ ตรวจรหัส 6 ตัวบนจอใหญ่อีกครั้ง (ไม่มีเลข 0 กับ 1 และตัว O กับ I)",
        "No room has this code. Check the six letters on the big screen (there is no 0, 1, O or I).",
    ),
    "error.joining_closed": (
        "ห้องนี้ปิดรับผู้เข้าร่วมใหม่แล้ว แจ้งวิทยากรหากต้องการเข้าร่วม ผู้ที่เคยเข้าแล้วใช้รหัสส่วนตัวกลับเข้าได้",
        "This room takes nobody new. Tell the facilitator; those seated before can come back "
        "with their personal code.",
    ),
    "error.room_full": (
        "ห้องเต็มแล้ว ({capacity} คน) แจ้งวิทยากรให้เพิ่มที่นั่ง แล้วกดเข้าร่วมอีกครั้ง",
        "The room is full ({capacity}). Ask the facilitator to add seats, then join again.",
    ),
    "error.seat_moved": (
        "ที่นั่งนี้ย้ายไปใช้บนเครื่องอื่นแล้ว ใช้รหัสส่วนตัวเพื่อกลับเข้าที่นั่งเดิม หรือกดเข้าร่วมอีกครั้งเพื่อนั่งที่ใหม่",
        "This seat is on another phone now. Come back to it with the personal code, or join again "
        "for a new one.",
    ),
    "error.text_refused": ("ข้อความนี้ใช้ไม่ได้", "This text cannot be used."),
    "error.text_missing": ("ยังไม่ได้กรอก{field}", "{field} is still empty."),
    "error.text_too_long": (
        "{field}ยาว {length} ตัวอักษร เกินที่รับได้ {longest} ข้อความยังอยู่ ตัดให้สั้นลงหรือแบ่งเป็นหลายข้อ",
        "{field} has {length} characters, over the limit of {longest}. Your text is still here: "
        "shorten it or split it.",
    ),
    "error.category_unknown": (
        "หมวดต้องเป็น 1 ถึง 7 (ได้รับ: {category})",
        "The category must be 1 to 7 (got: {category}).",
    ),
    "error.finding_missing": (
        "เลือกข้อค้นพบที่ข้อเสนอนี้ตอบ หรือกด “ไม่อ้างอิงข้อค้นพบ” ข้อความยังอยู่",
        "Choose the finding this answers, or tap “No finding”. Your text is still here.",
    ),
    "error.value_refused": (
        "ค่าใน{field}ใช้ไม่ได้ (ช่วงที่รับได้ {least} – {most}) ค่าเดิมยังอยู่",
        "The value of {field} cannot be used (allowed: {least} – {most}). The old value stands.",
    ),
    "error.months_reversed": (
        "เดือนสิ้นสุดอยู่ก่อนเดือนเริ่ม ค่าเดิมยังอยู่ เลือกเดือนใหม่ (ปีงบประมาณเริ่มเดือนตุลาคม)",
        "The last month comes before the first. The old value stands; choose again (the fiscal "
        "year begins in October).",
    ),
    "error.value_unusable": (
        "ค่าใน “{field}” ใช้ไม่ได้ แก้แล้วลองอีกครั้ง ค่าเดิมยังอยู่",
        "The value of “{field}” cannot be used. Correct it and try again; the old value stands.",
    ),
    "error.ballot_refused": ("บัตรลงคะแนนไม่ถูกต้อง", "This ballot is not valid."),
    "error.round_closed": (
        "ปิดการลงคะแนนแล้ว คะแนนที่บันทึกไว้ก่อนปิดนับตามเดิม ส่วนที่ส่งหลังปิดไม่ได้นับ",
        "Voting is closed. What was saved before counts; what came after does not.",
    ),
    "error.not_on_ballot": (
        "มีตัวเลือกที่ไม่อยู่ในรอบนี้ บัตรเดิมยังนับอยู่ ดึงหน้าจอใหม่แล้วลงคะแนนอีกครั้ง",
        "A choice is not on this round's ballot. Your earlier ballot stands; reload and vote again.",
    ),
    "error.negative_points": (
        "คะแนนต้องไม่ติดลบ บัตรเดิมยังนับอยู่",
        "Points cannot be negative. Your earlier ballot stands.",
    ),
    "error.too_many_points": (
        "ให้ไป {given} คะแนน แต่มีได้ {allowed} บัตรเดิมยังนับอยู่ ลดคะแนนแล้วส่งใหม่",
        "You gave {given} points of {allowed}. Your earlier ballot stands; take some back.",
    ),
    "error.too_many_on_choice": (
        "ให้ข้อเดียวได้ไม่เกิน {allowed} คะแนน บัตรเดิมยังนับอยู่",
        "One choice may get at most {allowed} points. Your earlier ballot stands.",
    ),
    "error.nothing_to_vote_on": (
        "ยังไม่มีกลุ่มประเด็นให้ลงคะแนน กลับไปขั้นจัดกลุ่ม แล้วตั้งกลุ่มหรือกด “ตั้งเป็นกลุ่มเดี่ยวทั้งหมด”",
        "There is no theme to vote on. Go back to grouping and make themes, or “each on its own”.",
    ),
    "error.round_outdated": (
        "คะแนนรอบเดิมเก็บไว้ครบ แต่กลุ่มประเด็นเปลี่ยนไปแล้วจึงเปิดรอบเดิมไม่ได้ เปิดรอบใหม่แทน",
        "The votes of that round are kept, but its themes have changed since. Open a new round.",
    ),
    "error.reason_missing": (
        "ใส่เหตุผลของมตินี้ก่อน (ไม่เลือก หรือมติต่างจากลำดับคะแนน ต้องมีเหตุผลในเอกสาร)",
        "Give the reason first: leaving out, or going against the votes, must be explained.",
    ),
    "error.finding_in_use": (
        "ข้อค้นพบนี้ยังอยู่ครบ คืนไปตรวจไม่ได้เพราะมีข้อเสนอ {ideas} ข้อ และโครงการ {initiatives} รายการอ้างถึง "
        "(นับรวมที่นำออกแล้ว) เอาเครื่องหมายออกในแผนก่อน ส่วนข้อที่มีข้อเสนอแล้วให้คงไว้เพื่อตรวจย้อนได้",
        "The finding is untouched. It cannot go back to checking: {ideas} ideas and {initiatives} "
        "initiatives refer to it (withdrawn ones too). Untick it in the plan first; one with ideas "
        "must stay, so that they can be traced.",
    ),
    "error.cell_changed": (
        "{field}: มีผู้แก้ช่องนี้แล้วเป็น “{theirs}” ข้อความของท่านยังอยู่ในช่อง กดบันทึกอีกครั้งหากต้องการใช้ของท่าน",
        "{field}: somebody changed this cell to “{theirs}”. Your text is still in the field; "
        "save again to use yours.",
    ),
    "error.report_resembles": (
        "ยังไม่นำเข้า เพราะอาจเป็นฉบับแก้ของ “{title}” สั่งอีกครั้งพร้อม --again หากใช่ หรือ --new หากเป็นอีกรายงานหนึ่ง",
        "Not brought in: perhaps a new version of “{title}”. Say --again if so, --new if it is another.",
    ),
    "error.step_outdated": (
        "ทุกแถวยังอยู่ตามที่เห็น มีผู้แก้แถวนี้หลังจากนั้นแล้ว จึงเลิกทำไม่ได้ แก้ในแถวโดยตรงได้",
        "Every row stays as it stands. Somebody changed these rows since, so this cannot be undone; "
        "change them by hand.",
    ),
    "error.write_conflict": (
        "รายการนี้เคยส่งแล้วด้วยเนื้อหาอื่น ของเดิมยังอยู่ ดึงหน้าจอใหม่แล้วส่งอีกครั้ง",
        "This was sent before with other content. The earlier one stands; reload and send again.",
    ),
    "error.file_refused": ("รับไฟล์ “{name}” ไม่ได้", "The file “{name}” cannot be taken."),
    "error.file_too_large": (
        "ไฟล์ “{name}” ใหญ่เกินไป (รับได้ไม่เกิน 10 MB) ข้อมูลในระบบไม่เปลี่ยน ลบรูปภาพออกแล้วลองใหม่",
        "“{name}” is too large (limit 10 MB). Nothing changed; remove pictures and try again.",
    ),
    "error.file_kind_unknown": (
        "“{name}” ไม่ใช่ไฟล์ที่อ่านได้ ({found}) ใช้ .xlsx .csv .docx หรือ .pdf หรือวางแถวจาก Excel ข้อมูลในระบบไม่เปลี่ยน",
        "“{name}” cannot be read ({found}). Use .xlsx, .csv, .docx or .pdf, or paste rows from Excel. "
        "Nothing changed.",
    ),
    "error.file_unsafe": (
        "ไม่เปิดไฟล์ “{name}” เพื่อความปลอดภัย ({reason}) บันทึกใหม่เป็น .xlsx หรือ .docx ธรรมดาแล้วลองอีกครั้ง",
        "“{name}” was not opened, for safety ({reason}). Save it as a plain .xlsx or .docx and try again.",
    ),
    "error.file_unreadable": (
        "อ่านไฟล์ “{name}” ไม่ได้ ({reason}) ข้อมูลในระบบไม่เปลี่ยน เปิดไฟล์แล้วบันทึกใหม่ หรือวางแถวจาก Excel",
        "“{name}” cannot be read ({reason}). Nothing changed. Open and save it again, or paste the rows.",
    ),
    "error.file_locked": (
        "“{name}” มีรหัสผ่าน ระบบจึงอ่านไม่ได้ เปิดไฟล์ด้วยรหัสผ่าน บันทึกใหม่โดยไม่ใส่รหัสผ่าน แล้วนำเข้าอีกครั้ง "
        "ข้อมูลในระบบไม่เปลี่ยน",
        "“{name}” has a password. Open it, save it without one, and bring it again. Nothing changed.",
    ),
    "error.pdf_without_text": (
        "อ่านตัวอักษรใน “{name}” ไม่ได้ ({reason}) ขอไฟล์ Word หรือ Excel จากคณะผู้ตรวจประเมิน "
        "หรือแปลงด้วยโปรแกรม OCR แล้วบันทึกเป็น .docx ก่อนนำเข้า ข้อมูลในระบบไม่เปลี่ยน",
        "“{name}” has no letters to read ({reason}). Ask the assessors for the Word or Excel file, or turn "
        "it into .docx with an OCR program first. Nothing changed.",
    ),
    "error.no_category_column": (
        "ไม่พบคอลัมน์หมวดใน “{name}” คอลัมน์ที่เห็น: {columns} บอกว่าคอลัมน์ใดคือหมวด หรือใช้แบบฟอร์มของระบบ",
        "“{name}” has no category column. Columns seen: {columns}. Say which one it is, or use our form.",
    ),
    "error.no_findings_found": (
        "ไม่พบสิ่งที่จะนำเข้าใน “{name}” ({reason}) ข้อมูลในระบบไม่เปลี่ยน ตรวจว่าเลือกไฟล์ถูก หรือวางแถวจาก Excel",
        "Nothing to take in was found in “{name}” ({reason}). Nothing changed. Check the file, or paste the rows.",
    ),
    "error.template_refused": (
        "ใช้แม่แบบนี้ไม่ได้ ({reason} {detail}) แม่แบบเดิมยังใช้อยู่ ตรวจแม่แบบเพื่อดูว่าต้องแก้ที่ใด",
        "This template cannot be used ({reason} {detail}). The earlier one stays in use; check the "
        "template to see what must be changed.",
    ),
    "reason.short": ("สั้นเกินไป", "is too short"),
    "reason.common": ("เดาง่ายเกินไป", "is too easy to guess"),
    "reason.macros": ("มีแมโคร", "it holds macros"),
    "reason.active_content": ("มีส่วนที่ทำงานเองได้", "it holds active content"),
    "reason.embedded_object": ("ฝังวัตถุอื่นไว้", "it embeds other objects"),
    "reason.outside_link": ("เชื่อมโยงไฟล์ภายนอก", "it links to outside files"),
    "reason.doctype": ("มี DOCTYPE", "it holds a DOCTYPE"),
    "reason.ratio": ("ขยายแล้วใหญ่ผิดปกติ", "it unpacks to an unreasonable size"),
    "reason.unpacked_size": ("ขยายแล้วใหญ่เกินไป", "it unpacks to too much"),
    "reason.entries": ("มีไฟล์ย่อยมากผิดปกติ", "it holds too many parts"),
    "reason.entry_name": ("มีชื่อไฟล์ย่อยที่ไม่ปลอดภัย", "a part has an unsafe name"),
    "reason.repeated_entry": ("มีไฟล์ย่อยซ้ำกัน", "a part stands in it twice"),
    "reason.polyglot": ("เป็นไฟล์สองชนิดซ้อนกัน", "it is two kinds of file at once"),
    "reason.merged_cells": ("ผสานเซลล์มากผิดปกติ", "it merges too many cells"),
    "reason.encoding": ("อ่านรหัสอักขระไม่ได้", "its characters cannot be read"),
    "reason.damaged": ("ไฟล์เสียหาย", "it is damaged"),
    "reason.broken_zip": ("ไฟล์เสียหาย", "it is damaged"),
    "reason.broken_xml": ("เนื้อไฟล์เสียหาย", "its content is damaged"),
    "reason.part_missing": ("ไฟล์ไม่ครบ", "a part of it is missing"),
    "reason.missing": ("ไม่มีไฟล์นี้", "there is no such file"),
    "reason.empty": ("ไฟล์ว่าง", "it is empty"),
    "reason.encrypted": ("ไฟล์มีรหัสผ่าน", "it is protected by a password"),
    "reason.rows": ("มีเกิน 20,000 แถว", "it has more than 20,000 rows"),
    "reason.pages": ("มีเกิน 400 หน้า", "it has more than 400 pages"),
    "reason.nesting": ("ซ้อนกันลึกผิดปกติ", "it is nested too deeply"),
    "reason.scanned": ("เป็นภาพสแกน", "its pages are scanned pictures"),
    "reason.unnamed_letters": ("ไฟล์ไม่ได้บอกว่าเป็นตัวอักษรใด", "it does not name its letters"),
    "reason.timeout": ("ใช้เวลาอ่านนานเกินไป", "it took too long to read"),
    "reason.memory": ("ใช้หน่วยความจำมากเกินไป", "it needed too much memory"),
    "reason.crash": ("ตัวอ่านหยุดทำงาน", "the reader stopped"),
    "reason.size": ("ใหญ่เกินไป", "it is too large"),
    "reason.old_office": ("เป็นไฟล์ Office รุ่นเก่า", "it is an old Office file"),
    "reason.no_category": ("ไม่มีหมวด", "it has no category"),
    "reason.no_findings": ("ไม่มีข้อค้นพบ", "it has no findings"),
    "reason.hidden_sheets": (
        "ชีตที่มีข้อมูลถูกซ่อนไว้ เลิกซ่อนแล้วนำเข้าใหม่",
        "its sheets are hidden: show them first",
    ),
    "reason.no_units": ("ไม่มีหน่วยงาน", "it has no units"),
    "reason.no_goals": ("ไม่มีเป้าหมาย", "it has no goals"),
    "reason.not_a_table": ("ไม่ใช่ตาราง", "it is not a table"),
    "reason.not_sqlite": ("ฐานข้อมูลไม่ใช่ SQLite", "the database is not SQLite"),
    "found.pdf": ("เป็นไฟล์ PDF", "it is a PDF"),
    "found.image": ("เป็นรูปภาพ", "it is a picture"),
    "found.html": ("เป็นหน้าเว็บ", "it is a web page"),
    "found.old_office": ("เป็นไฟล์ Office รุ่นเก่า", "it is an old Office file"),
    "found.xml": ("เป็นไฟล์ XML", "it is XML"),
    "found.rtf": ("เป็นไฟล์ RTF", "it is RTF"),
    "found.program": ("เป็นโปรแกรม", "it is a program"),
    "found.binary": ("ไม่ใช่ข้อความ", "it is not text"),
    "found.zip": ("เป็นไฟล์บีบอัดธรรมดา", "it is a plain archive"),
    "found.presentation": ("เป็นไฟล์นำเสนอ", "it is a presentation"),
    "found.office_template": ("เป็นแม่แบบ", "it is a template"),
    "found.open_document": ("เป็นไฟล์ OpenDocument", "it is an OpenDocument file"),
    "found.unknown": ("ไม่รู้จักชนิดไฟล์", "its kind is unknown"),
}
