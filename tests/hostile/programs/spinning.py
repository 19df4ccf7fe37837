"""A child that locks itself down and then computes for ever."""

from appliance.confinement.childside import ChildSide

side = ChildSide.begin()
side.confine()
while True:
    pass
