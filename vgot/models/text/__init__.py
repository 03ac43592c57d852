"""Language models on this machine: the encoder of words, a resident writer."""
