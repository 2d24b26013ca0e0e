import type { Metadata } from "next";
import { Audit } from "@/portal/audit/Audit";
import { portal } from "@/words/portal";

export const metadata: Metadata = { title: portal.audit.title };

export default function Page() {
  return <Audit />;
}
