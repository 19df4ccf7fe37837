"""How long the parent waits for a child, for every way of asking; read at each use."""

from __future__ import annotations

# A child at work shows a sign of life each second; only loading and one batch of rows are silent.
SILENCE_LIMIT_S = 120.0
LOAD_LIMIT_S = 600.0
# A request without a job cannot be cancelled, so signs of life must not keep it up for ever.
UNWATCHED_LIMIT_S = 600.0
# A healthy child stops within one token or one text; one that goes on is ended.
CANCEL_GRACE_S = 5.0
CANCEL_SEND_S = 1.0
LOCK_POLL_S = 0.1
