"""Reads a page of HTML strictly: every element is closed, in order."""

from html.parser import HTMLParser

_VOID = {"meta"}


class PageReader(HTMLParser):
    """The elements, attributes and texts of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[tuple[str, str]] = []
        """Each text and the element that holds it."""
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == [], "elements that are never closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts.append((self._open[-1], data))

    def values(self, name: str) -> list[str]:
        """Return the values of an attribute, in order."""
        return [value for _, found, value in self.attributes if found == name]

    def texts_of(self, tag: str) -> list[str]:
        """Return the texts directly in elements of a kind."""
        return [text for found, text in self.texts if found == tag]
