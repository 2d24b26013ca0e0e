/** Which pages somebody has. Pure. */
import { CircleUserRound, type LucideIcon } from "lucide-react";
import { portal } from "@/words/portal";
import type { Role } from "./server/session";

export interface Place {
  href: string;
  name: string;
  icon: LucideIcon;
  /** Whose it is; null: everybody's. */
  role: Role | null;
}

const PLACES: readonly Place[] = [
  { href: "/account/", name: portal.nav.account, icon: CircleUserRound, role: null },
];

export function placesOf(roles: readonly Role[]): Place[] {
  return PLACES.filter(({ role }) => role === null || roles.includes(role));
}

/** Where somebody begins. */
export function homeOf(roles: readonly Role[]): string {
  return placesOf(roles)[0]?.href ?? "/account/";
}
