"""The window: widgets only.

No SQL, no cryptography, no model call: everything goes through `appliance.app`.
"""
