"""What the pages ask is in the schema of the installed Saleor."""

import re
from functools import cache
from pathlib import Path

import pytest
from graphql import parse, validate

from tests.schema_reference import schema

SOURCES = Path(__file__).parents[2] / "dashboard" / "src"
DOCUMENT = re.compile(r"\bgraphql\(\s*`(.*?)`", re.DOTALL)
OPERATION = re.compile(r"\b(?:query|mutation) (\w+)")
FRAGMENT = re.compile(r"\bfragment (\w+) on ")
SPREAD = re.compile(r"\.\.\.\s*(?!on\b)(\w+)")


@cache
def written() -> dict[str, list[str]]:
    """Return the documents of each source of the pages."""
    # A word for the types of the front end alone, which is not sent.
    found = {
        str(path.relative_to(SOURCES)): DOCUMENT.findall(
            path.read_text().replace(" @_unmask", "")
        )
        for path in sorted(SOURCES.rglob("*.ts*"))
    }
    return {path: documents for path, documents in found.items() if documents}


def whole(document: str, fragments: dict[str, str]) -> str:
    """Return a document with the fragments that it spreads."""
    names = [*SPREAD.findall(document)]
    for name in names:
        names += [each for each in SPREAD.findall(fragments[name]) if each not in names]
    return "\n".join((document, *(fragments[name] for name in dict.fromkeys(names))))


def test_answers_are_kept_under_names_of_their_own() -> None:
    names = [
        name
        for documents in written().values()
        for document in documents
        for name in OPERATION.findall(document)
    ]
    assert sorted(names) == sorted(set(names))
    assert len(names) >= 50


@pytest.mark.parametrize("source", written())
def test_saleor_understands_what_the_pages_ask(source: str) -> None:
    fragments = {
        FRAGMENT.search(document)[1]: document  # type: ignore[index]
        for documents in written().values()
        for document in documents
        if FRAGMENT.search(document)
    }
    for document in written()[source]:
        if FRAGMENT.search(document):
            continue  # with the documents that spread it
        assert validate(schema(), parse(whole(document, fragments))) == []
