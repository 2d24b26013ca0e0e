import { render, screen } from "@testing-library/react";
import type { Cue, FollowUp } from "@/wire";
import { CueCard } from "./CueCard";

const hands: Cue = {
  fault: "over_the_top",
  tone: "change",
  words: "Let your hands drop first",
  evidence: "Over the top 0.12 ± 0.05 trunk lengths; range to 0.05",
  metric: "over_the_top",
  event: "mid_downswing",
  drill: null,
};
const keep: Cue = { ...hands, fault: "none", tone: "keep", words: "Keep this tempo" };

function followUp(verdict: FollowUp["verdict"], swings = 5): FollowUp {
  const { fault, words } = hands;
  return { fault, words, metric: "over_the_top", verdict, swings, needed: 5, change: null };
}

const line = () => screen.getByText(/^Did/).parentElement?.textContent;

test.each([
  ["yes", "Did the cue change it? Yes, so far"],
  ["no_clear_change", "Did the cue change it? No clear change"],
  ["other_way", "Did the cue change it? The other way, so far"],
] as const)("%s is said under the cue", (verdict, said) => {
  render(<CueCard cue={hands} followUp={followUp(verdict)} />);
  expect(line()).toBe(said);
  expect(screen.getByRole("heading")).toHaveTextContent("Let your hands drop first");
});

test("too early counts the swings", () => {
  render(<CueCard cue={hands} followUp={followUp("too_early", 2)} />);
  expect(line()).toBe("Did the cue change it? Too early: 2 of 5 swings");
});

test.each([
  ["praise", keep],
  ["no cue", null],
])("under %s the earlier cue is named", (_, cue) => {
  render(<CueCard cue={cue} followUp={followUp("yes")} />);
  expect(line()).toBe("Did “Let your hands drop first” change it? Yes, so far");
});

test("without a follow-up nothing is asked", () => {
  render(<CueCard cue={hands} followUp={null} />);
  expect(screen.queryByText(/^Did/)).toBeNull();
});
