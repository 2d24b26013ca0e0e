import { events } from "@/kiosk/testing";
import { phaseAt } from "./phase";

test.each([
  [0.1, "set_up"],
  [0.7, "backswing"],
  [1.49, "backswing"],
  [1.5, "downswing"],
  [1.77, "follow_through"],
  [9, "follow_through"],
])("at %d s it is %s", (time_s, phase) => {
  expect(phaseAt(events(), time_s)).toBe(phase);
});

test("an event that was not seen leaves its phases unnamed", () => {
  expect(phaseAt(events({ top: null }), 1.6)).toBeNull();
  expect(phaseAt(events({ takeaway: null }), 1)).toBeNull();
  expect(phaseAt(events({ impact: null }), 2)).toBeNull();
});
