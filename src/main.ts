/**
 * The one place that knows everybody: opens the store, follows the page's address, and turns what
 * elements ask for into commands, commits and files. Supplies the clock, fresh ids and the
 * database's name.
 */
import "./elements/theme.css";
import "./elements/article.css";
import { DOMSerializer, type Node } from "prosemirror-model";
import { sendableSteps } from "prosemirror-collab";
import type { Command } from "prosemirror-state";
import { annotationsOf } from "./editor/annotation-plugin";
import { articleSchema } from "./editor/article-schema";
import { deleteRecord, outsideHistory, setField, setTitle } from "./editor/commands";
import { fillArticle, type GivenEntry, type Pen } from "./editor/entry-writer";
import { selectedClaim } from "./editor/selected-claim";
import { ChangeEvent, Session } from "./editor/session";
import { articleText, titleOf } from "./editor/text";
import "./elements/app";
import type { Screen } from "./elements/app";
import type { ExportEvent } from "./elements/article";
import { NoticeEvent } from "./elements/events";
import type { ArticleDetails, ArticleInput, ParseArticle } from "./elements/article-input";
import type { CreateArticleEvent } from "./elements/new-article";
import type { ImportedArticle } from "./exchange/imported-article";
import type { Commit } from "./model/commit";
import type { Parsed } from "./model/parsed";
import { titleSlug, TRASH_DAYS } from "./model/article";
import type { Id } from "./model/record";
import { keepForOffline } from "./offline";
import type { Desk } from "./working-copies";
import {
  ArticleErased,
  LogReplaced,
  NewerFormat,
  openStore,
  requestPersistence,
  type Change,
  type Store,
} from "./store/store";

const DATABASE = "tickmark";

/** What a new article is made of: what an importer gives, ready to be written. */
interface NewArticle {
  /** The id it has where it comes from; absent: it is new. */
  readonly id?: Id<"article">;
  readonly document: Node;
  readonly entries: readonly GivenEntry[];
}

/** A fresh name: 96 random bits, in 16 characters that addresses and file names can hold. */
const newId = () =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(12))))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
const now = () => new Date().toISOString();

const app = document.createElement("tickmark-app");
document.body.append(app);

/** Set by `start`, before anything can be asked for. */
let store: Store;
let pen: Pen;

async function start(): Promise<void> {
  store = await openStore(DATABASE, {
    newId,
    blocked: () => say("Tickmark is being updated. Close its other tabs to go on."),
    outdated: () => say("Tickmark was updated in another tab. Reload this one."),
  });
  pen = { author: (await store.profile()).author, newId, now };
  // Housekeeping that fails is tried again at the next start.
  const expired = new Date(Date.now() - TRASH_DAYS * 86_400_000).toISOString();
  await store.eraseExpired(expired).catch(() => undefined);
  store.onChange((told) => void hear(told));
  addEventListener("hashchange", () => void follow());
  addEventListener("beforeunload", warnOfUnsaved);
  document.addEventListener("visibilitychange", () => void refresh());
  await follow();
  void keepForOffline().catch(() => undefined);
}

// —— Addresses and screens

/** What the page's address names: `#/article/<id>`, `#/article/<id>/claim/<id>`, else the library. */
function address(): { article: Id<"article">; claim: Id<"claim"> | null } | null {
  const [, article, claim] = /^#\/article\/([^/]+)(?:\/claim\/([^/]+))?$/.exec(location.hash) ?? [];
  if (!article) return null;
  return { article: article as Id<"article">, claim: (claim ?? null) as Id<"claim"> | null };
}

function addressOf(article: Id<"article">, claim: Id<"claim"> | null = null): string {
  return `#/article/${article}${claim ? `/claim/${claim}` : ""}`;
}

function openSession(): Session | null {
  return app.screen.type === "article" ? app.screen.session : null;
}

