import { defineProject } from "vitest/config";
import { validatorPlugin } from "../../schema/validator-plugin.ts";

export default defineProject({
  plugins: [validatorPlugin()],
  test: { name: "unit", environment: "node" },
});
