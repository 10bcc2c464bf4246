"""Packs are written by strangers: whatever a file holds, it loads or says in which line and key it is wrong."""

import re
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rehearse.questions import BadPack, builtin_packs, load_pack
from rehearse.questions.catalogue import builtin_dir
from rehearse.questions.pack import MAX_BYTES, MAX_TOLD

README = (Path(__file__).parents[2] / "question_packs" / "README.md").read_text(encoding="utf-8")
EXAMPLE = re.search(r"```toml\n(.*?)```", README, re.DOTALL)[1]
MINIMAL = 'title = "T"\n[[questions]]\nid = "a"\ntext = "Why?"\n'

many = settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def write(tmp_path):
    def _write(content: str | bytes, name: str = "mine.toml") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        return path

    return _write


def problems(path: Path) -> list[tuple[int, str, str]]:
    with pytest.raises(BadPack) as caught:
        load_pack(path)
    return [(found.line, found.key, found.message) for found in caught.value.problems]


# --------------------------------------------------------------------------- what loads


def test_the_example_of_the_readme_loads_with_everything_it_says(write):
    pack = load_pack(write(EXAMPLE, "my-company.toml"))
    first, second = pack.questions
    assert (pack.id, pack.title, pack.language, pack.daily) == ("my-company", "My company", "en", True)
    assert first.key == "my-company/first-week"
    assert (first.target_s, first.autonomy, first.mode) == ((60, 120), True, "story")
    assert len(first.follow_ups) == 3
    assert (second.mode, second.autonomy) == ("think-aloud", False)
    assert (
        second.text == "Design a queue for a bakery with two counters. Think aloud: begin with what you need to know."
    )
    assert [part.questions for part in pack.loops[0].rounds] == [
        ("my-company/first-week", "general/real-failure"),
        ("my-company/design-a-queue",),
    ]


def test_the_readme_explains_every_key():
    document = tomllib.loads(EXAMPLE)
    question = {key for row in document["questions"] for key in row}
    loop = {key for row in document["loops"] for key in row}
    assert all(f"`{key}`" in README for key in {*document, *document["defaults"], *question, *loop})
    assert {"id", "text", "competency", "why", "strong", "follow_ups", "target_s", "mode", "autonomy"} <= question


def test_defaults_hold_where_a_question_is_silent(write):
    text = (
        'title = "T"\n[defaults]\nmode = "think-aloud"\ntarget_s = [10, 20]\ncompetency = "graphs"\nautonomy = true\n'
    )
    rows = (
        '[[questions]]\nid = "a"\ntext = "A?"\n[[questions]]\nid = "b"\ntext = "B?"\nautonomy = false\nmode = "story"\n'
    )
    a, b = load_pack(write(text + rows)).questions
    assert (a.mode, a.target_s, a.competency, a.autonomy) == ("think-aloud", (10, 20), "graphs", True)
    assert (b.mode, b.autonomy) == ("story", False)


@pytest.mark.parametrize("content", [MINIMAL.replace("\n", "\r\n"), "\ufeff" + MINIMAL])
def test_files_saved_on_windows_load(write, content):
    assert load_pack(write(content)).questions[0].text == "Why?"


@pytest.mark.parametrize(
    "text", ["می\u200cخواهم بدانم چرا؟", "Why? 👩\u200d💻", "Ünïcode, “quoted” — dashed", "为什么？"]
)
def test_other_languages_than_english_load(write, text):
    assert load_pack(write(MINIMAL.replace("Why?", text))).questions[0].text == text


# --------------------------------------------------------------------------- what does not, and how it is told


def test_every_problem_is_told_at_once_with_its_line_and_key(write):
    found = problems(
        write(
            'title = 3\ndescripton = "x"\nlanguage = "english"\n[defaults]\nmode = "storey"\ntarget_s = [90, 10]\n'
            '[[questions]]\nid = "A b"\nwhy = ["x"]\nfollow_ups = ["a?",\n  4,\n  ""]\n'
            '[[questions]]\nid = "b"\ntext = "x"\ntarget_s = [1, nan]\nautonomy = 1\n'
        )
    )
    assert [(line, key) for line, key, _ in found] == [
        (1, "title"),
        (2, "descripton"),
        (3, "language"),
        (5, "defaults.mode"),
        (6, "defaults.target_s"),
        (7, "questions[0].text"),
        (8, "questions[0].id"),
        (9, "questions[0].why"),
        (11, "questions[0].follow_ups[1]"),
        (12, "questions[0].follow_ups[2]"),
        (16, "questions[1].target_s[0]"),
        (16, "questions[1].target_s[1]"),
        (17, "questions[1].autonomy"),
    ]
    told = {key: message for _, key, message in found}
    assert "did you mean 'description'" in told["descripton"]
    assert "did you mean 'story'" in told["defaults.mode"]
    assert told["title"] == "expected text, got a whole number"
    assert told["questions[0].text"] == "missing; this key is required"
    assert told["questions[1].autonomy"] == "expected true or false, got a whole number"


