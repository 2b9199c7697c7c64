"""What a chart with bars below one another shows."""

from playwright.sync_api import Locator

# From where to where each bar goes, from above; one without a length is not seen.
BARS = """canvas => {
  const { width, height } = canvas;
  const copy = Object.assign(document.createElement("canvas"), { width, height });
  const pen = copy.getContext("2d", { willReadFrequently: true });
  pen.fillStyle = getComputedStyle(canvas).getPropertyValue("--chart-bars");
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
  pen.clearRect(0, 0, 1, 1);
  pen.drawImage(canvas, 0, 0);
  const { data } = pen.getImageData(0, 0, width, height);
  const bars = [];
  let above = false;
  for (let y = 0; y < height; y += 1) {
    const drawn = [];
    for (let x = 0; x < width; x += 1) {
      const at = 4 * (y * width + x);
      if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) {
        drawn.push(x);
      }
    }
    if (drawn.length > 0 && !above) bars.push([drawn[0], drawn.at(-1) + 1]);
    above = drawn.length > 0;
  }
  return bars;
}"""


def bars_of(picture: Locator) -> list[tuple[int, int]]:
    """Return from where to where the bars of a chart go, those above first."""
    canvas = picture.locator("canvas")
    canvas.wait_for()
    return [(start, end) for start, end in canvas.evaluate(BARS)]


def lengths_of(picture: Locator) -> list[float]:
    """Return how long the bars of a chart are, as shares of the longest."""
    lengths = [end - start for start, end in bars_of(picture)]
    return [round(each / max(lengths), 2) for each in lengths]
