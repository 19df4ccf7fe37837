"""What the page of models shows in a vault without any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from gui.widgets import buttons
from gui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from collections.abc import Callable


class NoModels(EmptyState):
    """Offers to import the starter models if `import_starters` is given."""

    def __init__(self, import_starters: Callable[[], None] | None) -> None:
        actions = []
        if import_starters is not None:
            actions.append(
                buttons.push(
                    QCoreApplication.translate("NoModels", "Import the s&tarter models"),
                    import_starters,
                    look="primary",
                    icon="add",
                )
            )
        super().__init__(
            "models",
            QCoreApplication.translate("NoModels", "No models in this vault"),
            QCoreApplication.translate(
                "NoModels",
                "Without models documents cannot be searched and questions cannot be answered."
                " Import the models that came with the program, or a folder that your head office"
                " gave you.",
            ),
            *actions,
        )
