import type { Metadata } from "next";
import { Reset } from "@/portal/Reset";
import { portal } from "@/words/portal";

export const metadata: Metadata = { title: portal.reset.title };

export default function Page() {
  return <Reset />;
}
