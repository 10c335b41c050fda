"""From a file in any format that has a reader to documents: what kind of file it is, and its text, tables and outline.

A reader is a plug-in of the group ``jigou.readers``; those of jigou itself use the same door. Readers of formats that others
wrote the parsers of work in a process of their own, which can open no file and no connection (``worker.py``).
"""

from jigou.builder.formats.contract import Reader, Source
from jigou.builder.formats.limits import Limits
from jigou.builder.formats.readers import documents, documents_of, only_document, readers, suffixes

__all__ = ["Limits", "Reader", "Source", "documents", "documents_of", "only_document", "readers", "suffixes"]
