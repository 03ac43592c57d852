"""Scripts that come in: Fountain, Final Draft, shot lists."""
