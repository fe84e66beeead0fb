"""The audit record: a result with all it rests on, written so that it verifies from itself alone."""

from pekppp_rules.audit.recording import record
from pekppp_rules.audit.signature import sign
from pekppp_rules.audit.verification import VerifiedRecord, verify

__all__ = ["VerifiedRecord", "record", "sign", "verify"]
