"""Files in, files out: bounded reading of YAML and JSON with exact numbers and positions, and atomic writing."""

from pekppp_rules.reading.bundled import bundled_folder
from pekppp_rules.reading.document import Data, Document, PlainDocument, bounded_content, read_document
from pekppp_rules.reading.numbers import exact_text, fits_a_file, to_exact
from pekppp_rules.reading.output import write_output
from pekppp_rules.reading.paths import path_in

__all__ = [
    "Data",
    "Document",
    "PlainDocument",
    "bounded_content",
    "bundled_folder",
    "exact_text",
    "fits_a_file",
    "path_in",
    "read_document",
    "to_exact",
    "write_output",
]
