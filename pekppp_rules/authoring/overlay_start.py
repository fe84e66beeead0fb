"""The files an overlay starts from: what it extends, a source, and changes to copy from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pekppp_rules.authoring.yaml_text import yaml_text
from pekppp_rules.regulation.authored import number_as_written
from pekppp_rules.regulation.model import Package, SurveyForm, WeightedMean

_REGULATION = """\
# Yang tidak ditulis di sini diwarisi: validity, legal, aspects, dan seterusnya.
# What is not written here is inherited: validity, legal, aspects and so on.
kind: regulation
extends: {base}
id: {name}
version: 0.1.0
scope: {name}  # wilayah; paket ini hanya dipilih bila wilayahnya diminta / a region; chosen only where it is asked for
citation: "GANTI: jenis, nomor, dan tahun peraturan"
title: {{id: "GANTI: judul peraturan", en: "REPLACE: title of the regulation"}}
source: [PERATURAN]
confidence: unverified  # primary setelah dicocokkan dengan naskahnya / primary once compared with the text itself
"""

_SOURCES = """\
# Tambahan bagi sumber yang diwarisi. / Added to the sources that are inherited.
kind: sources
sources:
  - key: PERATURAN
    kind: regulation
    title: "GANTI: judul naskah"
    where: "GANTI: alamat naskah"
"""

_CHANGES = """\
# Yang berbeda dari {base}; tanpa perbedaan, hapus berkas ini.
# What differs from {base}; where nothing does, delete this file.
kind: changes
source: [PERATURAN]
confidence: unverified
changes:
  - replace: index/nodes/{root}/name
    value: {{id: "GANTI: nama indeks", en: "REPLACE: name of the index"}}
"""

_EXAMPLES = """\
# Contoh lain, dengan nilai yang berlaku sekarang; buka komentarnya lalu ubah nilainya.
# More examples, with the values as they are; remove the # and change the value.
"""


def overlay_files(name: str, base: str, package: Package) -> dict[str, str]:
    """Return the text of each file of an overlay called `name` of the version `base` (`id@version`), which is `package`."""
    changes = _CHANGES.format(base=base, root=package.index.root)
    if examples := list(_examples(package)):
        lines = yaml_text(examples).splitlines()
        changes += _EXAMPLES + "".join(f"#  {line}\n" for line in lines)
    return {
        "regulation.yaml": _REGULATION.format(base=base, name=name),
        "sources.yaml": _SOURCES,
        "changes.yaml": changes,
    }


def _examples(package: Package) -> Iterator[dict[str, Any]]:
    """Yield changes that each put in what is there already: a minimum of respondents, weights, a bound."""
    for form in package.forms:
        if isinstance(form, SurveyForm) and form.respondents.minimum is not None:
            variant = f"@{form.variant.value}" if form.variant is not None else ""
            address = f"forms/{form.form}{variant}/respondents/minimum"
            yield {"replace": address, "value": {"value": form.respondents.minimum.value}}
            break
    for node in package.index.nodes:
        if isinstance(node, WeightedMean) and node.parts and len(node.parts) > 1:
            for part in node.parts:
                address = f"index/nodes/{node.id}/parts/{part.node}/weight"
                yield {"replace": address, "value": number_as_written(part.weight.value)}
            break
    for table in package.categories.tables[:1]:
        first = table.categories[0]
        address = f"categories/tables/{table.id}/categories/{first.letter}/from"
        yield {"replace": address, "value": number_as_written(first.from_)}
