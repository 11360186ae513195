"""Which address students are told: on a school's network, on a hotspot, and on none."""

import ipaddress
from collections.abc import Sequence
from pathlib import Path

import pytest

from tableside.classroom import teach
from tableside.classroom.own_network import (
    interface_addresses,
    leading_address,
    own_addresses,
    sorted_out,
)
from tableside.classroom.teach import TeachError, Teaching


@pytest.mark.parametrize(
    ("leading", "others", "found"),
    [
        ("192.168.1.7", ["127.0.0.1", "172.17.0.1", "192.168.1.7"], ("192.168.1.7", "172.17.0.1")),
        ("", ["127.0.0.1", "10.42.0.1"], ("10.42.0.1",)),
        ("", ["169.254.3.9", "10.42.0.1"], ("10.42.0.1", "169.254.3.9")),
        ("127.0.0.1", ["127.0.0.1", "127.0.1.1"], ()),
        ("", [], ()),
    ],
    ids=["school", "own hotspot", "cable between two", "loopback alone", "nothing"],
)
def test_whoever_can_reach_this_computer_is_told_where(
    leading: str, others: Sequence[str], found: tuple[str, ...]
) -> None:
    """The way to the internet first, what a computer gave itself last, itself alone never."""
    assert sorted_out(leading, list(others)) == found


def test_this_computer_finds_itself() -> None:
    """Whatever networks it is in, its own loopback is an address of it, and is not told."""
    assert "127.0.0.1" in interface_addresses()
    told = own_addresses()
    assert set(told) <= {leading_address(), *interface_addresses()}
    assert not any(ipaddress.ip_address(each).is_loopback for each in told)


def test_without_a_network_a_class_for_others_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """And says what to do about it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(teach, "own_addresses", lambda: ())
    with pytest.raises(TeachError, match=r"in no network\. Join the classroom's, make a hotspot"):
        teach.teach(Teaching(lan=True, port=0, browser=False))
