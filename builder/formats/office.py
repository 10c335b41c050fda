"""Older and other word processors' files (.doc, .wps, .rtf, .odt), which LibreOffice turns into Word files where it is installed.

Its own text export would keep deleted and hidden words, so the way leads through .docx. It runs with a profile of its own that follows no
links and runs no macros, without network where the system lets a user take it away, and within the time of one document.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from jigou.builder.formats.child import read_confined
from jigou.builder.formats.contract import Reader, Source
from jigou.builder.formats.docx import READER as WORD
from jigou.builder.formats.limits import Limits
from jigou.builder.formats.package import ZIP
from jigou.ontology import Document
from jigou.ontology.errors import PastLimit, UnreadableReport

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAM = "WordDocument".encode("utf-16-le")
_RTF = b"{\\rtf"
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_HEAD = 200
_LINKS = "org.openoffice.Office.Writer/Content/Update"
_SECURITY = "org.openoffice.Office.Common/Security/Scripting"
_PROFILE = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/{_LINKS}"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/{_SECURITY}"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/{_SECURITY}"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/{_SECURITY}"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def _format(source: Source) -> str | None:
    """The ending that LibreOffice is given; None for a file of no such format."""
    data = source.data
    if data.startswith(_RTF):
        return "rtf"
    if data.startswith(ZIP) and _ODT in data[:_HEAD]:
        return "odt"
    if data.startswith(_OLD) and _STREAM in data:
        return "wps" if source.name.lower().endswith(".wps") else "doc"
    return None


def _read(source: Source, limits: Limits) -> Sequence[Document]:
    ending = _format(source) or "doc"
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise UnreadableReport(
            source.shown,
            f"is a .{ending} file, which is read by way of LibreOffice, and that is not installed",
            advice="install it, or save the file as .docx",
        )
    data = _converted(program, source, ending, limits)
    found = read_confined(WORD, replace(source, data=data), limits)
    digest = hashlib.sha256(source.data).hexdigest()
    return tuple(replace(document, file_digest=digest, format=READER.name) for document in found)


def _converted(program: str, source: Source, ending: str, limits: Limits) -> bytes:
    """The file as .docx, by LibreOffice in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="jigou-office-") as name:
        folder = Path(name)
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        (folder / f"in.{ending}").write_bytes(source.data)
        command = [
            *_without_network(), program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
            "--nolockcheck", "--convert-to", "docx", "--outdir", str(folder / "out"), str(folder / f"in.{ending}"),
        ]  # fmt: skip
        environment = {key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL", "TMPDIR") if key in os.environ}
        _run(command, {**environment, "HOME": name}, source, limits)
        made = folder / "out" / "in.docx"
        if not made.is_file():
            raise UnreadableReport(source.shown, "is damaged (LibreOffice cannot read it)")
        if made.stat().st_size > limits.content:
            raise PastLimit(source.shown, f"unpacks to more than {limits.content // 1_000_000} MB")
        return made.read_bytes()


def _run(command: Sequence[str], environment: dict[str, str], source: Source, limits: Limits) -> None:
    process = subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(limits.seconds)
    except subprocess.TimeoutExpired as error:
        reason = f"takes longer than {limits.seconds:g} s to read"
        raise PastLimit(source.shown, reason, advice="split it into reports") from error
    finally:
        # LibreOffice starts a process of its own, which is ended with it.
        with contextlib.suppress(OSError):
            os.killpg(process.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        process.wait()


@cache
def _without_network() -> tuple[str, ...]:
    """The words before a command that take its network away; none where the system does not let a user."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    prefix = (unshare, "--map-root-user", "--net", "--")
    done = subprocess.run([*prefix, "true"], capture_output=True, check=False, stdin=subprocess.DEVNULL)
    return prefix if done.returncode == 0 else ()


READER = Reader(
    name="office",
    what="older Word, WPS, RTF and OpenDocument files, by way of LibreOffice",
    suffixes=(".doc", ".wps", ".rtf", ".odt"),
    knows=lambda source: _format(source) is not None,
    read=_read,
    confined=False,
)
