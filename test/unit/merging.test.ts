/**
 * Two and three people who work on copies of one article, exchange them in any order, and end with
 * the same.
 */
import fc from "fast-check";
import { undo } from "prosemirror-history";
import { describe, expect, it } from "vitest";
import { annotationsOf } from "../../src/editor/annotation-plugin";
import { annotationsToJson } from "../../src/editor/annotations";
import { claimView, claimViews, recordOf } from "../../src/editor/anchors";
import { beginning, replay, type ArticleAt } from "../../src/editor/article-state";
import { deleteRecord, giveVerdict, setField } from "../../src/editor/commands";
import { mergeLogs, NotMergeable } from "../../src/editor/merging";
import type { Pen } from "../../src/editor/entry-writer";
import { Session } from "../../src/editor/session";
import { articleText } from "../../src/editor/text";
import { annotatedArticleText, formatAnnotatedArticle } from "../../src/exchange/annotated-json";
import type { Commit } from "../../src/model/commit";
import { conflict, isContested, value, type AnyRecord } from "../../src/model/record";
import { act, everything, perform, unlocking, type Act } from "../acts";
import {
  article,
  ARTICLE,
  claimOn,
  claimWords,
  mark,
  MemoryLog,
  openOn,
  p,
  pen,
} from "../builders";
import { replace } from "../edits";

/** Somebody with a copy of the article. */
class Peer {
  private constructor(
    readonly log: MemoryLog,
    private readonly by: Pen,
    public session: Session,
  ) {}

  get pen(): Pen {
    return this.by;
  }

  /** Opens the copy that begins with some commits. */
  static async with(name: string, commits: readonly Commit[]): Promise<Peer> {
    const log = new MemoryLog();
    log.commits.push(...commits);
    const by = pen(name);
    const peer = new Peer(log, by, await openOn(log, by));
    peer.session.run(unlocking);
    return peer;
  }

  async commits(): Promise<readonly Commit[]> {
    await this.session.save();
    return structuredClone(this.log.commits);
  }

  /** Takes in somebody's copy; answers how many commits were new. */
  async take(theirs: readonly Commit[]): Promise<number> {
    const ours = await this.commits();
    const { from, commits, news } = mergeLogs(ours, theirs);
    const kept = this.log.commits.filter(({ version }) => version < from);
    const isAppended = kept.length === this.log.commits.length;
    this.log.commits.splice(0, Infinity, ...kept, ...commits);
    if (isAppended) await this.session.catchUp();
    else this.session = await Session.open(ARTICLE, this.log, this.by);
    this.session.run(unlocking);
    return news.length;
  }

  get state() {
    return this.session.state;
  }

  /** The article's file. */
  get file(): string {
    return annotatedArticleText(
      formatAnnotatedArticle(ARTICLE, this.state.doc, annotationsOf(this.state)),
    );
  }

  get text(): string {
    return articleText(this.state.doc).text;
  }
}

/** People who each have a copy of one article. */
async function peers(names: readonly string[], doc = everything): Promise<Peer[]> {
  const log = new MemoryLog();
  await openOn(log, pen("origin"), doc);
  return Promise.all(names.map((name) => Peer.with(name, structuredClone(log.commits))));
}

