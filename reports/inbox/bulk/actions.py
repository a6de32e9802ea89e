"""All that can be done to several tips at once: one more is one entry more."""

from reports.inbox.bulk.action import Action
from reports.inbox.bulk.assigning import Assign
from reports.inbox.bulk.labelling import AddLabel, RemoveLabel
from reports.inbox.bulk.moving import Move
from reports.inbox.bulk.urgency import SetUrgency

_ALL = (Assign(), Move(), SetUrgency(), AddLabel(), RemoveLabel())

ACTIONS: dict[str, Action] = {action.code: action for action in _ALL}
"""What the form of the list asks for."""
