import pytest

from pmqa_workshop.domain.access import (
    CODE_LENGTH,
    CODE_LETTERS,
    REENTRY_LENGTH,
    check_password,
    digest,
    make_code,
    plain_email,
    projector_key,
    projector_workshop,
    seat_secrets,
    tidy_code,
)
from pmqa_workshop.domain.errors import PasswordRefused


def test_codes_hold_no_letters_that_look_alike():
    assert not set("01OI") & set(CODE_LETTERS)
    assert make_code(lambda letters: letters[-1]) == "9" * CODE_LENGTH


@pytest.mark.parametrize(
    "typed", ["abc234", " ABC-234 ", "abc–234\n", "A B C 2 3 4", "ABC\x00234\ud800"]
)
def test_a_code_is_known_however_it_is_typed(typed):
    assert tidy_code(typed) == "ABC234"


@pytest.mark.parametrize("typed", ["a@b.go.th", " A@b.go.th\n", "a\u200b@b.go.th", "a@\x00b.go.th"])
def test_an_address_is_one_however_it_is_typed(typed):
    assert plain_email(typed) == "a@b.go.th"


def test_a_digest_is_always_the_same_and_never_the_token():
    assert digest("token") == digest("token") != digest("other")
    assert "token" not in digest("token")


def test_secrets_of_a_seat_are_always_the_same_and_those_of_no_other():
    token, personal = seat_secrets("join-0123456789abcdef", 12)

    assert (token, personal) == seat_secrets("join-0123456789abcdef", 12)
    assert len(token) == 43
    assert len(personal) == REENTRY_LENGTH
    assert set(personal) <= set(CODE_LETTERS)
    made = [(token, personal), seat_secrets("join-0123456789abcdee", 12),
            seat_secrets("join-0123456789abcdef", 13)]  # fmt: skip
    assert len({token for token, _ in made}) == len({code for _, code in made}) == 3


def test_a_projector_key_opens_its_own_workshop_only():
    key = projector_key(b"secret", 12)

    assert projector_workshop(b"secret", key) == 12
    assert projector_workshop(b"another", key) is None
    assert projector_workshop(b"secret", "13" + key[2:]) is None


@pytest.mark.parametrize("key", ["", "12", "-", "x-abc", "9999999999-abc", "12-", "-12", "๑๒-ก"])
def test_a_projector_key_nobody_signed_opens_nothing(key):
    assert projector_workshop(b"secret", key) is None


@pytest.mark.parametrize("password", ["ช้างเดินช้าแต่ถึง", "correct horse battery", "x" * 12])
def test_check_password_takes_a_long_one(password):
    check_password(password)


@pytest.mark.parametrize(
    ("password", "reason"),
    [("ช้าง", "short"), ("x" * 11, "short"), ("Password1234", "common"), ("PMQA4-2570xx", None)],
)
def test_check_password_refuses_the_short_and_the_common(password, reason):
    if reason is None:
        check_password(password)
        return
    with pytest.raises(PasswordRefused) as refused:
        check_password(password)

    assert refused.value.facts["reason"] == reason
