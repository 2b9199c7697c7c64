"""The page that describes our part of the schema says what the schema is."""

from tests.schema_reference import FILE, reference


def test_the_page_is_what_the_code_makes(db: None) -> None:
    page = FILE.read_text()

    assert page == reference(), "make schema writes it again"


def test_the_page_names_what_is_added(db: None) -> None:
    page = FILE.read_text()

    assert "extend type CheckoutLine {" in page
    assert "extend input CustomerFilterInput {" in page
    assert "\n  customerGroupDelete(\n" in page
