"""Discord's gateway: sessions that outlive their sockets, and the sockets."""
