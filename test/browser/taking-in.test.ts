import { describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { replay, beginning } from "../../src/editor/article-state";
import { deleteRecord, giveVerdict, setField } from "../../src/editor/commands";
import { setLocked } from "../../src/editor/lock";
import { mergeLogs } from "../../src/editor/merging";
import { newsOf } from "../../src/editor/news";
import type { Session } from "../../src/editor/session";
import "../../src/elements/name-dialog";
import { newsInWords } from "../../src/elements/news-lines";
import "../../src/elements/taking-in";
import type { OfferedNews, TickmarkTakingIn } from "../../src/elements/taking-in";
import type { Id } from "../../src/model/record";
import { article, claimOn, mark, MemoryLog, openOn, p, pen } from "../builders";
import { replace } from "../edits";
import { expectAccessible, focused, mount } from "./mount";

const dialog = page.getByRole("dialog");
const list = (name: string) => page.getByRole("list", { name });
const button = (name: string) => page.getByRole("button", { name, exact: true });

type Doing = (session: Session) => void;

/** What Ben's copy brings to Anna, after both have worked on one article with two claims. */
async function offer(ben: Doing, anna: Doing = () => undefined): Promise<OfferedNews> {
  const log = new MemoryLog();
  const doc = article(p("In March 31 of 94 buses ran late."), p("None was cut."));
  const origin = await openOn(log, pen("origin"), doc);
  origin.run(mark("31 of 94"));
  origin.run(mark("In March"));
  await origin.save();
  const start = structuredClone(log.commits);
  const theirs = await work("ben", start, ben);
  const ours = await work("anna", start, anna);
  const merging = mergeLogs(ours, theirs);
  const before = replay(beginning, ours);
  const kept = ours.filter(({ version }) => version < merging.from);
  const after = replay(beginning, [...kept, ...merging.commits]);
  return {
    type: "news",
    title: "Late buses",
    news: newsOf(before, after, merging.news),
    before: before.annotations,
    after: after.annotations,
    author: "anna",
    warnings: [],
    isAgain: false,
  };
}

async function work(name: string, start: MemoryLog["commits"], does: Doing) {
  const log = new MemoryLog();
  log.commits.push(...structuredClone(start));
  const session = await openOn(log, pen(name));
  session.run(setLocked(false));
  does(session);
  await session.save();
  return log.commits;
}

const judging =
  (rating: "truth/true" | "truth/false"): Doing =>
  (session) =>
    session.run(giveVerdict(session.pen, claimOn(session.state, "31 of 94"), rating));

/** Work of every kind. */
const much: Doing = (session) => {
  const { pen: by } = session;
  session.run(setField(by, "person", "ben" as Id<"person">, "name", "Ben Ode"));
  session.run(mark("None was cut"));
  session.run(deleteRecord(by, "claim", claimOn(session.state, "In March")));
  judging("truth/false")(session);
  session.run(replace("ran late", "came late"));
};

/** The dialog with something to decide; `answer` resolves with what was answered. */
async function ask(view: OfferedNews) {
  const element = await mount("tickmark-taking-in", {});
  const answer = element.ask(view);
  await expect.element(dialog).toBeVisible();
  return { element, answer };
}

describe("a working copy that is looked at", () => {
  test("shows who did how much, and all that is new", async () => {
    await ask(await offer(much));
    await expect.element(list("Who did how much")).toHaveTextContent("1 change");
    await expect.element(list("Who did how much").getByText("Ben Ode")).toBeVisible();
    await expect.element(list("New claims")).toHaveTextContent("None was cut");
    await expect.element(list("Deleted claims")).toHaveTextContent("In March");
    await expect.element(list("Changed fields")).toHaveTextContent(/31 of 94 Verdict:.*False/);
    await expect.element(list("Changed text")).toHaveTextContent(/ran late.*came late/);
    const marked = [...list("Changed text").element().querySelectorAll("del, ins")];
    expect(marked.map(({ textContent }) => textContent)).toEqual(["ran", "came"]);
  });

  test("says of a field that both set that it is to be chosen, with both values", async () => {
    await ask(await offer(judging("truth/false"), judging("truth/true")));
    const fields = list("Changed fields");
    await expect.element(fields).toHaveTextContent("you both set this, to be chosen on the card");
    await expect.element(fields).toHaveTextContent(/True You.*False/);
  });

  test("says of a claim that one deleted and the other changed that it is to be decided", async () => {
    const deleting: Doing = (session) =>
      session.run(deleteRecord(session.pen, "claim", claimOn(session.state, "31 of 94")));
    await ask(await offer(deleting, judging("truth/true")));
    await expect.element(list("Changed fields")).toHaveTextContent(/Deleted by.*to be decided/);
  });

  test("shows words that find no place", async () => {
    const all = "In March 31 of 94 buses ran late.";
    await ask(
      await offer(
        (session) => session.run(replace("31 of", "thirty-one of the")),
        (session) => session.run(replace(all, "")),
      ),
    );
    await expect.element(list("Words that find no place")).toHaveTextContent("thirty-one of the");
  });

  test("of one field is summed up as that", async () => {
    const { news, after } = await offer(judging("truth/true"));
    expect(newsInWords(news, after)).toBe("Taken in: 1 changed field.");
  });

  test("is summed up in a sentence", async () => {
    const { news, after } = await offer(much);
    expect(newsInWords(news, after)).toBe(
      "Taken in: 1 claim, 1 deleted claim, 1 changed field, 1 changed paragraph.",
    );
  });

  test("is agreed to by its button, and then waits to be closed", async () => {
    const { element, answer } = await ask(await offer(much));
    await button("Take in").click();
    expect(await answer).toBe(true);
    await expect.element(page.getByRole("status")).toHaveTextContent("Taking in…");
    element.close();
    await expect.element(dialog).not.toBeInTheDocument();
  });

  test.each(["{Escape}", "{Tab}{Tab}{Enter}"])("is cancelled by %s", async (keys) => {
    const { answer } = await ask(await offer(much));
    await userEvent.keyboard(keys);
    expect(await answer).toBe(false);
    await expect.element(dialog).not.toBeInTheDocument();
  });

  test("begins with the focus on its heading", async () => {
    await ask(await offer(much));
    expect(focused()?.textContent).toBe("Take in a working copy");
  });

  test("says that the article has changed meanwhile", async () => {
    await ask({ ...(await offer(much)), isAgain: true });
    await expect.element(page.getByRole("alert")).toHaveTextContent("has changed meanwhile");
  });

  test("is accessible", async () => {
    const { element } = await ask(await offer(much, judging("truth/true")));
    await expectAccessible(element);
  });
});

describe("a copy that cannot be taken in", () => {
  test("is said why, with a way out only", async () => {
    const element: TickmarkTakingIn = await mount("tickmark-taking-in", {});
    const answer = element.ask({ type: "problems", sentences: ["This copy brings nothing new."] });
    await expect.element(page.getByRole("alert")).toHaveTextContent("nothing new");
    await expect.element(button("Take in")).not.toBeInTheDocument();
    await button("Close").click();
    expect(await answer).toBe(false);
  });
});

describe("the name", () => {
  const answers = [
    ["{Enter}", "Anna"],
    [" Holm {Enter}", "Anna Holm"],
    ["{Escape}", null],
    ["{Tab}{Tab}{Enter}", ""],
  ] as const;

  test.each(answers)("after %s is %s", async (keys, name) => {
    const element = await mount("tickmark-name-dialog", {});
    const answer = element.ask("Anna");
    await expect.element(dialog).toBeVisible();
    await userEvent.keyboard(`{End}${keys}`);
    expect(await answer).toBe(name);
  });

  test("is asked for accessibly", async () => {
    const element = await mount("tickmark-name-dialog", {});
    void element.ask("");
    await expect.element(dialog).toBeVisible();
    await expectAccessible(element);
  });
});
