"""For the test suite: everything real, in a temporary folder, with cheap password hashing."""

import os
import tempfile

# One folder for each process of the test runner, whatever the environment says.
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="mahon-test-")

from portal.settings.embedded import *  # noqa: F403
from portal.settings.embedded import STATIC_ROOT

STATIC_ROOT.mkdir(parents=True)

DEMONSTRATION = True
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
RECEIPT_COST = {"memory_kib": 8, "rounds": 1, "lanes": 1}
RECEIPT_PREVIOUS_COST = RECEIPT_COST
MEMBER_COST = {"memory_kib": 8, "rounds": 1, "lanes": 1}
PASSWORD_HASHERS = ["tests.cheap_hashers.CheapArgon2PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Tests send at once and many times; those of the limits set their own.
QUICKEST_TIP = 0
NETWORK_BUDGETS = {"tips": 10_000, "codes": 10_000, "steps": 100_000, "megabytes": 10_000}
