"""The rules of `plans.engine.decisions`, by what they look after."""