/** The records as they are, whatever the order in which they came, without what found no place. */
function records({ records: all }: ArticleAt["annotations"]): Record<string, AnyRecord> {
  const kept = [...all].filter(([, { kind }]) => kind !== "displaced");
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const recordsOf = ({ state }: Peer) => records(annotationsOf(state));

/** Has everybody take everybody's copy until all logs are the same. */
async function settle(all: readonly Peer[]): Promise<void> {
  const logs = async () =>
    Promise.all(all.map(async (peer) => JSON.stringify(await peer.commits())));
  while (new Set(await logs()).size > 1) {
    const before = await logs();
    for (const taker of all)
      for (const giver of all) if (giver !== taker) await taker.take(await giver.commits());
    expect(await logs()).not.toEqual(before);
  }
}

/** Random work: who does what, and whose copy they take before it; null: nobody's. */
const history = (people: number) =>
  fc.array(
    fc.tuple(
      fc.nat(people - 1),
      act,
      fc.option(fc.nat(people - 1), { freq: 4, nil: null }),
      fc.boolean(),
    ),
    { minLength: 30, maxLength: 30 },
  );

async function play(
  all: readonly Peer[],
  acts: readonly (readonly [number, Act, number | null, boolean])[],
): Promise<void> {
  for (const [who, what, from, saves] of acts) {
    const peer = all[who]!;
    if (from !== null && from !== who) await peer.take(await all[from]!.commits());
    perform(peer.session, peer.pen, what);
    if (saves) await peer.commits();
  }
}

describe.each([2, 3])("with %i people", (people) => {
  const names = ["anna", "ben", "cem"].slice(0, people);

  it("all copies end equal with nothing missing, in whatever order they are exchanged", async () => {
    await fc.assert(
      fc.asyncProperty(
        history(people),
        fc.shuffledSubarray([...names.keys()], { minLength: people }),
        async (acts, order) => {
          const all = await peers(names);
          await play(all, acts);
          const copies = await Promise.all(all.map((peer) => peer.commits()));
          await checkOrders(copies, order);
          await settle(all);
          const [first] = all;
          for (const peer of all) {
            expect(peer.file).toBe(first!.file);
            expect(annotationsToJson(annotationsOf(peer.state))).toEqual(
              annotationsToJson(replay(beginning, first!.log.commits).annotations),
            );
          }
          for (const op of copies.flatMap(entries))
            expect(entries(await first!.commits())).toContain(op);
        },
      ),
      { numRuns: 1000 },
    );
  }, 300_000);
});

/** Checks that two readers who take copies in different orders have the same records, nothing missing. */
async function checkOrders(copies: readonly (readonly Commit[])[], order: readonly number[]) {
  const first = await Peer.with("reader", copies[0]!);
  const other = await Peer.with("reader", copies[order[0]!]!);
  for (const copy of copies) await first.take(copy);
  for (const place of order) await other.take(copies[place]!);
  expect(recordsOf(other)).toEqual(recordsOf(first));
  const whole = entries(await first.commits());
  for (const op of copies.flatMap(entries)) expect(whole).toContain(op);
}

/** The names of all entries that people ever made. */
function entries(commits: readonly Commit[]): string[] {
  return commits.flatMap(({ steps }) =>
    (steps as { kind?: string; entry?: { op: string } }[]).flatMap(({ kind, entry }) =>
      entry && kind !== "displaced" ? entry.op : [],
    ),
  );
}

const buses = () => article(p("In March 31 of 94 buses ran late."), p("None was cut."));

async function two(...before: Parameters<Session["run"]>[0][]): Promise<readonly [Peer, Peer]> {
  const log = new MemoryLog();
  const session = await openOn(log, pen("origin"), buses());
  session.run(unlocking);
  for (const command of before) session.run(command);
  await session.save();
  return Promise.all([
    Peer.with("anna", structuredClone(log.commits)),
    Peer.with("ben", structuredClone(log.commits)),
  ]);
}

describe("a copy that is taken in", () => {
  it("brings what its owner did, on top of one's own", async () => {
    const [anna, ben] = await two();
    anna.session.run(mark("31 of 94"));
    ben.session.run(replace("None", "Not one"));
    ben.session.run(mark("Not one was cut"));
    expect(await anna.take(await ben.commits())).toBe(1);
    expect(claimWords(anna.state)).toEqual(["31 of 94", "Not one was cut"]);
  });
  it("changes nothing the second time", async () => {
    const [anna, ben] = await two();
    anna.session.run(mark("31 of 94"));
    ben.session.run(mark("None"));
    const copy = await ben.commits();
    await anna.take(copy);
    const before = await anna.commits();
    expect(await anna.take(copy)).toBe(0);
    expect(await anna.commits()).toEqual(before);
  });
  it("when it has all of one's own, takes its place: the logs are then the same", async () => {
    const [anna, ben] = await two();
    anna.session.run(mark("31 of 94"));
    ben.session.run(mark("None"));
    await anna.take(await ben.commits());
    await ben.take(await anna.commits());
    expect(await ben.commits()).toEqual(await anna.commits());
    expect(ben.file).toBe(anna.file);
  });
  it("keeps the ids of commits, their authors and times", async () => {
    const [anna, ben] = await two();
    anna.session.run(replace("March", "spring"));
    ben.session.run(mark("None"));
    const copy = await ben.commits();
    await anna.take(copy);
    const { id, author, at } = copy.at(-1)!;
    expect((await anna.commits()).at(-1)).toMatchObject({ id, author, at });
  });
  it("leaves what one can undo", async () => {
    const [anna, ben] = await two();
    anna.session.run(replace("March", "spring"));
    ben.session.run(replace("None", "Not one"));
    await anna.take(await ben.commits());
    anna.session.run(undo);
    expect(anna.text).toBe("Title\nIn March 31 of 94 buses ran late.\nNot one was cut.");
  });
  it("is refused when it is of another article", async () => {
    const [anna] = await two();
    const [other] = await peers(["zoe"]);
    await expect(anna.take(await other!.commits())).rejects.toThrow(NotMergeable);
  });
});

describe("words that were put where somebody else deleted", () => {
  it("are kept, with whoever wrote them, until somebody has dealt with them", async () => {
    const [anna, ben] = await two();
    anna.session.run(replace("In March 31 of 94 buses ran late.", ""));
    ben.session.run(replace("31 of", "thirty-one of the"));
    await anna.take(await ben.commits());
    expect(anna.text).not.toContain("thirty-one");
    const displaced = Object.values(Object.fromEntries(annotationsOf(anna.state).records)).filter(
      ({ kind }) => kind === "displaced",
    );
    expect(displaced).toHaveLength(1);
    const [kept] = displaced;
    expect(value(recordOf(anna.state, "displaced", kept!.id as never), "words")).toBe(
      "thirty-one of the",
    );
    expect(kept!.fields.alive![0]).toMatchObject({ author: "ben" });
  });
});

describe("conflicts", () => {
  const late = mark("31 of 94");

  it("two verdicts given without knowing of each other are both there", async () => {
    const [anna, ben] = await two(late);
    const claim = claimOn(anna.state, "31 of 94");
    anna.session.run(giveVerdict(anna.pen, claim, "truth/false"));
    ben.session.run(giveVerdict(ben.pen, claim, "truth/true"));
    await anna.take(await ben.commits());
    await ben.take(await anna.commits());
    for (const { state } of [anna, ben]) {
      const asked = conflict(recordOf(state, "claim", claim)?.fields.verdict);
      expect(asked.map(({ author, value: given }) => [author, given?.rating])).toEqual([
        ["anna", "truth/false"],
        ["ben", "truth/true"],
      ]);
    }
    anna.session.run(giveVerdict(anna.pen, claim, "truth/false"));
    await ben.take(await anna.commits());
    expect(conflict(recordOf(ben.state, "claim", claim)?.fields.verdict)).toEqual([]);
    expect(claimView(ben.state, claim)?.verdict?.rating).toBe("truth/false");
  });
  it("a claim that one deleted and the other changed is kept until that is decided", async () => {
    const [anna, ben] = await two(late);
    const claim = claimOn(anna.state, "31 of 94");
    anna.session.run(deleteRecord(anna.pen, "claim", claim));
    ben.session.run(setField(ben.pen, "claim", claim, "explanation", "Counted."));
    await anna.take(await ben.commits());
    expect(claimViews(anna.state)).toHaveLength(1);
    expect(isContested(recordOf(anna.state, "claim", claim)! as AnyRecord)).toBe(true);
    anna.session.run(deleteRecord(anna.pen, "claim", claim));
    expect(claimViews(anna.state)).toEqual([]);
    await ben.take(await anna.commits());
    expect(claimViews(ben.state)).toEqual([]);
  });
  it("text that both changed under a claim makes it changed, with the words of both", async () => {
    const [anna, ben] = await two(mark("31 of 94 buses ran late"));
    anna.session.run(replace("31", "40"));
    ben.session.run(replace("late", "early"));
    await anna.take(await ben.commits());
    expect(claimWords(anna.state)).toEqual(["40 of 94 buses ran early (changed)"]);
  });
});
