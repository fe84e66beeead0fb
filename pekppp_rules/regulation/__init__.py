"""A regulation version as data: its typed model, how a folder becomes one, its digest, and where packages are found."""

from pekppp_rules.regulation.model import Package
from pekppp_rules.regulation.registry import find_package, known_packages, version_of

__all__ = ["Package", "find_package", "known_packages", "version_of"]
