"""Paper to write on: A4, with texts that may be in any script, and rules.

It is imported where the library that writes PDF is known to be there.
"""

from fpdf import FPDF

from .fonts import NAME, add_fonts

LEFT, RIGHT, TOP, BOTTOM = 20.0, 190.0, 18.0, 30.0
_INK, _GREY, _RULE = (28, 32, 36), (108, 114, 122), (214, 218, 222)


class Paper(FPDF):
    """Pages of A4. Lengths are in millimetres, sizes of letters in points."""

    def __init__(self, *, text: str) -> None:
        """Begin with no page.

        :param text: all that is to stand on it, which tells the fonts that it needs.
        """
        super().__init__(format="A4")
        self.set_margins(LEFT, TOP, 210 - RIGHT)
        self.set_auto_page_break(auto=True, margin=BOTTOM)
        self.c_margin = 0
        add_fonts(self, text)

    def put(
        self,
        text: str,
        *,
        x: float = LEFT,
        width: float = RIGHT - LEFT,
        size: float = 9.5,
        line: float = 5,
        align: str = "L",
        bold: bool = False,
        grey: bool = False,
    ) -> float:
        """Write a text at the current height, in as many lines as it needs.

        :param x: where it begins.
        :param line: the height of a line.
        :returns: the height at which it ends, which is the current one then.
        """
        for each in self._lines(text, width=width, size=size, bold=bold):
            self._choose(size, bold=bold, grey=grey)
            self.set_x(x)
            self.cell(width, line, each, align=align, new_x="LMARGIN", new_y="NEXT")
        return float(self.get_y())

    def put_whole(
        self, text: str, *, x: float, width: float, size: float, line: float
    ) -> None:
        """Write a short text to the right, which may name the number of pages."""
        self._choose(size, bold=False, grey=True)
        # What stands for that number is wider than a digit.
        shown = self.get_string_width(text.replace("{nb}", "0"))
        self.set_x(x + width - shown)
        self.cell(shown, line, text, new_x="LMARGIN", new_y="NEXT")

    def height(self, text: str, *, width: float, size: float, line: float) -> float:
        """Return how high a text is.

        :param line: the height of a line.
        """
        return line * len(self._lines(text, width=width, size=size, bold=False))

    def has_room(self, height: float) -> bool:
        """Tell whether something fits on the page."""
        return float(self.get_y()) + height <= float(self.page_break_trigger)

    def space(self, height: float) -> None:
        """Go down."""
        self.set_y(self.get_y() + height)

    def rule(self, *, x: float = LEFT, strong: bool = False) -> None:
        """Draw a line from a place to the right margin."""
        self.set_draw_color(*(_INK if strong else _RULE))
        self.set_line_width(0.35 if strong else 0.2)
        self.line(x, self.get_y(), RIGHT, self.get_y())

    def _choose(self, size: float, *, bold: bool, grey: bool) -> None:
        # In two steps, for each line: the library does not notice that the last thing
        # on the page is in the font for other scripts.
        self.set_font(NAME, "B" if bold else "", size + 1)
        self.set_font(NAME, "B" if bold else "", size)
        self.set_text_color(*(_GREY if grey else _INK))

    def _lines(self, text: str, *, width: float, size: float, bold: bool) -> list[str]:
        self.set_font(NAME, "B" if bold else "", size)
        found = self.multi_cell(width, 5, text, dry_run=True, output="LINES")
        return [str(each) for each in found]
