"""What origins can be trusted with."""

from musicanalyser.model.origin import BY_TRUST, EXPORTS, LIVE, Exactness, Origin


def test_every_origin_has_traits_and_a_rank_of_its_own() -> None:
    ranks = [origin.traits.trust_rank for origin in Origin]
    assert sorted(ranks) == list(range(1, len(Origin) + 1))


def test_spotify_is_trusted_most_and_its_exports_more_than_its_api() -> None:
    services = [origin for origin in EXPORTS if origin.traits.is_service]
    own = [origin for origin in EXPORTS if not origin.traits.is_service]
    assert (*own, *LIVE, *services) == BY_TRUST


def test_a_name_of_another_service_is_worth_less_than_any_of_spotify() -> None:
    ranks = {origin: origin.traits.name_rank for origin in Origin}
    assert ranks[Origin.LASTFM] < ranks[Origin.RECENT] < ranks[Origin.ACCOUNT]


def test_what_scrobblers_lack_did_not_happen_nowhere() -> None:
    """A scrobbler may have been off: it is never complete, and no long silence is known."""
    services = [origin for origin in Origin if origin.traits.is_service]
    assert not any(origin.traits.is_complete for origin in services)
    assert {origin for origin in services if origin.traits.longest_gap_ms is None} == {Origin.APPLE}


def test_what_is_observed_is_trusted_more_than_a_mere_limit() -> None:
    assert Origin.PLAYER.traits.heard is Exactness.BOUNDED
    assert Origin.RECENT.traits.heard is Exactness.AT_MOST
    assert Origin.PLAYER.traits.trust_rank < Origin.RECENT.traits.trust_rank
