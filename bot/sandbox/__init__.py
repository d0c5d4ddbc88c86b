"""A local Discord: REST, gateway and a few people, as far as the bot uses them, on one port of loopback.

`state` holds the world; `messages`, `members` and `interactions` change it, and every change is an event.
`rest` and `gateway` are what a bot sees of it, `people` and `visitor` what persons do in it; `server` puts
them on a port. `access` and `validate` refuse what Discord would refuse, in its words.
"""
