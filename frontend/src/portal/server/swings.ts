"use client";

/** Swings, and the players whose they are. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { decodePoses, type PoseSeries } from "@/replay/poseCodec";
import type { ReplayPoses } from "@/wire";
import type { components } from "@/wire/cloud";
import { answered, client } from "./client";

type Schemas = components["schemas"];
export type SwingRow = Schemas["SwingView"];
export type SwingDetail = Schemas["SwingDetail"];
export type Sketch = Schemas["Sketch"];
export type Player = Schemas["PlayerView"];
export type Metric = Schemas["Metric"];
export type Club = SwingRow["club"];
export type View = SwingRow["view"];

const PAGE = 50;

export interface Asked {
  /** null: one's own. */
  player_id: string | null;
  club: Club | null;
  view: View | null;
  from_ms: number | null;
}

export function useHistory(asked: Asked) {
  return useInfiniteQuery({
    queryKey: ["swings", asked],
    queryFn: ({ pageParam, signal }) => {
      const given = Object.entries({ ...asked, after: pageParam }).filter(([, value]) => value !== null);
      const query = { sketch: true, limit: PAGE, ...Object.fromEntries(given) };
      return answered(client.GET("/v1/swings", { params: { query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_after }) => next_after,
  });
}

export function usePlayers(wanted: boolean) {
  return useQuery({
    queryKey: ["players"],
    queryFn: async () =>
      (await answered(client.GET("/v1/players", { params: { query: { last: true } } }))).people,
    enabled: wanted,
  });
}

export function useSwing(swing_id: string) {
  return useQuery({
    queryKey: ["swing", swing_id],
    queryFn: () => answered(client.GET("/v1/swings/{swing_id}", { params: { path: { swing_id } } })),
  });
}

/** The skeleton of a swing's clip; the video plays without it while it is not there. */
export function usePoses(swing_id: string, wanted: boolean) {
  return useQuery({
    queryKey: ["poses", swing_id],
    queryFn: async () => {
      const asked = client.GET("/v1/swings/{swing_id}/poses", {
        params: { path: { swing_id } },
        parseAs: "arrayBuffer",
      });
      const bytes = (await answered(asked)) as unknown as ArrayBuffer;
      return sharesOf(await decodePoses(new Uint8Array(bytes)));
    },
    enabled: wanted,
    staleTime: Infinity,
  });
}

/** In shares of the picture, as the replay draws them. Pure. */
export function sharesOf({ size: [width, height], timeS, points }: PoseSeries): ReplayPoses {
  return {
    width,
    height,
    time_s: timeS,
    points: points.map((frame) =>
      frame.map((point) => (point === null ? null : [point[0] / width, point[1] / height])),
    ),
  };
}
