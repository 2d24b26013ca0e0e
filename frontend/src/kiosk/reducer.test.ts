import type { NotMeasured, ServerMessage } from "@/wire";
import {
  ANYONE,
  HELD_MS,
  initial,
  reduce,
  shownSwing,
  SWINGS_KEPT,
  type Action,
  type Kiosk,
} from "./reducer";
import { metric, SESSION, state, status, swing } from "./testing";

const OTHER = "01936f3e-7a80-7000-8000-000000000002";
/** Messages come at 1,000 ms; nobody is looking any more at what was touched then. */
const LONG_AGO = 1_000 - HELD_MS;
const CHIP: NotMeasured = { code: "short_swing", words: "The swing was short.", at_ms: 5 };

function after(...messages: ServerMessage[]): Kiosk {
  return messages.reduce(hear, initial(0));
}

function hear(kiosk: Kiosk, message: ServerMessage): Kiosk {
  return reduce(kiosk, { type: "message", message, atMs: 1_000 });
}

function act(kiosk: Kiosk, ...actions: Action[]): Kiosk {
  return actions.reduce(reduce, kiosk);
}

const result = (number: number, changes = {}): ServerMessage => ({
  type: "result",
  swing: swing(number, changes),
});

describe("state", () => {
  test("opens the connection and brings everything", () => {
    const kiosk = after(state({ stage: "result", swings: [swing(2), swing(1)], result: swing(2) }));
    expect(kiosk).toMatchObject({ connected: true, lostAtMs: null, stage: "result", sessionId: SESSION });
    expect(kiosk.swings.map(({ number }) => number)).toEqual([2, 1]);
  });

  test("counts a result that its list lacks", () => {
    expect(after(state({ result: swing(3), swings: [swing(2)] })).swings.map((s) => s.number)).toEqual([
      3, 2,
    ]);
  });

  test("of the same session keeps the swing that was touched and the replay", () => {
    const before = act(
      after(state({ stage: "result", swings: [swing(2), swing(1)] })),
      { type: "select", swingId: "swing-1", atMs: LONG_AGO },
      { type: "replay", atMs: LONG_AGO },
      { type: "lost", atMs: 7 },
    );
    const kiosk = hear(before, state({ stage: "result", swings: [swing(2), swing(1)] }));
    expect(kiosk).toMatchObject({ selectedId: "swing-1", replaying: true, connected: true });
  });

  test.each([
    ["a swing that came meanwhile", { stage: "result", swings: [swing(3), swing(2)] } as const],
    ["one that is being measured", { stage: "analysing", swings: [swing(2), swing(1)] } as const],
  ])("with %s takes the screen from a replay", (_what, changes) => {
    const looking = act(after(state({ stage: "result", swings: [swing(2), swing(1)] })), {
      type: "replay",
      atMs: LONG_AGO,
    });
    const kiosk = hear(
      reduce(looking, { type: "lost", atMs: 7 }),
      state({ ...changes, swings: [...changes.swings] }),
    );
    expect(kiosk).toMatchObject({ replaying: false, selectedId: null });
  });

  test("of another session forgets the swing that was touched", () => {
    const before = act(after(state({ swings: [swing(1)] })), {
      type: "select",
      swingId: "swing-1",
      atMs: LONG_AGO,
    });
    const kiosk = hear(before, state({ session_id: OTHER, swings: [] }));
    expect(kiosk).toMatchObject({ selectedId: null, replaying: false, swings: [] });
  });

  test("never lists another session's swings", () => {
    const stranger = swing(9, { session_id: OTHER });
    expect(after(state({ swings: [stranger, swing(1)] })).swings.map((s) => s.number)).toEqual([1]);
  });

  test("said again after a reconnect, 'not measured' does not start its time again", () => {
    const first = after(state({ not_measured: CHIP }));
    const again = reduce(first, { type: "message", message: state({ not_measured: CHIP }), atMs: 90_000 });
    expect(again.notMeasuredAtMs).toBe(1_000);
    const other = state({ not_measured: { ...CHIP, at_ms: 6 } });
    expect(reduce(first, { type: "message", message: other, atMs: 90_000 }).notMeasuredAtMs).toBe(90_000);
  });
});

describe("the connection", () => {
  test("keeps the first moment of a loss, and everything on screen", () => {
    const kiosk = act(
      after(state({ stage: "result", swings: [swing(1)] })),
      { type: "lost", atMs: 100 },
      { type: "lost", atMs: 900 },
    );
    expect(kiosk).toMatchObject({ connected: false, lostAtMs: 100 });
    expect(kiosk.swings).toHaveLength(1);
  });

  test("a change that comes before the full state is not believed", () => {
    const lost = act(after(state()), { type: "lost", atMs: 1 });
    expect(hear(lost, result(1))).toBe(lost);
    expect(after(result(1)).swings).toEqual([]);
  });
});

