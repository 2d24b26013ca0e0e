import { homeOf, placesOf } from "./nav";

const names = (...roles: Parameters<typeof placesOf>[0]) => placesOf(roles).map(({ href }) => href);

test("everybody has what their roles give them", () => {
  expect(names("player")).toEqual(["/swings/", "/progress/", "/account/"]);
  expect(names("coach")).toEqual(["/players/", "/account/"]);
  expect(names("player", "coach")).toEqual(["/players/", "/swings/", "/progress/", "/account/"]);
  expect(names("operator")).toEqual(["/bays/", "/account/"]);
  expect(names("admin")).toEqual(["/players/", "/bays/", "/people/", "/audit/", "/account/"]);
});

test("a coach begins with the players, a player with the swings", () => {
  expect([homeOf(["coach"]), homeOf(["player"]), homeOf(["operator"])]).toEqual([
    "/players/",
    "/swings/",
    "/bays/",
  ]);
});
