"""What is measured: speed, and how good the model is (model_card/)."""
