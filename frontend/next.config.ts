import type { NextConfig } from "next";

// One source tree, one static export for each target: `page.kiosk.tsx` is a page of the kiosk alone.
const target = process.env.TARGET ?? "kiosk";

const config: NextConfig = {
  output: "export",
  trailingSlash: true,
  images: { unoptimized: true },
  distDir: `.next-${target}`,
  pageExtensions: [`${target}.tsx`, `${target}.ts`],
  poweredByHeader: false,
  reactStrictMode: true,
};

export default config;