/** Shows what the address names. An article that is open already stays open. */
async function follow(): Promise<void> {
  const named = address();
  if (!named) return showLibrary();
  try {
    const session = await sessionOf(named.article);
    // The address may have changed while the article was being read.
    if (address()?.article !== named.article) return;
    if (session) show({ type: "article", session, claim: named.claim });
    else show({ type: "problem", sentence: "There is no such article on this machine." });
  } catch (error) {
    show({ type: "problem", sentence: `This article cannot be opened: ${reason(error)}` });
  }
}

/**
 * The sessions of this tab, by article. They outlive their screen: with what could not be saved yet,
 * and with everything that can be undone.
 */
const sessions = new Map<Id<"article">, Session>();

/** The article's session, up to date with the log; null when there is no such article. */
async function sessionOf(article: Id<"article">): Promise<Session | null> {
  if (!sessions.has(article) && !(await store.summary(article))) return null;
  const session =
    sessions.get(article) ?? (await Session.open(article, await store.log(article), pen));
  // Two may have been opened at once: the first one stays.
  const kept = sessions.get(article) ?? session;
  if (kept === session) session.addEventListener(ChangeEvent.type, () => entitle(session));
  sessions.set(article, kept);
  return catchUp(kept);
}

/**
 * Brings a session up to date with the log. When a part of the log was replaced, the article is
 * opened anew, and what the former session had not saved is merged in; `before` is what was
 * replaced, if that is known. Resolves with the session to go on with.
 */
async function catchUp(session: Session, before: readonly Commit[] = []): Promise<Session> {
  await session.catchUp();
  const { saveState, article } = session;
  const isReplaced = saveState.type === "failed" && saveState.error instanceof LogReplaced;
  // Steps that cannot be merged yet stay on the screen, not saved, until the other tab is heard.
  const canMove = before.length > 0 || !sendableSteps(session.state);
  if (!isReplaced || !canMove || sessions.get(article) !== session) return session;
  return openAnew(session, before);
}

async function openAnew(former: Session, before: readonly Commit[]): Promise<Session> {
  const { article } = former;
  const isOpen = openSession() === former;
  if (isOpen) leaveScreen();
  const session = await successorOf(former, before);
  if (isOpen && address()?.article === article)
    show({ type: "article", session, claim: selectedClaim(former.state) });
  return session;
}

/** The article opened anew, with what a session had not saved; that session when this fails. */
async function successorOf(former: Session, before: readonly Commit[]): Promise<Session> {
  try {
    if (sendableSteps(former.state)) {
      const { bringOver } = await import("./copies");
      await bringOver(store, former, before);
    }
    sessions.delete(former.article);
    return (await sessionOf(former.article))!;
  } catch (error) {
    sessions.set(former.article, former);
    say(`What you did last could not be merged: ${reason(error)} Export the article to keep it.`);
    return former;
  }
}

/** Has what is being typed entered, and lets nothing more be done on the screen for now. */
function leaveScreen(): void {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  if (focused instanceof HTMLElement) focused.blur();
  show({ type: "starting" });
}

async function showLibrary(): Promise<void> {
  const summaries = await store.summaries();
  if (!address()) show({ type: "library", summaries });
}

function show(screen: Screen): void {
  app.now = now();
  app.screen = screen;
  entitle(openSession());
}

/** Names the tab after the open article, if there is one. */
function entitle(session: Session | null): void {
  if (session !== openSession()) return;
  document.title = session ? `${titleOf(session.state) || "Untitled"} – Tickmark` : "Tickmark";
}

/** Takes in what happened while the tab was hidden: a sleeping tab hears nothing. */
async function refresh(): Promise<void> {
  if (document.visibilityState !== "visible") return;
  const session = openSession();
  await (session ? catchUp(session) : follow());
}

