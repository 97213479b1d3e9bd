from learning.workforce.forms.returns import CommitForm
from learning.workforce.grouped import Grouped


def test_a_grouped_number_is_a_number_that_reads_well() -> None:
    assert str(Grouped(1_461)) == "1,461"
    assert Grouped(1_461) + 1 == 1_462


def test_a_number_is_typed_as_it_is_shown_or_in_plain_figures() -> None:
    for typed in ("1,204", "1204"):
        form = CommitForm({"leavers": typed})
        assert form.is_valid(), typed
        assert form.cleaned_data["leavers"] == 1204
    assert not CommitForm({"leavers": "many"}).is_valid()
