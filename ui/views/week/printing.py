"""The week's page as a PDF on A4, laid out by Qt; may be done outside the window's thread."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument

MARGINS_MM = QMarginsF(20, 18, 20, 18)
DPI = 96  # one pixel of the page's own style sheet


def to_pdf(html: str, *, title: str, family: str) -> bytes:
    """`family` is the font it is set in."""
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Rehearse")
    writer.setResolution(DPI)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            MARGINS_MM,
            QPageLayout.Unit.Millimeter,
        )
    )
    document = QTextDocument()
    document.setDefaultFont(QFont(family))
    document.setDocumentMargin(0)
    document.setHtml(html)
    room = writer.pageLayout().paintRectPixels(DPI).size()
    document.setPageSize(QSizeF(room))
    document.print_(writer)
    del writer  # it ends the file
    buffer.close()
    return bytes(kept.data())
