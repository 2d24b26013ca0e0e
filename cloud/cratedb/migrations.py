"""The tables, one numbered step after the other, forward only.

CrateDB does not undo half a step, so every statement is one that may be repeated, and a step that was cut off
is taken again from its beginning. A step that was released is never edited: add the next one to MIGRATIONS.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cloud.errors import StoreRefused

if TYPE_CHECKING:
    from cloud.cratedb.database import Database

# Columns of their own, typed and indexed; what is measured besides is kept in other_metrics, as it came.
METRICS = (
    "backswing_s",
    "downswing_s",
    "early_extension",
    "finish_hold_s",
    "follow_through_s",
    "forward_bend_deg",
    "hand_path_plane_deg",
    "hand_path_residual",
    "head_lift_impact",
    "head_lift_top",
    "head_sway_impact",
    "head_sway_top",
    "hip_lift_impact",
    "hip_lift_top",
    "hip_sway_impact",
    "hip_sway_top",
    "hip_turn_deg",
    "hogan_plane_deg",
    "knee_flex_lead_deg",
    "knee_flex_trail_deg",
    "lead_arm_deg",
    "over_the_top",
    "posture_change_impact_deg",
    "posture_change_mid_backswing_deg",
    "shaft_plane_deg",
    "shallowing_deg",
    "shoulder_tilt_impact_deg",
    "shoulder_turn_deg",
    "slot_hogan",
    "slot_shaft",
    "stance_ratio",
    "tempo_class",
    "tempo_ratio",
    "trunk_lean_deg",
    "trunk_lean_impact_deg",
    "weight_shift_proxy_impact",
    "weight_shift_proxy_top",
)
# Numbers in a form (swingvision.form).
FORM_SIZE = 216
TABLES = (
    "taken",
    "invitation",
    "device",
    "wish",
    "token",
    "delivery",
    "swing",
    "player_swing",
    "attachment",
    "telemetry",
    "erased",
    "upload",
    "receipt",
    "organisation",
    "address",
    "person",
    "person_session",
    "link",
    "consent",
    "audit",
    "claim_code",
    "claim",
    "session_owner",
)

# A text that is only handed back; also what may be longer than an index entry.
PLAIN = "INDEX OFF STORAGE WITH (columnstore = false)"
STRICT = "WITH (number_of_replicas = '0-1', column_policy = 'strict')"
SMALL = f"INTO 1 SHARDS {STRICT}"

# One row: the number of steps taken.
SCHEMA_TABLE = f"""CREATE TABLE IF NOT EXISTS schema_version (
    name TEXT PRIMARY KEY, version INTEGER NOT NULL) CLUSTERED {SMALL}"""
FIRST_TABLES = (
    f"""CREATE TABLE IF NOT EXISTS taken (
        kind TEXT NOT NULL, value TEXT NOT NULL, owner TEXT NOT NULL, until_ms BIGINT,
        PRIMARY KEY (kind, value)) CLUSTERED BY (value) INTO 2 SHARDS {STRICT}""",
    f"""CREATE TABLE IF NOT EXISTS invitation (
        code_sha256 TEXT PRIMARY KEY, device_id TEXT NOT NULL, organisation_id TEXT NOT NULL,
        bay TEXT NOT NULL, expires_at_ms BIGINT NOT NULL) CLUSTERED {SMALL}""",
    f"""CREATE TABLE IF NOT EXISTS device (
        device_id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL, bay TEXT NOT NULL,
        public_key TEXT NOT NULL, joined_at_ms BIGINT NOT NULL, revoked_at_ms BIGINT, seen_at_ms BIGINT,
        clock_offset_ms BIGINT, balance TEXT {PLAIN}) CLUSTERED INTO 2 SHARDS {STRICT}""",
    f"""CREATE TABLE IF NOT EXISTS wish (
        device_id TEXT NOT NULL, instruction_id TEXT NOT NULL, body TEXT NOT NULL {PLAIN},
        made_at_ms BIGINT NOT NULL, acknowledged_at_ms BIGINT,
        PRIMARY KEY (device_id, instruction_id)) CLUSTERED BY (device_id) INTO 2 SHARDS {STRICT}""",
    f"""CREATE TABLE IF NOT EXISTS token (
        token_id TEXT PRIMARY KEY, secret_sha256 TEXT NOT NULL, organisation_id TEXT NOT NULL,
        scopes ARRAY(TEXT) NOT NULL, name TEXT NOT NULL, made_at_ms BIGINT NOT NULL, expires_at_ms BIGINT,
        revoked_at_ms BIGINT) CLUSTERED {SMALL}""",
    # delivery_key: device, boot and number in one, so that many are found by key in one statement.
    f"""CREATE TABLE IF NOT EXISTS delivery (
        delivery_key TEXT PRIMARY KEY, device_id TEXT NOT NULL, boot_epoch BIGINT NOT NULL,
        seq BIGINT NOT NULL, delivery_id TEXT NOT NULL INDEX OFF, kind TEXT NOT NULL,
        body_sha256 TEXT NOT NULL INDEX OFF, received_at_ms BIGINT NOT NULL)
        CLUSTERED INTO 6 SHARDS {STRICT}""",
    f"""CREATE TABLE IF NOT EXISTS swing (
        swing_id TEXT NOT NULL, month TIMESTAMP WITH TIME ZONE NOT NULL, organisation_id TEXT NOT NULL,
        device_id TEXT NOT NULL, bay TEXT NOT NULL, session_id TEXT NOT NULL,
        captured_at TIMESTAMP WITH TIME ZONE NOT NULL, captured_at_exact BOOLEAN NOT NULL,
        received_at TIMESTAMP WITH TIME ZONE NOT NULL, revision INTEGER NOT NULL, club TEXT NOT NULL,
        view TEXT NOT NULL, handedness TEXT NOT NULL, definition_version TEXT NOT NULL, player_id TEXT,
        metrics OBJECT(STRICT) AS ({", ".join(f"{name} DOUBLE PRECISION" for name in METRICS)}),
        other_metrics OBJECT(IGNORED), body TEXT NOT NULL {PLAIN}, form FLOAT_VECTOR({FORM_SIZE}),
        note TEXT INDEX USING FULLTEXT WITH (analyzer = 'english'), PRIMARY KEY (swing_id, month))
        CLUSTERED BY (swing_id) INTO 6 SHARDS PARTITIONED BY (month) {STRICT}""",
    # Made from swing, and made again from it when need be: a player's pages come from one shard.
    f"""CREATE TABLE IF NOT EXISTS player_swing (
        player_id TEXT NOT NULL, swing_id TEXT NOT NULL, month TIMESTAMP WITH TIME ZONE NOT NULL,
        organisation_id TEXT NOT NULL, bay TEXT NOT NULL, captured_at TIMESTAMP WITH TIME ZONE NOT NULL,
        revision INTEGER NOT NULL, club TEXT NOT NULL, view TEXT NOT NULL,
        PRIMARY KEY (player_id, swing_id)) CLUSTERED BY (player_id) INTO 6 SHARDS {STRICT}""",
    f"""CREATE TABLE IF NOT EXISTS attachment (
        swing_id TEXT NOT NULL, kind TEXT NOT NULL, month TIMESTAMP WITH TIME ZONE NOT NULL,
        device_id TEXT NOT NULL, organisation_id TEXT NOT NULL, sha256 TEXT NOT NULL INDEX OFF,
        size_bytes BIGINT NOT NULL, stored_at_ms BIGINT, PRIMARY KEY (swing_id, kind, month))
        CLUSTERED BY (swing_id) INTO 6 SHARDS PARTITIONED BY (month) {STRICT}""",
    f"""CREATE TABLE IF NOT EXISTS telemetry (
        delivery_id TEXT NOT NULL, month TIMESTAMP WITH TIME ZONE NOT NULL, device_id TEXT NOT NULL,
        received_at TIMESTAMP WITH TIME ZONE NOT NULL, body TEXT NOT NULL {PLAIN},
        PRIMARY KEY (delivery_id, month))
        CLUSTERED BY (delivery_id) INTO 2 SHARDS PARTITIONED BY (month) {STRICT}""",
    f"""CREATE TABLE IF NOT EXISTS erased (swing_id TEXT PRIMARY KEY, at_ms BIGINT NOT NULL)
        CLUSTERED INTO 2 SHARDS {STRICT}""",
    f"""CREATE TABLE IF NOT EXISTS upload (
        upload_id TEXT PRIMARY KEY, swing_id TEXT NOT NULL, device_id TEXT NOT NULL,
        organisation_id TEXT NOT NULL, sha256 TEXT NOT NULL, size_bytes BIGINT NOT NULL, way TEXT NOT NULL,
        expires_at_ms BIGINT NOT NULL) CLUSTERED INTO 2 SHARDS {STRICT}""",
    f"""CREATE TABLE IF NOT EXISTS receipt (
        receipt_id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL, player_id TEXT NOT NULL,
        swings TEXT NOT NULL {PLAIN}, wishes TEXT NOT NULL {PLAIN}, asked_at_ms BIGINT NOT NULL,
        finished_at_ms BIGINT) CLUSTERED {SMALL}""",
)

PEOPLE_TABLES = (
    f"""CREATE TABLE IF NOT EXISTS organisation (
        organisation_id TEXT PRIMARY KEY, name TEXT NOT NULL, made_at_ms BIGINT NOT NULL)
        CLUSTERED {SMALL}""",
    "REFRESH TABLE taken",
    # Of those that are older than this table only the folded name is known.
    """INSERT INTO organisation (organisation_id, name, made_at_ms)
        (SELECT owner, value, 0 FROM taken WHERE kind = 'organisation') ON CONFLICT DO NOTHING""",
    f"""CREATE TABLE IF NOT EXISTS address (email TEXT PRIMARY KEY, person_id TEXT NOT NULL)
        CLUSTERED INTO 2 SHARDS {STRICT}""",
    f"""CREATE TABLE IF NOT EXISTS person (
        person_id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL, email TEXT NOT NULL, name TEXT NOT NULL,
        roles ARRAY(TEXT) NOT NULL, password_hash TEXT NOT NULL INDEX OFF, made_at_ms BIGINT NOT NULL,
        sessions_from_ms BIGINT NOT NULL, removed_at_ms BIGINT) CLUSTERED INTO 2 SHARDS {STRICT}""",
    f"""CREATE TABLE IF NOT EXISTS person_session (
        session_id TEXT PRIMARY KEY, secret_sha256 TEXT NOT NULL INDEX OFF, person_id TEXT NOT NULL,
        browser TEXT NOT NULL INDEX OFF, made_at_ms BIGINT NOT NULL, expires_at_ms BIGINT NOT NULL,
        ended_at_ms BIGINT) CLUSTERED INTO 2 SHARDS {STRICT}""",
    f"""CREATE TABLE IF NOT EXISTS link (
        link_sha256 TEXT PRIMARY KEY, kind TEXT NOT NULL, organisation_id TEXT NOT NULL, person_id TEXT,
        email TEXT, roles ARRAY(TEXT) NOT NULL, made_at_ms BIGINT NOT NULL, expires_at_ms BIGINT NOT NULL)
        CLUSTERED {SMALL}""",
    f"""CREATE TABLE IF NOT EXISTS consent (
        player_id TEXT NOT NULL, coach_id TEXT NOT NULL, organisation_id TEXT NOT NULL,
        given_at_ms BIGINT NOT NULL, withdrawn_at_ms BIGINT, PRIMARY KEY (player_id, coach_id))
        CLUSTERED BY (player_id) INTO 2 SHARDS {STRICT}""",
    f"""CREATE TABLE IF NOT EXISTS audit (
        entry_id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL, at_ms BIGINT NOT NULL,
        asker_kind TEXT NOT NULL, asker_id TEXT NOT NULL, operation TEXT NOT NULL, about TEXT,
        status INTEGER, request_id TEXT NOT NULL INDEX OFF) CLUSTERED INTO 6 SHARDS {STRICT}""",
)

# session_key: device and session in one, so that many are found by key in one statement.
# session_owner.person_id: null where the session was erased with its owner's data.
CLAIM_TABLES = (
    f"""CREATE TABLE IF NOT EXISTS claim_code (
        code_sha256 TEXT PRIMARY KEY, organisation_id TEXT NOT NULL, device_id TEXT NOT NULL,
        session_id TEXT NOT NULL, expires_at_ms BIGINT NOT NULL) CLUSTERED INTO 2 SHARDS {STRICT}""",
    f"""CREATE TABLE IF NOT EXISTS claim (
        code_sha256 TEXT PRIMARY KEY, organisation_id TEXT NOT NULL, person_id TEXT NOT NULL,
        claimed_at_ms BIGINT NOT NULL) CLUSTERED INTO 2 SHARDS {STRICT}""",
    f"""CREATE TABLE IF NOT EXISTS session_owner (
        session_key TEXT PRIMARY KEY, device_id TEXT NOT NULL, session_id TEXT NOT NULL,
        organisation_id TEXT NOT NULL, person_id TEXT, owned_at_ms BIGINT NOT NULL)
        CLUSTERED INTO 2 SHARDS {STRICT}""",
)

Migration = Sequence[str]
MIGRATIONS: tuple[Migration, ...] = (FIRST_TABLES, PEOPLE_TABLES, CLAIM_TABLES)
VERSION = "SELECT version FROM schema_version WHERE name = 'swingvision'"
# Two that start at once take the same step; the number only grows.
SET_VERSION = """INSERT INTO schema_version (name, version) VALUES ('swingvision', ?)
    ON CONFLICT (name) DO UPDATE SET version = GREATEST(version, excluded.version)"""


def schema_version(database: "Database") -> int:
    return next((int(version) for (version,) in database.select(VERSION)), 0)


def migrate(database: "Database", migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Take the steps that are missing. Raises StoreRefused for the tables of a newer version."""
    database.change(SCHEMA_TABLE)
    found = schema_version(database)
    if found > len(migrations):
        raise StoreRefused(
            f"the tables in CrateDB have version {found}, this SwingVision knows versions up to "
            f"{len(migrations)}; install the newer SwingVision again"
        )
    for number in range(found, len(migrations)):
        for statement in migrations[number]:
            database.change(statement)
        database.change(SET_VERSION, (number + 1,))
