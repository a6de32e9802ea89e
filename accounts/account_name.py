"""What a user name looks like, in forms and in addresses."""


class AccountName:
    """The converter of user names in addresses: nothing else reaches the database."""

    regex = "[a-z][a-z0-9._-]{0,59}"

    def to_python(self, value: str) -> str:
        """The name."""
        return value

    def to_url(self, value: str) -> str:
        """The name."""
        return value
