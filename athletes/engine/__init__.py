"""Looking back, in pure functions: past activities to weekly volumes, marks and a proposed baseline."""
