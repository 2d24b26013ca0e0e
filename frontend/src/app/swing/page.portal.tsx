import type { Metadata } from "next";
import { SwingPage } from "@/portal/swing/SwingPage";
import { portal } from "@/words/portal";

export const metadata: Metadata = { title: portal.swings.title };

export default function Page() {
  return <SwingPage />;
}
