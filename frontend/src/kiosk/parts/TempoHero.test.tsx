import { render, screen } from "@testing-library/react";
import { metric } from "../testing";
import { TempoHero } from "./TempoHero";

const heading = () => screen.getByRole("heading").textContent;

test("a tempo before the swing is over is called the first reading", () => {
  render(<TempoHero metric={metric(3.04)} early />);
  expect(heading()).toBe("Tempo, first reading");
});

test.each([
  ["the same to the digit that is shown", metric(3.01), "Tempo"],
  ["another number", metric(2.62), "Tempo, first read 3.0"],
  ["withheld", metric(null, 0, "Hidden hands."), "Tempo, first read 3.0"],
])("a report that says %s", (_, told, words) => {
  render(<TempoHero metric={told} first={metric(3.04)} />);
  expect(heading()).toBe(words);
});

test("a report with nothing said before it", () => {
  render(<TempoHero metric={metric(2.62)} />);
  expect(heading()).toBe("Tempo");
});
