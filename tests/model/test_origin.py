"""What origins can be trusted with."""

from musicanalyser.model.origin import BY_TRUST, EXPORTS, LIVE, Exactness, Origin


def test_every_origin_has_traits_and_a_rank_of_its_own() -> None:
    ranks = [origin.traits.trust_rank for origin in Origin]
    assert sorted(ranks) == list(range(1, len(Origin) + 1))


def test_exports_are_trusted_more_than_what_comes_through_the_api() -> None:
    assert (*EXPORTS, *LIVE) == BY_TRUST


def test_what_is_observed_is_trusted_more_than_a_mere_limit() -> None:
    assert Origin.PLAYER.traits.heard is Exactness.BOUNDED
    assert Origin.RECENT.traits.heard is Exactness.AT_MOST
    assert Origin.PLAYER.traits.trust_rank < Origin.RECENT.traits.trust_rank
