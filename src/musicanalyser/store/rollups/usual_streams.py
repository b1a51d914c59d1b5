"""The plays that a statistic counts if nothing else is asked for: music of 30 seconds and more.

Those of private sessions are none.
"""

OF_HEARD = "h.kind = 'music' and h.private = 0 and h.is_stream"
"""The condition on ``v_heard h``."""

# What was taken away and put back alike has not changed.
CHANGED = """
select x.started_ms, x.play_id, x.track_id, sum(x.sign) as sign
from changed_plays x
join play_classes c on c.id = x.class_id
join partitions q on q.id = c.partition_id
where q.kind = 'music' and q.private = 0
and (x.heard_ms >= 30000 or c.heard = 'listed')
group by x.started_ms, x.play_id, x.track_id, x.local_day
having sum(x.sign) <> 0
"""
"""The starts, ids and tracks of those that are new (``sign`` > 0) and of those that are gone."""