def test_the_message_names_file_line_and_key(write):
    with pytest.raises(BadPack, match=re.escape("mine.toml, line 4: questions[0].text: must not be empty")) as caught:
        load_pack(write(MINIMAL.replace("Why?", "")))
    assert "rehearse packs check" in caught.value.hint


@pytest.mark.parametrize(
    ("bad", "line", "key", "says"),
    [
        ('title = "T\n', 1, "title", "not valid TOML"),
        (MINIMAL + 'why = """never\nended\n\n', 5, "questions[0].why", "Unterminated"),
        (MINIMAL + 'id = "again"\n', 5, "questions[0].id", "overwrite"),
        (MINIMAL + "target_s = [1,\n 2\n", 6, "questions[0].target_s[1]", "Unclosed array"),
        (MINIMAL + f"target_s = [1, {'9' * 5000}]\n" + 'why = ""', 5, "questions[0].target_s", "length"),
        (MINIMAL + 'text = "' + "x" * 2000, 5, "questions[0].text", "not valid TOML"),
        (MINIMAL + 'why = "' + "x" * 1501 + '"', 5, "questions[0].why", "too long: 1501 characters, at most 1500"),
        (MINIMAL + 'why = "a \\u202E b"', 5, "questions[0].why", "U+202E"),
        (MINIMAL + 'why = "a \u2066 b"', 5, "questions[0].why", "U+2066"),
        (MINIMAL + 'why = "a \\u001B[31m b"', 5, "questions[0].why", "U+001B"),
        (MINIMAL + '"\\u001B[31m" = 1', 5, "questions[0].\\x1b[31m", "unknown key"),
        (MINIMAL + "target_s = [10, 20, 30]", 5, "questions[0].target_s", "expected 2 items, got 3"),
        (MINIMAL + "why = 2026-01-01", 5, "questions[0].why", "expected text, got a date or time"),
        (MINIMAL + "[defaults]\nautonomy = []", 6, "defaults.autonomy", "expected true or false, got a list"),
        ('title = "T"\nquestions = []', 2, "questions", "must not be empty"),
        ('title = "T"\nquestions = "none"', 2, "questions", "expected a list, got text"),
        ('title = "T"\nquestions = [\n 1]', 3, "questions[0]", "expected a table, got a whole number"),
        (MINIMAL + '[[questions]]\nid = "a"\ntext = "B?"', 6, "questions[1].id", "the same id as questions[0]"),
        (MINIMAL + '[[questions]]\nid = "b"\ntext = "WHY?"', 7, "questions[1].text", "the same text as questions[0]"),
        (
            MINIMAL + '[[loops]]\nid="l"\ntitle="L"\n[[loops.rounds]]\ntitle="r"\nquestions=["a",\n"other/b", "aa"]',
            11,
            "loops[0].rounds[0].questions[2]",
            "no question 'aa' (did you mean 'a'?)",
        ),
    ],
)
def test_each_mistake_has_its_line_and_key(write, bad, line, key, says):
    assert [(at, where) for at, where, _ in problems(write(bad))] == [(line, key)]
    assert says in problems(write(bad))[0][2]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"# " + b"x" * MAX_BYTES, "too large"),
        (MINIMAL.encode() + b'why = "\xff"', "not UTF-8"),
        (MINIMAL.encode("utf-16"), "not UTF-8"),
        ("a = " + "[" * 100_000, "deep"),
        (".".join("a" * 50_000) + " = 1", "deep"),
        ("a = " + "{b = " * 100_000, "deep"),
        (b"\0" * 100, "not valid TOML"),
        (b"", "missing"),
    ],
)
def test_files_that_are_no_packs_are_refused_quickly(write, content, says):
    assert says in problems(write(content))[0][2]


def test_what_is_no_file_is_refused(tmp_path):
    assert "cannot be read" in problems(tmp_path / "absent.toml")[0][2]
    (tmp_path / "folder.toml").mkdir()
    assert "not a file" in problems(tmp_path / "folder.toml")[0][2]


