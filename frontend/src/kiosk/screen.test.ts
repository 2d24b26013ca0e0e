import type { NotMeasured, ServerMessage } from "@/wire";
import { initial, reduce, type Kiosk } from "./reducer";
import { BADGE_ONLY_MS, NOT_MEASURED_MS, RESTART_ENDS_MS, screenOf, wantsPreview } from "./screen";
import { state, status, swing } from "./testing";

const CHIP: NotMeasured = { code: "short_swing", words: "The swing was short.", at_ms: 5 };

function kioskIn(changes: Partial<Extract<ServerMessage, { type: "state" }>>): Kiosk {
  return reduce(initial(0), { type: "message", message: state(changes), atMs: 0 });
}

const away = (kiosk: Kiosk) => reduce(kiosk, { type: "lost", atMs: 1_000 });

test.each([
  ["attract", kioskIn({ stage: "attract", session_id: null })],
  ["ready", kioskIn({ stage: "ready" })],
  ["nobody", kioskIn({ lights: { person_seen: false, in_frame: null, still: null } })],
  ["out_of_frame", kioskIn({ lights: { person_seen: true, in_frame: false, still: true } })],
  ["analysing", kioskIn({ stage: "analysing" })],
  ["result", kioskIn({ stage: "result", swings: [swing(1)] })],
  ["camera", kioskIn({ stage: "result", swings: [swing(1)], status: status("missing") })],
  ["camera", kioskIn({ status: status("frozen") })],
  ["camera", kioskIn({ status: status("garbage") })],
  ["ready", kioskIn({ status: status("starting") })],
  ["not_measured", kioskIn({ stage: "ready", not_measured: CHIP })],
])("%s", (screen, kiosk) => {
  expect(screenOf(kiosk, 0)).toBe(screen);
});

test("a past swing is shown over the ready screen, its replay over that", () => {
  const touched = reduce(kioskIn({ stage: "ready", swings: [swing(1)] }), {
    type: "select",
    swingId: "swing-1",
    atMs: 0,
  });
  expect(screenOf(touched, 0)).toBe("result");
  expect(screenOf(reduce(touched, { type: "replay", atMs: 0 }), 0)).toBe("replay");
});

test("a short loss leaves the result, a longer one is a restart, a long one is said", () => {
  const kiosk = away(kioskIn({ stage: "result", swings: [swing(1)] }));
  expect(screenOf(kiosk, 1_000 + BADGE_ONLY_MS - 1)).toBe("result");
  expect(screenOf(kiosk, 1_000 + BADGE_ONLY_MS)).toBe("restarting");
  expect(screenOf(kiosk, 1_000 + RESTART_ENDS_MS)).toBe("lost");
});

test("a page that has never heard from the bay waits, then says so", () => {
  expect(screenOf(initial(0), 0)).toBe("starting");
  expect(screenOf(initial(0), RESTART_ENDS_MS)).toBe("lost");
});

test("'not measured' gives way to the last result after a while, and stays where there is none", () => {
  const kiosk = kioskIn({ stage: "result", swings: [swing(1)], not_measured: CHIP });
  expect(screenOf(kiosk, NOT_MEASURED_MS - 1)).toBe("not_measured");
  expect(screenOf(kiosk, NOT_MEASURED_MS)).toBe("result");
  expect(screenOf(kioskIn({ not_measured: CHIP }), NOT_MEASURED_MS)).toBe("not_measured");
});

test("only the screens with a live picture ask for it", () => {
  expect(wantsPreview("ready")).toBe(true);
  expect(wantsPreview("nobody")).toBe(true);
  expect(wantsPreview("analysing")).toBe(false);
  expect(wantsPreview("result")).toBe(false);
});
