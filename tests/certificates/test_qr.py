import segno

from learning.certificates.qr import MASK, modules

ADDRESS = "https://learning.example/v/7KQM3XRTP9WDH4FZ"


def test_the_path_paints_exactly_the_dark_modules() -> None:
    width, path = modules(ADDRESS)
    painted = set()
    for run in path.split("M")[1:]:
        place, _, rest = run.partition("h")
        column, row = map(int, place.split())
        painted |= {(row, column + step) for step in range(int(rest.partition("v")[0]))}
    matrix = segno.make_qr(ADDRESS, error="m", mask=MASK, boost_error=False).matrix
    assert width == len(matrix)
    assert painted == {(row, column) for row, cells in enumerate(matrix) for column, dark in enumerate(cells) if dark}


def test_one_address_is_always_one_picture() -> None:
    assert modules(ADDRESS) == modules(ADDRESS)
    assert modules(ADDRESS) != modules(ADDRESS[:-1] + "2")