/** What another tab has done. */
async function hear(told: Change): Promise<void> {
  const isOpen = openSession()?.article === told.article;
  const session = sessions.get(told.article);
  if (told.type === "erased") sessions.delete(told.article);
  else if (session) await catchUp(session, told.type === "replaced" ? told.before : []);
  if (!openSession()) await follow();
  if (isOpen && told.type === "erased")
    show({ type: "problem", sentence: "This article was deleted for good in another tab." });
}

function warnOfUnsaved(event: BeforeUnloadEvent): void {
  if ([...sessions.values()].some(({ saveState }) => saveState.type !== "saved"))
    event.preventDefault();
}

function say(sentence: string, action?: NoticeEvent["action"]): void {
  app.show(new NoticeEvent(sentence, action));
}

function reason(error: unknown): string {
  // By name, since what merges is loaded on demand.
  if (error instanceof Error && error.name === "NotMergeable")
    return "It has nothing in common with the article of that name that is here.";
  if (error instanceof NewerFormat) return "A newer Tickmark wrote it. Reload this tab.";
  return error instanceof Error ? error.message : String(error);
}

// —— New articles

/** A working copy is no new article: it is taken over from the dialog. */
const parse: ParseArticle = async (input) => {
  const isCopy = input.type === "file" && (await takeOver(input.file));
  if (!isCopy) return read(input);
  app.newArticle.putAside();
  return { ok: false, problems: [] };
};

const read: ParseArticle = async (input) => {
  const parsed = await parseInput(input);
  if (!parsed.ok) return parsed;
  const { details, made } = parsed.value;
  const { text } = articleText(made.document);
  return {
    ok: true,
    details: { ...details, language: details.language ?? (await languageOf(made)) },
    words: text.match(/\S+/g)?.length ?? 0,
    preview: render(made.document),
    warnings: parsed.warnings,
    token: made,
  };
};

/** The language proposed for a new text; a copy of an article says its own, or none. */
async function languageOf({ id, document }: NewArticle): Promise<string> {
  if (id) return "";
  const { proposeLanguage } = await import("./exchange/language");
  return proposeLanguage(articleText(document).text) ?? "";
}

/**
 * A new draft of the open article. What a file says about itself beside its text is left alone. When
 * no title is found, the present one stays: the text is then read with it, as it may begin with it.
 */
const parseDraft: ParseArticle<Node> = async (input) => {
  if (input.type === "file" && (await isWorkingCopy(input.file))) return OWN_ARTICLE;
  const parsed = await read(input);
  if (!parsed.ok) return parsed;
  if (input.type === "file" && isJson(input.file)) return OWN_ARTICLE;
  const session = openSession();
  const title = input.title || parsed.details.title || (session ? titleOf(session.state) : "");
  const again = parsed.details.title || !title ? parsed : await read({ ...input, title });
  return again.ok ? { ...again, token: (again.token as NewArticle).document } : again;
};

const OWN_ARTICLE = {
  ok: false,
  problems: [
    {
      path: "",
      sentence:
        "This file is an article of its own, with its own claims. Open it in the library instead.",
    },
  ],
} as const;

/** What a document looks like, without its title, which has a field of its own. */
function render(document: Node): DocumentFragment {
  const body = document.content.cut(document.firstChild!.nodeSize);
  return DOMSerializer.fromSchema(articleSchema).serializeFragment(body) as DocumentFragment;
}

type ParsedInput = Parsed<{ details: Partial<ArticleDetails>; made: NewArticle }>;

async function parseInput(input: ArticleInput): Promise<ParsedInput> {
  switch (input.type) {
    case "text":
      return asNewArticle(
        (await import("./exchange/plain-text")).parsePlainText(input.content, input),
      );
    case "html":
      return asNewArticle((await import("./exchange/html")).parseHtml(input.content, input));
    case "file":
      return parseInputFile(input);
  }
}

