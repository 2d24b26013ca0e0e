"use client";

import { Suspense, useState, type ReactNode } from "react";
import { portal } from "@/words/portal";
import { Me } from "./me";
import { Dialog } from "./parts/Dialog";
import { Fault } from "./parts/Fault";
import { PlainPage } from "./parts/PlainPage";
import { Waiting } from "./parts/Waiting";
import { useSession, type Session } from "./server/session";
import { SignInForm, SignInPage } from "./SignIn";

/**
 * Its children once somebody is signed in, the sign-in before. Where a session ends in the middle of something,
 * the page stays as it is behind a dialog, until the same person is back or another one comes.
 */
export function SignedIn({ children }: { children: ReactNode }) {
  const { data: now, isError, error, refetch } = useSession();
  const [last, setLast] = useState<Session | null>(null);
  if (now && now !== last) setLast(now);
  const shown = now ?? last;
  if (shown === null) {
    if (now === null) return <SignInPage />;
    if (isError) {
      return (
        <PlainPage title={portal.product} lead="">
          <Fault error={error} onTryAgain={() => void refetch()} />
        </PlainPage>
      );
    }
    return (
      <div className="px-4 py-8">
        <Waiting rows={4} />
      </div>
    );
  }
  return (
    <Me value={shown}>
      {/* A key: nothing of one person's page is left for another. */}
      <div key={shown.person_id} className="contents">
        {/* Pages read their addresses, which are not there before a browser is. */}
        <Suspense>{children}</Suspense>
      </div>
      {now === null && (
        <Dialog title={portal.signIn.again} lead={portal.signIn.againLead}>
          <SignInForm email={shown.email} />
        </Dialog>
      )}
    </Me>
  );
}
