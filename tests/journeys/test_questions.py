"""A lead rewords a question and lends it a voice; a sender reads and hears it."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import imageio_ffmpeg
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_a_tip import press

_QUESTIONS = "/staff/inbox/settings/questions/"
_PLAYED = """async () => {
    const audio = document.querySelector('audio');
    audio.muted = true;
    await audio.play();
    return audio.duration;
}"""


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """A second of a tone, as MP3."""
    path = tmp_path / "voice.mp3"
    tone = ["-f", "lavfi", "-i", "sine=frequency=440:duration=1", "-b:a", "32k"]
    program = imageio_ffmpeg.get_ffmpeg_exe()
    subprocess.run([program, "-loglevel", "error", *tone, str(path)], check=True)
    return path


def test_a_lead_changes_a_question_and_a_sender_reads_and_hears_it(
    visit: Callable[..., Page],
    sign_in: Callable[..., Page],
    shot: Callable[..., None],
    recording: Path,
) -> None:
    lead = sign_in("lead")
    lead.get_by_role("link", name="Settings").click()
    lead.get_by_role("link", name="Questions of the form").click()
    shot(lead, "questions")
    lead.get_by_role("link", name="Is someone in danger right now?").click()
    lead.locator("#id_label--en").fill("Is a <b>life</b> at risk?")
    lead.get_by_role("button", name="Save").click()
    expect(lead.get_by_text("Saved.")).to_be_visible()
    lead.get_by_label("Language of the recording").select_option("en")
    lead.locator("#id_sound").set_input_files(recording)
    lead.get_by_role("button", name="Add the recording").click()
    expect(lead.get_by_text("The recording is there.")).to_be_visible()
    shot(lead, "question")

    sender = visit("/en/report/")
    press(sender, "start")
    expect(sender.get_by_text("Is a <b>life</b> at risk?")).to_be_visible()
    expect(sender.get_by_text("Listen to the question")).to_be_visible()
    shot(sender, "question-to-hear")
    assert 0.9 < sender.evaluate(_PLAYED) < 1.3

    lead.get_by_role("button", name="Back to the original words").click()
    expect(lead.get_by_text("The question has its original words again.")).to_be_visible()
    lead.get_by_role("button", name="Remove").click()
    expect(lead.get_by_text("There is no recording.")).to_be_visible()
    press(visit("/en/report/"), "start")
