"""CHILD: opens strangers' files. Bytes come in by descriptor, pages go out in frames."""
