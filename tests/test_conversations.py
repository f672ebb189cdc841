"""What a conversation was about, in a token that the client carries."""

from dataclasses import replace

import pytest
from conftest import AFTER
from hypothesis import given
from hypothesis import strategies as st

from bot import Bot, Question, Status
from bot.conversations import LIFETIME, LONGEST_QUESTION, LONGEST_TOKEN, Conversation, Conversations

NOON = 1_800_000_000.0
SECRET = "一把钥匙"
VETERAN = "退役军人创业贷款有贴息吗"


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def conversations(watch: Watch) -> Conversations:
    return Conversations(SECRET, watch)


@pytest.fixture
def talked(index) -> Conversation:
    return Conversation("返乡农民工有补贴吗", "多少钱", "返乡农民工").after(index.clauses[:3])


def test_a_token_gives_the_conversation_back(conversations, talked, index) -> None:
    assert conversations.opened(conversations.token(talked, index), index) == talked


def test_another_process_with_the_same_secret_reads_it(conversations, watch, talked, index) -> None:
    assert Conversations(SECRET, watch).opened(conversations.token(talked, index), index) == talked


def test_a_secret_of_its_own_is_new_for_each_process(talked, index) -> None:
    assert Conversations().opened(Conversations().token(talked, index), index) == Conversation()


@pytest.mark.parametrize(("passed", "kept"), [(LIFETIME, True), (LIFETIME + 1, False)])
def test_a_token_lasts_two_hours(conversations, watch, talked, index, passed: int, kept: bool) -> None:
    token = conversations.token(talked, index)
    watch.now += passed
    assert (conversations.opened(token, index) == talked) is kept


@given(position=st.integers(0, 10_000), letter=st.sampled_from("aZ09_-.~"))
def test_a_forged_token_is_a_fresh_conversation(index, position: int, letter: str) -> None:
    conversations = Conversations(SECRET, lambda: NOON)
    token = conversations.token(Conversation("返乡农民工有补贴吗").after(index.clauses[:2]), index)
    place = position % (len(token) - 1)  # the last character carries bits that nothing reads
    forged = token[:place] + letter + token[place + 1 :]
    assert forged == token or conversations.opened(forged, index) == Conversation()


@given(st.text(max_size=300))
def test_whatever_is_sent_is_a_fresh_conversation(index, text: str) -> None:
    assert Conversations(SECRET).opened(text, index) == Conversation()


def test_a_token_of_another_generation_is_a_fresh_conversation(conversations, talked, index, real_index) -> None:
    later = type(index)(index.documents, index.clauses, index.chunks, {}, index.encoder, index.generation + 1)
    assert conversations.opened(conversations.token(talked, later), index) == Conversation()
    assert conversations.opened(conversations.token(talked, real_index), index) in (Conversation(), talked)


def test_a_token_that_names_a_clause_no_more_is_a_fresh_conversation(conversations, index) -> None:
    gone = Conversation("补贴", cited=("d0000000000-1",))
    assert conversations.opened(conversations.token(gone, index), index) == Conversation()


@given(
    question=st.text("贷款补贴𠮷🙂x", max_size=400), shown=st.lists(st.text("abc-.19", min_size=200, max_size=400), max_size=30)
)  # fmt: skip
def test_a_token_is_never_longer_than_the_interface_takes(index, question: str, shown: list[str]) -> None:
    talked = Conversation(shown=tuple(shown), cited=tuple(shown[:3])).about(question, question, None)
    assert len(talked.question) <= LONGEST_QUESTION
    long = replace(talked, shown=tuple(shown))
    assert len(Conversations(SECRET).token(long, index)) <= LONGEST_TOKEN


def test_a_new_subject_begins_a_new_list_of_clauses_shown(talked, index) -> None:
    assert talked.about(talked.question, talked.turn, None).shown == talked.shown
    assert talked.about("别的事", "", None).shown == ()


# --- in answers ---


def test_every_answer_carries_a_conversation(quick) -> None:
    for text in (VETERAN, "你好", "", "红烧肉怎么做", "第8条", "第999条", "教育厅牵头哪些任务", "文号是多少"):
        token = quick.answer(Question(text, today=AFTER)).conversation
        assert token
        assert len(token) <= LONGEST_TOKEN


@pytest.mark.parametrize("slip", ["", "你好", "红烧肉怎么做", "贷" * 400])
def test_a_slip_leaves_the_conversation_as_it_was(quick, slip: str) -> None:
    first = quick.answer(Question(VETERAN, today=AFTER))
    between = quick.answer(Question(slip, today=AFTER, conversation=first.conversation))
    after = quick.answer(Question("谁负责", today=AFTER, conversation=between.conversation))
    assert not between.citations
    assert after.citations[0].clause == first.citations[0].clause


def test_a_bot_with_the_same_secret_takes_the_conversation_up(quick) -> None:
    one, other = (Bot(quick.index, secret=SECRET) for _ in range(2))
    first = one.answer(Question(VETERAN, today=AFTER))
    then = other.answer(Question("谁负责", today=AFTER, conversation=first.conversation))
    assert then.citations[0].clause == first.citations[0].clause


def test_a_bad_token_is_answered_like_none(quick) -> None:
    with_bad, without = (quick.answer(Question(VETERAN, today=AFTER, conversation=token)) for token in ("x.y.z", None))
    assert replace(with_bad, id="", conversation=None) == replace(without, id="", conversation=None)
    assert with_bad.status is Status.ANSWERED
