"""Who may do what: hosts, sites, logins, roles, and what the browser is allowed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient

from sitrep.cli.desk.serve import _check_address
from sitrep.errors import InputError
from sitrep.serve.access.users import User, add_user, read_users
from sitrep.serve.desk import Desk

PASSWORD = "correct horse"
HASH = PasswordHasher(time_cost=1).hash(PASSWORD)
USERS = {role: User(name=role, role=role, hash=HASH) for role in ("reader", "reviewer", "admin")}


def logged_in(client: TestClient, name: str) -> TestClient:
    assert client.post("/login", data={"name": name, "password": PASSWORD}).status_code == 200
    return client


def secret(client: TestClient) -> str:
    return client.get("/decisions").text.split('name="csrf" value="')[1].split('"')[0]


def verdict(client: TestClient, desk: Desk, **more: str) -> int:
    event = desk.snapshot.index.ids[0]
    form = {"kind": "accept", "subject": event, "seen": f"{event}=", "back": "/events", **more}
    return client.post("/decide", data=form).status_code


def test_another_name_for_the_machine_is_refused(client: TestClient) -> None:
    """So that no web site can reach the desk by a name of its own."""
    assert client.get("/events", headers={"Host": "evil.example"}).status_code == 421


def test_every_answer_forbids_scripts_and_requests_from_elsewhere(client: TestClient) -> None:
    """Pages, errors and files alike."""
    for path in ("/events", "/missing", "/static/js/desk.js", "/api/v1/events"):
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_form_of_another_site_changes_nothing(client: TestClient, desk: Desk, headers: dict[str, str]) -> None:
    """Not even on a desk without a login."""
    event = desk.snapshot.index.ids[0]
    answer = client.post("/api/v1/decisions", json={"subject": event, "kind": "accept"}, headers=headers)
    assert answer.status_code == 403
    assert desk.log() == ()


def test_a_form_without_the_session_s_secret_changes_nothing(client: TestClient, desk: Desk) -> None:
    """A wrong one neither."""
    assert verdict(client, desk, csrf="guessed") == 403
    assert desk.log() == ()


@pytest.mark.parametrize(("name", "status"), [("reader", 403), ("reviewer", 200), ("admin", 200)])
def test_only_reviewers_decide(client_of: Callable[..., TestClient], desk: Desk, name: str, status: int) -> None:
    """And the log says who it was."""
    client = logged_in(client_of(USERS), name)
    assert verdict(client, desk, csrf=secret(client)) == status
    assert [each.decided_by for each in desk.log()] == ([name] if status == 200 else [])


def test_only_an_admin_changes_what_a_name_means_everywhere(client_of: Callable[..., TestClient], desk: Desk) -> None:
    """A reviewer may link it in one report."""
    client = logged_in(client_of(USERS), "reviewer")
    form = {"kind": "alias", "name": "rebels", "sort": "actor", "target": "Army of Conquest", "csrf": secret(client)}
    assert client.post("/decide", data=form).status_code == 403
    assert client.post("/decide", data=form | {"kind": "link", "document": "x"}).status_code == 200
    assert [each.kind for each in desk.log()] == ["link"]


def test_who_decides_after_another_is_warned_and_may_decide_all_the_same(
    client_of: Callable[..., TestClient], desk: Desk
) -> None:
    """The first decision stays in the log; the second follows it."""
    one, other = logged_in(client_of(USERS), "reviewer"), logged_in(client_of(USERS), "admin")
    event = desk.snapshot.index.ids[0]
    assert verdict(one, desk, csrf=secret(one)) == 200
    assert verdict(other, desk, csrf=secret(other), kind="reject") == 409
    seen = f"{event}={desk.log()[-1].id}"
    assert verdict(other, desk, csrf=secret(other), kind="reject", seen=seen) in (200, 404)  # its event is gone
    assert [(each.kind, each.decided_by) for each in desk.log()] == [("accept", "reviewer"), ("reject", "admin")]


def test_after_five_wrong_passwords_one_must_wait(client_of: Callable[..., TestClient]) -> None:
    """Even with the right one."""
    client = client_of(USERS)
    for _ in range(5):
        assert client.post("/login", data={"name": "admin", "password": "wrong"}).status_code == 401
    assert client.post("/login", data={"name": "admin", "password": PASSWORD}).status_code == 429


def test_users_are_kept_as_hashes(tmp_path: Path) -> None:
    """A short password is refused; a broken file is named."""
    path = tmp_path / "users.json"
    with pytest.raises(InputError, match="longer"):
        add_user(path, "ada", "admin", "short")
    add_user(path, "ada", "admin", PASSWORD)
    assert PASSWORD not in path.read_text(encoding="utf-8")
    assert read_users(path)["ada"].role == "admin"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"users\.json"):
        read_users(path)


def test_other_machines_are_let_in_only_with_users() -> None:
    """One line says what to do."""
    _check_address("127.0.0.1", None)
    _check_address("0.0.0.0", Path("users.json"))
    for host in ("0.0.0.0", "192.168.1.2", "::"):
        with pytest.raises(InputError, match="--add-user"):
            _check_address(host, None)


@pytest.mark.parametrize(
    "path", ["/events?from=x", "/events?box=1,2", "/events?page=0", "/events?sort=best", f"/events?q={'a' * 400}"]
)
def test_an_address_that_means_nothing_is_told(client: TestClient, path: str) -> None:
    """Not guessed at."""
    answer = client.get(path)
    assert answer.status_code == 422
    assert "cannot be understood" in answer.text


def test_hostile_words_stay_words(client: TestClient) -> None:
    """In the page that shows what was searched for."""
    text = client.get("/events", params={"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in text


def test_several_events_are_decided_at_once_or_none_is(client: TestClient, desk: Desk) -> None:
    """What is ticked in the list; where one of them was decided on meanwhile, nothing is appended."""
    one, two, three = desk.snapshot.index.ids[:3]
    csrf = client.get("/events").text.split('name="csrf" value="')[1].split('"')[0]
    form = {"kind": "accept", "csrf": csrf, "back": "/events"}
    sent = form | {"subject": [one, two], "seen": [f"{one}=", f"{two}="]}
    assert client.post("/decide", data=sent).status_code == 200
    assert [(each.kind, each.subject) for each in desk.log()] == [("accept", one), ("accept", two)]
    late = form | {"subject": [three, two], "seen": [f"{three}=", f"{two}="]}
    assert client.post("/decide", data=late).status_code == 409
    assert len(desk.log()) == 2
