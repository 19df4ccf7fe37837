"""Our own strict reader of model files, before any native library sees them."""