describe("changes", () => {
  test("stage", () => {
    const kiosk = hear(after(state()), { type: "stage", stage: "attract", session_id: SESSION });
    expect(kiosk.stage).toBe("attract");
  });

  test("a stage of another session forgets the swings", () => {
    const kiosk = hear(after(state({ swings: [swing(1)] })), {
      type: "stage",
      stage: "ready",
      session_id: OTHER,
    });
    expect(kiosk).toMatchObject({ sessionId: OTHER, swings: [] });
  });

  test("analysing leaves the replay and what was not measured", () => {
    const looking = act(
      after(state({ stage: "result", swings: [swing(2), swing(1)], not_measured: CHIP })),
      { type: "select", swingId: "swing-1", atMs: LONG_AGO },
      { type: "replay", atMs: LONG_AGO },
    );
    const kiosk = hear(looking, { type: "stage", stage: "analysing", session_id: SESSION });
    expect(kiosk).toMatchObject({ replaying: false, selectedId: null, notMeasured: null });
  });

  test("lights, golfer and status", () => {
    const lights = { person_seen: true, in_frame: false, still: null };
    const golfer = { handedness: "left", club: "driver" } as const;
    const kiosk = [
      { type: "lights", lights } as const,
      { type: "golfer", golfer } as const,
      { type: "status", status: status("missing") } as const,
    ].reduce(hear, after(state()));
    expect(kiosk).toMatchObject({ lights, golfer, status: { camera: { state: "missing" } } });
  });

  test("not measured comes to the screen from a replay", () => {
    const looking = act(after(state({ swings: [swing(1)] })), { type: "replay", atMs: LONG_AGO });
    const kiosk = hear(looking, { type: "not_measured", not_measured: CHIP });
    expect(kiosk).toMatchObject({ notMeasured: CHIP, notMeasuredAtMs: 1_000, replaying: false });
  });
});

describe("results", () => {
  test("the newest takes the screen from whatever is on it", () => {
    const looking = act(
      after(state({ stage: "result", swings: [swing(1)], not_measured: CHIP })),
      { type: "select", swingId: "swing-1", atMs: LONG_AGO },
      { type: "replay", atMs: LONG_AGO },
    );
    const kiosk = hear(looking, result(2));
    expect(kiosk).toMatchObject({ stage: "result", selectedId: null, replaying: false, notMeasured: null });
    expect(shownSwing(kiosk)?.number).toBe(2);
  });

  test("the same one again changes nothing", () => {
    const once = after(state(), result(1));
    expect(hear(once, result(1))).toEqual(once);
  });

  test("a change to one, such as its clip, replaces it and leaves the screen alone", () => {
    const unsaved = { saved: false, clip_url: null, poses_url: null };
    const looking = act(after(state(), result(1), result(2, unsaved)), {
      type: "select",
      swingId: "swing-1",
      atMs: LONG_AGO,
    });
    const kiosk = hear(looking, result(2));
    expect(kiosk.swings.map(({ number, saved }) => [number, saved])).toEqual([
      [2, true],
      [1, true],
    ]);
    expect(kiosk.selectedId).toBe("swing-1");
  });

  test("an older word of a saved one does not take its clip away", () => {
    const kiosk = after(state(), result(1), result(1, { saved: false, clip_url: null, poses_url: null }));
    expect(kiosk.swings[0]).toMatchObject({ saved: true, clip_url: "/api/swings/swing-1/clip" });
  });

  test("one that comes late is listed in its place and does not take the screen", () => {
    const kiosk = after(state(), result(3), result(1), result(2));
    expect(kiosk.swings.map(({ number }) => number)).toEqual([3, 2, 1]);
    expect(shownSwing(kiosk)?.number).toBe(3);
  });

  test("of another session is not shown", () => {
    expect(after(state(), result(1, { session_id: OTHER })).swings).toEqual([]);
  });

  test("are kept up to a limit, the newest", () => {
    const many = Array.from({ length: SWINGS_KEPT + 5 }, (_, i) => result(i + 1));
    const kiosk = after(state(), ...many);
    expect(kiosk.swings).toHaveLength(SWINGS_KEPT);
    expect(kiosk.swings.at(-1)?.number).toBe(6);
  });
});

