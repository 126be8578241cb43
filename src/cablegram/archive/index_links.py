"""An index that may only be read: opened through a folder of links, because the library wants to write a lock beside it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from weakref import finalize

_LOCKS = ".lock"


class Links:
    """A folder of links to the files of an index, of our own; gone with this object."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self.path = Path(tempfile.mkdtemp(prefix="cablegram-"))
        finalize(self, shutil.rmtree, self.path, ignore_errors=True)
        self.renew()

    def renew(self) -> None:
        """Link what has come since; a link to what has gone leads nowhere and does no harm."""
        for file in self._folder.iterdir():
            link = self.path / file.name
            if not file.name.endswith(_LOCKS) and not link.is_symlink():
                link.symlink_to(file)
