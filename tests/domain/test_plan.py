from pmqa_workshop.domain.plan import AlignmentKind, PlannedInitiative


def test_aligned_with_gives_the_texts_of_one_kind_in_their_order():
    initiative = PlannedInitiative(
        "P01",
        1,
        4,
        "โครงการ",
        findings=(),
        alignments=(
            (AlignmentKind.SDG, "SDG16"),
            (AlignmentKind.GOAL, "G1"),
            (AlignmentKind.SDG, "SDG9"),
        ),
    )

    assert initiative.aligned_with(AlignmentKind.SDG) == ("SDG16", "SDG9")
    assert initiative.aligned_with(AlignmentKind.GOV40) == ()
