/** `npm run bench -- match`: runs the benches named, which print what they measure. */
import { createServer } from "vite";

const server = await createServer({
  configFile: false,
  appType: "custom",
  logLevel: "warn",
  server: { middlewareMode: true, watch: null, ws: false },
});
for (const name of process.argv.slice(2)) await server.ssrLoadModule(`/test/bench/${name}.ts`);
await server.close();
