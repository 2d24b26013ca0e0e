import type { Metadata } from "next";
import { Bays } from "@/portal/bays/Bays";
import { portal } from "@/words/portal";

export const metadata: Metadata = { title: portal.bays.title };

export default function Page() {
  return <Bays />;
}
