"""For programs in other languages: a regulation as one JSON document, with vectors by which a port proves itself."""

from pekppp_rules.porting.document import export

__all__ = ["export"]
