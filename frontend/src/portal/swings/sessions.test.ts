import type { SwingRow } from "../server/swings";
import { medianOf, sessionsOf } from "./sessions";

function row(session_id: string, captured_at_ms: number, tempo: number | null, bay = "Bay 1"): SwingRow {
  return {
    swing_id: `${session_id}-${captured_at_ms}`,
    session_id,
    bay,
    captured_at_ms,
    metrics: { tempo_ratio: tempo },
  } as unknown as SwingRow;
}

test("what was played in one session stands together", () => {
  const found = sessionsOf([
    row("b", 9, 3),
    row("b", 8, null),
    row("b", 7, 4),
    row("a", 2, 2.5),
    row("b", 1, 3),
  ]);
  expect(found.map(({ swings }) => swings.length)).toEqual([3, 1, 1]);
  expect(found[0]).toMatchObject({ bay: "Bay 1", first_ms: 7, last_ms: 9, tempo: 3.5 });
  expect(new Set(found.map(({ id }) => id)).size).toBe(3);
  expect(sessionsOf([])).toEqual([]);
});

test("a median is of what is there", () => {
  expect(medianOf([])).toBeNull();
  expect(medianOf([3])).toBe(3);
  expect(medianOf([4, 2, 3])).toBe(3);
});
