"""From directives to operations, by what they look after; `plans.engine.proposals` is the door."""
