"""Contrast of a network's colours, as WCAG 2.2 defines it (success criterion 1.4.3)."""

import colorsys

WHITE = "#ffffff"
BLACK = "#000000"
TEXT_CONTRAST = 4.5


def _channels(colour: str) -> tuple[float, float, float]:
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))  # type: ignore[return-value]


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 (black) to 1 (white); WCAG 2.2, "relative luminance"."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two `#rrggbb` colours, 1 to 21; WCAG 2.2, "contrast ratio"."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def readable_on(background: str) -> str:
    """Black or white, whichever is easier to read on `background`."""
    return max((WHITE, BLACK), key=lambda text: contrast(text, background))


def lightened(colour: str, background: str, ratio: float = TEXT_CONTRAST) -> str:
    """`colour`, made lighter in small steps until it has `ratio` against a dark `background`."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    result = colour
    while contrast(result, background) < ratio and lightness < 1:
        lightness = min(1.0, lightness + 0.02)
        channels = colorsys.hls_to_rgb(hue, lightness, saturation)
        result = "#" + "".join(f"{round(c * 255):02x}" for c in channels)
    return result
