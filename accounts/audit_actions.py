"""All that the audit trail can say was done, and how the trail's screen says it.

One line for each action; `audit.record` refuses an action that is not here.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSED = "refused"
EXPORTED = "trail.exported"

ACTIONS: dict[str, Promise] = {
    # Signing in.
    "signed_in": _("Signed in"),
    "signed_out": _("Signed out"),
    "factor.wrong": _("Gave a wrong second factor"),
    "factor.confirmed": _("Gave the second factor once more"),
    "authenticator.confirmed": _("Set up an authenticator app"),
    "passkey.added": _("Added a passkey"),
    "passkey.removed": _("Removed a passkey"),
    "device.known": _("Made a device known by a passkey"),
    "recovery_codes.made": _("Made new recovery codes"),
    "recovery_code.used": _("Used a recovery code"),
    "session.ended": _("Ended a session"),
    "sessions.ended": _("Ended all other sessions"),
    "password.changed": _("Changed the password"),
    "password.wrong": _("Gave a wrong present password"),
    REFUSED: _("Was refused a page"),
    # Accounts and roles.
    "account.opened": _("Opened an account"),
    "account.restored": _("Restored an account"),
    "account.shut": _("Shut an account"),
    "account.opened_again": _("Opened a shut account again"),
    "invitation.made": _("Made an invitation"),
    "invitation.used": _("Enrolled by an invitation"),
    "invitation.tried_again": _("A used or old invitation was tried"),
    "role.granted": _("Gave a role"),
    "role.revoked": _("Took a role"),
    # Agencies and their keys.
    "setup.done": _("Finished the set-up"),
    "agency.founded": _("Founded an agency"),
    "agency.renamed": _("Renamed an agency"),
    "member.wrong_digits": _("Was told digits that are not the person's"),
    "member.removed": _("Removed a member"),
    "keys.rotated": _("Gave an agency new keys"),
    "keys.resealed": _("Sealed keys again"),
    "keys.forgotten": _("Deleted keys that nothing is sealed to"),
    "keys.unusable": _("Met keys that do not open"),
    "keys.untrusted": _("Keys that cannot be trusted were refused"),
    "pin.moved": _("Moved the pin of the keys"),
    "sheet.made": _("Made a recovery sheet"),
    "recovery.checked": _("Checked a recovery sheet"),
    "recovery.used": _("Used a recovery sheet"),
    "recovery.refused": _("Tried a sheet that opens no keys"),
    # Tips.
    "tip.viewed": _("Read a tip"),
    "tip.replied": _("Replied to a sender"),
    "tip.noted": _("Wrote a note for members about a tip"),
    "tip.translated": _("Translated words of a tip"),
    "tip.redacted": _("Made a version of words of a tip for sharing"),
    "tip.assigned": _("Assigned a tip"),
    "tip.moved": _("Changed where a tip stands"),
    "tip.closing_proposed": _("Proposed to close a tip"),
    "tip.closing_agreed": _("Agreed to close a tip"),
    "tip.closing_refused": _("Took back a proposal to close a tip"),
    "tip.urgency": _("Changed how urgent a tip is"),
    "tip.danger_over": _("Said that the danger of a tip is dealt with"),
    "tip.labelled": _("Changed the labels of a tip"),
    "tip.assessed": _("Assessed a tip"),
    "tips.bulk": _("Changed several tips at once"),
    "tips.bulk_undone": _("Took a change of several tips back"),
    "tip.entered": _("Wrote down a tip for a caller"),
    "tip.handed_over": _("Handed a tip over"),
    "tip.file_viewed": _("Looked at a file"),
    "tip.file_original": _("Fetched a file as it came"),
    "tip.file_cleaned": _("Had a file cleaned"),
    "tip.out_of_quarantine": _("Moved a tip from the quarantine to the inbox"),
    "intake.set": _("Changed from when on the tip form asks to wait"),
    "reply_template.saved": _("Saved a reply template"),
    "reply_template.deleted": _("Deleted a reply template"),
    "tip.linked": _("Linked a tip with another"),
    "tip.unlinked": _("Took a link of a tip away"),
    "tips.searched": _("Searched what tips say"),
    "tip.damaged": _("Met a tip that does not open"),
    # Deadlines, absences, notices.
    "deadlines.set": _("Changed the deadlines"),
    "day_off.added": _("Added a day off"),
    "day_off.removed": _("Removed a day off"),
    "away.added": _("Said when they are away"),
    "away.removed": _("Took back when they are away"),
    "notices.chosen": _("Chose their notices"),
    "notice.forgotten": _("Gave up a notice that did not go out"),
    # The labels of an agency.
    "label.added": _("Added a label"),
    "label.renamed": _("Gave a label another name"),
    "label.retired": _("Took a label out of use"),
    "label.restored": _("Brought a label back into use"),
    # Views of the inbox.
    "view.saved": _("Saved a view of the inbox"),
    "view.changed": _("Changed a view of the inbox"),
    "view.notices": _("Chose their notices of a view of the inbox"),
    "view.deleted": _("Deleted a view of the inbox"),
    # The tip form.
    "question.changed": _("Changed a question of the form"),
    "question.restored": _("Took a question back to its original words"),
    "question.sound_added": _("Added a recording of a question"),
    "question.sound_removed": _("Removed a recording of a question"),
    # The trail itself.
    EXPORTED: _("Exported the audit trail"),
}
