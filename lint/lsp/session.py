"""What the server knows in a session: the open texts, and what was found in them."""

from __future__ import annotations

import gc
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lint.lsp.analysis import Analysis, analyse, unable
from lint.lsp.asking import Asking
from lint.lsp.buffers import Buffer, path_of
from lint.lsp.diagnostics import diagnostics
from lint.lsp.outdated import Outdated, stopping
from lint.lsp.positions import Encoding
from lint.lsp.projects import Project, Projects
from lint.lsp.wire import Writer
from lint.lsp.worker import Worker
from lint.message import Message
from lint.resolve.lock import Lock
from lint.translation import Catalog

if TYPE_CHECKING:
    from lint.reach import Reach


# Objects that one text may leave until garbage is looked for while somebody waits; 50 kB leave about 20,000. The worker
# looks for it when what was found is shown.
_CROWDED = 200_000


class Session:
    """The texts of one client; `folder` is where one that was never saved is thought to lie.

    What was found is told in the language of `catalog`.
    """

    def __init__(
        self, writer: Writer, encoding: Encoding, folder: Path, reach: Reach | None, catalog: Catalog | None = None
    ) -> None:
        self._writer, self._encoding, self.folder, self._catalog = writer, encoding, folder, catalog
        self._buffers: dict[str, Buffer] = {}
        self._projects: Projects | None = None
        self._broken = ""
        self._linted: Buffer | None = None
        # Held while a text is shown or taken back: what is said last of one that was closed is that there is nothing.
        self._showing = threading.Lock()
        self._is_started = False
        self.worker = Worker(self._analysed, self.publish)
        self._asking = Asking(reach, self.worker.again) if reach else None

    def start(self) -> bool:
        """Begin to lint, and to ask; False when that was begun before."""
        if self._is_started:
            return False
        self._is_started = True
        self.worker.start()
        if self._asking:
            self._asking.start()
        return True

    def buffer(self, uri: str) -> Buffer | None:
        """An open text."""
        return self._buffers.get(uri)

    def open(self, params: Mapping[str, Any]) -> None:
        """A text was opened."""
        document = params["textDocument"]
        uri, language = str(document["uri"]), str(document.get("languageId", "")).lower()
        version = 0 if document.get("version") is None else document["version"]
        self._lint(Buffer(uri, language, 0, "", self._encoding).changed(version, [{"text": document.get("text")}]))

    def change(self, params: Mapping[str, Any]) -> None:
        """A text was changed."""
        document = params["textDocument"]
        buffer = self._buffers.get(str(document["uri"]))
        if buffer is not None:
            self._lint(buffer.changed(document.get("version"), params.get("contentChanges")))

    def save(self, params: Mapping[str, Any]) -> None:
        """A text was saved: the moment to ask again for what nobody has answered."""
        uri = str(params["textDocument"]["uri"])
        if self._asking:
            self._asking.retry(uri)
        self.worker.again(uri)

    def close(self, params: Mapping[str, Any]) -> None:
        """A text was closed: nothing is said of it any more."""
        uri = str(params["textDocument"]["uri"])
        with self._showing:
            if self._buffers.pop(uri, None) is None:
                return
            self._writer.notify("textDocument/publishDiagnostics", {"uri": uri, "diagnostics": []})
        self.worker.forget(uri)
        if self._asking:
            self._asking.forget(uri)

    def changed_around(self, params: Mapping[str, Any]) -> None:
        """The configuration, the lock or a setting of the editor was changed."""
        self.worker.again()

    def moved(self, params: Mapping[str, Any]) -> None:
        """The folders of the workspace are others now."""
        for each in params["event"]["added"]:
            self.folder = path_of(str(each["uri"])) or self.folder
        self.worker.again()

    def _lint(self, buffer: Buffer) -> None:
        self._buffers[buffer.uri] = buffer
        self.worker.lint(buffer)

    def _analysed(self, buffer: Buffer) -> Analysis:
        """The analysis of a text. A defect of medlint costs this text, and the editor is told.

        Raises:
            Outdated: the text was changed or closed meanwhile.
        """
        self._linted = buffer
        try:
            return self._looked_at(buffer).spoken(self._catalog)
        finally:
            self._linted = None

    def _looked_at(self, buffer: Buffer) -> Analysis:
        try:
            projects = self._loaded()
            if projects is None:
                return Analysis(buffer, failure=unable(self._broken))
            return analyse(buffer, projects, self.folder, self._answers)
        except Exception as error:
            defect = f"{type(error).__name__}: {error}"
            return Analysis(
                buffer, failure=unable(Message("medlint failed on it, please report it: {defect}", defect=defect))
            )

    def _go_on(self) -> None:
        """Stop a lint, or a job, that is outdated."""
        buffer = self._linted
        if buffer is not None and self._buffers.get(buffer.uri) is not buffer:
            raise Outdated
        self.worker.go_on()

    def _loaded(self) -> Projects | None:
        """The projects, with the rule packs: they are imported here, while the editor goes on."""
        if self._projects is None:
            from lint.packs import PackError, installed

            try:
                self._projects = Projects(stopping(installed(), self._go_on))
            except PackError as error:
                self._broken = str(error)
            gc.freeze()  # what was imported stays: looking through it for garbage would cost at every key
            gc.set_threshold(_CROWDED)
        return self._projects

    def _answers(self, uri: str, project: Project) -> Lock | None:
        return self._asking.answers(uri, project) if self._asking else None

    def publish(self, analysis: Analysis) -> None:
        """Show what was found in a text, unless it was changed or closed meanwhile."""
        buffer = analysis.buffer
        params = {"uri": buffer.uri, "version": buffer.version, "diagnostics": diagnostics(analysis)}
        with self._showing:
            if self._buffers.get(buffer.uri) is not buffer:
                return
            self._writer.notify("textDocument/publishDiagnostics", params)
            if self._asking and analysis.article:
                self._asking.want(analysis)
