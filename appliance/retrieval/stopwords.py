"""Words that say nothing about where an answer stands."""

from __future__ import annotations

import re

# Function words and the words questions are asked with. Without them, plain BM25 over passages of
# annual reports finds the page in the first five more often (benchmarks/page_retrieval.py).
_ENGLISH = """
a about after all also am an and any are as at be been before being between both but by can
could did do does doing during each for from give had has have having he her here him his how
i if in into is it it's its itself let me might more most much must my no nor not of off on
once only or other our out over own please same she should show so some such tell than that
the their them then there these they this those through to too under until up us very was we
were what what's when where which while who whom whose why will with would you your
"""
ENGLISH = frozenset(_ENGLISH.split())

# Particles and question words; they part what stands around them.
CHINESE = re.compile(
    "什么|哪些|哪个|哪里|多少|是否|如何|怎么|怎样|为什么|请问|[的了是吗呢吧和与及在]"
)
