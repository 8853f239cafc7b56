"""The site's root page."""

from wagtail.models import Page


class HomePage(Page):
    """The root of the page tree; sends a signed-in person to their own page."""

    template = "home/home_page.html"
    max_count = 1
    subpage_types = ["courses.CataloguePage"]
