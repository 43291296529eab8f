"""Words of the phone: the door, the room, what was sent, the ballot, the results."""

WORDS: dict[str, tuple[str, str]] = {
    "phone.title.join": ("เข้าร่วม", "Join"),
    "phone.title.room": ("ห้องประชุม", "Room"),
    # --- the door
    "phone.join.title": ("เข้าร่วมการประชุม", "Join the workshop"),
    "phone.join.code": ("รหัสห้อง 6 ตัว", "Room code, 6 letters"),
    "phone.join.code_hint": (
        "ดูรหัสที่จอใหญ่หน้าห้อง หรือสแกน QR",
        "It is on the big screen; or scan the QR code.",
    ),
    "phone.join.next": ("ต่อไป", "Next"),
    "phone.join.checking": ("กำลังตรวจรหัส…", "Checking the code…"),
    "phone.join.other_code": ("เปลี่ยนรหัส", "Another code"),
    "phone.join.privacy": (
        "วิทยากรและฝ่ายเลขานุการเห็นชื่อนี้ คนอื่นในห้องไม่เห็น ข้อเสนอขึ้นจอใหญ่โดยไม่มีชื่อ และไม่มีใครเห็นว่าใครลงคะแนนให้ข้อใด",
        "Only the facilitator and the office see this name; the room does not. Ideas are shown "
        "without names, and nobody sees who voted for what.",
    ),
    "phone.join.name": ("ชื่อ", "Name"),
    "phone.join.anonymous": ("ไม่ระบุชื่อ", "Stay anonymous"),
    "phone.join.unit": ("หน่วยงาน", "Unit"),
    "phone.join.unit_none": ("ไม่ระบุหน่วยงาน", "No unit"),
    "phone.join.category": ("กลุ่มหมวด (ถ้ามี)", "Category group (if any)"),
    "phone.join.category_none": ("ยังไม่มีกลุ่ม", "No group yet"),
    "phone.join.submit": ("เข้าร่วม", "Join"),
    "phone.join.joining": ("กำลังเข้าร่วม…", "Joining…"),
    "phone.join.name_needed": (
        "ใส่ชื่อ หรือเลือก “ไม่ระบุชื่อ” แล้วกดเข้าร่วม",
        "Enter a name or choose “Stay anonymous”, then join.",
    ),
    "phone.join.code_short": (
        "รหัสมี 6 ตัว ตอนนี้มี {count} ตัว ดูที่จอใหญ่แล้วใส่ให้ครบ",
        "The code has 6 letters; there are {count}. Look at the big screen and complete it.",
    ),
    "phone.join.closed": (
        "ห้องนี้ปิดรับผู้เข้าร่วมใหม่แล้ว ผู้ที่เคยเข้าแล้วใช้รหัสส่วนตัวกลับเข้าได้ด้านล่าง",
        "This room takes nobody new. Those seated before can come back below with their personal "
        "code.",
    ),
    "phone.join.back": ("กลับเข้าห้องเดิม", "Back to your room"),
    "phone.join.other_phone": ("เคยเข้าแล้วด้วยเครื่องอื่น", "Joined before on another phone"),
    "phone.join.reentry": ("รหัสส่วนตัว 8 ตัว", "Personal code, 8 letters"),
    "phone.join.reentry_hint": (
        "รหัสนี้แสดงอยู่ในหน้ารอของเครื่องเดิม ที่นั่งจะย้ายมาเครื่องนี้",
        "It is on the waiting screen of the other phone. The seat moves to this one.",
    ),
    "phone.join.reenter": ("กลับเข้าห้อง", "Come back"),
    "phone.join.staff": ("สำหรับวิทยากรและเจ้าหน้าที่", "For facilitators and staff"),
    "phone.join.line_place": ("คิวที่ {place}", "Number {place} in line"),
    "phone.join.line_title": ("กำลังรอคิว", "Waiting in line"),
    "phone.join.line": (
        "มีคนเข้าพร้อมกันมาก ระบบให้เข้าทีละกลุ่ม เปิดหน้านี้ไว้ ไม่ต้องกดอะไร ชื่อที่กรอกยังอยู่ ถึงคิวแล้วเข้าให้เอง",
        "Many people are coming in at once, a group at a time. Keep this page open; what you "
        "entered stays, and you go in by yourself when it is your turn.",
    ),
    "phone.join.unreached": (
        "ยังติดต่อระบบไม่ได้ สิ่งที่กรอกยังอยู่ ตรวจ Wi-Fi แล้วกดอีกครั้ง",
        "The server cannot be reached. What you entered is still here; check the Wi-Fi and tap again.",
    ),
    "phone.join.unsent": (
        "มี {count} รายการในเครื่องนี้ที่ยังไม่ได้ส่ง กลับเข้าห้องแล้วระบบจะส่งให้เอง",
        "Not sent yet from this phone: {count}. Come back in and it will be sent.",
    ),
    # --- connection and what was sent
    "phone.strip": ("สัญญาณและการส่ง", "Connection and sending"),
    "phone.link.on": ("เชื่อมต่อแล้ว", "Connected"),
    "phone.link.off": ("ออฟไลน์ กำลังต่อใหม่ให้เอง", "Offline, reconnecting"),
    "phone.sent.none": ("ไม่มีรายการค้างส่ง", "Nothing waiting"),
    "phone.sent.sending": ("กำลังส่ง…", "Sending…"),
    "phone.sent.saved": ("บันทึกแล้ว", "Saved"),
    "phone.sent.waiting": (
        "{count} รายการยังไม่ถึงเซิร์ฟเวอร์ จะส่งให้เอง",
        "{count} not at the server yet; will be sent",
    ),
    "phone.sent.refused": ("{count} รายการยังไม่ได้บันทึก", "{count} not saved"),
    "phone.sent.seat_lost": ("ต้องเข้าห้องใหม่", "Join again"),
    "phone.seat.lost_title": ("เครื่องนี้ไม่ได้อยู่ในห้องแล้ว", "This phone has no seat any more"),
    "phone.seat.lost": (
        "สิ่งที่พิมพ์และยังไม่ได้ส่งเก็บอยู่ในเครื่องนี้ เข้าห้องใหม่แล้วระบบจะส่งให้เอง ที่นั่งอาจถูกย้ายไปเครื่องอื่น",
        "What you typed and did not send is kept on this phone; join again and it will be sent. "
        "The seat may have moved to another phone.",
    ),
    "phone.seat.rejoin": ("เข้าห้องใหม่", "Join again"),
    "phone.refused.title": ("ยังไม่ได้บันทึก", "Not saved"),
    "phone.refused.retry": ("ลองส่งอีกครั้ง", "Send again"),
    "phone.refused.edit": ("แก้ไข", "Edit"),
    "phone.refused.drop": ("ทิ้ง", "Discard"),
    "phone.refused.ballot": ("บัตรลงคะแนนที่ส่งไม่ทัน", "A ballot that was not taken"),
    "phone.refused.withdraw": ("การถอนข้อเสนอ", "Withdrawing an idea"),
    "phone.refused.plain": (
        "ระบบไม่รับรายการนี้ ข้อความยังอยู่ แก้ไขแล้วส่งใหม่ หรือแจ้งวิทยากร",
        "This was not taken. The text is still here; edit and send again, or tell the facilitator.",
    ),
    # --- the room
    "phone.room.loading": ("กำลังเปิดห้อง…", "Opening the room…"),
    "phone.room.unreached_title": ("ยังติดต่อห้องไม่ได้", "The room cannot be reached"),
    "phone.room.unreached": (
        "สิ่งที่ส่งแล้วยังอยู่ครบ ระบบจะต่อให้เองเมื่อสัญญาณกลับมา หรือกดลองใหม่",
        "What was sent is safe. It reconnects by itself when the signal is back, or try again.",
    ),
    "phone.room.retry": ("ลองใหม่", "Try again"),
    "phone.room.code": ("รหัสห้อง", "Code"),
    "phone.room.now": ("ขณะนี้", "Now"),
    "phone.room.joined": ("เข้าร่วมแล้ว {count} คน", "{count} have joined"),
    "phone.room.group": (
        "กลุ่มหมวด {category}: {joined} คน · {ideas} ข้อเสนอ · ยังไม่มีข้อเสนอ {bare} ข้อค้นพบ",
        "Category {category} group: {joined} people · {ideas} ideas · {bare} findings without one",
    ),
    "phone.room.you": ("คุณคือ", "You are"),
    "phone.room.anonymous": ("ไม่ระบุชื่อ (ที่นั่ง {number})", "anonymous (seat {number})"),
    "phone.room.reentry": ("รหัสส่วนตัวของคุณ", "Your personal code"),
    "phone.room.reentry_hint": (
        "จดหรือถ่ายภาพไว้ ใช้กลับเข้าที่นั่งเดิมจากเครื่องอื่น",
        "Note it down: it brings you back to this seat from another phone.",
    ),
    "phone.room.my_reentry": ("รหัสส่วนตัวของฉัน", "My personal code"),
    "phone.room.draft_kept": (
        "ข้อความที่พิมพ์ค้างไว้ยังอยู่ในเครื่องนี้",
        "What you had begun to type is still on this phone.",
    ),
    "phone.room.leave": ("ออกจากห้องในเครื่องนี้", "Leave the room on this phone"),
    "phone.room.leave_sure": (
        "ใช้รหัสส่วนตัวกลับเข้าได้ ออกเลยหรือไม่",
        "Your personal code brings you back. Leave now?",
    ),
    "phone.room.leave_unsent": (
        "ยังมีรายการที่ไม่ได้ส่ง รอให้ส่งครบก่อนจึงออกได้",
        "Something is not sent yet. Wait until it is, then leave.",
    ),
    "phone.room.text_size": ("ขนาดตัวอักษร", "Text size"),
    "phone.wait.title": ("รอวิทยากรเริ่มช่วงถัดไป", "Waiting for the facilitator"),
    "phone.wait.keep": (
        "เปิดหน้านี้ไว้ หน้าจอจะเปลี่ยนให้เอง ไม่ต้องรีเฟรช",
        "Keep this page open; it changes by itself.",
    ),
    "phone.wait.registration": (
        "กำลังลงทะเบียน ช่วงถัดไปจะดูข้อค้นพบจากรายงานป้อนกลับด้วยกัน",
        "Registration. Next we look at the findings of the feedback report together.",
    ),
    "phone.wait.grouping": (
        "วิทยากรกำลังจัดกลุ่มข้อเสนอของทั้งห้อง ช่วงถัดไปจะลงคะแนน",
        "The facilitator is grouping everybody's ideas. Voting comes next.",
    ),
    "phone.wait.voting": (
        "วิทยากรกำลังเตรียมรอบลงคะแนน",
        "The facilitator is preparing the vote.",
    ),
    # --- findings
    "phone.findings.title": ("ข้อค้นพบ", "Findings"),
    "phone.findings.lead": (
        "แตะข้อค้นพบเพื่อดูหลักฐาน และเสนอแนวทางได้ทันที",
        "Tap a finding for its evidence; you can propose right away.",
    ),
    "phone.findings.empty": (
        "ยังไม่มีข้อค้นพบในห้องนี้ เสนอแนวทางที่ไม่อ้างอิงข้อค้นพบได้",
        "There are no findings in this room yet. You can propose without one.",
    ),
    "phone.findings.none_match": (
        "ไม่มีข้อค้นพบที่ตรงกับคำค้น ลองคำอื่น หรือดูทุกหมวด",
        "No finding matches. Try another word, or all categories.",
    ),
    "phone.findings.search": ("ค้นข้อค้นพบ", "Search findings"),
    "phone.findings.all": ("ทุกหมวด", "All"),
    "phone.findings.mine": ("หมวดของฉัน", "my group"),
    "phone.findings.filter": ("เลือกหมวด", "Choose a category"),
    "phone.findings.show": ("แสดงอีก {count} ข้อ", "Show {count} more"),
    "phone.findings.evidence": ("หลักฐาน", "Evidence"),
    "phone.findings.impact": ("ผลกระทบ", "Impact"),
    "phone.findings.item": ("หัวข้อ {item}", "Item {item}"),
    "phone.findings.levels": ("เกณฑ์ของหัวข้อนี้แต่ละระดับ", "What this item asks at each level"),
    "phone.findings.propose": ("เสนอแนวทาง", "Propose"),
    "phone.findings.ideas": ("ข้อเสนอ {count}", "Ideas: {count}"),
    "phone.findings.failed": (
        "โหลดข้อค้นพบไม่ได้ ข้อมูลของห้องยังอยู่ครบ กดลองใหม่",
        "The findings could not be loaded. Nothing is lost; try again.",
    ),
    # --- ideas
    "phone.ideas.tab_findings": ("ข้อค้นพบ", "Findings"),
    "phone.ideas.tab_mine": ("ของฉัน", "Mine"),
    "phone.ideas.tab_others": ("ทั้งห้อง", "Room"),
    "phone.ideas.tabs": ("มุมมอง", "View"),
    "phone.ideas.alone": ("ไม่อ้างอิงข้อค้นพบ", "No finding"),
    "phone.ideas.alone_hint": (
        "ข้อเสนอที่ไม่ได้มาจากรายงานป้อนกลับ เลือกหมวดที่เกี่ยวข้อง",
        "An idea that does not come from the report. Choose its category.",
    ),
    "phone.ideas.category": ("หมวด", "Category"),
    "phone.ideas.box": ("ข้อเสนอของคุณ", "Your idea"),
    "phone.ideas.placeholder": (
        "กริยา + สิ่งที่จะปรับปรุง + กลุ่มเป้าหมาย เช่น จัดทำคู่มือรับเรื่องร้องเรียนสำหรับเจ้าหน้าที่หน้างาน",
        "Verb + what to improve + for whom, e.g. write a complaints guide for front-line staff",
    ),
    "phone.ideas.counter": ("{count} จาก {most} ตัวอักษร", "{count} of {most} characters"),
    "phone.ideas.too_long": (
        "เกิน {over} ตัวอักษร ตัดให้สั้นลงหรือแบ่งเป็นสองข้อ ข้อความยังอยู่",
        "{over} characters too many. Shorten it or split it; your text stays.",
    ),
    "phone.ideas.send": ("ส่งข้อเสนอ", "Send idea"),
    "phone.ideas.send_keys": ("Ctrl+Enter เพื่อส่ง", "Ctrl+Enter sends"),
    "phone.ideas.box_empty": ("พิมพ์ข้อเสนอก่อน แล้วกดส่ง", "Type your idea first, then send."),
    "phone.ideas.change": ("เลือกข้อค้นพบอื่น", "Another finding"),
    "phone.ideas.more": ("ดูข้อความเต็ม", "Show all"),
    "phone.ideas.less": ("ย่อ", "Show less"),
    "phone.ideas.mine": ("ข้อเสนอของฉัน", "My ideas"),
    "phone.ideas.mine_empty": (
        "ยังไม่มีข้อเสนอของคุณ เลือกข้อค้นพบหนึ่งข้อแล้วเริ่มได้เลย",
        "You have no ideas yet. Choose a finding and begin.",
    ),
    "phone.ideas.others": ("ข้อเสนอของทั้งห้อง", "The room's ideas"),
    "phone.ideas.others_hint": ("ไม่แสดงชื่อผู้เสนอ", "Shown without names"),
    "phone.ideas.others_empty": ("ยังไม่มีข้อเสนอของคนอื่น", "Nobody else has an idea yet"),
    "phone.ideas.state_saved": ("บันทึกแล้ว", "Saved"),
    "phone.ideas.state_waiting": ("รอส่ง จะส่งให้เอง", "Waiting, will be sent"),
    "phone.ideas.state_sending": ("กำลังส่ง…", "Sending…"),
    "phone.ideas.state_withdrawn": ("ถอนแล้ว", "Withdrawn"),
    "phone.ideas.edit": ("แก้ไข", "Edit"),
    "phone.ideas.withdraw": ("ถอน", "Withdraw"),
    "phone.ideas.withdraw_sure": ("ถอนข้อเสนอนี้หรือไม่", "Withdraw this idea?"),
    "phone.ideas.withdraw_yes": ("ถอนเลย", "Withdraw"),
    "phone.ideas.keep": ("เก็บไว้", "Keep"),
    "phone.ideas.save": ("บันทึก", "Save"),
    "phone.ideas.cancel": ("ยกเลิก", "Cancel"),
    # --- the ballot
    "phone.ballot.title": ("ลงคะแนน", "Vote"),
    "phone.ballot.left": ("เหลือ {left} จาก {all} คะแนน", "{left} of {all} points left"),
    "phone.ballot.lead": (
        "ให้ข้อละไม่เกิน {most} คะแนน เปลี่ยนได้จนกว่าจะปิดรับ ไม่มีใครเห็นว่าใครลงให้ข้อใด",
        "At most {most} per choice. You can change it until voting closes. Nobody sees who voted "
        "for what.",
    ),
    "phone.ballot.more": ("เพิ่มคะแนนให้ {name}", "Add a point to {name}"),
    "phone.ballot.less": ("ลดคะแนนของ {name}", "Take a point from {name}"),
    "phone.ballot.given": ("{points} คะแนน", "Points: {points}"),
    "phone.ballot.none_left": ("คะแนนหมดแล้ว", "No points left"),
    "phone.ballot.most_here": ("ให้ได้สูงสุด {most}", "At most {most} here"),
    "phone.ballot.ideas": ("รวม {count} ข้อเสนอ", "Ideas inside: {count}"),
    "phone.ballot.done": (
        "ลงคะแนนแล้ว {ballots} จาก {eligible} คน",
        "{ballots} of {eligible} have voted",
    ),
    "phone.ballot.closed_title": ("ปิดการลงคะแนนแล้ว", "Voting is closed"),
    "phone.ballot.closed": (
        "คะแนนที่บันทึกไว้ก่อนปิดนับครบ รอวิทยากรเผยแพร่ผล",
        "What was saved before closing counts. Wait for the facilitator to publish the results.",
    ),
    "phone.ballot.failed": (
        "โหลดบัตรลงคะแนนไม่ได้ คะแนนที่บันทึกแล้วยังนับอยู่ กดลองใหม่",
        "The ballot could not be loaded. What was saved counts; try again.",
    ),
    # --- results
    "phone.results.title": ("ผลการลงคะแนน", "Results"),
    "phone.results.hidden_title": ("ผลยังไม่เผยแพร่", "Results are not published yet"),
    "phone.results.hidden": (
        "วิทยากรจะเผยแพร่ผลพร้อมกันทั้งห้อง คะแนนของคุณบันทึกแล้ว",
        "The facilitator publishes them to everybody at once. Your points are saved.",
    ),
    "phone.results.none": ("ห้องนี้ยังไม่มีการลงคะแนน", "There was no vote in this room yet"),
    "phone.results.rank": ("อันดับ {rank}", "Rank {rank}"),
    "phone.results.tied": ("เสมอ", "tied"),
    "phone.results.points": (
        "{points} คะแนน จาก {voters} คน",
        "Points: {points} · People: {voters}",
    ),
    "phone.results.ties_hint": (
        "ข้อที่เสมอกันมีอันดับเดียวกัน การลงคะแนนไม่ได้ตัดสินว่าข้อใดมาก่อน",
        "Tied choices share a rank: the vote did not put one before the other.",
    ),
    "phone.receipt.title": ("คะแนนที่คุณลง", "Your points"),
    "phone.receipt.none": ("คุณไม่ได้ลงคะแนนในรอบนี้", "You did not vote in this round"),
    "phone.receipt.hint": ("เห็นเฉพาะเครื่องนี้", "Only this phone shows it"),
    "phone.next.title": ("ขั้นต่อไป", "What happens next"),
    "phone.next.voting": (
        "วิทยากรจะนำผลไปพิจารณามติร่วมกับห้อง",
        "The facilitator takes the results to the decision with the room.",
    ),
    "phone.next.decision": (
        "ห้องกำลังพิจารณาว่าจะทำเรื่องใด พร้อมเหตุผลของแต่ละมติ",
        "The room is deciding what to do, with a reason for each decision.",
    ),
    "phone.next.planning": (
        "เรื่องที่เลือกกำลังเขียนเป็นโครงการ มีตัวชี้วัด ระยะเวลา และผู้รับผิดชอบ",
        "What was selected is being written as projects with indicators, months and owners.",
    ),
    "phone.next.closed": (
        "การประชุมเสร็จสิ้นแล้ว ฝ่ายเลขานุการจะจัดทำแผนฉบับเต็มจากผลของวันนี้ ขอบคุณที่ร่วมเสนอ",
        "The workshop is over. The office makes the full plan from today's results. Thank you for "
        "taking part.",
    ),
}
