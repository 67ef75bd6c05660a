"""Cameras, and files played like one: the newest picture, dropped frames, and a lost camera."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import clips
import numpy as np
import pytest

from formcheck.capture.camera import Camera, PlayedFile
from formcheck.capture.camera_device import name_of
from formcheck.capture.frames import Frames
from formcheck.capture.picture import ENOUGH
from formcheck.errors import SourceError

pytestmark = pytest.mark.clip
APART_S = 0.03  # between two pictures of an ordinary camera: both are looked at


class VirtualClock:
    """Time passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.t = 0.0

    def now(self) -> float:
        return self.t

    def sleep(self, seconds: float) -> None:
        self.t += seconds


class Hasty(VirtualClock):
    """Every question takes a second."""

    def now(self) -> float:
        self.t += 1.0
        return self.t


class Device:
    """A camera with a given number of pictures, each containing its number, released one by one."""

    def __init__(self, pictures: int, size: tuple[int, int] = (64, 48)) -> None:
        self.left, self.size = pictures, size
        self.number = 0
        self.let = threading.Semaphore(0)
        self.released = threading.Event()

    def read(self) -> tuple[bool, np.ndarray | None]:
        if not self.left:
            return False, None
        self.let.acquire(timeout=5)
        self.left -= 1
        self.number += 1
        return True, np.full((*self.size[::-1], 3), self.number, np.uint8)

    def give(self, n: int = 1) -> None:
        for _ in range(n):
            before = self.number
            self.let.release()
            while self.number == before and self.left:
                time.sleep(0.001)
        time.sleep(0.02)  # until the last one lies there

    def release(self) -> None:
        self.released.set()


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = tmp_path / "clip.mp4"
    clips.write(path, clips.made_up(np.arange(20) / 10))
    return path


def test_a_file_is_played_at_its_own_speed(clip: Path) -> None:
    clock = VirtualClock()
    played = PlayedFile(Frames(clip), clock)
    seen = [(frame.t, clock.t) for frame in played if frame]
    played.close()
    assert [t for t, _ in seen] == pytest.approx(np.arange(20) / 10, abs=1e-3)
    assert [now for _, now in seen] == pytest.approx([t for t, _ in seen], abs=1e-3)
    assert played.dropped == 0


def times_of(played: PlayedFile, clock: VirtualClock, takes_s: Callable[[int], float]) -> list[float]:
    """When the pictures are that somebody gets who takes so many seconds for each, by its number."""
    times = []
    for frame in played:
        if frame:
            times.append(frame.t)
            clock.t += takes_s(len(times))
    played.close()
    return times


def test_who_is_slow_gets_the_newest_picture(clip: Path) -> None:
    clock = VirtualClock()
    played = PlayedFile(Frames(clip), clock)
    times = times_of(played, clock, lambda n: 0.25)  # two and a half pictures long
    assert times[1:4] == pytest.approx([0.2, 0.5, 0.7], abs=1e-3)
    assert len(times) + played.dropped == 20


def test_only_the_newest_picture_of_a_camera_is_kept() -> None:
    device = Device(10)
    device.let.release()
    camera = Camera(0, open_=lambda which: device)
    pictures = iter(camera)
    first = next(pictures)
    for _ in range(4):
        time.sleep(APART_S)
        device.give()
    newest = next(pictures)
    camera.close()
    assert first and first.rgb[0, 0, 0] == 1
    assert newest and newest.rgb[0, 0, 0] == 5
    assert newest.t > first.t == 0
    assert camera.dropped == 3


def test_of_a_quick_camera_the_newest_picture_is_kept_and_what_is_not_needed_is_not_dropped() -> None:
    device = Device(10)
    device.let.release()
    camera = Camera(0, open_=lambda which: device)
    pictures = iter(camera)
    next(pictures)
    time.sleep(APART_S)
    device.give(4)  # within a few milliseconds, as streams send them
    newest = next(pictures)
    camera.close()
    assert newest and newest.rgb[0, 0, 0] == 5
    assert camera.dropped <= 1


