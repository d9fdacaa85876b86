POINTS: dict = {}
