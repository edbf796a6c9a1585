"""A program: a report as JSON comes in, PDF/UA goes out. Its arguments are folders with fonts.

It runs in a process of its own, so that it can be ended when it takes too long, and what Typst
keeps in memory (some hundred megabytes) goes with it. It reads the template and the fonts and
nothing else: the report is data, and the template imports no package.
"""

import sys
from pathlib import Path

import typst

TEMPLATE = Path(__file__).with_name("report.typ")


def main(fonts: list[str]) -> None:
    """Set one report.

    PDF/UA asks for a shape of every letter. A name in a script that no font of ours has (or an
    emoji) must not cost somebody the report: it is then tagged all the same, without that promise,
    and the reason stands in the output of errors.
    """
    report = sys.stdin.buffer.read().decode()
    try:
        content = _compile(report, fonts, is_promised=True)
    except typst.TypstError as error:
        sys.stderr.write(str(error))
        content = _compile(report, fonts, is_promised=False)
    sys.stdout.buffer.write(content)


def _compile(report: str, fonts: list[str], *, is_promised: bool) -> bytes:
    return typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"report": report},
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=fonts),
        pdf_standards="ua-1" if is_promised else None,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
