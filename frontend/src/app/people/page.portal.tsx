import type { Metadata } from "next";
import { People } from "@/portal/people/People";
import { portal } from "@/words/portal";

export const metadata: Metadata = { title: portal.people.title };

export default function Page() {
  return <People />;
}
