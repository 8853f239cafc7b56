"""The invented city's organisation through time.

Knows departments, their codes and order, and how three reorganisations change them.
Knows nobody who works there, and writes nothing.
"""

from learning.simulation.organisation.founding import open_bureau
from learning.simulation.organisation.history import FOUNDED_ON, Office, Organisation
from learning.simulation.organisation.reorganisation import reorganise
from learning.simulation.organisation.sizes import (
    bureaus,
    head_posts,
    shares,
    template,
)
from learning.simulation.timeline import Timeline

__all__ = ["FOUNDED_ON", "Office", "Organisation", "build", "shares"]


def build(*, posts: int, timeline: Timeline) -> Organisation:
    """Build the organisation for a number of posts, those of the bureaus' heads too.

    Parameters
    ----------
    posts : posts to share out among the sections; the offices' sizes add up to it if
        it is at least the number of sections.
    timeline : the days of the history.
    """
    organisation = Organisation()
    for spec, sections in bureaus(posts):
        open_bureau(organisation, spec, sections, head_posts(spec, posts))
    for change in template()["reorganisation"]:
        reorganise(organisation, change, getattr(timeline, change["day"]))
    return organisation