def test_a_large_camera_is_judged_in_smaller_pictures_and_known_as_large_as_it_is() -> None:
    device = Device(1, (ENOUGH + 320, 640))
    device.let.release()
    camera = Camera(0, open_=lambda which: device)
    frame = next(iter(camera))
    camera.close()
    assert (camera.width, camera.height) == (ENOUGH + 320, 640)
    assert frame and frame.rgb.shape == (round(640 * ENOUGH / (ENOUGH + 320)), ENOUGH, 3)


def test_a_phone_that_is_turned_goes_on_within_the_first_size() -> None:
    device = Device(3)
    device.let.release()
    told: list[str | None] = []
    camera = Camera(0, open_=lambda which: device)
    camera.trouble = told.append
    pictures = iter(camera)
    next(pictures)
    device.size = 48, 64
    time.sleep(APART_S)
    device.give()
    turned = next(pictures)
    device.size = 64, 48
    time.sleep(APART_S)
    device.give()
    back = next(pictures)
    camera.close()
    assert turned and turned.rgb.shape == (48, 64, 3)
    assert (turned.rgb[:, 14:50] == 2).all()  # 48 x 64 becomes 36 x 48, in the middle
    assert not turned.rgb[:, :14].any()
    assert back and (back.rgb == 3).all()
    assert told == []


def test_a_camera_that_stops_is_opened_again_and_the_times_go_on() -> None:
    devices = [Device(1), Device(2)]
    opened: list[int | str] = []

    def open_(which: int | str) -> Device:
        opened.append(which)
        device = devices[min(len(opened), 2) - 1]
        device.let.release()
        return device

    said: list[str | None] = []
    clock = Hasty()
    camera = Camera(7, open_=open_, clock=clock)
    camera.trouble = said.append
    frames = []
    for frame in camera:
        if frame:
            frames.append(frame)
        if len(frames) == 2:
            break
    camera.close()
    assert opened[:2] == [7, 7]
    assert said[0] and "camera 7" in said[0] and said[1:] == [None]
    assert frames[1].t > frames[0].t
    assert devices[0].released.wait(5)


def test_a_camera_that_does_not_come_back_ends_the_set_and_says_so() -> None:
    device = Device(1)
    device.let.release()
    camera = Camera("rtsp://me:secret@host/stream", open_=lambda which: device, clock=Hasty())
    frames = [frame for frame in camera if frame]
    camera.close()
    assert len(frames) == 1
    assert camera.lost and "lost" in camera.lost and "secret" not in camera.lost


def test_a_camera_is_waited_for_anew_after_the_machine_slept() -> None:
    device, clock = Device(3), VirtualClock()
    device.let.release()
    told: list[str | None] = []
    camera = Camera(0, open_=lambda which: device, clock=clock)
    camera.trouble = told.append
    pictures = iter(camera)
    frames = [next(pictures)]
    for _ in range(2):
        clock.t += 3600
        assert next(pictures) is None  # it wakes more slowly than we do
        clock.t += 0.5
        device.give()
        frames.append(next(pictures))
    camera.close()
    assert [round(f.t) for f in frames if f] == [0, 3600, 7201]
    assert camera.lost is None and told == []


def test_a_file_goes_on_after_the_machine_slept(clip: Path) -> None:
    clock = VirtualClock()
    played = PlayedFile(Frames(clip), clock)
    times = times_of(played, clock, lambda n: 3600 * (n == 5))
    assert times == pytest.approx(np.arange(20) / 10, abs=1e-3)
    assert played.dropped == 0


def test_a_camera_that_is_not_there_is_one_sentence() -> None:
    with pytest.raises(SourceError, match=r"camera 99 does not exist|sends no picture") as e:
        Camera(99)
    assert "\n" not in str(e.value)


def test_an_address_is_named_without_its_password() -> None:
    assert name_of("http://user:word@box:80/x?a=1") == "http://box:80/x?a=1"
    assert name_of(2) == "camera 2"
