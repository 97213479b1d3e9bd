"""Wilson's score interval for a proportion (Wilson 1927; used by OHID for public-health indicators)."""

from math import sqrt

Z_95 = 1.959963984540054


def wilson(count: int, total: int, z: float = Z_95) -> tuple[float, float]:
    """Lower and upper bound in per cent, unrounded, of the proportion count ÷ total.

    Between partners and in public give it a rounded pair (`Protected.interval` does): bounds of an exact pair
    can be inverted to the counts. Raises ValueError unless 0 ≤ count ≤ total and total > 0.
    """
    if not 0 <= count <= total or total == 0:
        raise ValueError(f"{count} of {total} is no proportion")
    share = count / total
    scale = 1 + z * z / total
    middle = (share + z * z / (2 * total)) / scale
    half = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / scale
    # At 0 and at all, floating point leaves a dust of 1e-15 where the bound is exact.
    lower = 0.0 if count == 0 else 100 * (middle - half)
    upper = 100.0 if count == total else 100 * (middle + half)
    return lower, upper
