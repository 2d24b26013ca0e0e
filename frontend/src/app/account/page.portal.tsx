import type { Metadata } from "next";
import { Account } from "@/portal/account/Account";
import { portal } from "@/words/portal";

export const metadata: Metadata = { title: portal.account.title };

export default function Page() {
  return <Account />;
}
