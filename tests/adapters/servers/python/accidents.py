"""What a developer sees who asks `diagnose` why a delivery was refused."""

import os
from typing import Any

from hookseal import diagnose


def explain(payload: bytes | str, headers: Any) -> dict[str, Any]:
    diagnosis = diagnose(payload, headers, os.environ["WORKOS_WEBHOOK_SECRET"])
    return {
        "code": diagnosis.code,
        "findings": [finding.code for finding in diagnosis.findings],
        "advice": [finding.advice for finding in diagnosis.findings],
    }
