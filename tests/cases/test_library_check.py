"""Nobody stands out in what is shown of children, held against a count of every filter that anybody could set."""

from itertools import chain, combinations

from hypothesis import given
from hypothesis import strategies as st

from learning.cases.library_check import SECTORS, Entry, K, shown, smallest_recoding

FIELDS = ("age", "gender", "place")
BOTH = ("police", "health")
AGES = ("a", "b", "c", "d")
LIBRARIES = st.lists(
    st.tuples(
        st.fixed_dictionaries({"age": st.sampled_from(AGES), "gender": st.sampled_from("fm"), "place": st.just("x")}),
        st.sampled_from(("police", "health", "vcs")),
    ),
    max_size=60,
).map(lambda rows: [Entry(key, about, sector) for key, (about, sector) in enumerate(rows)])


def case(key: int, age: str, sector: str, **more: str) -> Entry:
    return Entry(key, {"age": age} | more, sector)


def alike(
    count: int, age: str = "a", *, first: int = 0, sectors: tuple[str, ...] = ("police", "health")
) -> list[Entry]:
    return [case(first + at, age, sectors[at % len(sectors)]) for at in range(count)]


def subsets(fields: frozenset[str]) -> list[tuple[str, ...]]:
    return list(chain.from_iterable(combinations(sorted(fields), size) for size in range(1, len(fields) + 1)))


@given(LIBRARIES)
def test_every_filter_finds_enough_cases_of_several_sectors(entries: list[Entry]) -> None:
    may = shown(entries, FIELDS)
    assert may.keys() == {entry.key for entry in entries}
    for entry in entries:
        for together in subsets(may[entry.key]):
            met = [
                other
                for other in entries
                if may[other.key] >= set(together) and all(other.about[name] == entry.about[name] for name in together)
            ]
            assert len(met) >= K
            assert len({other.sector for other in met}) >= SECTORS


@given(LIBRARIES)
def test_who_filters_by_what_is_left_out_as_well_finds_enough(entries: list[Entry]) -> None:
    """Those that show exactly the same: whoever knows which fields are left out is no wiser."""
    may = shown(entries, FIELDS)
    for entry in entries:
        if may[entry.key]:
            met = [
                other
                for other in entries
                if may[other.key] == may[entry.key]
                and all(other.about[name] == entry.about[name] for name in may[entry.key])
            ]
            assert len(met) >= K
            assert len({other.sector for other in met}) >= SECTORS


@given(LIBRARIES)
def test_nothing_is_left_out_that_could_be_shown(entries: list[Entry]) -> None:
    may = shown(entries, FIELDS)
    for together in subsets(frozenset(FIELDS)):
        poorer = [entry for entry in entries if len(may[entry.key]) < len(together)]
        for entry in poorer:
            met = [one for one in poorer if all(one.about[name] == entry.about[name] for name in together)]
            assert len(met) < K or len({one.sector for one in met}) < SECTORS


@given(LIBRARIES, st.randoms(use_true_random=False))
def test_the_order_of_cases_changes_nothing(entries: list[Entry], dice) -> None:
    mixed = list(entries)
    dice.shuffle(mixed)
    assert shown(mixed, FIELDS) == shown(entries, FIELDS)


@given(LIBRARIES)
def test_one_field_is_shown_exactly_where_it_may_be(entries: list[Entry]) -> None:
    may = shown(entries, ("age",))
    for entry in entries:
        same = [one for one in entries if one.about["age"] == entry.about["age"]]
        enough = len(same) >= K and len({one.sector for one in same}) >= SECTORS
        assert may[entry.key] == ({"age"} if enough else set())


def test_five_of_two_sectors_show_and_four_do_not() -> None:
    assert set(shown(alike(5), ["age"]).values()) == {frozenset({"age"})}
    assert set(shown(alike(4), ["age"]).values()) == {frozenset()}


def test_five_of_one_sector_do_not_show() -> None:
    assert set(shown(alike(9, sectors=("police",)), ["age"]).values()) == {frozenset()}


def test_a_rare_case_takes_nothing_from_the_others() -> None:
    may = shown([*alike(5), case(9, "b", "vcs")], ["age"])
    assert may[0] == {"age"}
    assert may[9] == set()


def test_one_that_goes_takes_the_field_from_those_that_stay() -> None:
    five = alike(5)
    assert shown(five[1:], ["age"])[1] == set()


def test_an_empty_library_shows_nothing_of_nobody() -> None:
    assert shown([], FIELDS) == {}


def test_the_nearest_neighbour_that_is_enough_is_proposed() -> None:
    entries = [*alike(3, "b"), *alike(1, "a", first=10), *alike(2, "c", first=20)]
    assert smallest_recoding(entries, "age", "b", AGES) == ("b", "c")


def test_what_may_be_shown_needs_no_recoding() -> None:
    assert smallest_recoding(alike(5), "age", "a", AGES) == ("a",)


def test_where_all_together_are_too_few_nothing_is_proposed() -> None:
    assert smallest_recoding(alike(4), "age", "a", AGES) == ()


@given(LIBRARIES, st.sampled_from(AGES))
def test_no_smaller_span_would_do(entries: list[Entry], value: str) -> None:
    span = smallest_recoding(entries, "age", value, AGES)

    def enough(ages: tuple[str, ...]) -> bool:
        met = [one for one in entries if one.about["age"] in ages]
        return len(met) >= K and len({one.sector for one in met}) >= SECTORS

    others = [AGES[first:last] for first in range(4) for last in range(first + 1, 5) if value in AGES[first:last]]
    assert bool(span) == any(enough(other) for other in others)
    if span:
        assert value in span
        assert enough(span)
        assert not any(enough(other) for other in others if len(other) < len(span))
