"""What is said, in each language, and by which voice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from formcheck.errors import UsageError
from formcheck.live import speech
from formcheck.live.coach import Utterance
from formcheck.live.speech import Speech, SystemVoice, fitting, named
from formcheck.live.voice import Voice, tone

pytestmark = pytest.mark.process

HERE = Path(__file__).parent
MOST_WORDS = 6  # of a cue
GERMAN = SystemVoice("gmw/de", "German", ("de",))
VOICES = [
    SystemVoice("gmw/en", "English", ("en-gb",)),
    GERMAN,
    SystemVoice("hedda", "Microsoft Hedda Desktop - German"),
    SystemVoice("anna", "Anna", ("de_DE",)),
]
# A speech engine that writes down what it is asked to do.
ENGINE = """
from pathlib import Path
class Told:
    id, name, languages = "gmw/en", "English", ["en-gb"]
class German:
    id, name, languages = "gmw/de", "German", [b"\\x05de"]
class Engine:
    def getProperty(self, name):
        return {"voice": "gmw/en", "voices": [Told, German], "rate": 200}[name]
    def setProperty(self, name, value):
        if name == "volume" and value > 1:
            raise ValueError
        self.write(f"{name} {value}")
    def say(self, text):
        self.write(text)
    def write(self, text):
        with Path("heard.txt").open("a", encoding="utf-8") as f:
            f.write(text + "\\n")
    def runAndWait(self): pass
def init(): return Engine()
"""


def said(language: str) -> dict[str, Any]:
    env = os.environ | {"LANGUAGE": language, "PYTHONPATH": str(HERE.parent)}
    done = subprocess.run(
        [sys.executable, HERE / "coached.py"], capture_output=True, encoding="utf-8", env=env, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


EXPECTED = {
    "en": ["1", "2", "Slower, three seconds down", "3", "4", "5", "You take your time both ways"],
    "de": ["1", "2", "Langsamer, drei Sekunden nach unten", "3", "4", "5", "Du lässt dir in beide Richtungen Zeit"],
}


@pytest.mark.parametrize("language", EXPECTED)
def test_the_sentences_of_a_set_are_said_in_the_language(language: str) -> None:
    heard = said(language)
    assert heard["set"] == EXPECTED[language]
    long = [say for say in heard["cues"].values() if len(say.split()) > MOST_WORDS]
    assert heard["cues"] and not long


def heard_by_an_engine(folder: Path, monkeypatch: pytest.MonkeyPatch, how: Speech, language: str) -> list[str]:
    """What a speech engine is asked to do for one sentence, over the process that speaks."""
    (folder / "pyttsx3.py").write_text(ENGINE, "utf-8")
    monkeypatch.setenv("PYTHONPATH", f"{folder}{os.pathsep}{HERE.parent}")
    monkeypatch.setenv("LANGUAGE", language)
    monkeypatch.chdir(folder)
    voice = Voice(speech=how)
    voice.say(Utterance(0.0, "praise", "Du hältst\nüber <fünf> Sekunden"))
    voice.close()
    return (folder / "heard.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("how", "language", "asked"),
    [
        (Speech(), "en", ["voice gmw/en", "rate 200", "volume 1.0"]),
        (Speech(), "de", ["voice gmw/de", "rate 200", "volume 1.0"]),
        (Speech(voice="gmw/en", pace=0.75, volume=0.4), "de", ["voice gmw/en", "rate 150", "volume 0.4"]),
        (Speech(volume=1.5), "de", ["voice gmw/de", "rate 200"]),  # it cannot be louder than it is
    ],
)
def test_the_voice_fits_the_language_and_the_options(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: Speech, language: str, asked: list[str]
) -> None:
    heard = heard_by_an_engine(tmp_path, monkeypatch, how, language)
    assert heard == [*asked, "Du hältst über  fünf  Sekunden"]


def test_a_voice_is_found_by_its_name_or_a_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "system_voices", lambda: VOICES)
    monkeypatch.setattr(speech, "LANGUAGE", "de")
    assert named("german").id == "gmw/de"
    assert named("HEDDA").name.startswith("Microsoft")
    assert named("english").id == "gmw/en"
    with pytest.raises(UsageError, match=r'"Tarzan".*: German, Anna$'):
        named("Tarzan")
    monkeypatch.setattr(speech, "system_voices", list)
    with pytest.raises(UsageError, match="there is none"):
        named("german")


def test_by_default_it_is_the_systems_voice_unless_only_another_speaks_the_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(speech, "LANGUAGE", "de")
    assert fitting(VOICES, "anna") == "anna"
    assert fitting(VOICES, "hedda") == "hedda"  # it does not tell what it speaks
    assert fitting(VOICES, "gmw/en") == "gmw/de"
    assert fitting(VOICES[:1], "gmw/en") == "gmw/en"


def test_a_quiet_voice_has_quiet_tones() -> None:
    def loudest(wav: bytes) -> int:
        return max(abs(int.from_bytes(wav[i : i + 2], "little", signed=True)) for i in range(44, len(wav), 2))

    assert loudest(tone(440, 0.5)) == pytest.approx(loudest(tone(440)) / 2, abs=1)
    assert loudest(tone(440, 2)) <= 32_767
