import type { Metadata } from "next";
import { Claim } from "@/portal/claim/Claim";
import { portal } from "@/words/portal";

export const metadata: Metadata = { title: portal.claim.page };

export default function Page() {
  return <Claim />;
}
