"""Writing all tables or none, byte-identically."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from nhsgraph import compile as compiling
from nhsgraph import tables
from nhsgraph.compile import files
from nhsgraph.compile.gather import Progress, silent
from nhsgraph.errors import SourceError
from nhsgraph.resources import data_dir

FIXTURES = Path(__file__).parent / "fixtures" / "sources"
LOADED = ("ods-eauth-2018-11", "ods-eccg-2018-11", "ods-epraccur-2015-11", "ods-epraccur-2017-02")


class Workshop:
    """The real catalogue, of which four sources are loaded from excerpts."""

    def __init__(self, folder: Path) -> None:
        self.publishers, self.sources, self.into = (folder / n for n in ("publishers", "sources", "tables"))
        for real in sorted((data_dir() / "sources").iterdir()):
            shutil.copytree(real, self.sources / real.name)
            path = self.sources / real.name / "source.yml"
            values = cast("dict[str, Any]", yaml.safe_load(path.read_text()))
            if real.name in LOADED:
                excerpt = FIXTURES / f"{real.name}.csv"
                values["rows"] = len(excerpt.read_bytes().splitlines())
                (self.publishers / values["file"]).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(excerpt, self.publishers / values["file"])
            else:
                values.pop("format", None)
            path.write_text(yaml.safe_dump(values))

    def run(self, progress: Progress = silent) -> Mapping[str, int]:
        return compiling.compile_tables(self.publishers, self.sources, self.into, progress)

    def stale(self) -> tuple[str, ...]:
        return compiling.stale_tables(self.publishers, self.sources, self.into)

    def content(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.into.iterdir()}


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


class TestWriting:
    def test_a_second_run_gives_the_same_bytes_and_nothing_is_stale(self, workshop: Workshop) -> None:
        counts = workshop.run()
        assert (counts["organisations"], counts["names"], counts["practice_statuses"]) == (16, 15, 4)
        before = workshop.content()
        assert set(before) == {f"{name}.csv" for name in tables.TABLES} | {"manifest.json"}
        assert workshop.stale() == ()
        workshop.run()
        assert workshop.content() == before

    def test_a_broken_file_leaves_every_table_as_it_was(self, workshop: Workshop) -> None:
        workshop.run()
        before = workshop.content()
        broken = workshop.publishers / "ods" / "epraccur_2017-02.csv"
        broken.write_bytes(broken.read_bytes().replace(b'"19740401"', b'"19741301"'))
        with pytest.raises(SourceError, match=r"epraccur_2017-02\.csv, row 2, column open date"):
            workshop.run()
        assert workshop.content() == before

    def test_a_file_with_another_number_of_rows_stops_the_compilation(self, workshop: Workshop) -> None:
        longer = workshop.publishers / "ods" / "epraccur_2015-11-27.csv"
        longer.write_bytes(longer.read_bytes() + longer.read_bytes().splitlines(keepends=True)[0])
        with pytest.raises(
            SourceError,
            match=r"epraccur_2015-11-27\.csv: 6 rows\. Expected 5 rows, as ods-epraccur-2015-11/source\.yml",
        ):
            workshop.run()

    def test_a_missing_file_is_named_with_its_title(self, workshop: Workshop) -> None:
        (workshop.publishers / "ods" / "eccg_2018-11.csv").unlink()
        with pytest.raises(
            SourceError, match=r"there is no file ods/eccg_2018-11\.csv in .*Expected Clinical commi"
        ):
            workshop.run()

    def test_a_change_makes_its_tables_stale_and_the_manifest(self, workshop: Workshop) -> None:
        workshop.run()
        changed = workshop.publishers / "ods" / "epraccur_2017-02.csv"
        changed.write_bytes(changed.read_bytes().replace(b"ST STEPHENS SURGERY", b"ST STEPHEN SURGERY"))
        assert workshop.stale() == ("manifest.json", "names.csv")

    def test_hand_maintained_tables_are_checked_and_left_alone(self, workshop: Workshop) -> None:
        workshop.run()
        table = workshop.into / "arrangements.csv"
        header = table.read_text()
        by_hand = header + "ccg-05T,joint,stated,2015-04-01,,day,,law-hca-2022,\n"
        table.write_text(by_hand)
        counts = workshop.run()
        assert table.read_text() == by_hand
        assert counts["arrangements"] == 1
        table.write_text(by_hand.replace("ccg-05T", "ccg-05Z"))
        with pytest.raises(SourceError, match="no source gives the organisation ccg-05Z"):
            workshop.run()

    def test_another_folder_is_given_the_hand_maintained_tables(
        self, workshop: Workshop, tmp_path: Path
    ) -> None:
        workshop.run()
        kept = workshop.into / "arrangements.csv"
        kept.write_text(kept.read_text() + "ccg-05T,joint,stated,2015-04-01,,day,,law-hca-2022,\n")
        workshop.run()
        elsewhere = tmp_path / "elsewhere"
        counts = compiling.compile_tables(workshop.publishers, workshop.sources, elsewhere)
        assert counts["arrangements"] == 1
        assert {path.name: path.read_bytes() for path in elsewhere.iterdir()} == workshop.content()

    def test_progress_counts_the_sources(self, workshop: Workshop) -> None:
        told: list[tuple[str, int, int]] = []
        workshop.run(lambda *step: told.append(step))
        assert told == [*((name, i, 4) for i, name in enumerate(LOADED)), ("", 4, 4)]

    def test_no_new_file_is_left_behind_when_one_cannot_be_replaced(self, tmp_path: Path) -> None:
        (tmp_path / "b.csv").mkdir()
        with pytest.raises(OSError, match=r"b\.csv"):
            files.replace(tmp_path, {"a.csv": b"1\n", "b.csv": b"2\n"})
        assert [path.name for path in tmp_path.glob(".*")] == []
