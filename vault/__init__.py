"""Receipts, keys and sealing: pure functions on bytes, without Django, settings or disks.

Every sealed piece is a binary age file (https://age-encryption.org/v1) for X25519 recipients, so
that whoever holds the key can open it with the public `age` program and read it by eye. Inside:

1. one line of JSON, its keys sorted, no blanks, ended by a newline:
   `{"about":{…},"size":N,"v":1}`, where `about` says what the piece belongs to;
2. the N bytes of the body;
3. zero bytes, until the whole is as long as a bucket of `vault.padding`.

A file, sealed while it streams in, cannot tell its length beforehand (format 2): its line is
`{"about":{…},"v":2}`, and behind the body come one byte 0x80 and then the zeros (the padding of
ISO/IEC 7816-4), which are taken off from the end.

Errors are raised outside `except` clauses, never merely `from None`: Python would keep the first
error as the context of the second, and the errors of its codecs and parsers hold all they read.
"""
