"""Sessions in CrateDB."""

from cloud.cratedb.database import Database
from cloud.cratedb.rows import columns, insert, values
from cloud.sessions.repository import Session

BEGIN = insert("person_session", Session)
SESSION = f"SELECT {columns(Session)} FROM person_session WHERE session_id = ?"
SESSIONS_OF = f"""SELECT {columns(Session)} FROM person_session WHERE person_id = ?
    ORDER BY made_at_ms DESC, session_id DESC LIMIT 100"""
EXTEND = "UPDATE person_session SET expires_at_ms = ? WHERE session_id = ?"
END = "UPDATE person_session SET ended_at_ms = COALESCE(ended_at_ms, ?) WHERE session_id = ?"
FORGET = "DELETE FROM person_session WHERE expires_at_ms < ?"
KEYED = (SESSION, EXTEND, END)


class CratedbSessions:
    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, session: Session) -> None:
        self._database.change(BEGIN, values(session))

    def session(self, session_id: str) -> Session | None:
        return next((Session(*row) for row in self._database.select(SESSION, (session_id,))), None)

    def sessions_of(self, person_id: str) -> list[Session]:
        return [Session(*row) for row in self._database.select(SESSIONS_OF, (person_id,))]

    def extend(self, session_id: str, expires_at_ms: int) -> None:
        self._database.change(EXTEND, (expires_at_ms, session_id))

    def end(self, session_id: str, at_ms: int) -> bool:
        return self._database.change(END, (at_ms, session_id)) > 0

    def forget(self, before_ms: int) -> None:
        self._database.change(FORGET, (before_ms,))
