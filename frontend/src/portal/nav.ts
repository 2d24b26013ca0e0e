/** Which pages somebody has. Pure. */
import {
  ChartLine,
  CircleUserRound,
  LayoutGrid,
  ListVideo,
  ScrollText,
  UserRoundCog,
  Users,
  type LucideIcon,
} from "lucide-react";
import { portal } from "@/words/portal";
import type { Role } from "./server/session";

export interface Place {
  href: string;
  name: string;
  icon: LucideIcon;
  /** Whose it is. */
  roles: readonly Role[];
}

const EVERYBODY: readonly Role[] = ["player", "coach", "operator", "admin"];
const PLACES: readonly Place[] = [
  { href: "/players/", name: portal.nav.players, icon: Users, roles: ["coach", "admin"] },
  { href: "/swings/", name: portal.nav.swings, icon: ListVideo, roles: ["player"] },
  { href: "/progress/", name: portal.nav.progress, icon: ChartLine, roles: ["player"] },
  { href: "/bays/", name: portal.nav.bays, icon: LayoutGrid, roles: ["operator", "admin"] },
  { href: "/people/", name: portal.nav.people, icon: UserRoundCog, roles: ["admin"] },
  { href: "/audit/", name: portal.nav.audit, icon: ScrollText, roles: ["admin"] },
  { href: "/account/", name: portal.nav.account, icon: CircleUserRound, roles: EVERYBODY },
];

export function placesOf(roles: readonly Role[]): Place[] {
  return PLACES.filter((place) => place.roles.some((role) => roles.includes(role)));
}

/** Where somebody begins. */
export function homeOf(roles: readonly Role[]): string {
  return placesOf(roles)[0]?.href ?? "/account/";
}
