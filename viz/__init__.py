"""Pages for people."""

from jigou.viz.gathering import scene_from_view
from jigou.viz.layouts import placed
from jigou.viz.page import page
from jigou.viz.pyvis_page import pyvis_page
from jigou.viz.scene import Citation, Count, Link, Moment, Node, Question, Report, Scene
from jigou.viz.site import write_site
from jigou.viz.staging import scene_from_readings

__all__ = [
    "Citation",
    "Count",
    "Link",
    "Moment",
    "Node",
    "Question",
    "Report",
    "Scene",
    "page",
    "placed",
    "pyvis_page",
    "scene_from_readings",
    "scene_from_view",
    "write_site",
]
