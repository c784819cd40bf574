"""Why a file is not verified (docs/format.md, section 13)."""

NOT_CHECKED = ("unreadable", "not_a_picture", "no_proof", "version", "limits")


class Refused(Exception):
    """A check that failed.

    reason: the word of the format for it. step: the number of the step that it is about, from 0, or None.
    """

    def __init__(self, reason, sentence, step=None):
        super().__init__(sentence)
        self.reason, self.step = reason, step

    @property
    def verdict(self):
        if self.reason == "unknown_maker":
            return "unknown_camera"
        return "not_checked" if self.reason in NOT_CHECKED else "rejected"


def malformed(sentence, step=None):
    return Refused("malformed", sentence, step)
