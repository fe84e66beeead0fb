"""Files in, files out: bounded reading of YAML and JSON with exact numbers and positions, and atomic writing."""

from pekppp_rules.reading.bundled import bundled_folder
from pekppp_rules.reading.content import is_file, is_folder, read_content, read_stream, real_path
from pekppp_rules.reading.document import Data, Document, PlainDocument, document_of, read_document
from pekppp_rules.reading.numbers import exact_text, fits_a_file, to_exact
from pekppp_rules.reading.output import write_output
from pekppp_rules.reading.paths import path_in
from pekppp_rules.reading.texts import composed

__all__ = [
    "Data",
    "Document",
    "PlainDocument",
    "bundled_folder",
    "composed",
    "document_of",
    "exact_text",
    "fits_a_file",
    "is_file",
    "is_folder",
    "path_in",
    "read_content",
    "read_document",
    "read_stream",
    "real_path",
    "to_exact",
    "write_output",
]
