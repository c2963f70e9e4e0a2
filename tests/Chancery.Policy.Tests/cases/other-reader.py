"""Reads NAME.yaml by PyYAML and NAME.json by the standard library, for every NAME.json in a folder, and names where they differ.

Once with every value as text, and once with PyYAML guessing the types: what is text in JSON must not be guessed to be
something else.
"""

import json
import pathlib
import sys

import yaml


def texts(value):
    if isinstance(value, dict):
        return {key: texts(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [texts(inner) for inner in value]
    return value if isinstance(value, str) else json.dumps(value)


def typed(value):
    if isinstance(value, dict):
        return {key: typed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [typed(inner) for inner in value]
    return type(value).__name__, value


for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
    text = path.with_suffix(".yaml").read_text(encoding="utf-8")
    expected = json.loads(path.read_text(encoding="utf-8"))
    try:
        if yaml.load(text, yaml.BaseLoader) != texts(expected):
            print("says something else:", text)
        elif typed(yaml.safe_load(text)) != typed(expected):
            print("is guessed to say something else:", yaml.safe_load(text), "is not", expected, text)
    except yaml.YAMLError as error:
        print("cannot be read:", error, text)
