"""Everything that code, tests and pages refer to is there."""

import ast
import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest

import saleor_customer_groups
from tests.conftest import LONG

ROOT = Path(__file__).parent.parent
PACKAGE = Path(saleor_customer_groups.__file__).parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
SOURCES = sorted(
    path
    for folder in ("saleor_customer_groups", "tests", "demo", "benchmarks")
    for path in (ROOT / folder).rglob("*.py")
    if path != Path(__file__)
)

REFERENCE = re.compile(
    r"(?<![\w/.-])(?:docs/)?(?P<page>[\w-]+\.md)(?P<rest>,[^.;:()\"]*)?"
)
NUMBERS = re.compile(r"(sections?|steps?) (\d+)(?: (and|to) (\d+))?$")
HEADING = re.compile(r"^#{1,6} +(.+)$", re.M)
FENCED = re.compile(r"^```.*?^```$", re.M | re.S)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
INTRODUCTION = "introduction"


class Section(NamedTuple):
    """A section of a page, with everything below it."""

    title: str
    text: str

    def names(self, term: str) -> bool:
        """Tell whether it has a heading or a marked word that says so."""
        marked = re.findall(r"\*\*(.+?)\*\*|`(\w+)`", self.text)
        words = {
            word.casefold().rstrip(".") for pair in marked for word in pair if word
        }
        headings = [
            re.sub(r"^\d+\. ", "", each).casefold()
            for each in HEADING.findall(self.text)
        ]
        term = term.casefold()
        return term in words or any(
            term == heading
            or re.match(rf"{re.escape(heading)}\b", term)
            # "Step 1: additive inheritance" is "step 1".
            or re.match(rf"{re.escape(term)}\b", heading)
            for heading in headings
        )


@cache
def prose(page: Path) -> str:
    return FENCED.sub("", page.read_text())


@cache
def sections(page: Path) -> list[Section]:
    """Return the sections of a page, the introduction first."""
    first, *others = re.split(r"^## +", prose(page), flags=re.M)
    parts = [text.partition("\n") for text in others]
    return [
        Section(INTRODUCTION, first),
        *(Section(title, f"## {title}\n{text}") for title, _, text in parts),
    ]


def numbered(kind: str, first: str, joint: str | None, last: str | None) -> list[str]:
    """Return what "steps 4 to 6" names, one by one."""
    numbers = [int(first)]
    if last is not None:
        last_number = int(last)
        numbers += range(int(first) + 1, last_number) if joint == "to" else []
        numbers.append(last_number)
    return [f"{kind.removesuffix('s')} {number}" for number in numbers]


