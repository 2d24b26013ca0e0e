"use client";

import { useEffect, useRef, useState, type ReactNode } from "react";
import { portal } from "@/words/portal";
import { Me } from "./me";
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
        {children}
      </div>
      {now === null && <SignedOutDialog email={shown.email} />}
    </Me>
  );
}

function SignedOutDialog({ email }: { email: string }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="signed-out"
      onCancel={(event) => event.preventDefault()}
      className="m-auto w-full max-w-104 rounded-card border border-edge bg-ground p-6 text-text backdrop:bg-black/60"
    >
      <h1 id="signed-out" className="text-phone-title font-semibold">
        {portal.signIn.again}
      </h1>
      <p className="mt-2 mb-6 text-body text-quiet">{portal.signIn.againLead}</p>
      <SignInForm email={email} />
    </dialog>
  );
}
