"""Training: corpora and their provenance, labels, fitting, calibration and evaluation."""
