"""问法 written by a clerk beside a policy."""

import pytest

from index import DocumentError
from index.clauses import clauses
from index.documents import read_document, read_documents
from index.paths import DOCS
from index.phrasings import LONGEST, UNANSWERED, Phrasings, read_phrasings

BODY = "云川市创业办法\n第一条 鼓励创业。\n第二条 给予补贴。\n"


@pytest.fixture
def phrased(write):
    """Read a policy with this text beside it."""

    def phrased(content: str | bytes) -> dict[str, tuple[str, ...]]:
        policy = write(BODY)
        write(content, "policy.questions.yaml")
        found = clauses(read_document(policy, policy.parent))
        labels = {clause.id: clause.label for clause in found}
        return {labels[clause_id]: asked for clause_id, asked in read_phrasings(policy, found).by_clause.items()}

    return phrased


def test_questions_belong_to_the_clause_of_their_label(phrased) -> None:
    assert phrased("第二条:\n- 补贴给多少\n- ' 有钱拿吗 '\n- 有钱拿吗\n") == {"第二条": ("补贴给多少", "有钱拿吗")}


def test_what_no_clause_answers_stands_under_a_label_of_its_own(write) -> None:
    policy = write(BODY)
    write(f"第二条: [有钱拿吗]\n{UNANSWERED}: [给分房吗, ' 管饭吗 ', 管饭吗]\n", "policy.questions.yaml")
    found = read_phrasings(policy, clauses(read_document(policy, policy.parent)))
    assert [*found.by_clause.values()] == [("有钱拿吗",)]
    assert found.unanswered == ("给分房吗", "管饭吗")


def test_what_several_clauses_answer_together_stands_under_all_their_labels(write) -> None:
    policy = write(BODY)
    write(
        "第二条,第一条: [有啥好处, ' 都讲讲 ']\n第一条: [鼓不鼓励]\n第二条，第一条: [有啥]\n", "policy.questions.yaml"
    )
    first, second = clauses(read_document(policy, policy.parent))
    found = read_phrasings(policy, [first, second])
    assert found.by_clause == {first.id: ("鼓不鼓励",)}
    assert found.joint == {(second.id, first.id): ("有啥好处", "都讲讲", "有啥")}


def test_no_file_beside_means_no_questions(write) -> None:
    assert read_phrasings(write(BODY), []) == Phrasings({})


@pytest.mark.parametrize(
    ("content", "fix"),
    [
        ("第九条: [甲]", "没有编号为“第九条”的条款.*第一条，第二条"),
        ("第一条，第九条: [甲]", "没有编号为“第一条，第九条”里的“第九条”的条款.*第一条，第二条"),
        ("第一条，第一条: [甲]", "“第一条，第一条”里有编号写了两遍，请删去一个"),
        ("第一条，第二条: 甲", "“第一条，第二条”下面应当是问法的列表"),
        ("第一条，第二条: [甲]\n没有写: [甲]", "“甲”既写在条款下面，又写在“没有写”下面"),
        ("第一条: 甲", "“第一条”下面应当是问法的列表"),
        ("第一条:", "“第一条”下面应当是问法的列表"),
        ("第一条: [1]", "问法 1 应当是不超过"),
        ("第一条: ['']", "应当是不超过"),
        ("没有写: 甲", "“没有写”下面应当是问法的列表"),
        ("第一条: [甲, 乙]\n没有写: [丙, 乙]", "“乙”既写在条款下面，又写在“没有写”下面，请删去一处"),
        (f"第一条: [{'问' * (LONGEST + 1)}]", "应当是不超过"),
        ("- 甲", "应当是“条款编号"),
        ("第一条: [甲", "YAML.*改正"),
        (b"\xff\xfe\xff", "编码"),
    ],
)
def test_a_bad_file_is_refused_by_name_with_the_fix(phrased, content: str | bytes, fix: str) -> None:
    with pytest.raises(DocumentError, match=rf"(?s)policy\.questions\.yaml：.*{fix}"):
        phrased(content)


def test_the_shipped_questions_fit_the_shipped_policies() -> None:
    for document in read_documents(DOCS):
        found = read_phrasings(DOCS / document.source, clauses(document)).by_clause
        assert len(found) >= 27 or document.source != "guangxi-2021-10.md"


def test_phrasings_without_their_policy_are_refused(docs) -> None:
    (docs / "none.questions.yaml").write_text("一、:\n- 怎么办\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"none\.questions\.yaml.*没有同名的政策文件.*请改成"):
        read_documents(docs)
