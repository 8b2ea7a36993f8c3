import { getVersion, sendableSteps } from "prosemirror-collab";
import { toggleMark } from "prosemirror-commands";
import { redo, undo, undoDepth } from "prosemirror-history";
import type { Command } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import { contents } from "../../src/editor/anchors";
import { annotationsOf } from "../../src/editor/annotation-plugin";
import { annotationsToJson } from "../../src/editor/annotations";
import { articleSchema } from "../../src/editor/article-schema";
import { beginning, replay } from "../../src/editor/article-state";
import { deleteRecord, giveVerdict, setField } from "../../src/editor/commands";
import { setLocked } from "../../src/editor/lock";
import { ChangeEvent, SaveStateEvent, Session, summarize } from "../../src/editor/session";
import { articleText } from "../../src/editor/text";
import { VersionTaken, type Commit, type Summary } from "../../src/model/commit";
import { value as valueOf } from "../../src/model/record";
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
  run,
  select,
  stateOf,
  title,
} from "../builders";
import { insert, rangeOf, replace } from "../edits";

const doc = article(title("Late"), p("In March, 31 of 94 buses were late."));

/** An article open in a tab of its own. */
async function opened(log = new MemoryLog(), by = pen()): Promise<Session> {
  const session = await openOn(log, by, log.commits.length === 0 ? doc : undefined);
  session.run(setLocked(false));
  return session;
}

/** One article open in two tabs. */
async function pair(log = new MemoryLog()) {
  return [await opened(log, pen("anna")), await opened(log, pen("ben"))] as const;
}

/** The words that found no place. */
const displaced = ({ state }: Session) =>
  contents(annotationsOf(state)).displaced.map((record) => valueOf(record, "words"));
const textOf = ({ state }: Session) => articleText(state.doc).text;
const saysBefore = (words: string) => insert(words, { before: "buses" });

/** Everything there is in a tab, as another reader of the log has to find it. */
const all = ({ state }: Session) => [state.doc.toJSON(), annotationsToJson(annotationsOf(state))];

/** Checks that tabs and log say the same, and that all is saved. */
function expectAgreement(log: MemoryLog, ...tabs: Session[]) {
  const whole = replay(beginning, log.commits);
  for (const tab of tabs) {
    expect(all(tab)).toEqual([whole.doc.toJSON(), annotationsToJson(whole.annotations)]);
    expect(tab.saveState).toEqual({ type: "saved" });
    expect(getVersion(tab.state)).toBe(whole.version);
  }
}

/** The save states a session goes through, and the log's answers to it, as they come. */
function listen(session: Session): string[] {
  const heard: string[] = [];
  session.addEventListener(SaveStateEvent.type, (event) => {
    heard.push((event as SaveStateEvent).saveState.type);
    expect((event as SaveStateEvent).saveState).toBe(session.saveState);
  });
  return heard;
}

/** A log that does something while an append is under way, and counts how many are at once. */
class BusyLog extends MemoryLog {
  meanwhile: () => void = () => undefined;
  underWay = 0;
  most = 0;
  override async append(commit: Commit, summary: Summary) {
    this.most = Math.max(this.most, ++this.underWay);
    await Promise.resolve();
    const { meanwhile } = this;
    this.meanwhile = () => undefined;
    meanwhile();
    await super.append(commit, summary).finally(() => this.underWay--);
  }
}

/** A log that keeps a commit, and then says that it failed. */
class DeafLog extends MemoryLog {
  isDeaf = false;
  override async append(commit: Commit, summary: Summary) {
    await super.append(commit, summary);
    if (this.isDeaf) throw new Error("The answer was lost");
  }
}

