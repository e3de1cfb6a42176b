"""The portal's templates."""

from pathlib import Path

from makegood.faces.shared.pages import Pages

pages = Pages(Path(__file__).parent)
page = pages.page
