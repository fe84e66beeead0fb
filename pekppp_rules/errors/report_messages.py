"""What can be wrong when a report is made."""

from __future__ import annotations

from pekppp_rules.errors.phrases import Message

REPORT_MESSAGES: dict[str, Message] = {
    "PKP-850": Message(
        "laporan memerlukan pustaka {library}: pip install 'pekppp-rules[reports]'",
        "reports need the library {library}: pip install 'pekppp-rules[reports]'",
    ),
}
