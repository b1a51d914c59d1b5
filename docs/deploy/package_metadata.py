"""Completes the metadata of a package for a package index.

Whoever builds a release names the page of the project in ``MUSICANALYSER_PROJECT_URL``. The package
then has its links, and the links of the README, which are relative here, lead to that page.
"""

import os
import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_RELATIVE = re.compile(r"(!?)\[([^\]]*)\]\((?!https?:|#)([^)]+)\)")


class CustomMetadataHook(MetadataHookInterface):
    """Sets ``readme`` and ``urls``."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add what depends on the page of the project."""
        page = os.environ.get("MUSICANALYSER_PROJECT_URL", "").rstrip("/")
        text = Path(self.root, "README.md").read_text("utf-8")
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": make_links_absolute(text, page) if page else text,
        }
        if page:
            metadata["urls"] = {
                "Homepage": page,
                "Documentation": f"{page}/tree/main/docs",
                "Changelog": f"{page}/blob/main/docs/changelog.md",
                "Issues": f"{page}/issues",
                "Source": page,
            }


def make_links_absolute(text: str, page: str) -> str:
    """Return a page of the repository whose links work everywhere; pictures are the raw files."""

    def absolute(link: re.Match[str]) -> str:
        picture, words, target = link.groups()
        view = "raw" if picture else "blob"
        return f"{picture}[{words}]({page}/{view}/main/{target})"

    return _RELATIVE.sub(absolute, text)
