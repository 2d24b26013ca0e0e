"""Sessions in SQLite."""

from cloud.sessions.repository import Session
from cloud.sqlite.database import Database

BEGIN = "INSERT INTO person_session VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
SESSION = "SELECT * FROM person_session WHERE session_id = ?"
SESSIONS_OF = """SELECT * FROM person_session WHERE person_id = ?
    ORDER BY made_at_ms DESC, session_id DESC LIMIT 100"""
EXTEND = "UPDATE person_session SET expires_at_ms = ? WHERE session_id = ?"
END = "UPDATE person_session SET ended_at_ms = COALESCE(ended_at_ms, ?) WHERE session_id = ?"
FORGET = "DELETE FROM person_session WHERE expires_at_ms < ?"


class SqliteSessions:
    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, session: Session) -> None:
        row = (
            session.session_id,
            session.secret_sha256,
            session.person_id,
            session.browser,
            session.made_at_ms,
            session.expires_at_ms,
            session.ended_at_ms,
        )
        self._database.write(lambda connection: connection.execute(BEGIN, row))

    def session(self, session_id: str) -> Session | None:
        row = self._database.read(lambda c: c.execute(SESSION, (session_id,)).fetchone())
        return None if row is None else Session(*row)

    def sessions_of(self, person_id: str) -> list[Session]:
        rows = self._database.eventual(lambda c: c.execute(SESSIONS_OF, (person_id,)).fetchall())
        return [Session(*row) for row in rows]

    def extend(self, session_id: str, expires_at_ms: int) -> None:
        self._database.write(lambda connection: connection.execute(EXTEND, (expires_at_ms, session_id)))

    def end(self, session_id: str, at_ms: int) -> bool:
        return self._database.write(lambda c: c.execute(END, (at_ms, session_id)).rowcount > 0)

    def forget(self, before_ms: int) -> None:
        self._database.write(lambda connection: connection.execute(FORGET, (before_ms,)))