describe("saving", () => {
  it("makes one commit of what is pending, signed and timed", async () => {
    const log = new MemoryLog();
    const session = await opened(log, pen("anna"));
    const version = getVersion(session.state);
    session.run(saysBefore("red "));
    session.run(mark("red buses"));
    await session.save();
    const added = log.commits.slice(1);
    expect(added.flatMap(({ steps }) => steps)).toHaveLength(1 + 5);
    expect(added[0]).toMatchObject({ article: ARTICLE, author: "anna", version });
    expect(added[0]!.at).toMatch(/^2026-01-01T00:\d\d:00.000Z$/);
    expect(new Set(log.commits.map(({ id }) => id)).size).toBe(log.commits.length);
    expectAgreement(log, session);
  });
  it("makes one commit of all that came while another was under way", async () => {
    const log = new BusyLog();
    const session = await opened(log);
    log.meanwhile = () => {
      session.run(saysBefore("old "));
      session.run(saysBefore("red "));
    };
    session.run(saysBefore("two "));
    await session.save();
    expect(log.commits.slice(1).map(({ steps }) => steps.length)).toEqual([1, 2]);
    expectAgreement(log, session);
  });
  it("has one append under way at a time, whoever asks for more", async () => {
    const log = new BusyLog();
    const session = await opened(log);
    let isAsked = false;
    session.addEventListener(SaveStateEvent.type, () => {
      if (!isAsked) session.run(saysBefore("old "));
      isAsked = true;
      void session.save();
    });
    session.run(saysBefore("red "));
    await Promise.all([session.save(), session.save(), session.catchUp()]);
    expect(log.most).toBe(1);
    expect(textOf(session)).toContain("red old buses");
    expectAgreement(log, session);
  });
  it("does nothing when nothing is pending", async () => {
    const log = new MemoryLog();
    const session = await opened(log);
    const heard = listen(session);
    await session.save();
    expect([log.commits.length, heard]).toEqual([1, []]);
  });
  it("says so: saving, then saved", async () => {
    const session = await opened();
    const heard = listen(session);
    session.run(saysBefore("red "));
    await session.save();
    expect(heard).toEqual(["saving", "saved"]);
  });
  it("keeps the article's summary with each commit", async () => {
    const log = new MemoryLog();
    const session = await opened(log);
    session.run(mark("94"));
    await session.save();
    expect(log.summaries.at(-1)).toMatchObject({ title: "Late", claims: 1, judged: 0 });
    expect(log.summaries.at(-1)!.changed).toBe(log.commits.at(-1)!.at);
  });
});

describe("when saving fails", () => {
  async function failed() {
    const log = new MemoryLog();
    const session = await opened(log);
    const heard = listen(session);
    log.failure = new Error("The disk is full");
    session.run(saysBefore("red "));
    await session.save();
    return { log, session, heard };
  }

  it("says so, and why, and keeps what was typed", async () => {
    const { log, session, heard } = await failed();
    expect(heard).toEqual(["saving", "failed"]);
    expect(session.saveState).toEqual({ type: "failed", error: log.failure });
    expect(textOf(session)).toContain("red buses");
  });
  it("says so again when it fails again", async () => {
    const { session, heard } = await failed();
    await session.save();
    expect(heard).toEqual(["saving", "failed", "saving", "failed"]);
  });
  it.each<[string, (session: Session) => unknown]>([
    ["when told to", (session) => session.save()],
    ["with the next change", (session) => session.run(saysBefore("old "))],
    ["when others are heard of", (session) => session.catchUp()],
  ])("tries again %s, and loses nothing", async (_when, act) => {
    const { log, session, heard } = await failed();
    log.failure = null;
    act(session);
    await session.save();
    expect(heard).toEqual(["saving", "failed", "saving", "saved"]);
    expect(textOf(session)).toMatch(/red (old )?buses/);
    expectAgreement(log, session);
  });
  it("is not doubled by a commit that was kept though the answer was lost", async () => {
    const log = new DeafLog();
    const session = await opened(log);
    log.isDeaf = true;
    session.run(saysBefore("red "));
    session.run(mark("red"));
    await session.save();
    expect(session.saveState.type).toBe("failed");
    log.isDeaf = false;
    session.run(saysBefore("old "));
    await session.save();
    expect(textOf(session)).toContain("94 red old buses");
    expect(claimWords(session.state)).toEqual(["red"]);
    expectAgreement(log, session);
  });
  it("says so when others' commits cannot be read, and takes them in once they can", async () => {
    const log = new MemoryLog();
    const [first, second] = await pair(log);
    first.run(saysBefore("red "));
    await first.save();
    const read = log.commitsSince.bind(log);
    log.commitsSince = () => Promise.reject(new Error("The store is closed"));
    const heard = listen(second);
    await second.catchUp();
    await second.catchUp();
    expect(heard).toEqual(["failed", "failed"]);
    log.commitsSince = read;
    await second.save();
    expectAgreement(log, first, second);
  });
});

