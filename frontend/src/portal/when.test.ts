import { dayNumber, dayOf, momentOf } from "./when";

const NOW_MS = new Date(2026, 10, 22, 19, 40).getTime();

test("near days have names, others their date, and their year where it is another", () => {
  expect(dayOf(new Date(2026, 10, 22, 0, 1).getTime(), NOW_MS)).toBe("today");
  expect(dayOf(new Date(2026, 10, 21, 23, 59).getTime(), NOW_MS)).toBe("yesterday");
  expect(dayOf(new Date(2026, 10, 19, 12, 0).getTime(), NOW_MS)).toBe("Thu 19 November");
  expect(dayOf(new Date(2025, 10, 19, 12, 0).getTime(), NOW_MS)).toBe("19 November 2025");
});

test("a moment has its time of day", () => {
  expect(momentOf(new Date(2026, 10, 22, 9, 5).getTime(), NOW_MS)).toBe("today, 09:05");
});

test("days are counted by the calendar, also where one has 23 or 25 hours", () => {
  for (let day = 1; day < 400; day += 1) {
    const [noon, next] = [new Date(2026, 0, day, 12).getTime(), new Date(2026, 0, day + 1, 1).getTime()];
    expect(dayNumber(next) - dayNumber(noon)).toBe(1);
  }
});
