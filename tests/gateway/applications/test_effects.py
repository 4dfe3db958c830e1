"""What an event changes: once, in the right order, and only if it is genuine."""

import time

import pytest
from application import Application, event


def state(application: Application, table: str, id: str) -> list[tuple[str, ...]]:
    return application.store.rows(f"SELECT state, organization_id, changes FROM {table} WHERE id = '{id}'")


@pytest.mark.parametrize(
    ("name", "table", "expected"),
    [
        ("connection.activated", "connections", "active"),
        ("connection.deactivated", "connections", "inactive"),
        ("connection.deleted", "connections", "deleted"),
        ("dsync.activated", "directories", "active"),
        ("dsync.deactivated", "directories", "inactive"),
        ("dsync.deleted", "directories", "deleted"),
    ],
)
def test_each_event_changes_the_state(application: Application, name: str, table: str, expected: str) -> None:
    assert application.post(event(f"case_{name}", name)) == 200
    assert state(application, table, f"of_case_{name}") == [(expected, "org_01", "1")]


def test_other_events_are_taken(application: Application) -> None:
    assert application.post(event("case_other", "user.created")) == 200


def test_an_event_sent_five_times_at_once_takes_effect_once(application: Application) -> None:
    events = [event(f"once_{number}") for number in range(40) for _ in range(5)]
    assert set(application.at_once(events)) == {200}
    assert application.changes("of_once_") == {f"of_once_{number}": 1 for number in range(40)}


EARLY, LATE = "2026-01-01T00:00:00.000Z", "2026-01-01T00:00:01.000Z"


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ({"updated_at": LATE}, {"updated_at": EARLY}),
        # One documented example is written in this way.
        ({"updated_at": "2026-01-01 00:00:01.000"}, {"updated_at": EARLY}),
        ({"updated_at": LATE}, {"updated_at": "2026-01-01 00:00:00.500"}),
    ],
    ids=["by data.updated_at", "newer with a blank", "older with a blank"],
)
def test_an_older_event_does_not_undo_a_newer_one(
    application: Application, request: pytest.FixtureRequest, newer: dict[str, str], older: dict[str, str]
) -> None:
    case = f"order_{request.node.callspec.id}"
    first = event(f"{case}_1", "connection.deactivated", id=case, **newer)
    second = event(f"{case}_2", "connection.activated", id=case, organization_id="org_02", **older)
    second["created_at"] = "2026-01-02T00:00:00.000Z"  # of the envelope, which does not decide
    assert [application.post(first), application.post(second)] == [200, 200]
    assert state(application, "connections", case) == [("inactive", "org_01", "2")]


def test_created_at_decides_without_updated_at(application: Application) -> None:
    case = "order_fallback"
    first = event(f"{case}_1", "connection.deactivated", id=case, updated_at=None)
    second = event(f"{case}_2", "connection.activated", id=case, updated_at=None)
    first["created_at"] = LATE
    assert [application.post(first), application.post(second)] == [200, 200]
    assert state(application, "connections", case) == [("inactive", "org_01", "2")]


def test_a_deletion_stays_if_the_times_are_equal(application: Application) -> None:
    case = "order_equal"
    first = event(f"{case}_1", "connection.deleted", id=case)
    second = event(f"{case}_2", "connection.activated", id=case)
    assert [application.post(first), application.post(second)] == [200, 200]
    assert state(application, "connections", case) == [("deleted", "org_01", "2")]


def test_forged_and_stale_deliveries_are_refused(application: Application) -> None:
    assert application.post(event("forged"), secret="whsec_another") == 400
    hour = 3_600_000
    assert application.post(event("stale"), timestamp=int(time.time() * 1000) - hour) == 400
    assert not application.is_marked("forged")
    assert not application.is_marked("stale")


def test_an_event_that_fails_half_way_leaves_no_mark(application: Application) -> None:
    assert application.post(event("half_way", id=None)) == 500
    assert application.post(event("half_way_after")) == 200
    assert not application.is_marked("half_way")