describe("two tabs", () => {
  it("see what the other has saved, once they hear of it", async () => {
    const log = new MemoryLog();
    const [first, second] = await pair(log);
    first.run(saysBefore("red "));
    await first.save();
    expect(textOf(second)).not.toContain("red");
    await second.catchUp();
    expect(textOf(second)).toContain("red buses");
    expectAgreement(log, first, second);
  });
  it("both keep everything when they write at once", async () => {
    const log = new MemoryLog();
    const [first, second] = await pair(log);
    first.run(insert("early ", { before: "March" }));
    first.run(mark("94"));
    second.run(saysBefore("red "));
    second.run(mark("late."));
    await Promise.all([first.save(), second.save()]);
    await Promise.all([first.catchUp(), second.catchUp()]);
    expect(textOf(first)).toBe("Late\nIn early March, 31 of 94 red buses were late.");
    expect(claimWords(first.state)).toEqual(["94", "late."]);
    expectAgreement(log, first, second);
  });
  it.each([
    ["beside them", insert("early ", { before: "March" }), "94 buses"],
    ["over them", replace("94 ", ""), "buses (changed)"],
  ])(
    "keep claims where they are when words are pending, and others come %s",
    async (_where, others, expected) => {
      const log = new MemoryLog();
      const [first, second] = await pair(log);
      first.run(mark("94 buses"));
      await first.save();
      await second.catchUp();
      first.run(others);
      await first.save();
      second.run(insert("all ", { before: "94" }));
      await second.save();
      expect(textOf(second)).toMatch(/31 of all (94 )?buses/);
      expect(claimWords(second.state)).toEqual([expected]);
      second.run(undo);
      expect(textOf(second)).not.toContain("all");
      expect(claimWords(second.state)).toEqual([expected]);
      await second.save();
      await first.catchUp();
      expectAgreement(log, first, second);
    },
  );
  it("keep what was confirmed while more was typed, when another's words come between", async () => {
    const log = new BusyLog();
    const session = await opened(log);
    const slice = { content: [{ type: "text", text: "x" }] };
    const between = () =>
      log.commits.push({
        ...log.commits[0]!,
        id: "x",
        version: getVersion(session.state),
        steps: [{ stepType: "replace", from: 1, to: 1, slice }],
      });
    log.meanwhile = () => {
      session.run(saysBefore("red "));
      log.meanwhile = between;
    };
    session.run(mark("94"));
    await session.save();
    expect(textOf(session)).toBe("xLate\nIn March, 31 of 94 red buses were late.");
    expectAgreement(log, session);
  });
  it("both keep what they entered in one field", async () => {
    const log = new MemoryLog();
    const [first, second] = await pair(log);
    first.run(mark("94"));
    await first.save();
    await second.catchUp();
    const id = claimOn(first.state, "94");
    const say = (by: string): Command => setField(pen(by), "claim", id, "explanation", by);
    first.run(say("x"));
    second.run(say("y"));
    await Promise.all([first.save(), second.save()]);
    await Promise.all([first.catchUp(), second.catchUp()]);
    const entries = annotationsOf(first.state).records.get(id)!.fields as {
      explanation?: { value: string }[];
    };
    expect(entries.explanation!.map(({ value }) => value)).toEqual(["x", "y"]);
    expectAgreement(log, first, second);
  });
  it("say: saving once, saved once, though the version was taken", async () => {
    const [first, second] = await pair();
    first.run(saysBefore("red "));
    await first.save();
    const heard = listen(second);
    second.run(saysBefore("old "));
    await second.save();
    expect(heard).toEqual(["saving", "saved"]);
  });
  it("keep words typed where the other has deleted what was around them", async () => {
    const log = new MemoryLog();
    const [first, second] = await pair(log);
    first.run(replace("31 of 94 buses", ""));
    await first.save();
    second.run(saysBefore("red "));
    second.run(insert("early ", { before: "March" }));
    await second.save();
    expect(displaced(second)).toEqual(["red "]);
    expect(textOf(second)).toBe("Late\nIn early March,  were late.");
    await first.catchUp();
    expect(displaced(first)).toEqual(["red "]);
    expectAgreement(log, first, second);
  });
  it("keep an edit whole when part of it found no place", async () => {
    const [first, second] = await pair();
    first.run(replace("31 of 94 buses", ""));
    await first.save();
    const [here, there] = [rangeOf(second.state, "94").from, rangeOf(second.state, "March").from];
    second.dispatch(second.state.tr.insertText("all ", here).insertText("early ", there));
    await second.save();
    expect(displaced(second)).toEqual(["all early "]);
  });
  it("do not undo what the other did", async () => {
    const [first, second] = await pair();
    first.run(saysBefore("red "));
    await first.save();
    await second.catchUp();
    expect(undoDepth(second.state)).toBe(0);
  });
});

