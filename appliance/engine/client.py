"""The three engines, one per kind of model."""

from __future__ import annotations

from appliance.engine.embedding import EmbeddingEngine
from appliance.engine.language import LanguageEngine
from appliance.engine.tabular import TabularEngine

__all__ = ["EmbeddingEngine", "LanguageEngine", "TabularEngine"]
