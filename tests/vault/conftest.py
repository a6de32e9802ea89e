from hypothesis import settings

# How long an example takes depends on what else the machine does; the benchmarks measure time.
settings.register_profile("vault", deadline=None)
settings.load_profile("vault")