it("is read again when marks were put on marks, undone and redone", async () => {
  const { subscript, superscript } = articleSchema.marks;
  const log = new MemoryLog();
  const water = article(p("H", articleSchema.text("2", [subscript.create()]), "O"));
  const session = await openOn(log, pen(), water);
  session.run(setLocked(false));
  session.run(select("H2O"));
  session.run(toggleMark(superscript));
  for (const command of [undo, redo]) session.run(command);
  await session.save();
  expect(replay(beginning, log.commits).doc.eq(session.state.doc)).toBe(true);
});

describe("a snapshot", () => {
  /** Types so many letters, each a step of its own. */
  const letters =
    (count: number): Command =>
    (state, dispatch) => {
      const { tr } = state;
      for (let i = 0; i < count; i++) tr.insertText("x", 1);
      dispatch?.(tr);
      return true;
    };

  it("is kept after 500 steps, and 500 more", async () => {
    const log = new MemoryLog();
    const session = await opened(log);
    const begun = getVersion(session.state);
    session.run(letters(499 - begun));
    await session.save();
    expect(log.snapshots).toEqual([]);
    session.run(letters(1));
    await session.save();
    session.run(letters(499));
    await session.save();
    expect(log.snapshots.map(({ version }) => version)).toEqual([500]);
    session.run(letters(1));
    await session.save();
    expect(log.snapshots.map(({ version }) => version)).toEqual([500, 1000]);
  });
  it("is what opening begins with, and reads the log from", async () => {
    const log = new MemoryLog();
    const session = await opened(log);
    session.run(mark("94"));
    session.run(letters(500));
    await session.save();
    session.run(saysBefore("red "));
    await session.save();
    const { version } = log.snapshots[0]!;
    log.commits.splice(
      0,
      log.commits.findIndex((commit) => commit.version === version),
    );
    expect(log.commits).toHaveLength(1);
    const again = await Session.open(ARTICLE, log, pen("ben"));
    expect(all(again)).toEqual(all(session));
    expect(getVersion(again.state)).toBe(getVersion(session.state));
  });
  it("has nothing in it that the log has not", async () => {
    const log = new BusyLog();
    const session = await opened(log);
    log.meanwhile = () => {
      session.run(saysBefore("red "));
      session.run(mark("red"));
    };
    session.run(letters(500));
    await session.save();
    expect(log.snapshots).toHaveLength(1);
    expectAgreement(log, session);
    expect(all(await Session.open(ARTICLE, log, pen("ben")))).toEqual(all(session));
  });
  it("that cannot be read is not needed: the log is", async () => {
    const log = new MemoryLog();
    const session = await opened(log);
    session.run(letters(500));
    await session.save();
    log.snapshots = [{ ...log.snapshots[0]!, document: { type: "doc", content: [] } }];
    expect(all(await Session.open(ARTICLE, log, pen("ben")))).toEqual(all(session));
  });

  it("that cannot be kept is no failure to save", async () => {
    const log = new MemoryLog();
    const session = await opened(log);
    log.saveSnapshot = () => Promise.reject(new Error("The disk is full"));
    session.run(letters(500));
    await session.save();
    expectAgreement(log, session);
  });
});

