import type { Player } from "../server/swings";
import { found } from "./found";

const player = (name: string, at_ms: number | null) =>
  ({ person_id: name, name, last: at_ms === null ? null : { captured_at_ms: at_ms } }) as Player;
const ZOE = player("Zoë Müller-Ñandú", 5);
const TOM = player("Tom Birch", null);
const ALI = player("عَلِيّ بن سعيد", 9);
const names = (list: Player[]) => list.map(({ name }) => name);

test("who swung last stands first, who never did last", () => {
  expect(names(found([TOM, ZOE, ALI], ""))).toEqual([ALI.name, ZOE.name, TOM.name]);
});

test("part of a name is enough, in any order, without accents or capitals", () => {
  expect(names(found([TOM, ZOE, ALI], "nandu zoe"))).toEqual([ZOE.name]);
  expect(names(found([TOM, ZOE, ALI], "علي"))).toEqual([ALI.name]);
  expect(found([TOM, ZOE, ALI], "nobody")).toEqual([]);
});
