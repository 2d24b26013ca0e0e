import type { Metadata } from "next";
import { Players } from "@/portal/players/Players";
import { portal } from "@/words/portal";

export const metadata: Metadata = { title: portal.players.title };

export default function Page() {
  return <Players />;
}
