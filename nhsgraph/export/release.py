"""A release: one zip with the graph, the tables it is built from, the ontology, a DCAT description and the licences.

Byte-stable: sorted names, one fixed time, one way of packing; the same data and code give the same file.
"""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal

from nhsgraph import resources
from nhsgraph._version import __version__
from nhsgraph.dataset import table_paths
from nhsgraph.export import Material, nquads
from nhsgraph.ids import BASE, SOURCE
from nhsgraph.views import Fields

TITLE = "A release: graph, tables, ontology, DCAT description and licences in one zip"
SUFFIX = ".zip"

_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold: a release has no time of packing
_GRAPH = "graph.nq"

_README = """\
nhsgraph {version}, {dataset} data set{fictional}
Key of the data: {key}

graph.nq        the graph, one named graph a source ({dataset_lines} quads)
tables/         the tables it is built from, each row with its sources
documents/      claims about the documents, with their places
ontology/       the vocabulary, and the JSON-LD context
dcat.ttl        this release and its sources, described with DCAT
LICENCES.md     the licence of each source
SHA256SUMS      digests of the files

What a source is known to get wrong stands in the graph: SELECT ?s ?c {{ ?s <{base}def#caveat> ?c }}.
"""


def write(material: Material, path: Path) -> None:
    """Write the zip."""
    with tempfile.TemporaryDirectory() as made:
        graph = Path(made) / _GRAPH
        nquads.write(material, graph)
        sums: list[str] = []
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for name, content in sorted({**dict(_files(material)), _GRAPH: graph}.items()):
                data = content if isinstance(content, bytes) else content.read_bytes()
                _add(archive, name, data)
                sums.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
            _add(archive, "SHA256SUMS", "".join(sums).encode())


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # or the zip would say on which system it was made
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


def _files(material: Material) -> Iterator[tuple[str, bytes | Path]]:
    rows = material.reader.rows("sources")
    quads = len(material.store)
    fictional = " (fictional: it describes no real body)" if material.dataset == "demo" else ""
    yield (
        "README.txt",
        _README.format(
            version=__version__,
            dataset=material.dataset,
            fictional=fictional,
            key=material.version,
            dataset_lines=f"{quads:,}",
            base=BASE,
        ).encode(),
    )
    yield "dcat.ttl", _dcat(material, rows).encode()
    yield "LICENCES.md", _licences(rows).encode()
    for _, path in table_paths(material.data):
        if path.is_file():
            yield f"{path.parent.name}/{path.name}", path
    for path in resources.ontology_dir().iterdir():
        if path.suffix in {".ttl", ".jsonld"}:
            yield f"ontology/{path.name}", path


def _licences(rows: list[Fields]) -> str:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        line = f"- `{row.text('id')}`: {row.text('title')}, {row.text('publisher')}"
        found[row.text("licence")].append(line + (f" <{row.text('url')}>" if row.text("url") else ""))
    parts = [
        "# Licences of the sources\n",
        (
            "The compilation and the ontology are licensed under the Apache License 2.0. Facts of a source stay under "
            "its licence; the graph of a source is `https://w3id.org/nhsgraph/graph/` and its id. Contains public "
            "sector information licensed under the Open Government Licence v3.0.\n"
        ),
    ]
    for licence in sorted(found):
        parts.append(f"## {licence}\n\n" + "\n".join(found[licence]) + "\n")
    return "\n".join(parts)


def _dcat(material: Material, rows: list[Fields]) -> str:
    this = f"<{BASE}release/{material.dataset}/{material.version}>"
    lines = [
        "@prefix dcat: <http://www.w3.org/ns/dcat#> .",
        "@prefix dct: <http://purl.org/dc/terms/> .",
        "@prefix prov: <http://www.w3.org/ns/prov#> .",
        "",
        f"{this} a dcat:Dataset ;",
        f"  dct:title {_text(f'nhsgraph, {material.dataset} data set')} ;",
        f"  dct:identifier {_text(material.version)} ;",
        f"  dcat:version {_text(__version__)} ;",
        "  dct:license <https://www.apache.org/licenses/LICENSE-2.0> ;",
        f"  dcat:distribution <{BASE}release/{material.dataset}/{material.version}/{_GRAPH}> ;",
    ]
    if material.dataset == "demo":
        lines.append('  dct:description "Fictional: it describes no real body." ;')
    cited = [row for row in rows if row.number("facts")]
    lines.append("  prov:wasDerivedFrom " + " , ".join(f"<{SOURCE}{row.text('id')}>" for row in cited) + " .")
    lines += [
        "",
        f"<{BASE}release/{material.dataset}/{material.version}/{_GRAPH}> a dcat:Distribution ;",
        "  dcat:mediaType <https://www.iana.org/assignments/media-types/application/n-quads> ;",
        f"  dct:title {_text('The graph as N-Quads')} .",
    ]
    for row in cited:
        lines += [
            "",
            f"<{SOURCE}{row.text('id')}> a dcat:Dataset ;",
            f"  dct:title {_text(row.text('title'))} ;",
            f"  dct:publisher {_text(row.text('publisher'))} ;",
            *([f"  dct:issued {_text(row.text('published'))} ;"] if row.text("published") else []),
            *([f"  dcat:landingPage <{row.text('url')}> ;"] if row.text("url") else []),
            f"  dct:rights {_text(row.text('licence'))} .",
        ]
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    return str(Literal(value))
