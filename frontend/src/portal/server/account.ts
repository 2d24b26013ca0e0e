"use client";

/** One's own sessions and consents. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { components } from "@/wire/cloud";
import { answered, client } from "./client";
import { changed } from "./session";

type Schemas = components["schemas"];
export type OneSession = Schemas["OneSession"];
export type Consent = Schemas["ConsentView"];
export type Named = Schemas["Named"];

const SESSIONS = ["sessions"] as const;
const CONSENTS = ["consents"] as const;

export function useSessions() {
  return useQuery({
    queryKey: SESSIONS,
    queryFn: async () => (await answered(client.GET("/v1/sessions"))).sessions,
  });
}

export function useEndSession() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (session_id: string) =>
      changed(queries, () =>
        client.DELETE("/v1/sessions/{session_id}", { params: { path: { session_id } } }),
      ),
    onSuccess: (_, session_id) =>
      // The service's own list may lag a second behind.
      queries.setQueryData<OneSession[]>(SESSIONS, (list) =>
        list?.filter((one) => one.session_id !== session_id),
      ),
  });
}

export function useCoaches() {
  return useQuery({
    queryKey: ["coaches"],
    queryFn: async () => (await answered(client.GET("/v1/coaches"))).people,
  });
}

export function useConsents() {
  return useQuery({
    queryKey: CONSENTS,
    queryFn: async () => (await answered(client.GET("/v1/consents"))).consents,
  });
}

/** Shown at once, taken back where the service refuses. */
export function useConsent() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ coach_id, given }: { coach_id: string; given: boolean }) => {
      const params = { path: { coach_id } };
      return changed(queries, () =>
        given
          ? client.PUT("/v1/consents/{coach_id}", { params })
          : client.DELETE("/v1/consents/{coach_id}", { params }),
      );
    },
    onMutate: async ({ coach_id, given }) => {
      await queries.cancelQueries({ queryKey: CONSENTS });
      const before = queries.getQueryData<Consent[]>(CONSENTS);
      queries.setQueryData<Consent[]>(CONSENTS, (list = []) => said(list, coach_id, given, Date.now()));
      return before;
    },
    onError: (_error, _said, before) => queries.setQueryData(CONSENTS, before),
  });
}

/** The list after a yes or a no. Pure. */
export function said(list: readonly Consent[], coach_id: string, given: boolean, now_ms: number): Consent[] {
  const others = list.filter((one) => one.coach_id !== coach_id);
  const before = list.find((one) => one.coach_id === coach_id);
  const now = given
    ? { coach_id, given_at_ms: now_ms, withdrawn_at_ms: null }
    : { coach_id, given_at_ms: before?.given_at_ms ?? now_ms, withdrawn_at_ms: now_ms };
  return [now, ...others];
}
