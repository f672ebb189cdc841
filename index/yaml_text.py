"""YAML as clerks write it, read by libyaml where PyYAML has it: in a tenth of the time."""

from __future__ import annotations

from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_yaml(text: str) -> Any:
    """Parse one YAML document of plain values.

    :raises yaml.YAMLError: naming the line and the column.
    """
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 (both loaders are safe ones)
