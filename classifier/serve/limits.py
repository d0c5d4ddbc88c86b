"""How much the server takes from whom. All in one place, since docs/serve.md names each."""

from __future__ import annotations

#: The Perspective API's own limit on a comment: 20 KB of UTF-8.
COMMENT_BYTES = 20_480
#: Of a context the first so many characters are read as the topic.
CONTEXT_CHARACTERS = 20_480
#: A span list is no longer than this: neighbouring sentences of a longer comment share a span.
MOST_SPANS = 50

#: Bodies of requests. A context entry may be 1 MB in the Perspective API, and JSON may escape what it holds.
ANALYZE_BYTES = 2 * 1024 * 1024
SUGGEST_BYTES = 256 * 1024
SCORE_BYTES = 16 * 1024 * 1024
EXPLAIN_BYTES = 256 * 1024
#: Bodies that are held at the same time, all together.
HELD_BYTES = 256 * 1024 * 1024
#: Comments in one request to score.
SCORE_ROWS = 10_000

#: Request line, each header field and the number of them.
LINE_BYTES = 8_190
HEADER_BYTES = 8_190
HEADERS = 64

#: Connections at the same time; who comes on top is told to come again.
CONNECTIONS = 1_000
#: A connection on which no whole request line and headers came for so long is closed.
IDLE_S = 30.0
#: The body must have come so long after the headers, and a long answer must have been taken in that time.
BODY_S = 10.0
ANSWER_S = 30.0
#: How long an answer may wait in the kernel for a client that does not take it.
UNTAKEN_MS = 30_000
#: An error may leave a part of the body unread; so long the client may go on sending it.
LINGERING_S = 2.0
#: How long requests under way may take once the server was told to stop.
STOPPING_S = 10.0

#: Together with its context and its sentences, a comment of more characters is scored off the event loop.
SHORT_CHARACTERS = 4_000
#: Characters that may wait to be scored on the event loop, about 0.2 s of work.
WAITING_CHARACTERS = 1_000_000
#: Characters and texts scored at one go between two looks at the network.
BATCH_CHARACTERS = 32_000
BATCH_TEXTS = 64
#: Long comments, explanations and lists: how many are worked on at once, and how many may wait.
WORKERS = 2
WAITING_JOBS = 32

#: The file of suggestions ends here.
REVIEW_FILE_BYTES = 256 * 1024 * 1024

#: Callers whose quota is remembered; the one seen longest ago is forgotten first.
REMEMBERED_CALLERS = 10_000
