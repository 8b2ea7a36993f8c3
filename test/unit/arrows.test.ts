import { describe, expect, test } from "vitest";

/** What each room, and each file beside `main.ts`, may import of the others; main may import all. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  model: [],
  anchor: ["model"],
  editor: ["model", "anchor"],
  store: ["model"],
  exchange: ["model", "anchor", "editor", "trusted-types"],
  elements: ["model", "editor"],
  offline: ["trusted-types"],
  copies: ["model", "editor", "store"],
  "working-copies": ["copies", "editor", "elements", "exchange", "model", "store"],
  comparison: ["comparison-worker", "editor", "elements", "trusted-types"],
  "comparison-worker": ["editor"],
  "trusted-types": ["comparison-worker"],
  "service-worker": [],
};

/** Source texts by their path below `src/`, without extension: `model/claim`. */
type Sources = Readonly<Record<string, string>>;

interface Import {
  readonly from: string;
  readonly to: string;
  /** Erased when compiled, so it cannot make a cycle. */
  readonly isType: boolean;
}

const FIXED =
  /^\s*(?:import|export)\s+(?<type>type\s)?(?:[^"'`;()=]*?\bfrom\s*)?["'](?<name>\..+?)["']/gm;
const DYNAMIC = /\bimport\(\s*["'`](?<name>\..+?)["'`]/g;

/** Every import of one of our files by another, re-exports and dynamic imports included. */
function importsIn(sources: Sources): Import[] {
  return Object.entries(sources).flatMap(([from, source]) =>
    [...source.matchAll(FIXED), ...source.matchAll(DYNAMIC)].flatMap(({ groups }) => {
      const { pathname } = new URL(groups!["name"]!, `file:///src/${from}`);
      const to = pathname.replace("/src/", "").replace(/\.ts$/, "");
      return pathname.startsWith("/src/") ? [{ from, to, isType: !!groups!["type"] }] : [];
    }),
  );
}

function isForbidden({ from, to }: Import): boolean {
  const [room, imported] = [from.split("/")[0]!, to.split("/")[0]!];
  return room !== "main" && room !== imported && !ARROWS[room]?.includes(imported);
}

/** The imports left when those that start or end a chain are taken away, over and over. */
function cyclesIn(imports: readonly Import[]): readonly Import[] {
  const rest = imports.filter(
    ({ from, to }) =>
      imports.some((one) => one.to === from) && imports.some((one) => one.from === to),
  );
  return rest.length === imports.length ? rest : cyclesIn(rest);
}

/** Everything that breaks a rule of the rooms, in words. */
function faultsIn(sources: Sources): string[] {
  const imports = importsIn(sources);
  const inWords = ({ from, to }: Import) => `${from} -> ${to}`;
  return [
    ...imports.filter(isForbidden).map(inWords),
    ...cyclesIn(imports.filter(({ isType }) => !isType)).map((one) => `cycle: ${inWords(one)}`),
    ...Object.keys(sources).filter((path) => /(^|\/)(index$|utils?\/)/.test(path)),
  ];
}

describe("the rooms of the source", () => {
  const files = import.meta.glob<string>("../../src/**/*.ts", {
    query: "?raw",
    import: "default",
    eager: true,
  });
  const sources = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path.slice("../../src/".length, -".ts".length),
      text,
    ]),
  );

  test("are all read", () => {
    expect(Object.keys(sources)).toContain("model/record");
    expect(importsIn(sources)).toContainEqual({
      from: "model/record",
      to: "model/kinds",
      isType: true,
    });
  });

  test("import one another only along the arrows, without cycles, barrels and utils", () => {
    expect(faultsIn(sources)).toEqual([]);
  });
});

describe("the check of the rooms", () => {
  test.each<[string, Sources]>([
    ["down an arrow", { "editor/a": `import { b } from "../model/b";` }],
    ["by main, of anything", { main: `import "./store/a";\nvoid import("./exchange/b");` }],
    ["from outside the source", { "exchange/a": `import s from "../../schema/s.json";` }],
    [
      "in a ring of types",
      { "model/a": `import type { B } from "./b";`, "model/b": `import "./a";` },
    ],
    ["only in words", { "model/a": `const path = "../store/a"; // import "../store/a"` }],
  ])("allows an import %s", (_, sources) => {
    expect(faultsIn(sources)).toEqual([]);
  });

  test.each<[string, Sources, string]>([
    ["up an arrow", { "model/a": `import { b } from "../editor/b";` }, "model/a -> editor/b"],
    ["of a type", { "model/a": `import type { B } from "../editor/b";` }, "model/a -> editor/b"],
    [
      "over lines",
      { "store/a": `import {\n  b,\n} from "../editor/b.ts";` },
      "store/a -> editor/b",
    ],
    ["on demand", { "store/a": `await import("../exchange/b")` }, "store/a -> exchange/b"],
    ["by handing on", { "elements/a": `export * from "../store/b";` }, "elements/a -> store/b"],
    ["of main", { "elements/a": `import "../main";` }, "elements/a -> main"],
    ["by an unknown room", { "helpers/a": `import "../model/b";` }, "helpers/a -> model/b"],
    ["of a barrel", { "model/index": "" }, "model/index"],
    ["of utilities", { "model/utils/a": "" }, "model/utils/a"],
  ])("finds an import %s", (_, sources, fault) => {
    expect(faultsIn(sources)).toEqual([fault]);
  });

  test("finds a cycle", () => {
    const ring = {
      "model/a": `import "./b";`,
      "model/b": `import "./c";`,
      "model/c": `import "./b";`,
    };
    expect(faultsIn(ring)).toEqual(["cycle: model/b -> model/c", "cycle: model/c -> model/b"]);
  });
});
