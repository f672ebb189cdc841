from __future__ import annotations

from itertools import chain

import pytest
import yaml

from index.paths import ROOT
from index.yaml_text import parse_yaml

FILES = sorted(chain.from_iterable(ROOT.glob(f"{room}/**/*.yaml") for room in ("bot", "web/languages", "policy_docs")))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_says_the_same_as_to_pyyamls_own_reader(path):
    text = path.read_text(encoding="utf-8")
    assert parse_yaml(text) == yaml.safe_load(text)


def test_an_object_of_a_program_is_refused():
    with pytest.raises(yaml.YAMLError, match="python/object"):
        parse_yaml("名称: !!python/object/apply:os.system [echo]")


def test_an_error_names_the_line():
    with pytest.raises(yaml.YAMLError, match="line 2"):
        parse_yaml("甲: 1\n乙: [1\n")
