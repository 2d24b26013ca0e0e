"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useMe } from "./me";
import { homeOf } from "./nav";
import { SignedIn } from "./SignedIn";

export function Home() {
  return (
    <SignedIn>
      <ToOwnPages />
    </SignedIn>
  );
}

function ToOwnPages() {
  const { roles } = useMe();
  const router = useRouter();
  useEffect(() => router.replace(homeOf(roles)), [router, roles]);
  return null;
}
