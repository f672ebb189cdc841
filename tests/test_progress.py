"""How far long work has come."""

from index.progress import EVERY, Progress


def told(total: int, *reached: tuple[float, int]) -> list[str]:
    """What is reported when so many are done at certain seconds."""
    now, lines = [0.0], []
    progress = Progress("编码", total, lines.append, lambda: now[0])
    for second, done in reached:
        now[0] = second
        progress.reached(done)
    return lines


def test_it_tells_the_rate_and_the_time_left() -> None:
    assert told(1000, (10, 100)) == ["编码 100/1000，每秒 10 个，还要约 2 分钟"]
    assert told(300, (10, 200)) == ["编码 200/300，每秒 20 个，还要约 5 秒"]
    assert told(1_000_000, (100, 7000)) == ["编码 7000/1000000，每秒 70 个，还要约 3 小时 57 分钟"]


def test_it_tells_nothing_too_often_but_the_end_always() -> None:
    assert told(30, (1, 10), (2, 20), (3, 30)) == ["编码 30/30，每秒 10 个"]
    assert len(told(30, (EVERY, 10), (EVERY + 1, 20), (EVERY + 2, 30))) == 2


def test_work_that_takes_no_time_has_no_rate() -> None:
    assert told(1, (0, 1)) == ["编码 1/1"]
