"use client";

/** Who is signed in. */
import { useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import type { components } from "@/wire/cloud";
import { answered, client, showWithChanges } from "./client";
import { isSignedOut, Refused } from "./problem";

type Schemas = components["schemas"];
export type Session = Schemas["SessionView"];
export type Role = Session["roles"][number];
export type Link = Schemas["LinkView"];
export type SignIn = Schemas["SignIn"];
export type UsedLink = Schemas["UsedLink"];

export const SESSION = ["session"] as const;
/** A tab that is looked at again asks who is signed in by now. */
const STALE_MS = 30_000;

export async function readSession(): Promise<Session | null> {
  try {
    return keep(await answered(client.GET("/v1/session")));
  } catch (error) {
    if (isSignedOut(error)) return null;
    throw error;
  }
}

/** undefined: not known yet. null: nobody. */
export function useSession() {
  return useQuery({ queryKey: SESSION, queryFn: readSession, staleTime: STALE_MS });
}

/** Whoever comes in finds nothing of whoever was here before. */
function begin(queries: QueryClient, session: Session): void {
  const before = queries.getQueryData<Session | null>(SESSION);
  if (before?.person_id !== session.person_id) {
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] });
  }
  queries.setQueryData(SESSION, keep(session));
}

function keep(session: Session): Session {
  showWithChanges(session.csrf);
  return session;
}

export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (said: SignIn) => answered(client.POST("/v1/session", { body: said })),
    onSuccess: (session) => begin(queries, session),
  });
}

export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => changed(queries, () => client.DELETE("/v1/session")),
    // A new document: nothing of whoever leaves stays in memory.
    onSuccess: () => window.location.replace(window.location.origin),
  });
}

export function useChangePassword() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (said: Schemas["PasswordChange"]) =>
      changed(queries, () => client.PUT("/v1/password", { body: said })),
    onSuccess: (session) => {
      begin(queries, session);
      void queries.invalidateQueries({ queryKey: ["sessions"] });
    },
  });
}

export function useLink(secret: string) {
  return useQuery({
    queryKey: ["link", secret],
    queryFn: () => answered(client.POST("/v1/links/look", { body: { link: secret } })),
    enabled: secret !== "",
    staleTime: Infinity,
  });
}

export function useLinkUse() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (said: UsedLink) => answered(client.POST("/v1/links/use", { body: said })),
    onSuccess: (session) => begin(queries, session),
  });
}

export function useForgotten() {
  return useMutation({
    mutationFn: (email: string) => answered(client.POST("/v1/links/reset", { body: { email } })),
  });
}

/**
 * A change in the name of whom the page shows. Another tab may have begun a new session of the same person:
 * then the word that changes carry is another one, and the change is sent once more.
 */
export async function changed<T>(
  queries: QueryClient,
  send: () => Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  try {
    return await answered(send());
  } catch (error) {
    if (!(error instanceof Refused && error.kind === "csrf")) throw error;
    const before = queries.getQueryData<Session | null>(SESSION);
    const now = await readSession();
    queries.setQueryData(SESSION, now);
    if (now === null || now.person_id !== before?.person_id) throw error;
    return answered(send());
  }
}
