"""What a browser would send for the forms of a page."""

from typing import Any

from bs4 import BeautifulSoup, Tag


def fields_of(html: str) -> dict[str, Any]:
    """The fields of all forms of the page that are sent with POST, filled in as they are shown."""
    data: dict[str, list[str]] = {}
    if "<form" not in html:
        return {}
    soup = BeautifulSoup(html, "html.parser")
    for form in soup.find_all("form"):
        if str(form.get("method", "")).lower() != "post":
            continue
        for item in form.find_all(["input", "select", "textarea"]):
            name = item.get("name")
            if name and not item.has_attr("disabled"):
                data.setdefault(str(name), []).extend(_values(item))
    return {name: values[0] if len(values) == 1 else values for name, values in data.items()}


def _values(item: Tag) -> list[str]:
    if item.name == "select":
        return [str(o.get("value", "")) for o in item.find_all("option") if o.has_attr("selected")]
    if item.name == "textarea":
        return [item.text.lstrip("\n")]
    if item.get("type") in ("checkbox", "radio"):
        return [str(item.get("value", "on"))] if item.has_attr("checked") else []
    return [] if item.get("type") in ("file", "submit") else [str(item.get("value", ""))]
