"""The offline writer: fills phrases of three languages with the facts, without a model."""
