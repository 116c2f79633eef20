"""What is worked out of a tuple is kept for that tuple, not for an equal one."""

from assistant.books.once import MOST_KEPT, by_identity


def counted(numbers: tuple[int, ...]) -> list[int]:
    return list(numbers)


def test_the_same_value_is_asked_for_once() -> None:
    once, goods = by_identity(counted), (1, 2, 3)
    assert once(goods) is once(goods)


def test_an_equal_value_is_another() -> None:
    once, first, second = by_identity(counted), tuple(map(int, "12")), tuple(map(int, "12"))
    assert once(first) == once(second)
    assert once(first) is not once(second)


def test_the_latest_are_kept() -> None:
    once = by_identity(counted)
    asked = [tuple(map(int, str(number))) for number in range(MOST_KEPT + 1)]
    made = [once(one) for one in asked]
    assert once(asked[-1]) is made[-1]
    assert once(asked[0]) is not made[0]
