"""Lines found beside the standard parser: wherever that finds a key, the line found must hold it."""

import json
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rehearse.questions.catalogue import builtin_dir
from rehearse.questions.lines import MAX_DEPTH, Unsafe, line_of, locate, nearest


def paths(value, at=()):
    """Every path in a parsed document."""
    yield at
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from paths(item, (*at, key))


@pytest.mark.parametrize("file", sorted(builtin_dir().glob("*.toml")), ids=lambda file: file.stem)
def test_every_key_of_the_built_in_packs_is_on_the_line_found(file):
    text = file.read_text(encoding="utf-8")
    found, lines = locate(text), text.splitlines()
    expected = set(paths(tomllib.loads(text)))
    assert set(found) == expected
    for path in expected:
        if path and isinstance(path[-1], str) and path[-1] not in ("questions", "loops", "rounds"):
            assert lines[found[path] - 1].lstrip("[").startswith(path[-1])


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), max_codepoint=0xFFFF), max_size=20)
nasty = st.sampled_from(['"""', "'''", "# no comment", "[[x]]", "a = 1", "\\", "]", "{", ",", "=", '"', "'"])


@st.composite
def documents(draw) -> tuple[str, dict[tuple, int]]:
    """TOML text of every kind of string and list, with the line on which each key was written."""
    lines: list[str] = []
    where: dict[tuple, int] = {}
    for table in range(draw(st.integers(0, 4))):
        lines += draw(st.sampled_from([[], [""], ["# [[rows]] = 'x'"]]))
        where["rows", table] = len(lines) + 1
        lines.append(draw(st.sampled_from(["[[rows]]", "[[ rows ]] # end", '[["rows"]]'])))
        for i, value in enumerate(draw(st.lists(st.tuples(words | nasty, words | nasty), max_size=4))):
            where["rows", table, f"k{i}"] = len(lines) + 1
            lines += f"k{i} = {draw(st.sampled_from(SHAPES))(*value)}".split("\n")
    return "\n".join(lines), where


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\u007f", "")


SHAPES = (
    lambda a, b: quoted(a + b),
    lambda a, b: f'"""\n{quoted(a)[1:-1]}\n[[rows]]\n{quoted(b)[1:-1]}"""',
    lambda a, b: f'"""{quoted(a)[1:-1]}"""' + ' # """',
    lambda a, b: "'''\n" + (a + "\n" + b).replace("'", "").replace("\u007f", "") + "\n'''",
    lambda a, b: f"[{quoted(a)},\n  # ]\n  {quoted(b)},\n]",
    lambda a, b: f"{{ a = {quoted(a)}, b = [ {quoted(b)} ] }}",
    lambda a, b: '"""two quotes at the end"""""',
)


@settings(max_examples=200, deadline=None)
@given(documents())
def test_lines_agree_with_the_standard_parser(document):
    text, where = document
    parsed = set(paths(tomllib.loads(text)))
    found = locate(text)
    assert where.items() <= found.items()
    assert set(where) <= parsed
    assert all(line_of(path, found) == where[path[:3]] for path in parsed if len(path) > 3 and isinstance(path[3], str))


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("[]{}=.,#\"'\\ \nab1"), max_size=60))
def test_broken_text_is_walked_through_without_harm(text):
    try:
        found = locate(text)
    except Unsafe as error:
        assert 1 <= error.line <= text.count("\n") + 1
    else:
        assert all(1 <= line <= text.count("\n") + 1 for line in found.values())
        assert nearest(text.count("\n") + 1, found) in found


def test_depth_is_limited_before_anything_is_parsed():
    locate("a = " + "[" * MAX_DEPTH + "]" * MAX_DEPTH)
    with pytest.raises(Unsafe) as caught:
        locate("\na = " + "[" * (MAX_DEPTH + 1))
    assert caught.value.line == 2
    with pytest.raises(Unsafe):
        locate(".".join("abcdefghi") + " = 1")


def test_a_number_too_long_to_read_is_found_with_its_key():
    with pytest.raises(Unsafe) as caught:
        locate(f'a = "{"9" * 5000}"\nb = [1,\n {"9" * 5000}]\nc = 1')
    assert (caught.value.line, caught.value.path) == (3, ("b", 1))
