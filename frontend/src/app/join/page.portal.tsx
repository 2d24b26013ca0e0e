import type { Metadata } from "next";
import { Join } from "@/portal/Join";
import { portal } from "@/words/portal";

export const metadata: Metadata = { title: portal.join.submit };

export default function Page() {
  return <Join />;
}
