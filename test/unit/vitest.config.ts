import { defineProject } from "vitest/config";
import { validatorPlugin } from "../../schema/validator-plugin";

export default defineProject({
  plugins: [validatorPlugin()],
  test: { name: "unit", environment: "node" },
});
