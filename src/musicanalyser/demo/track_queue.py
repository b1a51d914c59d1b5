"""The tracks of a session in their order, by its kind of content."""

from collections.abc import Iterator

from musicanalyser.demo.catalogue import CatalogueTrack, make_chapter, make_episode
from musicanalyser.demo.listening_days import DemoSession, Mode
from musicanalyser.demo.random_stream import RandomStream
from musicanalyser.demo.weekly_taste import Taste, WeekTaste

_FRESH_ON_THE_RADIO = 0.35
_VIDEO_EPISODE_SHARE = 0.3


def queue_tracks(
    session: DemoSession, week: WeekTaste, taste: Taste, random: RandomStream
) -> Iterator[CatalogueTrack]:
    """Yield the tracks that follow each other in a session, without end."""
    match session.mode:
        case Mode.PODCAST:
            return _episodes(session, taste, random)
        case Mode.AUDIOBOOK:
            return _chapters(session, taste)
        case Mode.VIDEO:
            return _videos(session, week, taste, random)
        case Mode.RADIO:
            return _radio(week, random)
        case Mode.ALBUM:
            return _album_and_more(week, taste, random)
        case Mode.SHUFFLE:
            return _shuffle(week, random)


def _episodes(session: DemoSession, taste: Taste, random: RandomStream) -> Iterator[CatalogueTrack]:
    while True:
        yield make_episode(taste.seed, session.age // 7 + int(random.uniform(0, 3)))


def _chapters(session: DemoSession, taste: Taste) -> Iterator[CatalogueTrack]:
    """Start one chapter later every night, as the listener falls asleep during the others."""
    number = -session.age
    while True:
        yield make_chapter(taste.seed, number)
        number += 1


def _videos(
    session: DemoSession, week: WeekTaste, taste: Taste, random: RandomStream
) -> Iterator[CatalogueTrack]:
    episodes = _episodes(session, taste, random)
    while True:
        if random.happens(_VIDEO_EPISODE_SHARE):
            yield next(episodes)
        else:
            yield random.weighted_choice(week.tracks, week.cumulative)


def _radio(week: WeekTaste, random: RandomStream) -> Iterator[CatalogueTrack]:
    while True:
        fresh = week.fresh and random.happens(_FRESH_ON_THE_RADIO)
        yield random.choice(week.fresh if fresh else week.tracks)


def _album_and_more(
    week: WeekTaste, taste: Taste, random: RandomStream
) -> Iterator[CatalogueTrack]:
    again = taste.habits.album_again(random)
    yield from again or taste.album_of(random.weighted_choice(week.tracks, week.cumulative))
    yield from _shuffle(week, random)


def _shuffle(week: WeekTaste, random: RandomStream) -> Iterator[CatalogueTrack]:
    while True:
        if random.happens(week.obsession_share):
            yield week.obsession
        else:
            yield random.weighted_choice(week.tracks, week.cumulative)
