import type { Metadata } from "next";
import { Progress } from "@/portal/progress/Progress";
import { portal } from "@/words/portal";

export const metadata: Metadata = { title: portal.progress.title };

export default function Page() {
  return <Progress />;
}
