"""What somebody saw of a text: nobody publishes, overwrites or throws away what is newer."""

import hashlib
import json
from typing import Any

from committee_pages.models import ActVersion, ProvisionLink, ProvisionText


def fingerprint(version: ActVersion) -> str:
    """A short name for all that a version says now, and is said about it. Three queries."""
    provisions = version.provisions.order_by("position").values_list("eid", "kind")
    texts = ProvisionText.objects.filter(provision__version=version).order_by(
        "provision__eid", "language"
    )
    links = ProvisionLink.objects.filter(provision__version=version).order_by(
        "provision__eid", "pk"
    )
    return digest(
        [
            [
                version.in_force_known,
                version.amended_by,
                version.amended_by_act_id,
                version.is_extract,
                str(version.compared_on),
            ],
            list(provisions),
            list(texts.values_list("provision__eid", "language", "heading", "text", "note")),
            list(links.values_list("provision__eid", "to_act_id", "to_eid")),
        ]
    )


def digest(values: Any) -> str:
    """A short name for values that JSON can hold."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
