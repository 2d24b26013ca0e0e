"use client";

import { LogOut } from "lucide-react";
import type { ReactNode } from "react";
import { portal } from "@/words/portal";
import { saidOf } from "../forms";
import { useMe } from "../me";
import { Button } from "../parts/Button";
import { Note } from "../parts/Note";
import { Shell } from "../Shell";
import { SignedIn } from "../SignedIn";
import { useSignOut } from "../server/session";
import { Coaches } from "./Coaches";
import { Part } from "./Part";
import { Password } from "./Password";
import { Sessions } from "./Sessions";

export function Account() {
  return (
    <SignedIn>
      <Shell title={portal.account.title}>
        <div className="mx-auto flex max-w-180 flex-col gap-8 px-4 py-6 wide:mx-0 wide:px-6 wide:pb-12">
          <Profile />
          <IfPlayer>
            <Coaches />
          </IfPlayer>
          <Password />
          <Sessions />
        </div>
      </Shell>
    </SignedIn>
  );
}

function IfPlayer({ children }: { children: ReactNode }) {
  return useMe().roles.includes("player") ? children : null;
}

function Profile() {
  const me = useMe();
  const signOut = useSignOut();
  const rows = [
    [portal.account.name, me.name],
    [portal.account.email, me.email],
    [portal.account.organisation, me.organisation],
    [portal.account.roles, me.roles.map((role) => portal.roles[role]).join(", ")],
  ] as const;
  return (
    <Part title={portal.account.profile}>
      <dl className="divide-y divide-line border-y border-line">
        {rows.map(([name, value]) => (
          <div key={name} className="flex flex-wrap justify-between gap-x-4 py-2.5 text-body">
            <dt className="text-quiet">{name}</dt>
            <dd dir="auto" className="min-w-0 font-semibold break-words">
              {value}
            </dd>
          </div>
        ))}
      </dl>
      {signOut.isError && <Note tone="fault">{saidOf(signOut.error)}</Note>}
      <Button
        icon={<LogOut aria-hidden className="size-4" />}
        busy={signOut.isPending}
        onClick={() => signOut.mutate()}
        className="self-start"
      >
        {portal.account.signOut}
      </Button>
    </Part>
  );
}
