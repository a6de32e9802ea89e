"""All that can be done to several tips at once: one more is one entry more."""

from reports.inbox.bulk.action import Action
from reports.inbox.bulk.assigning import Assign
from reports.inbox.bulk.moving import Move
from reports.inbox.bulk.urgency import SetUrgency

ACTIONS: dict[str, Action] = {action.code: action for action in (Assign(), Move(), SetUrgency())}