def named(rest: str, headings: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the numbered sections and the terms that a reference names.

    :param headings: of the page, some of which have an "and" of their own.
    """
    found: list[str] = []
    terms: list[str] = []
    for part in re.split(r", (?:and )?", rest.strip(" ,")):
        # "matching and steps 1 and 2", but not "steps 1 and 2".
        whole = part.strip() in headings
        for each in [part] if whole else re.split(r" and (?!\d)", part):
            numbers = NUMBERS.match(each.strip())
            if numbers is None:
                terms.append(each.strip())
            elif numbers[1].startswith("section"):
                found += numbered(*numbers.groups())
            else:
                terms += numbered(*numbers.groups())
    return found, terms


def problem_of(page: Path, rest: str) -> str:
    """Return what a page lacks of what is said after its name, or nothing."""
    wanted, terms = named(rest, HEADING.findall(prose(page)))
    all_sections = sections(page)
    # A heading may have an "and" in it.
    if any(one.names(rest.strip(" ,")) for one in all_sections):
        return ""
    within = []
    for each in wanted:
        number = each.partition(" ")[2]
        hits = [one for one in all_sections if one.title.startswith(f"{number}. ")]
        if not hits:
            return f"no {each}"
        within += hits
    for term in terms:
        if term not in ("", INTRODUCTION) and not any(
            one.names(term) for one in within or all_sections
        ):
            return f"no {term!r}"
    return ""


def texts(path: Path) -> Iterator[str]:
    """Yield each docstring, text and comment of a file on one line."""
    source = path.read_text()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            # A blank line ends what is said, and so does a parameter.
            for part in re.split(r"\n\s*\n|\n\s*(?=:\w+)", node.value):
                yield " ".join(part.split())
    comments = re.sub(
        r"\n\s*# ?", " ", "\n".join(re.findall(r"^\s*#.*$", source, re.M))
    )
    yield " ".join(comments.split())


def references() -> Iterator[tuple[str, str, str]]:
    """Yield where it stands, the page and what is said after it, once for each."""
    for path in SOURCES:
        for text in texts(path):
            for found in REFERENCE.finditer(text):
                yield str(path.relative_to(ROOT)), found["page"], found["rest"] or ""
    for path in PAGES:
        # Links say where they lead to, and are looked at below.
        text = LINK.sub("", prose(path))
        for found in REFERENCE.finditer(" ".join(text.split())):
            yield str(path.relative_to(ROOT)), found["page"], ""


def anchor(heading: str) -> str:
    """Return what GitHub makes of a heading."""
    text = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def anchors(page: Path) -> set[str]:
    return {anchor(each) for each in HEADING.findall(prose(page))}


def test_each_page_and_section_that_is_named_exists() -> None:
    pages = {page.name: page for page in PAGES}
    found = list(references())

    wrong = [
        f"{place}: {name}{rest}: {problem}"
        for place, name, rest in found
        if (problem := problem_of(pages[name], rest) if name in pages else "no page")
    ]

    assert wrong == []
    assert len([name for _, name, _ in found if name == "pricing.md"]) >= 80
    assert len([name for _, name, _ in found if name == "membership.md"]) >= 15


@pytest.mark.parametrize(
    ("rest", "problem"),
    [
        (", section 1, Scope and Gift cards", ""),
        (", section 2, matching and steps 1 and 2", ""),
        (", section 2, steps 4 to 6", ""),
        (", section 2, steps 5 to 7", "no 'step 7'"),
        (", section 3, with_group_prices", ""),
        (", introduction", ""),
        (", section 1, Gift cards, and section 2", ""),
        (", sections 1 and 9", "no section 9"),
        (", section 2, Effective groups", "no 'Effective groups'"),
        (", section 1, Whatever", "no 'Whatever'"),
        (", Whatever", "no 'Whatever'"),
        (", Rounding and whatever", "no 'whatever'"),
    ],
)
def test_what_a_reference_may_say(rest: str, problem: str) -> None:
    assert problem_of(ROOT / "docs" / "pricing.md", rest) == problem


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    wrong = []
    for link in LINK.findall(prose(page)):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, heading = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        if not target.exists() or (heading and heading not in anchors(target)):
            wrong.append(link)

    assert wrong == []


def test_commands_that_pages_name_exist() -> None:
    text = "\n".join(page.read_text() for page in PAGES)
    targets = set(re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text(), re.M))
    commands = {path.stem for path in (PACKAGE / "management/commands").glob("*.py")}
    ours = f"{PACKAGE.name}|demo|benchmarks"

    assert set(re.findall(r"`make ([a-z][\w-]*)", text)) <= targets
    blocks = "\n".join(FENCED.findall(text))
    assert set(re.findall(r"^make ([a-z][\w-]*)", blocks, re.M)) <= targets
    assert (
        set(re.findall(r"\bcustomer_groups_[a-z_]+(?= |`|$)", text, re.M)) <= commands
    )
    for module in set(re.findall(rf"python -m ((?:{ours})[\w.]*)", text)):
        assert find_spec(module) is not None, module


def test_the_tests_that_take_longest_exist() -> None:
    assert [path for path in LONG if not path.exists()] == []


# What a recipe has one write, what `make wheel` makes, and a repository.
NOT_HERE = {"port/saleor4/", "dist/", "saleor/storefront"}


def test_files_that_pages_name_exist() -> None:
    spans = {
        span
        for page in PAGES
        for span in re.findall(r"`([^`\n]+)`", prose(page))
        if re.fullmatch(r"[\w.-]+(/[\w.-]+)*(/|/[\w.-]+|\.py)", span)
    }

    wrong = {
        span
        for span in spans - NOT_HERE
        if not any(
            (folder / span).exists()
            for folder in (ROOT, PACKAGE, ROOT / "dashboard" / "src")
        )
    }

    assert wrong == set()
    assert len(spans) >= 50


def test_names_of_the_graphql_that_pages_mention_exist() -> None:
    schema = (ROOT / "docs" / "schema.graphql").read_text()
    known = set(re.findall(r"\bcustomerGroup\w*", schema, re.I))
    text = "\n".join(prose(page) for page in PAGES)

    named = set(re.findall(r"`[^`\n]*?\b(customerGroup\w*)", text))
    assert named - known == set()
    assert len(named) >= 30


def test_every_command_is_in_the_operators_page() -> None:
    page = (ROOT / "docs" / "operations.md").read_text()
    commands = {
        path.stem
        for path in (PACKAGE / "management/commands").glob("customer_groups_*.py")
    }

    assert {each for each in commands if each not in page} == set()


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) <= 150


def test_each_page_is_reached_from_the_readme() -> None:
    reached = {ROOT / "README.md"}
    new = set(reached)
    while new:
        links = {
            (page.parent / link.partition("#")[0]).resolve()
            for page in new
            for link in LINK.findall(prose(page))
        }
        new = {link for link in links if link in PAGES} - reached
        reached |= new

    assert set(PAGES) - reached == set()


def test_the_version_stands_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    released = re.findall(
        r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(), re.M
    )

    assert released[0] == project["version"]
