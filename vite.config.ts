import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { validatorPlugin } from "./schema/validator-plugin.ts";

const source = fileURLToPath(new URL("src", import.meta.url));

/** Nothing but our own files is loaded or run, and only named policies may make HTML or scripts. */
const policy = {
  "default-src": "'none'",
  "script-src": "'self'",
  "style-src": "'self'",
  "img-src": "'self' data: blob:",
  "font-src": "'self'",
  "connect-src": "'self'",
  "worker-src": "'self'",
  "manifest-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
  "require-trusted-types-for": "'script'",
  "trusted-types": "lit-html ProseMirrorClipboard dompurify tickmark",
};

/** The policy for `npm run dev`, where Vite's client puts styles into the page as it changes. */
const developmentPolicy = { ...policy, "style-src": "'self' 'unsafe-inline'" };

function contentSecurityPolicy(directives: Record<string, string>): string {
  return Object.entries(directives)
    .map(([name, values]) => `${name} ${values}`)
    .join("; ");
}

/** What only a header can say is said where we are the server; `<meta>` covers every other host. */
function headers(directives: Record<string, string>): Record<string, string> {
  return {
    "Content-Security-Policy": contentSecurityPolicy({
      ...directives,
      "frame-ancestors": "'none'",
    }),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
  };
}

/** Writes the policy into the built page, so that it holds wherever the page is hosted. */
function policyInPage(): Plugin {
  return {
    name: "tickmark:policy-in-page",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: {
          "http-equiv": "Content-Security-Policy",
          content: contentSecurityPolicy(policy),
        },
        injectTo: "head-prepend",
      },
    ],
  };
}

/** Builds the service worker last, when every file that it is to keep has been written. */
function serviceWorker(): Plugin {
  let output: string;
  return {
    name: "tickmark:service-worker",
    apply: "build",
    configResolved({ root, build: { outDir } }) {
      output = resolve(root, outDir);
    },
    closeBundle: {
      sequential: true,
      async handler(error) {
        if (!error) await buildServiceWorker(output, await filesIn(output));
      },
    },
  };
}

/** The names of all files in the output folder, as addresses relative to the page. */
async function filesIn(output: string): Promise<string[]> {
  const entries = await readdir(output, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(output, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .toSorted();
}

/** Builds `service-worker.js`: a name without a hash, so that browsers find the next version. */
async function buildServiceWorker(output: string, files: readonly string[]): Promise<void> {
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update(await readFile(join(output, file)));
  await build({
    configFile: false,
    root: source,
    publicDir: false,
    logLevel: "warn",
    define: {
      // Some hosts redirect index.html to its folder, and a redirect cannot answer a navigation.
      FILES: JSON.stringify(files.map((file) => (file === "index.html" ? "./" : file))),
      VERSION: JSON.stringify(hash.digest("hex").slice(0, 16)),
    },
    build: {
      target: "es2022",
      outDir: output,
      emptyOutDir: false,
      modulePreload: false,
      rolldownOptions: {
        input: join(source, "service-worker.ts"),
        output: { format: "iife", entryFileNames: "service-worker.js" },
      },
    },
  });
}

export default defineConfig({
  root: source,
  publicDir: "../public",
  cacheDir: "../node_modules/.vite",
  plugins: [policyInPage(), serviceWorker(), validatorPlugin()],
  build: {
    target: "es2022",
    outDir: "../dist",
    emptyOutDir: true,
    // The policy allows no inline script, and every browser we build for knows modulepreload.
    modulePreload: { polyfill: false },
    // Fonts and scripts in data: addresses would be refused by the policy.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // One file is smaller than the many that what is shared with later parts would be cut into.
        codeSplitting: { groups: [{ name: "first-load", tags: ["$initial"] }] },
      },
    },
  },
  server: { headers: headers(developmentPolicy) },
  preview: {
    port: Number(process.env["PORT"] ?? 4173),
    strictPort: true,
    headers: headers(policy),
  },
  test: {
    projects: ["../test/unit/vitest.config.ts", "../test/browser/vitest.config.ts"],
  },
});
