/**
 * Passing working copies to and fro, on the screen: writing one, and looking at a colleague's before
 * it is taken in. Loaded on demand; `main.ts` lends what it has at hand.
 */
import { bringsSomething, previewCopy, takeIn, type Preview } from "./copies";
import { contents } from "./editor/anchors";
import { annotationsOf } from "./editor/annotation-plugin";
import { beginning, replay } from "./editor/article-state";
import { introduce, outsideHistory } from "./editor/commands";
import type { Pen } from "./editor/entry-writer";
import { selectedClaim } from "./editor/selected-claim";
import type { Session } from "./editor/session";
import { titleOf } from "./editor/text";
import type { TickmarkApp } from "./elements/app";
import { hasNews, newsInWords } from "./elements/news-lines";
import type { OfferedNews, TickmarkTakingIn } from "./elements/taking-in";
import {
  formatWorkingCopy,
  parseWorkingCopy,
  workingCopyText,
  type ArticleLog,
} from "./exchange/working-copy";
import { titleSlug } from "./model/article";
import type { Commit } from "./model/commit";
import type { Id } from "./model/record";
import { requestPersistence, type Store } from "./store/store";

/** What this is lent: the app, its store and its sessions. */
export interface Desk {
  readonly app: TickmarkApp;
  readonly store: Store;
  readonly pen: Pen;
  /** The session on the screen; null when there is none. */
  openSession(): Session | null;
  /** An article's session, up to date; null when there is no such article. */
  sessionOf(article: Id<"article">): Promise<Session | null>;
  /** Brings a session up to date, or opens its article anew. */
  catchUp(session: Session): Promise<Session>;
  /** Rejects with what kept a session from saving. */
  saved(session: Session): Promise<void>;
  /** The page's address for an article. */
  addressOf(article: Id<"article">, claim?: Id<"claim"> | null): string;
  /** Lets the browser save a JSON file. */
  download(name: string, text: string): void;
  say(sentence: string): void;
  /** What an error says to people. */
  reason(error: unknown): string;
}

/** Writes the whole log into a file; the person is asked for their name the first time. */
export async function exportWorkingCopy(desk: Desk): Promise<void> {
  const session = desk.openSession()!;
  const name = (await desk.store.profile()).name ?? (await changeName(desk));
  if (name === null) return;
  introduceIn(session, name);
  await desk.saved(session).catch((error: unknown) => {
    throw new Error(`The article is not saved. ${desk.reason(error)}`, { cause: error });
  });
  const commits = await desk.store.commitsSince(session.article, 0);
  const text = workingCopyText(formatWorkingCopy(session.article, commits));
  desk.download(`${titleSlug(titleOf(session.state))}.tickmark-copy.json`, text);
}

/** Asks for the name and keeps it; null: it is to stay as it is. */
async function changeName(desk: Desk): Promise<string | null> {
  const name = await desk.app.askName((await desk.store.profile()).name ?? "");
  if (name !== null) await desk.store.setName(name);
  return name;
}

/** Asks for the name, on the user's wish; where the open article tells one already, it tells the new one. */
export async function askForName(desk: Desk): Promise<void> {
  const name = await changeName(desk);
  const session = desk.openSession();
  const isNamed = session && contents(annotationsOf(session.state)).people.has(desk.pen.author);
  if (name !== null && isNamed) introduceIn(session, name);
}

/** Has the article say what the person calls themselves, unless it says so. */
function introduceIn(session: Session, name: string): void {
  const { pen } = session;
  const known = contents(annotationsOf(session.state)).people.get(pen.author) ?? "";
  if (name !== known) session.run(outsideHistory(introduce(pen, name)));
}