async function parseInputFile({
  file,
  title,
}: ArticleInput & { readonly type: "file" }): Promise<ParsedInput> {
  if (isJson(file)) {
    const { parseAnnotatedArticle } = await import("./exchange/annotated-json");
    return asCopy(parseAnnotatedArticle(await file.text()));
  }
  const { parseFile } = await import("./exchange/open-file");
  const bytes = new Uint8Array(await file.arrayBuffer());
  return asNewArticle(await parseFile(file.name, file.type, bytes, { title }));
}

function isJson({ name }: File): boolean {
  return name.toLowerCase().endsWith(".json");
}

function asNewArticle(parsed: Parsed<ImportedArticle>): ParsedInput {
  if (!parsed.ok) return parsed;
  const { document, ...details } = parsed.value;
  return { ...parsed, value: { details, made: { document, entries: [] } } };
}

/** What an annotated article says of itself goes through the dialog, like what is found in any file. */
function asCopy(parsed: Parsed<NewArticle>): ParsedInput {
  if (!parsed.ok) return parsed;
  const { id, document, entries } = parsed.value;
  const about = entries.filter(({ kind }) => kind === "article");
  const details: Partial<ArticleDetails> = {
    title: titleOf({ doc: document }),
    ...Object.fromEntries(about.map(({ field, value }) => [field, value])),
  };
  const made = {
    ...(id && { id }),
    document,
    entries: entries.filter(({ kind }) => kind !== "article"),
  };
  return { ...parsed, value: { details, made } };
}

async function createArticle({ token, details }: CreateArticleEvent): Promise<void> {
  try {
    const article = await create(token as NewArticle, details);
    app.newArticle.close();
    location.hash = addressOf(article);
    void requestPersistence();
  } catch (error) {
    app.newArticle.fail(`The article could not be saved: ${reason(error)}`);
  }
}

/** Writes a new article into the log, and resolves once it is durable. */
async function create(made: NewArticle, details: Partial<ArticleDetails>): Promise<Id<"article">> {
  const isKnown = made.id !== undefined && (await store.summary(made.id)) !== undefined;
  const article = (isKnown ? undefined : made.id) ?? (newId() as Id<"article">);
  const { title, ...fields } = details;
  const about = Object.entries({ alive: true, ...fields })
    .filter(([, value]) => value !== "")
    .map(([field, value]) => ({ kind: "article" as const, id: article, field, value }));
  const session = await Session.open(article, await store.log(article), pen);
  session.run(fillArticle(pen, made.document, [...about, ...made.entries]));
  if (title?.trim()) session.run(setTitle(title));
  await saved(session);
  if (isKnown) say("This article was here already. What you see now is a second copy of it.");
  return article;
}

async function openSample(): Promise<void> {
  const page = await (await fetch("sample-article.html")).text();
  const { parsePage } = await import("./exchange/web-page");
  const parsed = asNewArticle(parsePage(page));
  if (!parsed.ok) throw new Error("The sample article cannot be read");
  location.hash = addressOf(await create(parsed.value.made, parsed.value.details));
}

// —— Articles in the library

/** Runs a command on an article of the library, and resolves once it is durable. */
async function change(article: Id<"article">, command: Command): Promise<void> {
  const session = await sessionOf(article);
  if (!session) throw new ArticleErased(article);
  session.run(outsideHistory(command));
  await saved(session);
  await showLibrary();
}

/** Rejects with what kept a session from saving. */
async function saved(session: Session): Promise<void> {
  await session.save();
  if (session.saveState.type === "failed") throw session.saveState.error;
}

async function deleteArticle(article: Id<"article">): Promise<void> {
  await change(article, deleteRecord(pen, "article", article));
  say("The article is in the trash.", {
    label: "Undo",
    run: () => void attempt(restoreArticle(article)),
  });
}

async function restoreArticle(article: Id<"article">): Promise<void> {
  await change(article, setField(pen, "article", article, "alive", true));
}

async function eraseArticle(article: Id<"article">): Promise<void> {
  await store.erase(article);
  sessions.delete(article);
  await showLibrary();
}

// —— Files

