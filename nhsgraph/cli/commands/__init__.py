"""The commands: a module each, found by its name in :data:`nhsgraph.cli.app.COMMANDS`."""
