import type { Metadata } from "next";
import { History } from "@/portal/swings/History";
import { portal } from "@/words/portal";

export const metadata: Metadata = { title: portal.swings.title };

export default function Page() {
  return <History />;
}
