"""A fortnight in several services: the benchmark itself, on a small life."""

from tests.benchmarks.services import measure


def test_rows_of_services_find_their_plays() -> None:
    found = measure(10, 5)
    assert found.rows > 200
    assert found.matched > 0.96
    assert found.wrong <= 0.01
