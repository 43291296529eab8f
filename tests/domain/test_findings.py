from pmqa_workshop.domain.findings import Doubt, FindingDraft


def test_a_draft_without_doubts_is_sure():
    draft = FindingDraft(4, "ข้อมูลยังกระจาย")

    assert draft.is_sure
    assert not draft.doubting(Doubt.KIND_GUESSED).is_sure


def test_doubting_adds_each_doubt_once_and_keeps_the_rest():
    draft = FindingDraft(4, "ข้อมูลยังกระจาย", doubts=(Doubt.REPEATED,))

    again = draft.doubting(Doubt.KIND_GUESSED, Doubt.REPEATED)

    assert again.doubts == (Doubt.REPEATED, Doubt.KIND_GUESSED)
    assert draft.doubts == (Doubt.REPEATED,)
