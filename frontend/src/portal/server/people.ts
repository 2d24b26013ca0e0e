"use client";

/** An admin's people and the log of what everybody did. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { components } from "@/wire/cloud";
import { answered, client } from "./client";
import { changed, type Role } from "./session";

type Schemas = components["schemas"];
export type Person = Schemas["PersonView"];
export type Entry = Schemas["EntryView"];

const PEOPLE = ["people"] as const;
const PAGE = 100;

export function usePeople() {
  return useQuery({
    queryKey: PEOPLE,
    queryFn: async () => (await answered(client.GET("/v1/people"))).people,
  });
}

export function useInvite() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (said: Schemas["Invited"]) =>
      changed(queries, () => client.POST("/v1/people", { body: said })),
  });
}

export function useSetRoles() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ person_id, roles }: { person_id: string; roles: Role[] }) => {
      const params = { path: { person_id } };
      return changed(queries, () => client.PUT("/v1/people/{person_id}/roles", { params, body: { roles } }));
    },
    onSuccess: (_, { person_id, roles }) =>
      // The service's own list may lag a second behind.
      queries.setQueryData<Person[]>(PEOPLE, (list) =>
        list?.map((one) => (one.person_id === person_id ? { ...one, roles } : one)),
      ),
  });
}

export function useRemove() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (person_id: string) =>
      changed(queries, () => client.DELETE("/v1/people/{person_id}", { params: { path: { person_id } } })),
    onSuccess: (_, person_id) =>
      queries.setQueryData<Person[]>(PEOPLE, (list) =>
        list?.map((one) => (one.person_id === person_id ? { ...one, removed_at_ms: Date.now() } : one)),
      ),
  });
}

/** Newest first. */
export function useAudit() {
  return useInfiniteQuery({
    queryKey: ["audit"],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: PAGE, ...(pageParam === null ? {} : { before: pageParam }) };
      return answered(client.GET("/v1/audit", { params: { query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_before }) => next_before,
  });
}
