"""What three people want to know, from the first touch to the original; and two whom the policy leaves without."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from browsing import ask
from playwright.sync_api import Page, expect


class Story(NamedTuple):
    """Who opens which door, touches which question, asks what next, and what the policy says to that."""

    door: str
    question: str
    quote: str
    unit: str
    next_question: str
    next_quote: str


STORIES = [
    Story(
        "返乡农民工",
        "回村搞农家乐，用地怎么解决？",
        "专项5%的计划指标优先保障",
        "当地农业农村局",
        "谁负责",
        "牵头单位：自治区农业农村厅",
    ),
    Story(
        "退役军人",
        "退役军人创业有培训吗？",
        "进名校等专项培训",
        "当地退役军人事务局",
        "租场地有优惠吗",
        "提供经营场地、投融资等方面的优惠服务",
    ),
    Story("大学生", "休学创业能保留学籍吗？", "保留学籍休学创业", "当地教育局", "有导师指导吗", "实行双创导师制"),
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.door)
def test_a_door_leads_to_words_that_can_be_read_in_the_original(page: Page, story: Story) -> None:
    page.locator("label.door", has_text=story.door).click()
    page.get_by_role("button", name=story.question).click()
    card = page.locator(".answer")
    expect(card).to_be_focused()
    expect(card.locator(".notice")).to_contain_text("已届满")
    expect(card.locator(".quote").last).to_contain_text(story.quote)
    expect(card.locator(".contacts").first).to_contain_text(story.unit)

    ask(page, story.next_question)
    answer = page.locator(".turn").nth(1).locator(".answer")
    expect(answer.locator("[data-when=understood]")).to_contain_text(story.question.rstrip("？"))
    expect(answer.locator(".quote").last).to_contain_text(story.next_quote)

    page.locator(".turn").nth(1).locator(".source").first.click()
    expect(page.locator("mark").last).to_contain_text(story.next_quote[:8])
    expect(page.locator(".strip")).to_contain_text("执行期已过")
    page.go_back()
    expect(page.locator(".answer")).to_have_count(2)


def test_a_detail_that_the_policy_leaves_open_is_named_with_whom_to_ask(page: Page) -> None:
    ask(page, "退役军人贷款最多能贷多少")
    card = page.locator(".answer")
    expect(card).to_have_attribute("data-status", "partial")
    expect(card.get_by_role("heading", level=2)).to_have_text("原文提到了，但没写您问的细节")
    expect(card.locator(".quote").first).to_contain_text("财政贴息支持")
    expect(card.locator(".chip").first).to_have_text("金额")
    expect(card.locator(".contacts").first).to_contain_text("当地退役军人事务局")


@pytest.mark.parametrize(
    ("question", "status", "told"),
    [
        ("今天南宁天气怎么样", "out_of_scope", "不在本助手的范围内"),
        ("创业有没有免费午餐券", "no_clause", "没有找到"),
        ("广东返乡创业有什么补贴", "other_region", "广东当地的政府部门"),
    ],
)
def test_a_refusal_says_why_and_quotes_nothing(page: Page, question: str, status: str, told: str) -> None:
    ask(page, question)
    card = page.locator(".answer")
    expect(card).to_have_attribute("data-status", status)
    expect(card.locator(".said").last).to_contain_text(told)
    expect(card.locator(".quote")).to_have_count(0)


def test_a_refusal_leads_on(page: Page) -> None:
    ask(page, "今天南宁天气怎么样")
    page.locator(".answer .ask-this").first.click()
    expect(page.locator(".turn").nth(1).locator(".quote").first).to_be_visible()