@pytest.mark.parametrize("name", ["My Pack.toml", "a--b.toml", "\x1b[31m.toml", "pack.json"])
def test_the_files_name_must_do_as_an_id(write, name):
    with pytest.raises(BadPack, match="name the file") as caught:
        load_pack(write(MINIMAL, name))
    assert "\x1b" not in str(caught.value)


def test_a_thousand_problems_are_kept_and_few_told(write):
    with pytest.raises(BadPack) as caught:
        load_pack(write(MINIMAL + "[[questions]]\nid = 1\n" * 500))
    assert len(caught.value.problems) >= 1000
    assert len(str(caught.value).splitlines()) == MAX_TOLD + 1


def test_empty_key_is_told_in_its_quotes(write):
    with pytest.raises(BadPack) as caught:
        load_pack(write('title = "My company"\n"\n'))
    assert [(found.line, found.key) for found in caught.value.problems] == [(2, '""')]


def test_a_value_without_a_key_is_told_by_the_empty_one_on_its_line(write):
    with pytest.raises(BadPack) as caught:
        load_pack(write('title = "T"\n = "en"\n'))
    assert [(found.line, found.key) for found in caught.value.problems] == [(2, '""')]


# --------------------------------------------------------------------------- any mutation


@st.composite
def mutated(draw) -> str:
    """The example with up to four spans cut out, doubled, or replaced by noise or by bits of TOML."""
    text = EXAMPLE
    noise = st.text(max_size=8) | st.sampled_from(
        ["[[", "]]", '"""', "'''", "=", ".", "\n", "{", "}", "\\u202E", "nan"]
    )
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        text = text[:start] + draw(st.just("") | st.just(text[start:end] * 2) | noise) + text[end:]
    return text


@many
@given(text=mutated())
def test_no_mutation_gives_a_traceback(write, text):
    path = write(text)
    try:
        pack = load_pack(path)
    except BadPack as error:
        count = path.read_bytes().count(b"\n") + 1
        first = next((i for i, line in enumerate(text.split("\n"), 1) if "=" in line or "[" in line), count)
        for found in error.problems:
            assert 1 <= found.line <= count
            keyless = text.split("\n")[found.line - 1].lstrip().startswith("=")
            assert found.key or keyless or "UTF-8" in found.message or found.line <= first
            assert str(found).isprintable()
    else:
        categories = {unicodedata.category(c) for row in pack.questions for c in row.text if c not in "\u200c\u200d"}
        assert not categories & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


VALUES = {
    "text": ('"words"', '""', f'"{"x" * 1600}"', '"\\u202E"'),
    "number": ("3", "-1.5", "nan", "inf"),
    "other": ("true", "2026-01-01", "[]", "[1]", '["a", 2]', "{}", "{a = 1}", "[[1], [2]]"),
}


@many
@given(data=st.data())
def test_a_wrong_value_is_blamed_on_its_own_line_and_key(write, data):
    lines = EXAMPLE.splitlines()
    at = data.draw(st.sampled_from([i for i, line in enumerate(lines) if re.fullmatch(r'\w+ = ("[^"]+"|\w+)', line)]))
    key = lines[at].split(" = ")[0]
    good = lines[at].split(" = ")[1]
    kind = "text" if good.startswith('"') else "number" if good.isdigit() else "other"
    wrong = data.draw(st.sampled_from([value for name, group in VALUES.items() if name != kind for value in group]))
    if kind == "other":
        wrong = data.draw(st.sampled_from(VALUES["text"] + VALUES["number"]))
    lines[at] = f"{key} = {wrong}"
    found = problems(write("\n".join(lines)))
    assert {line for line, _, _ in found} == {at + 1}
    assert all(re.search(rf"(^|\.){key}(\[\d\]|\.a)*$", where) for _, where, _ in found)


@many
@given(data=st.data(), word=st.from_regex(r"[a-z_]{3,12}", fullmatch=True))
def test_an_unknown_key_is_blamed_on_its_own_line(write, data, word):
    lines = EXAMPLE.splitlines()
    at = data.draw(st.sampled_from([i for i, line in enumerate(lines) if line.startswith("id = ")]))
    lines.insert(at, f"x{word} = 1")
    ((line, key, message),) = problems(write("\n".join(lines)))
    assert line == at + 1
    assert key.endswith(f".x{word}")
    assert message.startswith("unknown key")


def test_the_built_in_packs_are_where_the_catalogue_looks():
    assert {pack.id for pack in builtin_packs()} == {path.stem for path in builtin_dir().glob("*.toml")}