function exportArticle({ format }: ExportEvent): Promise<void> {
  return format === "working-copy"
    ? copying().then((copies) => copies.exportWorkingCopy(desk()))
    : exportAnnotated();
}

async function exportAnnotated(): Promise<void> {
  const { article, state } = openSession()!;
  const { formatAnnotatedArticle, annotatedArticleText } =
    await import("./exchange/annotated-json");
  const text = annotatedArticleText(
    formatAnnotatedArticle(article, state.doc, annotationsOf(state)),
  );
  download(`${titleSlug(titleOf(state))}.tickmark.json`, text);
}

/** Lets the browser save a JSON file. */
function download(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  // The browser has taken the content by the next task, or never will.
  setTimeout(() => URL.revokeObjectURL(link.href));
}

/** Asks for a JSON file; never resolves when none is chosen. */
function chooseFile(): Promise<File> {
  const picker = document.createElement("input");
  picker.type = "file";
  picker.accept = ".json";
  return new Promise((resolve) => {
    picker.addEventListener("change", () => picker.files?.[0] && resolve(picker.files[0]));
    picker.click();
  });
}

// —— Working copies

async function isWorkingCopy(file: File): Promise<boolean> {
  if (!isJson(file)) return false;
  const { formatOf } = await import("./exchange/json-file");
  return formatOf(await file.text()) === "working-copy";
}

/** Writes working copies and takes them in; loaded on demand. */
const copying = () => import("./working-copies");

/** What that is lent. */
const desk = (): Desk => ({
  app,
  store,
  pen,
  openSession,
  sessionOf,
  catchUp,
  saved,
  addressOf,
  download,
  say,
  reason,
});

async function takeInFile(file: File, expected: Id<"article"> | null): Promise<void> {
  await (await copying()).takeInFile(desk(), file, expected);
}

/** Takes a working copy in from wherever a file is opened; answers whether it is one. */
async function takeOver(file: File): Promise<boolean> {
  const isCopy = await isWorkingCopy(file);
  if (isCopy) void attempt(takeInFile(file, null));
  return isCopy;
}

// —— What elements ask for

/** Tells what went wrong with something the user asked for. */
async function attempt(doing: Promise<void>): Promise<void> {
  try {
    await doing;
  } catch (error) {
    const gone = error instanceof ArticleErased;
    say(
      gone ? "That article is no longer on this machine." : `That did not work: ${reason(error)}`,
    );
  }
}

/** Has an event that elements fire do something that may fail. */
function on<K extends keyof GlobalEventHandlersEventMap>(
  type: K,
  act: (event: GlobalEventHandlersEventMap[K]) => Promise<void>,
): void {
  app.addEventListener(type, (event) => void attempt(act(event as GlobalEventHandlersEventMap[K])));
}

app.parse = parse;
app.parseDraft = parseDraft;
app.compareDrafts = async (...texts) => (await import("./comparison")).compareInWorker(...texts);
on("open-sample", openSample);
on("create-article", createArticle);
on("rename-article", ({ article, name }) =>
  change(article, setField(pen, "article", article, "name", name)),
);
on("delete-article", ({ article }) => deleteArticle(article));
on("restore-article", ({ article }) => restoreArticle(article));
on("erase-article", ({ article }) => eraseArticle(article));
on("export-article", exportArticle);
on("name-wish", async () => (await copying()).askForName(desk()));
on("take-in", async () => takeInFile(await chooseFile(), openSession()?.article ?? null));
app.takeOver = takeOver;
app.addEventListener("claim-shown", ({ claim }) => {
  const session = openSession();
  if (!session) return;
  history.replaceState(null, "", addressOf(session.article, claim));
  app.screen = { type: "article", session, claim };
});

start().catch((error: unknown) => {
  const sentence = `Tickmark keeps articles in this browser's storage, which cannot be opened: ${reason(error)}`;
  show({ type: "problem", sentence });
});
