"""Every sentence of a decision, by the name of its message: whole, with named places, ready to be translated.

Stored decisions name these sentences: one may be reworded, none is ever removed. Calm and exact: nothing scolds, and
nothing claims to see an injury coming. `plans.engine.words` says them.
"""
