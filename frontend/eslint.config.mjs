import next from "eslint-config-next";
import typescript from "eslint-config-next/typescript";

const config = [
  ...next,
  ...typescript,
  {
    settings: { next: { rootDir: "." } },
    rules: {
      "@typescript-eslint/no-unused-vars": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  { files: ["scripts/**"], rules: { "no-console": "off" } },
  {
    ignores: [
      ".next/**",
      ".next-*/**",
      "out*/**",
      "next-env.d.ts",
      "node_modules/**",
      "src/wire/types.ts",
      "src/wire/cloud.ts",
      "test-results/**",
      "playwright-report/**",
    ],
  },
];

export default config;
