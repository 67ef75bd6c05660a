"""Files for other programs: CSV and OpenSim."""
