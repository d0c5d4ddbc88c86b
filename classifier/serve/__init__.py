"""The classifier over HTTP: `tactful serve`. docs/serve.md says what each method takes and gives.

`server` takes a request in, asks `guard`, `keys` and `quota` whether it may be answered, and hands it to a
handler that `routes` lists; handlers are in `perspective/` (the Perspective API's methods) and `v1/` (ours).
What they score goes through `judge`, which keeps the event loop free and no queue unbounded.
"""
