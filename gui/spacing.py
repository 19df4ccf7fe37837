"""Every distance and size of the window, in device-independent pixels, on a grid of four."""

from __future__ import annotations

XS = 4
S = 8
M = 12
L = 16
XL = 24
XXL = 32

RADIUS = 6
CHIP_RADIUS = 8
ICON = 18
ICON_LARGE = 48
CONTROL_HEIGHT = 32

RAIL_WIDTH = 90
CARD_WIDTH = 460
FORM_WIDTH = 640
TERMS_WIDTH = 200
PANE_DOCUMENTS = 244
PANE_VIEWER = 558
PANE_ASK = 394

WINDOW = (1280, 800)
WINDOW_LEAST = (1024, 600)
