"""Somebody who has no mouse, in a browser."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.dashboard.pages.browser import Pages

# More than any page has from its start to what is looked for.
MAX_TABS = 80
HAS_FOCUS = "element => element.contains(document.activeElement)"
# How what has the focus looks, it and what is in and around it.
LOOKS = """
    element => {
        document.getAnimations()
            .filter(each => each.effect.getComputedTiming().endTime !== Infinity)
            .forEach(each => each.finish());
        const around = [element.parentElement, element.parentElement?.parentElement];
        const looked = [element, ...element.querySelectorAll('*'), ...around]
            .filter(Boolean)
            .flatMap(each => [null, '::before', '::after'].map(
                part => getComputedStyle(each, part)))
            .map(style => [style.outline, style.boxShadow, style.border,
                style.backgroundColor, style.textDecoration]);
        return JSON.stringify(looked);
    }
"""

# What the arrows go to, and which of them is chosen.
CHOICES = """
    box => {
        const choices = [...box.options].filter(each => !each.disabled);
        return [
            choices.map(each => each.label), choices.indexOf(box.selectedOptions[0])
        ];
    }
"""


class Keyboard:
    """The keys of a keyboard, counted; text counts as one."""

    def __init__(
        self,
        pages: Pages,
        *,
        frame: FrameLocator | None = None,
        dialog: Locator | None = None,
    ) -> None:
        self.pages, self.page = pages, pages.page
        self.document: Page | FrameLocator = frame or pages.page
        self.within: Page | FrameLocator | Locator = dialog or self.document
        self.pressed = 0

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each when what the last did is drawn."""
        for key in keys:
            self.pages.settle()
            self.pressed += 1
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Type into what has the focus, in place of what is there."""
        self.pressed += 1
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(text)

    def go_to(
        self,
        name: str,
        *,
        role: Any = "button",
        nth: int = 0,
        back: bool = False,
        exact: bool = True,
    ) -> Locator:
        """Go on from what has the focus until something has it."""
        target = self.within.get_by_role(role, name=name, exact=exact).nth(nth)
        target.wait_for()
        self.pages.settle()
        for _ in range(MAX_TABS):
            if target.evaluate(HAS_FOCUS):
                return target
            self._go_on("Shift+Tab" if back else "Tab")
        raise AssertionError(f"The {role} {name} cannot be reached by the keyboard.")

    def use(self, name: str, *, role: Any = "button", **options: Any) -> None:
        """Go to a button or link and press Enter."""
        self.go_to(name, role=role, **options)
        self.press("Enter")

    def fill(self, label: str, text: str, **options: Any) -> None:
        """Go to a field and type."""
        self.go_to(label, role="textbox", **options)
        self.type(text)

    def tick(self, label: str, **options: Any) -> None:
        """Go to a box and tick it."""
        self.go_to(label, role="checkbox", **options)
        self.press("Space")

    def choose(self, label: str, name: str, **options: Any) -> None:
        """Go to a list of choices, and with the arrows to the first that has a name.

        It counts as one key: who types the first letters needs no more.
        """
        box = self.go_to(label, role="combobox", **options)
        self.pressed += 1
        choices, chosen = box.evaluate(CHOICES)
        # A page may take out the choice that only asks for one.
        while chosen < 0 or choices[chosen] != name:
            step = 1 if chosen < choices.index(name) else -1
            expected = choices[chosen + step]
            # The browser answers when the page has taken the key.
            self.page.keyboard.press("ArrowDown" if step > 0 else "ArrowUp")
            choices, chosen = box.evaluate(CHOICES)
            assert choices[chosen] == expected, (choices[chosen], expected)
        self.pages.settle()
        assert box.evaluate(HAS_FOCUS), name

    def take(self, name: str, *, instead_of: str, nth: int = 0) -> None:
        """Go to the one of a few that is chosen, and with the arrows to another."""
        self.go_to(instead_of, role="radio", nth=nth)
        target = self.within.get_by_role("radio", name=name, exact=True).nth(nth)
        for _ in range(MAX_TABS):
            if target.evaluate(HAS_FOCUS):
                return expect(target).to_be_checked()
            self.press("ArrowDown")
        raise AssertionError(f"{name} cannot be reached by the arrows.")

    def within_dialog(self) -> "Keyboard":
        """Return the keys in the dialog that is open, which has the focus."""
        dialog = self.page.get_by_role("dialog")
        dialog.wait_for()
        self.pages.settle()
        assert dialog.evaluate(HAS_FOCUS)
        return Keyboard(self.pages, dialog=dialog)

    def pick(self, label: str, name: str, *, exact: bool = True, nth: int = 0) -> None:
        """Search in a field for something, and choose it, which alone is found."""
        self.go_to(label, role="combobox", nth=nth)
        self.pressed += 1
        # At once: what is found for the first letters would still be drawn again.
        self.page.keyboard.insert_text(name)
        choices = self.document.get_by_role("listbox").get_by_role("option")
        expect(choices).to_have_count(1)
        if exact:
            expect(choices).to_have_text([name])
        self.pages.settle()
        self.press("ArrowDown")
        expect(self.within.locator(":focus")).to_have_attribute(
            "aria-activedescendant", re.compile(".")
        )
        self.press("Enter")
        expect(choices).to_have_count(0)
        self.pages.settle()

    def choose_file(self, label: str, file: Path) -> None:
        """Go to the field of a file, and choose one in the window that it opens."""
        field = self.within.get_by_label(label, exact=True)
        self.pages.settle()
        for _ in range(MAX_TABS):
            if field.evaluate(HAS_FOCUS):
                break
            self._go_on("Tab")
        expect(field).to_be_focused()
        with self.page.expect_file_chooser() as chooser:
            self.press("Enter")
        chooser.value.set_files(file)

    def _go_on(self, key: str) -> None:
        """Press a key, and check that what had the focus until then showed it."""
        focused = self.within.locator(":focus").first
        self.pressed += 1
        if focused.count() == 0:
            return self.page.keyboard.press(key)
        element = focused.element_handle()
        before = element.evaluate(LOOKS)
        self.page.keyboard.press(key)
        # A field of a date has several parts, and keeps the focus.
        if element.evaluate("each => each.isConnected && !each.matches(':focus')"):
            after = element.evaluate(LOOKS)
            assert after != before, element.evaluate("each => each.outerHTML")
        return None
