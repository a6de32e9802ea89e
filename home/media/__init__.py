"""Pictures, recordings and documents: taken in by editors, published for readers.

What editors upload is checked and written anew (`pictures`, `documents`, `forms`) and lies in
MEDIA_ROOT, which no visitor reaches. `work` makes from it what live pages name (`publishing`) and
writes it into PUBLISHED_DIR with a list of it (`manifest`); one view serves that (`views`).
"""
