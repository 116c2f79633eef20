"""What is made ahead in a second process comes as it would from this one: in its order, with its errors, and to its end."""

import subprocess
import sys
from textwrap import dedent

from assistant.adapters.sql.ahead import ahead


def ran(body: str) -> list[str]:
    """What a process of one thread prints, which the tests' own is not."""
    head = "import os, signal\nfrom assistant.adapters.sql.ahead import ahead\nfrom assistant.errors import *\n"
    done = subprocess.run([sys.executable, "-c", head + dedent(body)], capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_it_is_made_in_another_process_and_in_order() -> None:
    said = ran("""
        def make():
            for n in range(3000):
                yield os.getpid(), n, "x" * n
        with ahead(make) as made:
            found = list(made)
        print([n for _, n, _ in found] == list(range(3000)), {pid for pid, _, _ in found} & {os.getpid()}, len(found[-1][2]))
    """)
    assert said == ["True set() 2999"]


def test_what_it_raises_is_raised_here_after_what_came_before() -> None:
    said = ran("""
        def make():
            yield 1
            raise BadFile("no", "mend it", faults=("row 2", "row 3"))
        with ahead(make) as made:
            print(next(made))
            try:
                next(made)
            except BadFile as error:
                print(error.says, error.remedy, error.faults)
    """)
    assert said == ["1", "no mend it ('row 2', 'row 3')"]


def test_who_stops_early_leaves_nobody_behind() -> None:
    said = ran("""
        def make():
            while True:
                yield "x" * 100_000
        try:
            with ahead(make) as made:
                next(made)
                raise ValueError("enough")
        except ValueError as error:
            print(error)
        try:
            os.wait()
        except ChildProcessError:
            print("nobody")
    """)
    assert said == ["enough", "nobody"]


def test_one_that_is_killed_is_said() -> None:
    said = ran("""
        def make():
            yield 1
            os.kill(os.getpid(), signal.SIGKILL)
        try:
            with ahead(make) as made:
                print(list(made))
        except OutsideServiceFailed as error:
            print(error.says)
    """)
    assert said == ["The process that reads ahead was stopped."]


def test_beside_other_threads_it_is_made_here() -> None:
    said = ran("""
        import threading
        stop = threading.Event()
        other = threading.Thread(target=stop.wait)
        other.start()
        with ahead(lambda: iter([os.getpid()])) as made:
            print(list(made) == [os.getpid()])
        stop.set()
    """)
    assert said == ["True"]


def test_nothing_made_is_nothing_given() -> None:
    with ahead(lambda: iter(())) as made:
        assert list(made) == []