describe("sessions", () => {
  test.each([OTHER, null])("a change to %s forgets swings, golfer and what was touched", (session_id) => {
    const golfer = { handedness: "left", club: "wedge" } as const;
    const looking = act(
      after(state({ golfer, stage: "result", swings: [swing(1)], not_measured: CHIP })),
      { type: "select", swingId: "swing-1", atMs: LONG_AGO },
      { type: "replay", atMs: LONG_AGO },
    );
    const kiosk = hear(looking, { type: "session", session_id });
    expect(kiosk).toMatchObject({
      sessionId: session_id,
      golfer: ANYONE,
      swings: [],
      notMeasured: null,
      selectedId: null,
      replaying: false,
    });
    expect(shownSwing(kiosk)).toBeNull();
  });

  test("the same one announced again keeps its swings", () => {
    const kiosk = after(state({ swings: [swing(1)] }), { type: "session", session_id: SESSION });
    expect(kiosk.swings).toHaveLength(1);
  });
});

describe("someone who is just looking at a replay", () => {
  const looking = act(after(state({ stage: "result", swings: [swing(1)] })), { type: "replay", atMs: 900 });
  const later = (kiosk: Kiosk, atMs: number) =>
    reduce(kiosk, { type: "message", message: { type: "status", status: status() }, atMs });

  test("keeps it while the next swing is measured and comes", () => {
    const kiosk = [{ type: "stage", stage: "analysing", session_id: SESSION } as const, result(2)].reduce(
      hear,
      looking,
    );
    expect(kiosk).toMatchObject({ replaying: true, newsWaits: true });
    expect(shownSwing(kiosk)?.number).toBe(1);
    expect(kiosk.swings[0]?.number).toBe(2);
  });

  test("gets the newest when the last touch is a while ago, and at once when going back", () => {
    const waiting = hear(looking, result(2));
    expect(later(waiting, 899 + HELD_MS).replaying).toBe(true);
    expect(shownSwing(later(waiting, 900 + HELD_MS))?.number).toBe(2);
    const touched = reduce(waiting, { type: "touch", atMs: 5_000 });
    expect(later(touched, 900 + HELD_MS).replaying).toBe(true);
    const back = reduce(reduce(waiting, { type: "back" }), { type: "back" });
    expect(shownSwing(back)?.number).toBe(2);
  });

  test("keeps it for as long as nothing is new", () => {
    expect(later(looking, 900 + 10 * HELD_MS).replaying).toBe(true);
  });
});

describe("touches", () => {
  const shown = after(state({ stage: "result", swings: [swing(2), swing(1)] }));

  test("a past swing, its replay, and back again", () => {
    const replaying = act(
      shown,
      { type: "select", swingId: "swing-1", atMs: LONG_AGO },
      { type: "replay", atMs: LONG_AGO },
    );
    expect(replaying).toMatchObject({ selectedId: "swing-1", replaying: true });
    const past = reduce(replaying, { type: "back" });
    expect(past).toMatchObject({ selectedId: "swing-1", replaying: false });
    expect(reduce(past, { type: "back" }).selectedId).toBeNull();
  });

  test("a swing that is gone cannot be touched, and nothing cannot be replayed", () => {
    expect(reduce(shown, { type: "select", swingId: "gone", atMs: LONG_AGO })).toBe(shown);
    const empty = after(state());
    expect(reduce(empty, { type: "replay", atMs: LONG_AGO })).toBe(empty);
  });
});

describe("the tempo before the swing is over", () => {
  const early: ServerMessage = { type: "early_tempo", early_tempo: { tempo_ratio: metric(3.1) } };
  const none: ServerMessage = { type: "early_tempo", early_tempo: null };

  test("stands until the swing is measured, and is then what was first said of it", () => {
    const measuring = after(state(), early);
    expect(measuring.earlyTempo?.value).toBe(3.1);
    const kiosk = hear(hear(measuring, result(1)), none);
    expect(kiosk.earlyTempo).toBeNull();
    expect(kiosk.firstTempo).toMatchObject({ swingId: "swing-1", tempo: { value: 3.1 } });
  });

  test("is taken back where there was no swing", () => {
    expect(after(state(), early, none)).toMatchObject({ earlyTempo: null, firstTempo: null });
  });

  test("goes with its golfer", () => {
    const kiosk = after(state(), early, result(1), early, { type: "session", session_id: OTHER });
    expect(kiosk).toMatchObject({ earlyTempo: null, firstTempo: null });
  });

  test("is there again when the page is opened in between", () => {
    expect(after(state({ early_tempo: { tempo_ratio: metric(3.1) } })).earlyTempo?.value).toBe(3.1);
  });
});
