"""The wheel: all that the checkout keeps in folders of general names, within the one package ``onrecord``.

``service``, ``schemas`` and ``prompts`` at the top of somebody's site-packages would stand where their own packages of
these names do. So their files go below ``onrecord/``, and our imports, which are all absolute, say so.
"""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = ("prompts", "schemas", "service")
_OURS = "|".join(FOLDERS)
_FROM = re.compile(rf"^(\s*)from ({_OURS})(?=[. ])", re.MULTILINE)
_IMPORT = re.compile(rf"^(\s*)import ({_OURS})$", re.MULTILINE)


def rewritten(source: str) -> str:
    """Python source whose imports of our folders are of the same within ``onrecord``.

    service/fingerprint.py undoes it, so that rules have one fingerprint wherever they run.
    """
    return _IMPORT.sub(r"\1from onrecord import \2", _FROM.sub(r"\1from onrecord.\2", source))


class WithinOnePackage(BuildHookInterface):
    """Puts the rewritten files into a wheel; a checkout that is installed in place stays as it is."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        self._made = TemporaryDirectory()
        for path in sorted(path for folder in ("onrecord", *FOLDERS) for path in (Path(self.root) / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                self._put(path.relative_to(self.root), build_data["force_include"])

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        if version != "editable":
            self._made.cleanup()

    def _put(self, name: Path, included: dict[str, str]) -> None:
        to = name if name.parts[0] == "onrecord" else Path("onrecord") / name
        if name.parts[0] == "onrecord" and (Path(self.root) / name.stem).is_dir():
            return  # stands for the folder of that name in the checkout alone
        if name.suffix != ".py":
            included[str(Path(self.root) / name)] = to.as_posix()
            return
        made = Path(self._made.name) / to
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_text(rewritten((Path(self.root) / name).read_text(encoding="utf-8")), encoding="utf-8")
        included[str(made)] = to.as_posix()
