"""The minutes (berita acara) that evaluators and the head of the unit sign, as Word or PDF."""

from pekppp_rules.minuting.make import minutes
from pekppp_rules.minuting.parties import Official, Parties, read_parties

__all__ = ["Official", "Parties", "minutes", "read_parties"]
