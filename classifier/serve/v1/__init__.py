"""Our own methods: many comments at once, and one explained."""
