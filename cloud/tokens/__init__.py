"""Service tokens: what a program or a person shows until there are accounts."""
