import { deleteDB } from "idb";
import { describe, expect, onTestFinished, test } from "vitest";
import { bringOver, bringsSomething, previewCopy, takeIn } from "../../src/copies";
import { fillArticle } from "../../src/editor/entry-writer";
import { setLocked } from "../../src/editor/lock";
import { Session } from "../../src/editor/session";
import { articleText } from "../../src/editor/text";
import type { Commit } from "../../src/model/commit";
import { LogReplaced, openStore, type Change, type Store } from "../../src/store/store";
import { ARTICLE, article, claimWords, mark, p, pen } from "../builders";
import { replace } from "../edits";

/** A tab on a database; with no name, on one of its own: another person's machine. */
async function tab(name = `test-${crypto.randomUUID()}`): Promise<{ name: string; store: Store }> {
  const store = await openStore(name, { newId: () => crypto.randomUUID() });
  onTestFinished(async () => {
    await store.close();
    await deleteDB(name);
  });
  return { name, store };
}

async function open(store: Store, author: string): Promise<Session> {
  const session = await Session.open(ARTICLE, await store.log(ARTICLE), pen(author));
  session.run(setLocked(false));
  return session;
}

/** An article on Anna's machine, and a copy of it on Ben's. */
async function annaAndBen() {
  const anna = await tab();
  const session = await open(anna.store, "anna");
  session.run(fillArticle(pen("origin"), article(p("In March 31 of 94 buses ran late.")), []));
  await session.save();
  const ben = await tab();
  await takeAll(ben.store, await logOf(anna.store));
  return { anna, session, ben, bens: await open(ben.store, "ben") };
}

const logOf = (store: Store) => store.commitsSince(ARTICLE, 0);

/** Takes a copy in; answers whether a part of the log was replaced. */
async function takeAll(store: Store, theirs: readonly Commit[]): Promise<boolean> {
  const preview = await previewCopy(store, ARTICLE, theirs);
  expect(await takeIn(store, preview, pen("taker"))).toBe(null);
  return preview.isReplaced;
}

/** A log of Ben's that has everything of Anna's, and replaces a part of it. */
async function replacing() {
  const both = await annaAndBen();
  const { anna, session, ben, bens } = both;
  bens.run(mark("ran late"));
  await bens.save();
  session.run(mark("31 of 94"));
  await session.save();
  await takeAll(ben.store, await logOf(anna.store));
  return { ...both, copy: await logOf(ben.store) };
}

describe("a copy", () => {
  test("of an article that is not here becomes it, with the same log", async () => {
    const { anna, ben } = await annaAndBen();
    expect(await logOf(ben.store)).toEqual(await logOf(anna.store));
    expect(await ben.store.summary(ARTICLE)).toMatchObject({ title: "Title", claims: 0 });
  });

  test("that is looked at changes nothing", async () => {
    const { anna, session, copy } = await replacing();
    const before = await logOf(anna.store);
    expect(bringsSomething(await previewCopy(anna.store, ARTICLE, copy))).toBe(true);
    expect(await logOf(anna.store)).toEqual(before);
    expect(claimWords(session.state)).toEqual(["31 of 94"]);
  });

  test("is looked at again when the log has grown meanwhile", async () => {
    const { anna, session, copy } = await replacing();
    const preview = await previewCopy(anna.store, ARTICLE, copy);
    session.run(mark("March"));
    await session.save();
    const before = await logOf(anna.store);
    const again = await takeIn(anna.store, preview, pen("taker"));
    expect(again!.continuation.end).toBeGreaterThan(preview.continuation.end);
    expect(await logOf(anna.store)).toEqual(before);
  });
});

describe("a session whose log was replaced", () => {
  test("is told so by reading and by writing, and writes nothing", async () => {
    const { anna, session, copy } = await replacing();
    expect(await takeAll(anna.store, copy)).toBe(true);
    session.run(mark("March"));
    await session.save();
    expect(session.saveState).toMatchObject({ type: "failed", error: expect.any(LogReplaced) });
    await session.catchUp();
    expect(session.saveState).toMatchObject({ type: "failed", error: expect.any(LogReplaced) });
    expect(await logOf(anna.store)).toEqual(copy);
  });

  test("has what it had not saved brought over", async () => {
    const { anna, session, copy } = await replacing();
    const other = await tab(anna.name);
    const told = new Promise<Change>((resolve) => void other.store.onChange(resolve));
    await takeAll(anna.store, copy);
    session.run(mark("March"));
    session.run(replace("buses", "old buses"));
    await session.save();
    const change = await told;
    await bringOver(anna.store, session, change.type === "replaced" ? change.before : []);
    const { state } = await open(other.store, "anna");
    expect(claimWords(state)).toEqual(["March", "31 of 94", "ran late"]);
    expect(articleText(state.doc).text).toContain("31 of 94 old buses ran late");
  });

  test("may go on where the log was only added to", async () => {
    const { anna, session, ben, bens } = await annaAndBen();
    bens.run(mark("ran late"));
    await bens.save();
    session.run(mark("31 of 94"));
    await session.save();
    expect(await takeAll(anna.store, await logOf(ben.store))).toBe(false);
    await session.catchUp();
    expect(session.saveState.type).toBe("saved");
    expect(claimWords(session.state)).toEqual(["31 of 94", "ran late"]);
  });
});

describe("the name", () => {
  test("is kept in the profile, and is absent before it is asked for", async () => {
    const { store } = await tab();
    const { author, ...rest } = await store.profile();
    expect(rest).toEqual({});
    await store.setName("Anna Holm");
    expect(await store.profile()).toEqual({ author, name: "Anna Holm" });
  });
});