describe("opening", () => {
  it("gives an article nobody has written in as an empty one", async () => {
    const session = await Session.open(ARTICLE, new MemoryLog(), pen());
    expect([textOf(session), getVersion(session.state)]).toEqual(["\n", 0]);
    expect(sendableSteps(session.state)).toBeNull();
  });

  const commit = (change: Partial<Commit>): Commit => ({
    article: ARTICLE,
    version: 0,
    id: "c",
    author: "anna",
    at: "2026-01-01T00:00:00.000Z",
    steps: [{ stepType: "replace", from: 1, to: 1 }],
    ...change,
  });
  it.each([
    ["with a gap", [commit({ version: 3 })], "Commit c is at 3, not at 0"],
    [
      "with two commits in one place",
      [commit({}), commit({ id: "d" })],
      "Commit d is at 0, not at 1",
    ],
    [
      "with a step beyond the text",
      [commit({ steps: [{ stepType: "replace", from: 70, to: 80 }] })],
      "70",
    ],
    [
      "with a step nobody knows",
      [commit({ steps: [{ stepType: "magic" }] })],
      "No step type magic defined",
    ],
    ["with a step that is none", [commit({ steps: [null] })], "Invalid input"],
    [
      "with a bad link",
      [
        commit({
          steps: [
            {
              stepType: "addMark",
              from: 1,
              to: 1,
              mark: { type: "link", attrs: { href: "javascript:x" } },
            },
          ],
        }),
      ],
      "javascript:x",
    ],
  ])("a log %s is refused with a sentence", async (_what, commits, sentence) => {
    const log = new MemoryLog();
    log.commits.push(...commits);
    await expect(Session.open(ARTICLE, log, pen())).rejects.toThrow(RangeError);
    await expect(Session.open(ARTICLE, log, pen())).rejects.toThrow(sentence);
  });
  it("and catching up refuses a commit that does not follow on what is there", async () => {
    const log = new MemoryLog();
    const session = await opened(log);
    const before = all(session);
    log.commits.push(commit({ version: getVersion(session.state) + 2 }));
    await session.catchUp();
    expect(session.saveState).toMatchObject({ type: "failed" });
    expect(all(session)).toEqual(before);
  });
});

describe("a session", () => {
  it("tells each transaction, with the state before it", async () => {
    const session = await opened();
    const before = session.state;
    const told: ChangeEvent[] = [];
    session.addEventListener(ChangeEvent.type, (event) => told.push(event as ChangeEvent));
    session.run(saysBefore("red "));
    expect(told).toHaveLength(1);
    expect(told[0]!.before).toBe(before);
    expect(told[0]!.transaction.doc).toBe(session.state.doc);
  });
  it("says nothing of what the lock refuses, and of commands that do not apply", async () => {
    const session = await opened();
    session.run(setLocked(true));
    const told: Event[] = [];
    session.addEventListener(ChangeEvent.type, (event) => told.push(event));
    session.dispatch(session.state.tr.insertText("x", 1));
    expect(session.run(() => false)).toBe(false);
    expect(told).toEqual([]);
  });
  it("fails, and does not try for ever, when what took its version cannot be read", async () => {
    const log = new MemoryLog();
    const session = await opened(log);
    log.failure = new VersionTaken();
    session.run(saysBefore("red "));
    await session.save();
    expect(session.saveState).toEqual({ type: "failed", error: log.failure });
  });

  it("knows of a taken version by the error's type alone", async () => {
    const log = new MemoryLog();
    const session = await opened(log);
    log.failure = new Error("VersionTaken");
    session.run(saysBefore("red "));
    await session.save();
    expect(session.saveState.type).toBe("failed");
    expect(new VersionTaken().name).toBe("VersionTaken");
  });
});

describe("the summary", () => {
  const by = pen("ben");
  const state = run(stateOf(doc), mark("94"), mark("31"));
  const of = (...commands: Command[]) => summarize(run(state, ...commands), ARTICLE, "now");
  const set = (field: "name" | "outlet", value: string) =>
    setField(by, "article", ARTICLE, field, value);

  it("has the title, and what the library is to show", () => {
    expect(of()).toEqual({
      article: ARTICLE,
      title: "Late",
      outlet: "",
      claims: 2,
      judged: 0,
      changed: "now",
      deleted: null,
    });
  });
  it("has the name it was given, in place of the title", () => {
    expect(of(set("name", "Buses"), set("outlet", "The Paper"))).toMatchObject({
      title: "Buses",
      outlet: "The Paper",
    });
    expect(of(set("name", "Buses"), set("name", ""))).toMatchObject({ title: "Late" });
  });
  it("counts live claims, and those with a verdict", () => {
    const id = claimOn(state, "94");
    expect(of(giveVerdict(by, id, "truth/true"))).toMatchObject({ claims: 2, judged: 1 });
    expect(of(giveVerdict(by, id, "truth/true"), giveVerdict(by, id, null)).judged).toBe(0);
    expect(of(deleteRecord(by, "claim", id))).toMatchObject({ claims: 1 });
  });
  it("says since when the article lies in the trash", () => {
    const alive = setField(by, "article", ARTICLE, "alive", true);
    const { deleted } = of(alive, deleteRecord(by, "article", ARTICLE));
    expect(deleted).toMatch(/^2026-01-01T/);
    expect(of(alive).deleted).toBeNull();
  });
});
