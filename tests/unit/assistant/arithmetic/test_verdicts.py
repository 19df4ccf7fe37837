"""Yes or no before a change that was calculated."""

from __future__ import annotations

import pytest

from appliance.assistant.arithmetic import verdicts
from appliance.assistant.arithmetic.calculating import calculated
from appliance.assistant.arithmetic.figures import figures
from appliance.assistant.arithmetic.making import Made
from appliance.assistant.arithmetic.operations import request
from appliance.assistant.arithmetic.picking import Picker
from appliance.documents.store import PageText

ACCOUNTS = """Income statement (in thousands of pounds)
\t2026\t2025
Revenue\t400\t320
Cost of sales\t300\t200
Rent paid\t90\t120
"""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Did revenue grow between 2025 and 2026?", "Yes, up by 25%."),
        ("Did rent paid increase between 2025 and 2026?", "No, down by 25%."),
        ("Was there any drop in rent paid between 2025 and 2026?", "Yes, down by 25%."),
        ("Did rent paid increase or decrease between 2025 and 2026?", "Down by 25%."),
        ("Has the gross margin improved between 2025 and 2026?", "No, down."),
        ("Has the gross margin been consistent between 2025 and 2026?", ""),
        ("What was the change in revenue between 2025 and 2026?", ""),
    ],
)
def test_verdict(question: str, said: str) -> None:
    asked = request(question)
    assert asked is not None
    made = calculated(asked, Picker(list(figures(PageText("a", 1, 1, ACCOUNTS), None))))
    assert isinstance(made, Made), made
    assert verdicts.verdict(question, made) == said
