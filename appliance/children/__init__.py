"""Starts, watches and stops child processes. The child's half is `appliance.confinement`.

A child owns no key, no database, no network and no disk; it speaks bounded frames on two pipes and
may die at any moment without harm. It is a stranger: what it sends is bounded, checked and never
believed to be true.
"""

from appliance.children.child import Child, running, stop_all
from appliance.children.filling import Filling
from appliance.children.memory import sealed_memory
from appliance.children.spawning import ChildSpec

__all__ = ["Child", "ChildSpec", "Filling", "running", "sealed_memory", "stop_all"]
