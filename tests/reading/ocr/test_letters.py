"""What recognition gives of other scripts."""

from __future__ import annotations

from moisson.reading.ocr.letters import european

LETTER = ["Have you tried paying by QR code?", "Thank you for your business", "Total 706,00 EUR"]


def test_signs_of_double_width_and_a_per_cent_sign_are_plain_again():
    assert european([*LETTER, "Ref：4711", "MwSt-号", "−1.500,00", "Größe Łódź € §"]) == [
        *LETTER,
        "Ref:4711",
        "MwSt-%",
        "-1.500,00",
        "Größe Łódź € §",
    ]


def test_the_squares_of_a_qr_code_are_no_text():
    assert european([*LETTER, "口誌口", "牌 paid"]) == [*LETTER, "", "paid"]


def test_a_page_in_such_a_script_stays():
    page = ["請求書 2026年3月", "合計：48,000円"]
    assert european(page) == page
