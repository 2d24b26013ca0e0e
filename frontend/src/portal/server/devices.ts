"use client";

/** An organisation's bays, as the service last heard of them. */
import { useQuery } from "@tanstack/react-query";
import type { components } from "@/wire/cloud";
import { answered, client } from "./client";

export type Device = components["schemas"]["DeviceView"];

const AGAIN_MS = 5_000;

/** asked_at_ms: when the service answered, by this device's clock. */
export function useDevices() {
  return useQuery({
    queryKey: ["devices"],
    queryFn: async () => {
      const { devices } = await answered(client.GET("/v1/devices"));
      return { devices, asked_at_ms: Date.now() };
    },
    refetchInterval: AGAIN_MS,
  });
}
