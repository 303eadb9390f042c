"""The explain page: a picture of a body's neighbourhood, and below it every sentence of the explanation.

pyvis builds the network (directed, positions computed, physics off) and renders our own template instead of its own,
which fetches from other places and takes texts as HTML.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from markupsafe import Markup

from nhsgraph.analyses.explanation import Explanation
from nhsgraph.analyses.neighbourhood import Neighbourhood
from nhsgraph.present.html import statements
from nhsgraph.present.html.explain_model import model, page_sources
from nhsgraph.present.html.kinds import LINKS, NODES, link_kind, node_kind
from nhsgraph.present.html.layout import Layout, place
from nhsgraph.present.html.page import COLOURS, TINTS, Asset, Page, asset, environment, fragment, lean
from nhsgraph.present.html.page import render as framed

NOTICE = "A conflict path shows that recorded facts connect. It is not a finding about anybody."
_FONT = {"face": "Arial,Helvetica,sans-serif", "size": 11, "color": COLOURS["black"]}

#: A picture of up to so many nodes needs no whole screen.
_FEW = 12
_SCRIPTS = ("exports.js", "explain_state.js", "explain_export.js", "explain_panel.js", "explain.js")
#: Links that leave the middle sideways are curves, so that those of one person stay apart.
_SIDEWAYS = {"seat", "interest", "award", "payment"}
_CURVE = {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.45}


def render(explanation: Explanation, around: Neighbourhood, shared: str | None = None) -> str:
    """The page as one text; ``shared`` as in :func:`nhsgraph.present.html.page.render`."""
    return framed(page(explanation, around), shared)


def page(explanation: Explanation, around: Neighbourhood) -> Page:
    """The page before it has its frame."""
    layout = place(around)
    sources = page_sources(explanation, around)
    body = fragment(
        "explain.html.j2",
        explanation=explanation,
        picture=_picture(around, layout),
        nodes=[look for look in NODES if look.key in {node_kind(n) for n in around.nodes}],
        links=[look for look in LINKS if look.key in {link_kind(k) for k in around.links}],
        colours=COLOURS,
        tints=TINTS,
        sections=statements.sections(explanation.sections, sources),
        sources=statements.source_list(sources),
        count=len(around.nodes),
        paths=len(around.paths),
        few=len(around.nodes) <= _FEW,
    )
    return Page(
        title=explanation.name,
        kind="explain",
        lead=f"{explanation.code} · as of {explanation.as_of} · {explanation.kind_label}",
        notice=NOTICE if around.paths else "",
        fictional=explanation.fictional,
        actions=fragment("explain_actions.html.j2"),
        body=body,
        data={"model": model(explanation, around, layout)},
        styles=(asset("explain.css"),),
        scripts=(
            vis_network(),
            *(lean(asset(name)) for name in _SCRIPTS),
        ),
    )


@cache
def vis_network() -> Asset:
    """The drawing library from the pyvis wheel, without its pointer to a source map."""
    import pyvis

    place = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    text = place.read_text(encoding="utf-8")
    # A page is read with line ends as \n, and the hash is of what was read.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = [line for line in lines if not line.startswith("//# sourceMappingURL=")]
    return Asset(name="vis-network-9.1.2.js", text="\n".join(kept), shared=True)


def _picture(around: Neighbourhood, layout: Layout) -> Markup:
    """The network as pyvis holds it, in our template."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    # Nodes go by their place in the list, which is shorter than their ids and as stable.
    places = {node.id: place for place, node in enumerate(around.nodes)}
    for node in around.nodes:
        box = layout.boxes[node.id]
        network.add_node(
            places[node.id], label=box.label, shape="box", x=box.x, y=box.y, group=node_kind(node)
        )
    for link in around.links:
        more = {"smooth": _CURVE} if link_kind(link) in _SIDEWAYS else {}
        network.add_edge(places[link.subject], places[link.object], **more)
    # What is the same for all stands once, in the options; the script counts, and sets sizes, dashes and colours.
    for node_data in network.nodes:
        del node_data["shape"], node_data["id"]
    for edge_data in network.edges:
        del edge_data["arrows"]
    network.set_options(json.dumps(_options({node_kind(n) for n in around.nodes})))
    network.templateEnv = environment()
    network.path = "network.html.j2"
    return Markup(network.generate_html())  # noqa: S704 (our template, autoescaped)


def _options(kinds: Iterable[str]) -> dict[str, object]:
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False, "randomSeed": 1},
        "interaction": {"dragNodes": False, "hover": True, "keyboard": False, "hideEdgesOnDrag": False},
        "groups": {
            look.key: {"color": {"background": TINTS[look.colour], "border": COLOURS[look.colour]}}
            for look in NODES
            if look.key in kinds
        },
        "nodes": {
            "shape": "box",
            "font": _FONT,
            "margin": 5,
            "borderWidth": 1.5,
            "borderWidthSelected": 1.5,
            "chosen": False,
            "shapeProperties": {"borderRadius": 4},
            # A label is drawn however small: an empty box says less than small print.
            "scaling": {"label": {"drawThreshold": 1}},
        },
        "edges": {
            "smooth": False,
            "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}},
            "chosen": False,
            "arrowStrikethrough": False,
            "font": {**_FONT, "size": 13, "strokeWidth": 4},
            "width": 1.2,
        },
    }
