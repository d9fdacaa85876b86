def run(*a, **k): return 1
