"""One process, SQLite, secrets made on the first start: what `make run` starts on loopback."""

from portal.secret_files import secret_file
from portal.settings import environment
from portal.settings.base import *  # noqa: F403
from portal.settings.paths import DATA_DIR

DEMONSTRATION = environment.flag("DEMONSTRATION", True)
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
SECRET_KEY = secret_file(DATA_DIR / "secrets" / "secret_key")
CODE_PEPPER = secret_file(DATA_DIR / "secrets" / "code_pepper")
CODE_PEPPER_PREVIOUS = environment.optional_secret("CODE_PEPPER_PREVIOUS")
MEMBER_PEPPER = secret_file(DATA_DIR / "secrets" / "member_pepper")
DATABASES = {
    "default": environment.database(
        environment.text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'mahon.sqlite3'}")
    )
}
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
PORT = environment.whole_number("PORT", 8000, minimum=1)
PUBLIC_URL = environment.text("PUBLIC_URL", f"http://localhost:{PORT}")
WAGTAILADMIN_BASE_URL = PUBLIC_URL
STAFF_ORIGIN = f"http://localhost:{PORT}"  # where passkeys work
SECURITY_CONTACT = environment.text("SECURITY_CONTACT", "")
