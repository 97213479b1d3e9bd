"""A table is found in every kind of file that partners send, and each file that is none gets one plain sentence."""

import datetime as dt
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from learning.workforce.returns.bounds import Bounds, TooMuch, Unreadable
from learning.workforce.returns.cells import Formula, text_of
from learning.workforce.returns.tables import Table, open_table

from .files import ADA, HEADINGS, PRIYA, inline_row, raw_workbook, separated, sheet_of, text_file, workbook

LIST = [HEADINGS, ADA, PRIYA]


def texts(table: Table) -> list[tuple[int, list[str]]]:
    return [(number, [text_of(cell) for cell in cells]) for number, cells in table.rows()]


def refusal(path: Path, **bounds: Any) -> str:
    """The sentence; it always says that nothing was read, and what to do comes after that."""
    with pytest.raises(Unreadable) as refused:
        open_table(path, path.name, Bounds(**bounds))
    happened, _nothing, to_do = refused.value.sentence.partition("Nothing was read.")
    assert happened.strip()
    assert to_do.strip().endswith(".")
    return refused.value.sentence


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_in_every_way_of_writing_it(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = [HEADINGS, ["1", "zoe@midshire.example", "Café “Zoë” – cook", "1/2/2026"]]
    table = open_table(text_file(tmp_path, separated(lines, delimiter), encoding), "r.csv")
    assert (table.kind, table.delimiter, table.header_row, table.headers) == ("csv", delimiter, 1, HEADINGS)
    assert table.encoding == ("utf-8" if encoding == "utf-8" else encoding)
    assert texts(table) == [(2, lines[1])]


def test_a_workbook_reads_as_its_list(tmp_path: Path) -> None:
    table = open_table(workbook(tmp_path, [HEADINGS, [*ADA[:3], dt.date(2026, 3, 3)]]), "r.xlsx")
    assert (table.kind, table.sheet, table.header_row, table.headers) == ("xlsx", "Sheet1", 1, HEADINGS)
    assert list(table.rows()) == [(2, [*ADA[:3], dt.date(2026, 3, 3)])]


@pytest.mark.parametrize("name", ["return.xlsx", "return.pdf", "return"])
def test_the_kind_is_told_by_what_is_inside(tmp_path: Path, name: str) -> None:
    assert open_table(text_file(tmp_path, separated(LIST), name=name), name).kind == "csv"
    assert open_table(workbook(tmp_path, LIST, name="book.csv"), "book.csv").kind == "xlsx"


@pytest.mark.parametrize("before", range(10))
def test_headings_may_stand_in_any_of_the_first_ten_rows(tmp_path: Path, before: int) -> None:
    title = [["Staff of Midshire, as at 1 March"], *[[""]] * 9][:before]
    for path in (text_file(tmp_path, separated([*title, *LIST])), workbook(tmp_path, [*title, *LIST])):
        table = open_table(path, path.name)
        assert table.header_row == before + 1
        assert texts(table) == [(before + 2, ADA), (before + 3, PRIYA)]


def test_headings_further_down_are_not_looked_for(tmp_path: Path) -> None:
    lines = [*[["1"]] * 10, *LIST]
    assert "first 10 rows" in refusal(text_file(tmp_path, separated(lines)))
    assert "first 10 rows" in refusal(workbook(tmp_path, lines))


def test_rows_are_read_anew_each_time_and_empty_ones_are_left_out(tmp_path: Path) -> None:
    lines = [HEADINGS, ["", " ", "", ""], ADA, [], ["\u00a0"], PRIYA]
    for path in (text_file(tmp_path, separated(lines)), workbook(tmp_path, lines)):
        table = open_table(path, path.name)
        assert texts(table) == texts(table) == [(3, ADA), (6, PRIYA)]


def test_a_row_number_is_the_one_that_a_spreadsheet_shows(tmp_path: Path) -> None:
    text = 'Employee Number,Position Title,Start Date\r\n1,"Nurse,\nnights",1/2/2026\r\n2,Porter,1/2/2026\r\n'
    assert texts(open_table(text_file(tmp_path, text), "r.csv")) == [
        (2, ["1", "Nurse, nights", "1/2/2026"]),
        (3, ["2", "Porter", "1/2/2026"]),
    ]


def test_ragged_rows_are_filled_up_and_never_cut(tmp_path: Path) -> None:
    lines = [HEADINGS, ["1"], [*ADA, "more"]]
    assert texts(open_table(text_file(tmp_path, separated(lines)), "r.csv")) == [
        (2, ["1", "", "", ""]),
        (3, [*ADA, "more"]),
    ]


def test_old_line_ends_and_the_hint_of_a_separator(tmp_path: Path) -> None:
    text = "sep=;\r" + separated(LIST, ";").replace("\r\n", "\r")
    table = open_table(text_file(tmp_path, text), "r.csv")
    assert (table.delimiter, table.header_row) == (";", 2)
    assert texts(table) == [(3, ADA), (4, PRIYA)]


def test_headings_that_only_this_partner_uses(tmp_path: Path) -> None:
    lines = [["Report 7", "page 1"], ["PersNr", "Was", "Seit"], ["1", "Nurse", "1/2/2026"]]
    remembered = {"pers nr": "staff_id", "was": "role_group", "seit": "start_date"}
    path = text_file(tmp_path, separated(lines))
    assert open_table(path, "r.csv", remembered=remembered).header_row == 2
    assert open_table(path, "r.csv").headers == ["PersNr", "Was", "Seit"], "the widest row that reads like headings"


def test_a_formula_is_never_worked_out(tmp_path: Path) -> None:
    table = open_table(workbook(tmp_path, [HEADINGS, ["=3+4", *ADA[1:]]]), "r.xlsx")
    assert list(table.rows()) == [(2, [Formula("7"), *ADA[1:]])]


@pytest.mark.parametrize(("since_1904", "serial"), [(False, 46084), (True, 44622)])
def test_a_workbook_says_from_which_day_it_counts(tmp_path: Path, since_1904: bool, serial: int) -> None:
    lines = [HEADINGS, [*ADA[:3], dt.date(2026, 3, 3)], [*PRIYA[:3], serial]]
    table = open_table(workbook(tmp_path, lines, date_1904=since_1904), "r.xlsx")
    (_n, real), (_m, bare) = table.rows()
    assert real[3] == table.epoch + dt.timedelta(serial) == dt.date(2026, 3, 3)
    assert bare[3] == serial


def test_a_hidden_sheet_and_one_of_notes_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        for name, lines in (("Notes", [["Please read", "first"]]), ("Old", LIST), ("Staff", LIST)):
            sheet = book.add_worksheet(name)
            for row, line in enumerate(lines):
                sheet.write_row(row, 0, line)
            if name == "Old":
                sheet.hide()
    assert open_table(path, "book.xlsx").sheet == "Staff"


# What is refused, with one sentence each


def test_a_file_of_a_hundred_megabytes_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    sentence = refusal(path)
    assert sentence.startswith("“large.csv” is 100 MB large; at most 20 MB can be read.")


def test_a_million_empty_rows(tmp_path: Path) -> None:
    head = "".join(inline_row(number, line) for number, line in enumerate(LIST, 1))
    empty = "".join(f'<row r="{number}" spans="1:4" s="3" customFormat="1"/>' for number in range(4, 1_000_000))
    assert "most of them are empty" in refusal(raw_workbook(tmp_path, sheet_of(head, empty)))
    assert "most of them are empty" in refusal(text_file(tmp_path, separated(LIST) + ",,,\r\n" * 1_000_000))
    path = raw_workbook(tmp_path, sheet_of(head, empty).replace("row", "x:row").replace("<worksheet", "<worksheet "))
    with pytest.raises(TooMuch, match="most of them are empty"):
        list(open_table(path, "prefixed.xlsx").rows())


def test_more_rows_than_anybody_employs(tmp_path: Path) -> None:
    lines = [HEADINGS, *[ADA] * 30]
    for path in (text_file(tmp_path, separated(lines)), workbook(tmp_path, lines)):
        assert "more than 15 rows, which is more than can be read" in refusal(path, rows=15)
        assert len(list(open_table(path, path.name, Bounds(rows=30)).rows())) == 30


def test_a_row_number_far_below_costs_nothing(tmp_path: Path) -> None:
    sheet = sheet_of(inline_row(1, HEADINGS), inline_row(1_048_576, ADA))
    assert [number for number, _cells in open_table(raw_workbook(tmp_path, sheet), "r.xlsx").rows()] == [1_048_576]


@contextmanager
def at_most(megabytes: int) -> Iterator[None]:
    """What is done inside never holds more memory than that at once."""
    tracemalloc.start()
    try:
        yield
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < megabytes * 1_000_000


def test_a_zip_bomb_in_a_sheet(tmp_path: Path) -> None:
    path = raw_workbook(tmp_path, b"<worksheet>" + b" " * 150_000_000)
    assert path.stat().st_size < 200_000
    with at_most(3):
        assert "unpacks to far more" in refusal(path)


def test_a_workbook_too_large_in_sum(tmp_path: Path) -> None:
    assert "unpacks to far more" in refusal(
        raw_workbook(tmp_path, sheet_of(), xl_sharedStrings_xml="<sst/>"), unzipped_bytes=200
    )


def test_a_directory_of_countless_parts(tmp_path: Path) -> None:
    path = raw_workbook(tmp_path, sheet_of(inline_row(1, HEADINGS)))
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(20_000):
            archive.writestr(f"nothing/{number:05}", "")
    assert "unpacks to far more" in refusal(path)


def test_one_row_of_countless_cells_and_one_endless_tag(tmp_path: Path) -> None:
    path = raw_workbook(tmp_path, sheet_of(inline_row(1, HEADINGS), "<row>", "<c/>" * 500_000, "</row>"))
    with at_most(3):
        assert list(open_table(path, "r.xlsx", Bounds(ratio=10_000)).rows()) == []
    endless = sheet_of(inline_row(1, HEADINGS), f"<row spans='{'1' * 3_000_000}'/>")
    path = raw_workbook(tmp_path, endless)
    with at_most(5):
        assert "unpacks to far more" in refusal(path, ratio=10_000)


def test_more_text_than_a_list_needs(tmp_path: Path) -> None:
    shared = f"<sst>{'<si><t>a</t></si>' * 50}</sst>"
    path = raw_workbook(tmp_path, sheet_of(inline_row(1, HEADINGS)), xl_sharedStrings_xml=shared)
    assert open_table(path, "r.xlsx", Bounds(texts=50)).headers == HEADINGS
    assert "unpacks to far more" in refusal(path, texts=49)


@pytest.mark.parametrize("entity", ['<!DOCTYPE x [<!ENTITY a "aaaa">]>', '<!DOCTYPE x SYSTEM "file:///etc/passwd">'])
def test_xml_that_defines_its_own_words(tmp_path: Path, entity: str) -> None:
    assert "damaged" in refusal(raw_workbook(tmp_path, entity + sheet_of(inline_row(1, HEADINGS))))


def test_columns_without_end(tmp_path: Path) -> None:
    lines = [HEADINGS, [*ADA, *["x"] * 100]]
    assert "beyond 100 columns" in refusal(text_file(tmp_path, separated(lines)))
    with pytest.raises(TooMuch, match="Row 2 goes beyond 100 columns"):
        list(open_table(workbook(tmp_path, lines), "r.xlsx").rows())


def test_macros(tmp_path: Path) -> None:
    path = workbook(tmp_path, LIST)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\0")
    assert "holds macros" in refusal(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\r\n", "empty"),
        (b"%PDF-1.7 ...", "a document, a picture or an archive"),
        (b"\x89PNG\r\n\x1a\n123", "a document, a picture or an archive"),
        (b"\xff\xd8\xff\xe0 JFIF", "a document, a picture or an archive"),
        (bytes(range(1, 32)) * 20, "a document, a picture or an archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old kind (.xls)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (b"\n<!DOCTYPE html><html><table>", "a web page"),
        (b"<?xml version='1.0'?><Workbook/>", "a web page or XML"),
        (b"PK\x03\x04 cut off", "damaged"),
        (b"Employee Number,Email\r\n1,\0\r\n", "bytes that no text has (NUL)"),
        ("Employee Number,Email\r\n1,2\r\n".encode("utf-16-le"), "bytes that no text has (NUL)"),
        (b"Employee Number,Email\r\n1,\x81\x8d\r\n", "letters in this file"),
        (b"Dear colleague,\r\nplease find our list attached.\r\n", "looks like headings"),
        (b"123,Ada,ada@midshire.example\r\n124,Tom,tom@midshire.example\r\n", "looks like headings"),
        (b'Employee Number,Email\r\n1,"2\r\n' + b"3,4\r\n" * 40_000, "a quotation mark opens"),
        (b"Employee Number,Email\r\n" + b"x" * 300_000, "longer than any row"),
    ],
)
def test_what_is_no_list(tmp_path: Path, content: bytes, said: str) -> None:
    assert said in refusal(text_file(tmp_path, content))


@pytest.mark.parametrize("part", ["mimetype", "xl/workbook.bin"])
def test_archives_of_another_kind(tmp_path: Path, part: str) -> None:
    path = workbook(tmp_path, LIST)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(part, "x")
    assert "not a kind that is read here" in refusal(path)
    only = tmp_path / "letters.zip"
    with zipfile.ZipFile(only, "w") as archive:
        archive.writestr("letter.txt", "x")
    assert "not a kind that is read here" in refusal(only)


def test_a_workbook_that_was_cut_or_altered(tmp_path: Path) -> None:
    whole = workbook(tmp_path, [HEADINGS, *[[str(n), *ADA[1:]] for n in range(500)]]).read_bytes()
    for cut in (len(whole) // 2, len(whole) - 30):
        assert "damaged" in refusal(text_file(tmp_path, whole[:cut], name="cut.xlsx"))
    for sheet in ("<worksheet><sheetData><row>", sheet_of('<row r="x"/>'), sheet_of('<row r="2"/><row r="2"/>')):
        assert "damaged" in refusal(raw_workbook(tmp_path, sheet))


def test_two_rows_of_headings(tmp_path: Path) -> None:
    lines = [HEADINGS, ADA, HEADINGS[::-1], PRIYA[::-1]]
    for path in (text_file(tmp_path, separated(lines)), workbook(tmp_path, lines)):
        assert "Rows 1 and 3 both look like headings" in refusal(path)


def test_one_heading_above_two_columns(tmp_path: Path) -> None:
    twice = [[*HEADINGS, "e-mail address"], [*ADA, "x"]]
    assert "Two columns in row 1 are headed “Email Address”" in refusal(text_file(tmp_path, separated(twice)))
    harmless = [[*HEADINGS, "Notes", "Notes"], ADA]
    assert open_table(text_file(tmp_path, separated(harmless)), "r.csv").headers[-2:] == ["Notes", "Notes"]


def test_two_sheets_that_are_both_lists(tmp_path: Path) -> None:
    assert "“Sheet1” and “Sheet2”" in refusal(workbook(tmp_path, LIST, LIST))


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """Rows are forgotten as they go by."""
    rows = [inline_row(number, ADA) for number in range(2, 20_000)]
    path = raw_workbook(tmp_path, sheet_of(inline_row(1, HEADINGS), *rows))
    with at_most(3):
        assert sum(1 for _row in open_table(path, "r.xlsx").rows()) == 19_998
    path = text_file(tmp_path, separated([HEADINGS, *[ADA] * 20_000]))
    with at_most(3):
        assert sum(1 for _row in open_table(path, "r.csv").rows()) == 20_000


def test_the_headings_of_the_next_printed_page_are_no_second_list(tmp_path: Path) -> None:
    lines = [HEADINGS, ADA, HEADINGS, PRIYA]
    for path in (text_file(tmp_path, separated(lines)), workbook(tmp_path, lines)):
        table = open_table(path, path.name)
        assert (table.header_row, [number for number, _cells in table.rows()]) == (1, [2, 3, 4])


def test_strokes_between_cells(tmp_path: Path) -> None:
    table = open_table(text_file(tmp_path, separated([HEADINGS, ADA], "|")), "staff.txt")
    assert (table.delimiter, [cells for _number, cells in table.rows()]) == ("|", [ADA])


@pytest.mark.parametrize(
    "damaged",
    [
        '1,"Bo,c@x.example,Nurse\r\n2,Cy,d@x.example,Nurse\r\n3,Di,e@x.example,Nurse\r\n',
        '1,"Bo,c@x.example,Nurse\r\n2,Cy,d@x.example,Nurse\r\n3,"Di",e@x.example,Nurse\r\n',
        '1,"Bo,c@x.example,Nurse\r\n2,"Cy",d@x.example,Nurse\r\n3,Di,e@x.example,Nurse\r\n',
        '1,Bo,"c@x.example,Nurse\r\n2,"Cy",d@x.example,Nurse\r\n3,Di,e@x.example,Nurse\r\n',
    ],
)
def test_a_quotation_mark_that_closes_nowhere_swallows_nobody(tmp_path: Path, damaged: str) -> None:
    """Read on, the people of the lines that became one cell would be leavers."""
    path = text_file(tmp_path, "Employee Number,Surname,Email Address,Position Title\r\n" + damaged)
    assert "From row 2 on the cells cannot be told apart" in refusal(path)


def test_a_cell_of_several_lines_is_one_cell(tmp_path: Path) -> None:
    text = separated([HEADINGS, ["1", "a@x.example", '"Nurse, ward 7,\nat night"', "01/02/2019"]])
    [(_number, cells)] = open_table(text_file(tmp_path, text), "staff.csv").rows()
    assert cells == ["1", "a@x.example", "Nurse, ward 7,\nat night", "01/02/2019"]


def test_cells_of_several_rows_made_one_are_refused_and_merged_headings_are_read(tmp_path: Path) -> None:
    for first, last, is_read in ((1, 2, False), (0, 0, True)):
        path = tmp_path / f"{first}.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet()
            for number, line in enumerate([HEADINGS, ADA, PRIYA]):
                sheet.write_row(number, 0, line)
            sheet.merge_range(first, 2, last, 2 if last else 4, HEADINGS[2] if is_read else "Nurse")
        if is_read:
            assert len(list(open_table(path, path.name).rows())) == 2
        else:
            assert "In column C the cells of rows 2 to 3 are merged" in refusal(path)


def test_two_ways_of_writing_letters_in_one_file_are_refused(tmp_path: Path) -> None:
    text = separated([HEADINGS, ADA]).encode() + "1,a@x.example,Infirmière,01/02/2019\r\n".encode()
    path = text_file(tmp_path, text + "2,b@x.example,Infirmière,01/02/2019\r\n".encode("cp1252"))
    assert "names could come out wrong" in refusal(path)


def test_the_last_day_that_a_spreadsheet_knows_is_a_day(tmp_path: Path) -> None:
    path = workbook(tmp_path, [HEADINGS, [*ADA[:3], dt.date(9999, 12, 31)]])
    [(_number, cells)] = open_table(path, path.name).rows()
    assert cells[3] == dt.date(9999, 12, 31)


def test_one_sheet_under_many_names_is_read_once(tmp_path: Path) -> None:
    names = "".join(f'<sheet name="S{number}" r:id="r1"/>' for number in range(1_000))
    contents = f'<workbook xmlns:r="r"><sheets>{names}</sheets></workbook>'
    sheet = sheet_of(inline_row(1, HEADINGS), inline_row(2, ADA))
    path = raw_workbook(tmp_path, sheet, xl_workbook_xml=contents)
    table = open_table(path, "r.xlsx", Bounds(first_rows_bytes=len(sheet)))
    assert (table.sheet, texts(table)) == ("S0", [(2, ADA)])


def test_sheets_beside_the_list_are_not_read_without_end(tmp_path: Path) -> None:
    notes = [[["x" * 400]] * 9] * 20
    path = workbook(tmp_path, LIST, *notes)
    assert texts(open_table(path, "r.xlsx")) == [(2, ADA), (3, PRIYA)]
    assert "unpacks to far more" in refusal(path, first_rows_bytes=10_000)


def test_empty_rows_below_the_headings_cost_nothing(tmp_path: Path) -> None:
    empty = "".join(f'<row r="{number}" ht="15"/>' for number in range(3, 20_000))
    path = raw_workbook(tmp_path, sheet_of(inline_row(1, HEADINGS), inline_row(2, ADA), empty))
    assert texts(open_table(path, "r.xlsx", Bounds(first_rows_bytes=70_000))) == [(2, ADA)]