/** Reads a working copy and takes it in; `expected`: the article it should be of, null for any. */
export async function takeInFile(
  desk: Desk,
  file: File,
  expected: Id<"article"> | null,
): Promise<void> {
  const dialog = await desk.app.takingInDialog();
  await dialog.show({ type: "waiting", sentence: "Reading the working copy…" });
  try {
    const parsed = parseWorkingCopy(await file.text());
    if (!parsed.ok) return void tellProblems(dialog, parsed.problems);
    const isMeant = await isArticleMeant(desk, dialog, parsed.value, expected);
    if (isMeant) await takeInLog(desk, dialog, parsed.value, parsed.warnings);
  } catch (error) {
    tellProblems(dialog, [{ sentence: `This copy was not taken in: ${desk.reason(error)}` }]);
  }
}

function tellProblems(
  dialog: TickmarkTakingIn,
  problems: readonly { readonly sentence: string }[],
): void {
  void dialog.ask({ type: "problems", sentences: problems.map(({ sentence }) => sentence) });
}

/** Whether a copy is of the article that it should be of; else asks whether to go on with its own. */
async function isArticleMeant(
  desk: Desk,
  dialog: TickmarkTakingIn,
  { article, commits }: ArticleLog,
  expected: Id<"article"> | null,
): Promise<boolean> {
  if (expected === null || article === expected) return true;
  const summary = await desk.store.summary(article);
  const title = summary?.title ?? titleOf(replay(beginning, commits));
  const isMeant = await dialog.ask({ type: "other", title, isHere: summary !== undefined });
  if (isMeant && summary) location.hash = desk.addressOf(article);
  return isMeant;
}

async function takeInLog(
  desk: Desk,
  dialog: TickmarkTakingIn,
  { article, commits }: ArticleLog,
  warnings: readonly string[],
): Promise<void> {
  const session = await desk.sessionOf(article);
  const sentence = session
    ? await mergeCopy(desk, dialog, session, commits, warnings)
    : await keepCopy(desk, article, commits, warnings);
  if (sentence === null) return;
  dialog.close();
  location.hash = desk.addressOf(article, openClaimOf(desk, article));
  desk.say(sentence);
}

/** The claim that is open where the article is on the screen; null: none. */
function openClaimOf(desk: Desk, article: Id<"article">): Id<"claim"> | null {
  const session = desk.openSession();
  return session?.article === article ? selectedClaim(session.state) : null;
}

/** Makes a copy the article that it is of. Resolves with what is to be said. */
async function keepCopy(
  desk: Desk,
  article: Id<"article">,
  commits: readonly Commit[],
  warnings: readonly string[],
): Promise<string> {
  const again = await takeIn(desk.store, await previewCopy(desk.store, article, commits), desk.pen);
  if (again) throw new Error("It was opened in another tab at the same time.");
  void requestPersistence();
  return ["The working copy is open. To send back what you do, export one.", ...warnings].join(" ");
}

/**
 * Shows what a copy brings to an article that is here, and takes it in when the user agrees.
 * Resolves with what is to be said; null: nothing was taken in.
 */
async function mergeCopy(
  desk: Desk,
  dialog: TickmarkTakingIn,
  session: Session,
  theirs: readonly Commit[],
  warnings: readonly string[],
): Promise<string | null> {
  await desk.saved(session);
  let preview = await previewCopy(desk.store, session.article, theirs);
  for (let isAgain = false; ; isAgain = true) {
    const offer = offerOf(session, preview, { warnings, isAgain });
    if (hasNews(preview.news) && !(await dialog.ask(offer))) return null;
    await desk.saved(session);
    // What brings no news may still settle the order that all copies have their commits in.
    const grown = bringsSomething(preview) ? await takeIn(desk.store, preview, desk.pen) : null;
    if (!grown) break;
    preview = grown;
  }
  await desk.catchUp(session);
  if (hasNews(preview.news)) return newsInWords(preview.news, preview.after.annotations);
  tellProblems(dialog, [{ sentence: "This copy brings nothing new." }]);
  return null;
}

function offerOf(
  { state, pen }: Session,
  { news, after }: Preview,
  more: Pick<OfferedNews, "warnings" | "isAgain">,
): OfferedNews {
  const [before, { author }] = [annotationsOf(state), pen];
  const title = titleOf(state);
  return { type: "news", title, news, before, after: after.annotations, author, ...more };
}
