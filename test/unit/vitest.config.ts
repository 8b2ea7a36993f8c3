import { defineProject } from "vitest/config";
import { validatorPlugin } from "../../schema/validator-plugin.ts";

export default defineProject({
  plugins: [validatorPlugin()],
  // Property tests run long where the machine has other things to do.
  test: { name: "unit", environment: "node", testTimeout: 60_000 },
});
